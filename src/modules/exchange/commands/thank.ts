/**
 * After an agreement each may say a few words about the other, for all to read; the other may answer once.
 */
import { z } from 'zod';
import { assert } from '#kernel/assert';
import { accept, refuse } from '#kernel/outcome';
import { otherParty, wrongFor } from '../core/agreement.ts';
import { insertThanks, replyThanks, takeBackThanks } from '../store/agreement-writes.ts';
import { loadThanksOf } from '../store/agreement-reads.ts';
import { loadAgreeing, shared } from './agreeing.ts';
import { exchangeCommand, only } from './exchange-command.ts';
import { agreementId, someWords } from './fields.ts';

export const thank = exchangeCommand({
  ...shared,
  name: 'exchange.thank',
  input: z.object({ agreement: agreementId, words: someWords }),
  refusals: ['agreement_unknown', 'agreement_not_there'],
  personal: ['words'],
  load: (tx, asks, { org }) => loadAgreeing(tx, org, only(asks).input.agreement),
  about: (_state, { input }) => ({ subject: input.agreement }),
  decide({ agreement }, { words }, act) {
    const wrong = wrongFor(agreement, act.member, ['settled']);
    if (wrong) return wrong;
    assert(act.member, 'whoever it is between is a member');
    const about = otherParty(agreement!, act.member);
    return accept({ agreement: agreement!.id, by: act.member, about, words });
  },
  async record(tx, facts) {
    for (const { act, fact } of facts) await insertThanks(tx, act, fact);
  },
});

export const takeBackThanksOf = exchangeCommand({
  ...shared,
  name: 'exchange.take_back_thanks',
  input: z.object({ agreement: agreementId }),
  refusals: ['agreement_unknown', 'agreement_not_there', 'nothing_was_said'],
  personal: [],
  async load(tx, asks, { org }) {
    const { agreement } = only(asks).input;
    return {
      ...(await loadAgreeing(tx, org, agreement)),
      said: await loadThanksOf(tx, org, agreement),
    };
  },
  about: (_state, { input }) => ({ subject: input.agreement }),
  decide({ agreement, said }, _input, act) {
    const wrong = wrongFor(agreement, act.member, ['settled']);
    if (wrong) return wrong;
    const mine = said.find((one) => one.by === act.member);
    if (mine?.words == null) return refuse('nothing_was_said');
    return accept({ agreement: agreement!.id, by: mine.by });
  },
  async record(tx, facts) {
    for (const { act, fact } of facts) await takeBackThanks(tx, act, fact);
  },
});

export const reply = exchangeCommand({
  ...shared,
  name: 'exchange.reply',
  input: z.object({ agreement: agreementId, words: someWords }),
  refusals: ['agreement_unknown', 'agreement_not_there', 'nothing_was_said', 'replied_already'],
  personal: ['words'],
  async load(tx, asks, { org }) {
    const { agreement } = only(asks).input;
    return {
      ...(await loadAgreeing(tx, org, agreement)),
      said: await loadThanksOf(tx, org, agreement),
    };
  },
  about: (_state, { input }) => ({ subject: input.agreement }),
  decide({ agreement, said }, { words }, act) {
    const wrong = wrongFor(agreement, act.member, ['settled']);
    if (wrong) return wrong;
    const theirs = said.find((one) => one.about === act.member);
    if (theirs?.words == null) return refuse('nothing_was_said');
    if (theirs.replyAt !== null) return refuse('replied_already');
    return accept({ agreement: agreement!.id, by: theirs.about, words });
  },
  async record(tx, facts) {
    for (const { act, fact } of facts) await replyThanks(tx, act, fact);
  },
});
