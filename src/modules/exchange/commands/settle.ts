/**
 * Whoever received says that it is done and settles it, in one step: pays what was agreed, all parts of it or
 * none, or takes it as a gift, of which no amount is kept.
 */
import { z } from 'zod';
import type { OrgId } from '#kernel/command';
import { accept, refuse } from '#kernel/outcome';
import type { Tx } from '#kernel/tx';
import { POSTING_RULES, type Account } from '#ledger';
import { decidePayments, loadAccountsOf, loadBooks, recordPosted } from '#ledger/server';
import { wrongFor, type Agreement } from '../core/agreement.ts';
import { loadAgreement } from '../store/agreement-reads.ts';
import { changeAgreement } from '../store/agreement-writes.ts';
import { loadAdvert } from '../store/reads.ts';
import { between, shared } from './agreeing.ts';
import { exchangeCommand, only } from './exchange-command.ts';
import { agreementId } from './fields.ts';

export const settle = exchangeCommand({
  ...shared,
  name: 'exchange.settle',
  input: z.object({ agreement: agreementId }),
  refusals: [
    'agreement_unknown',
    'agreement_not_there',
    'only_who_receives',
    'no_account_in_unit',
    ...POSTING_RULES,
  ],
  personal: ['note'],
  async load(tx, asks, { org }) {
    const agreement = await loadAgreement(tx, org, only(asks).input.agreement);
    const advert = agreement && (await loadAdvert(tx, org, agreement.advert));
    return { agreement, title: advert?.title ?? '', ...(await loadEnds(tx, org, agreement)) };
  },
  about: (_state, { input }) => ({ subject: input.agreement }),
  decide({ agreement, title, from, to, books }, _input, act) {
    const wrong = wrongFor(agreement, act.member, ['agreed', 'done']);
    if (wrong) return wrong;
    const { parts, receiver } = agreement!;
    if (receiver !== act.member) return refuse('only_who_receives');
    const legs = parts.map(({ unit, minor }) => ({
      source: from.find((one) => one.unit === unit)?.id ?? '',
      target: to.find((one) => one.unit === unit)?.id ?? '',
      amountMinor: BigInt(minor),
      kind: 'payment' as const,
    }));
    const missing = legs.findIndex((one) => one.source === '' || one.target === '');
    if (missing >= 0) return refuse('no_account_in_unit', { unit: parts[missing]!.unit });
    const postings = decidePayments(books, legs, act.today);
    if (!postings.ok) return postings;
    const posted = { postings: postings.value, bookedOn: act.today, note: title };
    return accept({ ...between(agreement!, receiver), ...posted });
  },
  async record(tx, facts) {
    for (const { act, fact } of facts) {
      if (fact.postings.length > 0) await recordPosted(tx, [{ act, fact }]);
      const first = fact.postings[0]?.number;
      await changeAgreement(tx, act.org, fact.agreement, {
        settled_at: act.at,
        number: first === undefined ? null : BigInt(first),
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

/** What settling would come to, without anything being recorded: its postings, or the rule that says no. */
export async function previewSettling(tx: Tx, org: OrgId, agreement: Agreement, today: string) {
  const { from, to, books } = await loadEnds(tx, org, agreement);
  const end = (accounts: readonly Account[], unit: string) =>
    accounts.find((one) => one.unit === unit)?.id ?? '';
  const legs = agreement.parts.map(({ unit, minor }) => ({
    source: end(from, unit),
    target: end(to, unit),
    amountMinor: BigInt(minor),
    kind: 'payment' as const,
  }));
  return decidePayments(books, legs, today);
}
