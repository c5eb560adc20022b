/** Somebody pays several at once, all or none: wages of a day, a list that was read in. */
import { z } from 'zod';
import { assert } from '#kernel/assert';
import type { OrgId } from '#kernel/command';
import { accept, refuse, type Outcome } from '#kernel/outcome';
import type { Tx } from '#kernel/tx';
import { POSTING_RULES, withPostings, type Posting, type PostingRule } from '../core/posting.ts';
import { accountId, minor, note } from './fields.ts';
import { ledgerCommand, only } from './ledger-command.ts';
import { answerPosted, decidePayment, loadBooks, recordPosted, type OpenBooks } from './paying.ts';

/** As many as fit in one act; a longer list is several. */
export const MOST_PAID = 100;

export interface OneOfMany {
  readonly target: string;
  readonly amountMinor: string;
  readonly note: string;
}

type ManyRule = PostingRule | 'not_payable';

export const payMany = ledgerCommand({
  name: 'ledger.pay_many',
  scope: 'organization',
  grounds: ['member'],
  matter: 'pay',
  input: z.object({
    source: accountId,
    payments: z
      .array(z.object({ target: accountId, amountMinor: minor, note }))
      .min(1)
      .max(MOST_PAID),
    /** What all of them are for; each may say more. */
    note,
  }),
  refusals: ['not_your_account', 'not_payable', ...POSTING_RULES],
  personal: ['note', 'notes'],
  load(tx, asks, { org }) {
    const { source, payments } = only(asks).input;
    return loadBooks(tx, org, [source, ...payments.map((one) => one.target)]);
  },
  about: (_books, { input }) => ({
    subject: input.source,
    amountMinor: input.payments.reduce((sum, one) => sum + BigInt(one.amountMinor), 0n),
  }),
  decide(books, { source, payments, note: words }, act) {
    assert(act.member, 'only members pay');
    if (books.accounts.get(source)?.member !== act.member) return refuse('not_your_account');
    const decided = decideMany(books, source, payments, act.today);
    const wrong = decided.findIndex((one) => !one.ok);
    const first = decided[wrong];
    // Which of them it was.
    if (first?.ok === false) return refuse(first.refusal.rule, { ...first.refusal, at: wrong });
    const paid = decided.map((one) => (one.ok ? one.value : []));
    return accept({
      postings: paid.flat(),
      bookedOn: act.today,
      note: words,
      notes: paid.flatMap(([one], at) =>
        payments[at]!.note === '' ? [] : [{ number: one!.number, note: payments[at]!.note }],
      ),
      by: act.member,
    });
  },
  record: recordPosted,
  answer: answerPosted,
});

/**
 * What would come of each, those before it being paid: where one is refused, what follows is tried without
 * it.
 */
export function decideMany(
  books: OpenBooks,
  source: string,
  payments: readonly Pick<OneOfMany, 'target' | 'amountMinor'>[],
  today: string,
): readonly Outcome<readonly Posting[], ManyRule>[] {
  let state = books;
  return payments.map(({ target, amountMinor }) => {
    if (books.accounts.get(target)?.purpose === 'issue') return refuse('not_payable');
    const payment = { source, target, amountMinor: BigInt(amountMinor), kind: 'payment' } as const;
    const decided = decidePayment(state, payment, today);
    if (decided.ok) state = { ...state, ...withPostings(state, decided.value, today) };
    return decided;
  });
}

/** The same, without anything being paid. */
export async function previewMany(
  tx: Tx,
  org: OrgId,
  source: string,
  payments: readonly Pick<OneOfMany, 'target' | 'amountMinor'>[],
  today: string,
) {
  const books = await loadBooks(tx, org, [source, ...payments.map((one) => one.target)]);
  return decideMany(books, source, payments, today);
}
