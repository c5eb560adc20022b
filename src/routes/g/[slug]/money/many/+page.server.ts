import { fail, redirect, type RequestEvent } from '@sveltejs/kit';
import { field, formKey, refusalWords } from '#host/forms';
import { loadOpenAccounts, MOST_PAID, previewMany, type NamedAccount } from '#ledger/server';
import { carry } from '../../scene.ts';
import { minorOf, moneyPlace, myAccounts, plainName, unitChoices, type MoneyPlace } from '../place.ts';
import { writtenList, type WrittenPayment } from './written-list.ts';
import type { Actions, PageServerLoad } from './$types';

/** Several are paid at once, from a list: read first, line by line, then paid all or none. */
export const load: PageServerLoad = async (event) => {
  const place = await moneyPlace(event);
  const mine = await myAccounts(place);
  if (mine.length === 0) redirect(303, place.base);
  return {
    base: place.base,
    most: MOST_PAID,
    units: unitChoices(place, mine),
    formKey: formKey(),
  };
};

/** A line of the list with the account that it means, if there is exactly one. */
interface Meant extends WrittenPayment {
  readonly target: string | null;
  readonly minor: string;
}

async function meant(place: MoneyPlace, unit: string, list: readonly WrittenPayment[]) {
  const rule = place.units.find((one) => one.unit === unit);
  const open = (await loadOpenAccounts(place.db, place.org)).filter((one) => one.unit === unit);
  const source = open.find((one) => one.member !== null && one.member === place.own)?.id ?? '';
  const named = Map.groupBy(open, (one) => plainName(place.called(one)));
  const lines = list.map((one): Meant => {
    const found = named.get(plainName(one.name)) ?? [];
    return { ...one, target: only(found), minor: minorOf(one.amount, rule) };
  });
  return { source, lines };
}

function only(found: readonly NamedAccount[]): string | null {
  return found.length === 1 ? found[0]!.id : null;
}

async function askedIn(event: RequestEvent, place: MoneyPlace) {
  const form = await event.request.formData();
  const file = form.get('file');
  const text = file instanceof File && file.size > 0 ? await file.text() : field(form, 'list');
  const unit = field(form, 'unit') || (place.units[0]?.unit ?? '');
  return { text, unit, note: field(form, 'note'), list: writtenList(text) };
}

export const actions: Actions = {
  /** Nothing is paid yet: what would come of each line is said. */
  async look(event) {
    const place = await moneyPlace(event, 'said');
    const { text, unit, note, list } = await askedIn(event, place);
    const written = { list: text, unit, note };
    const { words } = place;
    if (list === null || list.length === 0) return fail(422, { written, wrong: words.t('many.none') });
    if (list.length > MOST_PAID)
      return fail(422, { written, wrong: words.t('many.too-many', { most: MOST_PAID, count: list.length }) });
    const { source, lines } = await meant(place, unit, list);
    const sound = lines.filter((one) => one.target !== null && /^\d{1,18}$/.test(one.minor));
    const payments = sound.map((one) => ({ target: one.target!, amountMinor: one.minor }));
    const outcomes = await previewMany(place.db, place.org, source, payments, place.scene.today);
    const seen = lines.map((one) => {
      const at = sound.indexOf(one);
      const outcome = outcomes[at];
      return {
        name: one.name,
        note: one.note,
        amount: at < 0 ? one.amount : place.amount(unit, BigInt(one.minor)),
        wrong: outcome?.ok === true ? null : wrongWith(place, source, one, outcome?.refusal),
      };
    });
    const isFine = seen.every((one) => one.wrong === null);
    const total = payments.reduce((sum, one) => sum + BigInt(one.amountMinor), 0n);
    return { written, seen, isFine, total: place.amount(unit, total) };
  },
  change: async (event) => {
    const place = await moneyPlace(event, 'said');
    const { text, unit, note } = await askedIn(event, place);
    return { written: { list: text, unit, note } };
  },
  async pay(event) {
    const place = await moneyPlace(event, 'said');
    return carry(
      event,
      'ledger.pay_many',
      async (form) => {
        const unit = field(form, 'unit') || (place.units[0]?.unit ?? '');
        const { source, lines } = await meant(place, unit, writtenList(field(form, 'list')) ?? []);
        const payments = lines.map((one) => ({
          target: one.target ?? '',
          amountMinor: one.minor,
          note: one.note,
        }));
        return { source, payments, note: field(form, 'note') };
      },
      '/money',
    );
  },
};

function wrongWith(
  { words, scene }: MoneyPlace,
  source: string,
  line: Meant,
  refusal: Parameters<typeof refusalWords>[0] | undefined,
): string {
  if (line.target === null) return words.t('many.unknown');
  if (refusal === undefined) return words.t('many.no-amount');
  return refusalWords(refusal, words, { articles: scene.group.articles, own: [source] }).sentence;
}
