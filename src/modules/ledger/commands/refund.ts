/** Whoever was paid gives back, all or a part; the levies come back with it. */
import { z } from 'zod';
import { assert } from '#kernel/assert';
import { accept, refuse } from '#kernel/outcome';
import { CORRECTION_RULES, decideBack } from '../core/correction.ts';
import { actsFor, wrongWithPaying } from '../core/entrusted.ts';
import { decidePostings, POSTING_RULES } from '../core/posting.ts';
import { loadToCorrect } from './correcting.ts';
import { minor, note, number } from './fields.ts';
import { ledgerCommand, only } from './ledger-command.ts';
import { answerPosted, recordPosted } from './paying.ts';

export const refund = ledgerCommand({
  name: 'ledger.refund',
  scope: 'organization',
  grounds: ['member'],
  matter: 'pay',
  input: z.object({ number, amountMinor: minor.optional(), note }),
  refusals: [...CORRECTION_RULES, 'beyond_entrusted', ...POSTING_RULES],
  personal: ['note'],
  load: (tx, asks, { org, today }) => loadToCorrect(tx, org, only(asks).input.number, today),
  about: (_state, { input }) => ({ subject: input.number }),
  decide({ books, set, moved }, input, act) {
    assert(act.member, 'only members give back');
    const wanted = BigInt(input.number);
    const payment = set.find((one) => one.number === wanted);
    // Of what is between others there is nothing to know.
    if (!payment || !actsFor(books, payment.target, act))
      return refuse('movement_unknown', { number: input.number });
    const minor = input.amountMinor === undefined ? null : BigInt(input.amountMinor);
    if (minor !== null && minor <= 0n) return refuse('amount_not_positive');
    const legs = decideBack(books, set, wanted, 'refund', minor, moved);
    if (!legs.ok) return legs;
    const leaves = legs.value.filter((leg) => leg.source === payment.target);
    const backMinor = leaves.reduce((sum, leg) => sum + leg.amountMinor, 0n);
    const beyond = wrongWithPaying(books, payment.target, act, backMinor);
    if (beyond) return beyond;
    const postings = decidePostings(books, legs.value, act.today);
    if (!postings.ok) return postings;
    return accept({ postings: postings.value, bookedOn: act.today, note: input.note, by: act.member });
  },
  record: recordPosted,
  answer: answerPosted,
});
