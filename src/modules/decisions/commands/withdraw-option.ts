/** Whoever added an option, or is proposed by it, takes it back before the vote opens. */
import { z } from 'zod';
import { accept, refuse } from '#kernel/outcome';
import { wrongInTalk } from '../core/steps.ts';
import { kindNamed } from '../core/kinds.ts';
import { withdrawOption as writeWithdrawal } from '../store/writes.ts';
import { decisionsCommand, only } from './decisions-command.ts';
import { optionId, proposalId } from './fields.ts';
import { loadWritten } from './loading.ts';

export const withdrawOption = decisionsCommand({
  name: 'decisions.withdraw_option',
  scope: 'organization',
  grounds: ['member'],
  matter: 'propose',
  input: z.object({ proposal: proposalId, option: optionId }),
  refusals: [
    'proposal_unknown',
    'vote_has_begun',
    'proposal_over',
    'not_published',
    'one_thing_only',
    'option_unknown',
    'option_withdrawn_already',
    'option_of_another',
  ],
  personal: [],
  load: (tx, asks, { org, now }) => loadWritten(tx, org, only(asks).input.proposal, now),
  about: (_state, { input }) => ({ subject: input.option }),
  decide(state, input, act) {
    const wrong = wrongInTalk(state, act.member, act.at);
    if (wrong) return wrong;
    const { title, kind } = state.proposal!;
    if (kindNamed(kind).options === 'one') return refuse('one_thing_only');
    const option = state.options.find((one) => one.id === input.option);
    if (!option) return refuse('option_unknown');
    if (option.withdrawnAt !== null) return refuse('option_withdrawn_already');
    if (option.addedBy !== act.member && option.member !== act.member) return refuse('option_of_another');
    return accept({
      proposal: input.proposal,
      title,
      option: input.option,
      ...(option.member === null ? {} : { member: option.member }),
    });
  },
  async record(tx, facts) {
    for (const { act, fact } of facts) await writeWithdrawal(tx, act, fact.proposal, fact.option);
  },
});
