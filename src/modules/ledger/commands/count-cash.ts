/**
 * The cash of a common account is counted; where it is not what the books say, they follow, with a reason.
 */
import { z } from 'zod';
import { accept, refuse } from '#kernel/outcome';
import { unitIn } from '#agents';
import { COMMON_PURPOSES } from '../core/account.ts';
import { decideCount, MOST_PIECES } from '../core/cash.ts';
import { decidePostings, POSTING_RULES, type Posting } from '../core/posting.ts';
import { insertCount } from '../store/bookkeeping-writes.ts';
import { accountId, minor, note } from './fields.ts';
import { ledgerCommand, only } from './ledger-command.ts';
import { loadBooks, recordPosted } from './paying.ts';

export const countCash = ledgerCommand({
  name: 'ledger.count_cash',
  scope: 'organization',
  grounds: ['statutes'],
  matter: 'keep_books',
  input: z.object({
    account: accountId,
    pieces: z.array(z.object({ valueMinor: minor, count: z.int().min(1).max(1_000_000) })).max(MOST_PIECES),
    /** Why it is not what the books say. */
    note,
  }),
  refusals: [
    'not_a_common_account',
    'kept_for_a_unit',
    'not_cash',
    'difference_unexplained',
    ...POSTING_RULES,
  ],
  personal: ['note'],
  load: (tx, asks, { org }) => loadBooks(tx, org, [only(asks).input.account]),
  about: (_state, { input }) => ({ subject: input.account }),
  decide(books, { account: asked, pieces, note: words }, act) {
    const account = books.accounts.get(asked);
    if (account === undefined || !COMMON_PURPOSES.includes(account.purpose))
      return refuse('not_a_common_account');
    // What is kept is laid beside the books, and what is missing of it is looked for (`reconcile`).
    if (account.purpose === 'reserve') return refuse('kept_for_a_unit');
    if (unitIn(books.articles, account.unit)?.kind !== 'currency') return refuse('not_cash');
    if (pieces.some((one) => BigInt(one.valueMinor) <= 0n)) return refuse('amount_not_positive');
    const counted = decideCount(account, books.issues.get(account.unit)!, pieces, words);
    if (!counted.ok) return counted;
    const { leg, expectedMinor, countedMinor } = counted.value;
    const decided = leg === null ? accept([] as Posting[]) : decidePostings(books, [leg], act.today);
    if (!decided.ok) return decided;
    return accept({
      counting: act.newId('cnt'),
      account: account.id,
      unit: account.unit,
      amountMinor: String(countedMinor),
      expectedMinor: String(expectedMinor),
      countedMinor: String(countedMinor),
      pieces,
      postings: decided.value,
      bookedOn: act.today,
      note: words,
      by: act.member,
    });
  },
  async record(tx, facts) {
    for (const { act, fact } of facts) {
      await recordPosted(tx, [{ act, fact }]);
      await insertCount(tx, act, { ...fact, number: fact.postings[0]?.number ?? null });
    }
  },
  answer: ({ countedMinor, expectedMinor, postings }) => ({
    countedMinor,
    expectedMinor,
    number: postings[0]?.number ?? null,
  }),
});
