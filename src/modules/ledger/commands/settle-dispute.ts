/**
 * Somebody whom the rules name has heard both, and says what comes of it: nothing, a part, or all of it goes
 * back. Neither of the two settles their own.
 */
import { z } from 'zod';
import { accept, refuse } from '#kernel/outcome';
import { CORRECTION_RULES, decideBack } from '../core/correction.ts';
import { decidePostings, POSTING_RULES, type Posting } from '../core/posting.ts';
import { loadDispute } from '../store/dispute-reads.ts';
import { endDispute } from '../store/promise-writes.ts';
import { betweenWhom, loadToCorrect } from './correcting.ts';
import { line, minor, number } from './fields.ts';
import { ledgerCommand, only } from './ledger-command.ts';
import { recordPosted } from './paying.ts';

export const settleDispute = ledgerCommand({
  name: 'ledger.settle_dispute',
  scope: 'organization',
  grounds: ['statutes'],
  matter: 'mediate',
  input: z.object({ number, backMinor: minor, words: line(1, 600) }),
  refusals: ['dispute_unknown', 'dispute_over', ...CORRECTION_RULES, ...POSTING_RULES],
  personal: ['words', 'note'],
  async load(tx, asks, { org, today }) {
    const { input } = only(asks);
    return {
      ...(await loadToCorrect(tx, org, input.number, today)),
      dispute: await loadDispute(tx, org, BigInt(input.number)),
    };
  },
  about: (state, { input }) => {
    const parties = betweenWhom(state, input.number);
    return { subject: input.number, beneficiaries: parties, parties };
  },
  decide({ books, set, moved, dispute }, input, act) {
    if (dispute === null) return refuse('dispute_unknown');
    if (dispute.endedAs !== null) return refuse('dispute_over', { endedAs: dispute.endedAs });
    const back = BigInt(input.backMinor);
    if (back < 0n) return refuse('amount_not_positive');
    const settled = { number: input.number, words: input.words, backMinor: input.backMinor };
    const rest = { bookedOn: act.today, note: '', by: act.member };
    if (back === 0n) return accept({ ...settled, ...rest, postings: [] as readonly Posting[] });
    const legs = decideBack(books, set, BigInt(input.number), 'reversal', back, moved);
    if (!legs.ok) return legs;
    const postings = decidePostings(books, legs.value, act.today);
    if (!postings.ok) return postings;
    return accept({ ...settled, ...rest, postings: postings.value });
  },
  async record(tx, facts) {
    await recordPosted(tx, facts);
    for (const { act, fact } of facts) {
      await endDispute(tx, act, fact.number, {
        ended_as: 'settled',
        settled_by: fact.by,
        words: fact.words || null,
        back_minor: BigInt(fact.backMinor),
      });
    }
  },
});
