/** What of an agreement can be paid from hand to hand, and how far that is, for one of the two. */
import type { MemberId } from '#kernel/command';
import { typedAmount } from '#agents';
import { agreementState, besides, cashPart, couldSayReceived, type Agreement } from '#exchange';
import { loadAgreementCash } from '#exchange/server';
import { partsWord } from '#exchange/screens/say-price.ts';
import type { ExchangePlace } from '../../place.ts';

export interface InCash {
  /** `pay`: it can be said; `waits`: it is said, and whoever gave has not answered; `received`: they have it. */
  readonly is: 'pay' | 'waits' | 'received';
  /** Where it is said, or answered. */
  readonly href: string;
  readonly cash: string;
  readonly amount: string;
  /** When it was said to be paid, and what for; empty where it is not said yet. */
  readonly told: string;
  /** What is paid in the books beside it; nothing where that is all. */
  readonly rest: string;
}

type Place = ExchangePlace & { readonly own: MemberId };

export async function inCash(
  place: Place,
  agreement: Agreement,
  { title, money }: { readonly title: string; readonly money: string },
): Promise<InCash | null> {
  const { articles } = place.scene.group;
  const part = cashPart(articles, agreement.parts);
  if (part === null || !['agreed', 'done'].includes(agreementState(agreement))) return null;
  const { db, org, words, units, scene } = place;
  const rest = besides(agreement.parts, part);
  const told = {
    amount: partsWord(words, units, [part]),
    rest: rest.length === 0 ? '' : partsWord(words, units, rest),
  };
  const found = await loadAgreementCash(db, org, articles, agreement, scene.today);
  if (found !== null) {
    const { id } = found.payment;
    const is = found.state === 'received' ? 'received' : 'waits';
    const { note, saidAt } = found.payment;
    const when = words.date(saidAt);
    const said = words.t('exchange.cash.told', { when, note: note ?? '', noted: note ? 'yes' : 'no' });
    return { ...told, is, cash: id, told: said, href: `${money}/cash#${id}` };
  }
  const provider = place.roll?.members.find((one) => one.id === agreement.provider);
  if (agreement.receiver !== place.own || !couldSayReceived(provider, scene.today)) return null;
  const scale = units.find((one) => one.unit === part.unit)?.scale ?? 0;
  const asked = new URLSearchParams({ to: agreement.provider, unit: part.unit, note: title });
  // Where others use the phone too, no page shows an amount before it is asked for.
  if (words.hidesAmounts !== true) asked.set('amount', typedAmount(part.minor, scale));
  return { ...told, is: 'pay', cash: '', told: '', href: `${money}/cash?${asked.toString()}#say-paid` };
}
