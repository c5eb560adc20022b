/**
 * After an agreement each may say a few words about the other, for all to read; the other may answer once.
 */
import { z } from 'zod';
import { assert } from '#kernel/assert';
import type { Ask, LoadContext } from '#kernel/command';
import { accept, refuse } from '#kernel/outcome';
import type { Tx } from '#kernel/tx';
import { otherParty, wrongFor } from '../core/agreement.ts';
import { insertThanks, replyThanks, takeBackThanks } from '../store/agreement-writes.ts';
import { loadThanksOf } from '../store/agreement-reads.ts';
import { ofAgreement } from './agreeing.ts';
import { exchangeCommand, only } from './exchange-command.ts';
import { agreementId, someWords } from './fields.ts';

export const thank = exchangeCommand({
  ...ofAgreement,
  name: 'exchange.thank',
  input: z.object({ agreement: agreementId, words: someWords }),
  refusals: ['agreement_unknown', 'agreement_not_there'],
  personal: ['words'],
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

/** The same for what was said after it. */
const ofWords = {
  ...ofAgreement,
  load: async (
    tx: Tx,
    asks: readonly Ask<{ readonly agreement: string }>[],
    context: Pick<LoadContext, 'org'>,
  ) => ({
    ...(await ofAgreement.load(tx, asks, context)),
    said: await loadThanksOf(tx, context.org, only(asks).input.agreement),
  }),
} as const;

export const takeBackThanksOf = exchangeCommand({
  ...ofWords,
  name: 'exchange.take_back_thanks',
  input: z.object({ agreement: agreementId }),
  refusals: ['agreement_unknown', 'agreement_not_there', 'nothing_was_said'],
  personal: [],
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
  ...ofWords,
  name: 'exchange.reply',
  input: z.object({ agreement: agreementId, words: someWords }),
  refusals: ['agreement_unknown', 'agreement_not_there', 'nothing_was_said', 'replied_already'],
  personal: ['words'],
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
