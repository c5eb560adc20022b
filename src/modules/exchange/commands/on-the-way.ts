/** What two write to each other about an agreement; that it is done, or not yet; that it comes to nothing. */
import { z } from 'zod';
import { accept, refuse } from '#kernel/outcome';
import { wrongFor } from '../core/agreement.ts';
import { changeAgreement, insertWord } from '../store/agreement-writes.ts';
import { between, ofAgreement } from './agreeing.ts';
import { exchangeCommand } from './exchange-command.ts';
import { agreementId, anyWords, someWords } from './fields.ts';

export const write = exchangeCommand({
  ...ofAgreement,
  name: 'exchange.write',
  input: z.object({ agreement: agreementId, words: someWords }),
  refusals: ['agreement_unknown', 'agreement_not_there'],
  personal: ['words'],
  decide({ agreement }, { words }, act) {
    const wrong = wrongFor(agreement, act.member, ['asked', 'agreed', 'done', 'settled']);
    return wrong ?? accept({ ...between(agreement!, act.member!), words });
  },
  async record(tx, facts) {
    for (const { act, fact } of facts) await insertWord(tx, act, fact);
  },
});

export const sayDone = exchangeCommand({
  ...ofAgreement,
  name: 'exchange.say_done',
  input: z.object({ agreement: agreementId }),
  refusals: ['agreement_unknown', 'agreement_not_there', 'only_who_gives'],
  personal: [],
  decide({ agreement }, _input, act) {
    const wrong = wrongFor(agreement, act.member, ['agreed']);
    if (wrong) return wrong;
    if (agreement!.provider !== act.member) return refuse('only_who_gives');
    return accept(between(agreement!, act.member));
  },
  async record(tx, facts) {
    for (const { act, fact } of facts)
      await changeAgreement(tx, act.org, fact.agreement, { done_at: act.at });
  },
});

export const notDone = exchangeCommand({
  ...ofAgreement,
  name: 'exchange.not_done',
  input: z.object({ agreement: agreementId, words: someWords }),
  refusals: ['agreement_unknown', 'agreement_not_there'],
  personal: ['words'],
  decide({ agreement }, { words }, act) {
    const wrong = wrongFor(agreement, act.member, ['done']);
    return wrong ?? accept({ ...between(agreement!, act.member!), words });
  },
  async record(tx, facts) {
    for (const { act, fact } of facts) {
      await changeAgreement(tx, act.org, fact.agreement, { done_at: null });
      await insertWord(tx, act, fact);
    }
  },
});

export const callOff = exchangeCommand({
  ...ofAgreement,
  name: 'exchange.call_off',
  input: z.object({ agreement: agreementId, words: anyWords }),
  refusals: ['agreement_unknown', 'agreement_not_there'],
  personal: ['words'],
  decide({ agreement }, { words }, act) {
    const wrong = wrongFor(agreement, act.member, ['asked', 'agreed']);
    return wrong ?? accept({ ...between(agreement!, act.member!), words });
  },
  async record(tx, facts) {
    for (const { act, fact } of facts) {
      const change = { called_off_at: act.at, called_off_by: fact.by };
      await changeAgreement(tx, act.org, fact.agreement, change);
      await insertWord(tx, act, fact);
    }
  },
});
