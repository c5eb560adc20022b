/**
 * A payment that was a mistake is undone as a whole, by whom the rules name; neither of the two it was
 * between.
 */
import { z } from 'zod';
import { accept } from '#kernel/outcome';
import { CORRECTION_RULES, decideBack } from '../core/correction.ts';
import { decidePostings, POSTING_RULES } from '../core/posting.ts';
import { betweenWhom, loadToCorrect } from './correcting.ts';
import { number, reason } from './fields.ts';
import { ledgerCommand, only } from './ledger-command.ts';
import { answerPosted, recordPosted } from './paying.ts';

export const reverse = ledgerCommand({
  name: 'ledger.reverse',
  scope: 'organization',
  grounds: ['statutes'],
  matter: 'correct',
  input: z.object({ number, note: reason }),
  refusals: [...CORRECTION_RULES, ...POSTING_RULES],
  personal: ['note'],
  load: (tx, asks, { org, today }) => loadToCorrect(tx, org, only(asks).input.number, today),
  about: (state, { input }) => {
    const parties = betweenWhom(state, input.number);
    return { subject: input.number, beneficiaries: parties, parties };
  },
  decide({ books, set, moved }, input, act) {
    const legs = decideBack(books, set, BigInt(input.number), 'reversal', null, moved);
    if (!legs.ok) return legs;
    const postings = decidePostings(books, legs.value, act.today);
    if (!postings.ok) return postings;
    return accept({ postings: postings.value, bookedOn: act.today, note: input.note, by: act.member });
  },
  record: recordPosted,
  answer: answerPosted,
});
