/**
 * Whoever received says that it is done and settles it, in one step: pays what was agreed, all parts of it or
 * none, or takes it as a gift, of which no amount is kept. What passed from hand to hand, and whoever gave
 * says to have, is not paid again.
 */
import { z } from 'zod';
import type { OrgId } from '#kernel/command';
import { accept, refuse } from '#kernel/outcome';
import type { Tx } from '#kernel/tx';
import type { Articles } from '#agents';
import { POSTING_RULES, type Account } from '#ledger';
import {
  decidePayments,
  loadAccountsOf,
  loadBooks,
  loadCash,
  loadCashBetween,
  recordPosted,
  type CashPayment,
} from '#ledger/server';
import type { PricePart } from '../core/advert.ts';
import { wrongFor, type Agreement } from '../core/agreement.ts';
import {
  besides,
  cashOfAgreement,
  decidePaidInCash,
  PAID_IN_CASH_RULES,
  type CashGiven,
} from '../core/paid-in-cash.ts';
import { loadAgreement, loadCashUsed } from '../store/agreement-reads.ts';
import { changeAgreement } from '../store/agreement-writes.ts';
import { loadAdvert } from '../store/reads.ts';
import { between, shared } from './agreeing.ts';
import { exchangeCommand, only } from './exchange-command.ts';
import { agreementId, cashId } from './fields.ts';

export const settle = exchangeCommand({
  ...shared,
  name: 'exchange.settle',
  input: z.object({ agreement: agreementId, cash: cashId.optional() }),
  refusals: [
    'agreement_unknown',
    'agreement_not_there',
    'only_who_receives',
    'no_account_in_unit',
    ...PAID_IN_CASH_RULES,
    ...POSTING_RULES,
  ],
  personal: ['note'],
  async load(tx, asks, { org }) {
    const { input } = only(asks);
    const agreement = await loadAgreement(tx, org, input.agreement);
    const advert = agreement && (await loadAdvert(tx, org, agreement.advert));
    const said = input.cash === undefined ? null : await loadCash(tx, org, input.cash);
    const [given = null] = await withUse(tx, org, said === null ? [] : [said]);
    return { agreement, title: advert?.title ?? '', given, ends: await loadEnds(tx, org, agreement) };
  },
  about: (_state, { input }) => ({ subject: input.agreement }),
  decide({ agreement, title, given, ends }, input, act) {
    const wrong = wrongFor(agreement, act.member, ['agreed', 'done']);
    if (wrong) return wrong;
    const { parts, receiver } = agreement!;
    if (receiver !== act.member) return refuse('only_who_receives');
    const paid =
      input.cash === undefined
        ? accept(null)
        : decidePaidInCash(agreement!, ends.books.articles, given, act.today);
    if (!paid.ok) return paid;
    const postings = decidePaying(ends, besides(parts, paid.value), act.today);
    if (!postings.ok) return postings;
    const posted = { postings: postings.value, bookedOn: act.today, note: title };
    const inCash = input.cash === undefined ? {} : { cash: input.cash };
    return accept({ ...between(agreement!, receiver), ...posted, ...inCash });
  },
  async record(tx, facts) {
    for (const { act, fact } of facts) {
      if (fact.postings.length > 0) await recordPosted(tx, [{ act, fact }]);
      const first = fact.postings[0]?.number;
      await changeAgreement(tx, act.org, fact.agreement, {
        settled_at: act.at,
        number: first === undefined ? null : BigInt(first),
        cash_id: fact.cash ?? null,
      });
    }
  },
  answer: ({ postings }) => ({ number: postings[0]?.number ?? null }),
});

/** Their accounts, and the books with those in which it is paid. */
async function loadEnds(tx: Tx, org: OrgId, agreement: Agreement | null) {
  const open = (accounts: readonly Account[]) => accounts.filter((one) => one.closedAt === null);
  const from = agreement === null ? [] : open(await loadAccountsOf(tx, org, agreement.receiver));
  const to = agreement === null ? [] : open(await loadAccountsOf(tx, org, agreement.provider));
  const units = agreement?.parts.map((one) => one.unit) ?? [];
  const ends = [...from, ...to].filter((one) => units.includes(one.unit)).map((one) => one.id);
  return { from, to, books: await loadBooks(tx, org, ends) };
}
type Ends = Awaited<ReturnType<typeof loadEnds>>;

/** Paying these parts in the books: all of them or none. */
function decidePaying({ from, to, books }: Ends, parts: readonly PricePart[], today: string) {
  const legs = parts.map(({ unit, minor }) => ({
    source: from.find((one) => one.unit === unit)?.id ?? '',
    target: to.find((one) => one.unit === unit)?.id ?? '',
    amountMinor: BigInt(minor),
    kind: 'payment' as const,
  }));
  const missing = legs.findIndex((one) => one.source === '' || one.target === '');
  if (missing >= 0) return refuse('no_account_in_unit', { unit: parts[missing]!.unit });
  return decidePayments(books, legs, today);
}

/**
 * What settling would come to, without anything being recorded: its postings, or the rule that says no; of
 * all that was agreed, or of what is left once a part was paid in cash.
 */
export async function previewSettling(
  tx: Tx,
  org: OrgId,
  agreement: Agreement,
  today: string,
  paid: PricePart | null = null,
) {
  const ends = await loadEnds(tx, org, agreement);
  return decidePaying(ends, besides(agreement.parts, paid), today);
}

async function withUse(tx: Tx, org: OrgId, payments: readonly CashPayment[]): Promise<CashGiven[]> {
  const ids = payments.map((one) => one.id);
  const used = await loadCashUsed(tx, org, ids);
  return payments.map((payment) => ({ payment, isUsed: used.has(payment.id) }));
}

/** What one of the two says to have paid of it in cash, and whether the other has it. */
export async function loadAgreementCash(
  tx: Tx,
  org: OrgId,
  articles: Pick<Articles, 'books'>,
  agreement: Agreement,
  today: string,
) {
  const { receiver: payer, provider: receiver, askedAt: since } = agreement;
  const payments = await loadCashBetween(tx, org, { payer, receiver, since });
  return cashOfAgreement(agreement, articles, await withUse(tx, org, payments), today);
}
