/**
 * What stands in the wrong common account is moved to the right one, by whom keeps the books; out of a fund
 * no more than the same post may pay out alone.
 */
import { z } from 'zod';
import { accept } from '#kernel/outcome';
import { decidePostings, POSTING_RULES } from '../core/posting.ts';
import { BEYOND_POST, hasPurpose, wrongAlone } from '../core/post-limits.ts';
import { decideReclass, RECLASS_RULES } from '../core/reclass.ts';
import { loadMovements, type BookedMovement } from '../store/reads.ts';
import { accountId, number, reason } from './fields.ts';
import { ledgerCommand, only } from './ledger-command.ts';
import { answerPosted, loadBooks, recordPosted, type OpenBooks } from './paying.ts';
import { loadCarried } from './taking-out.ts';

export const reclassify = ledgerCommand({
  name: 'ledger.reclassify',
  scope: 'organization',
  grounds: ['statutes'],
  matter: 'keep_books',
  input: z.object({ number, to: accountId, note: reason }),
  refusals: [...RECLASS_RULES, BEYOND_POST, ...POSTING_RULES],
  personal: ['note'],
  async load(tx, asks, { org, today }) {
    const { input } = only(asks);
    const set = await loadMovements(tx, org, [BigInt(input.number)]);
    const ends = set.flatMap((one) => [one.source, one.target]);
    const books = await loadBooks(tx, org, [...ends, input.to]);
    return { set, books, carried: await loadCarried(tx, org, books.articles, today) };
  },
  about(state, { input }) {
    const taken = takenOut(state, input);
    return { subject: input.number, ...(taken === null ? {} : { amountMinor: taken }) };
  },
  decide({ set, books, carried }, input, act) {
    const leg = decideReclass(books.accounts, set, BigInt(input.number), input.to);
    if (!leg.ok) return leg;
    const taken = takenOut({ set, books }, input);
    const wrong = taken === null ? null : wrongAlone(books.articles, act.authority, taken, carried);
    if (wrong) return wrong;
    const postings = decidePostings(books, [leg.value], act.today);
    if (!postings.ok) return postings;
    return accept({ postings: postings.value, bookedOn: act.today, note: input.note, by: act.member });
  },
  record: recordPosted,
  answer: answerPosted,
});

/** How much would leave what it was put there for; null where it stands in our common account. */
function takenOut(
  { set, books }: { readonly set: readonly BookedMovement[]; readonly books: OpenBooks },
  { number: moved, to }: { readonly number: string; readonly to: string },
): bigint | null {
  const leg = decideReclass(books.accounts, set, BigInt(moved), to);
  return leg.ok && hasPurpose(books.accounts.get(leg.value.source)) ? leg.value.amountMinor : null;
}
