/** What stands in the wrong common account is moved to the right one, by whom keeps the books. */
import { z } from 'zod';
import { accept } from '#kernel/outcome';
import { decidePostings, POSTING_RULES } from '../core/posting.ts';
import { decideReclass, RECLASS_RULES } from '../core/reclass.ts';
import { loadMovements } from '../store/reads.ts';
import { accountId, number, reason } from './fields.ts';
import { ledgerCommand, only } from './ledger-command.ts';
import { answerPosted, loadBooks, recordPosted } from './paying.ts';

export const reclassify = ledgerCommand({
  name: 'ledger.reclassify',
  scope: 'organization',
  grounds: ['statutes'],
  matter: 'keep_books',
  input: z.object({ number, to: accountId, note: reason }),
  refusals: [...RECLASS_RULES, ...POSTING_RULES],
  personal: ['note'],
  async load(tx, asks, { org }) {
    const { input } = only(asks);
    const set = await loadMovements(tx, org, [BigInt(input.number)]);
    const ends = set.flatMap((one) => [one.source, one.target]);
    return { set, books: await loadBooks(tx, org, [...ends, input.to]) };
  },
  about: (_state, { input }) => ({ subject: input.number }),
  decide({ set, books }, input, act) {
    const leg = decideReclass(books.accounts, set, BigInt(input.number), input.to);
    if (!leg.ok) return leg;
    const postings = decidePostings(books, [leg.value], act.today);
    if (!postings.ok) return postings;
    return accept({ postings: postings.value, bookedOn: act.today, note: input.note, by: act.member });
  },
  record: recordPosted,
  answer: answerPosted,
});
