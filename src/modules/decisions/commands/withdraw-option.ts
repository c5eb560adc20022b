/**
 * Whoever added an option takes it back, until whoever it proposes has agreed; they themself until the vote
 * opens.
 */
import { z } from 'zod';
import { accept, refuse } from '#kernel/outcome';
import { onBallot, wrongWithWithdrawing } from '../core/candidacy.ts';
import { isAuthor, wrongInTalk } from '../core/steps.ts';
import { decideMoved, isTooLateForOthers, movedRow, optionChange } from '../core/talk-anew.ts';
import { changeProposal, withdrawOption as writeWithdrawal } from '../store/writes.ts';
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
    'options_are_in',
  ],
  personal: [],
  load: (tx, asks, { org, now }) => loadWritten(tx, org, only(asks).input.proposal, now),
  about: (_state, { input }) => ({ subject: input.option }),
  decide(state, input, act) {
    const wrong = wrongInTalk(state, act.member, act.at);
    if (wrong) return wrong;
    const { title, kind } = state.proposal!;
    const option = state.options.find((one) => one.id === input.option);
    const notTheirs = wrongWithWithdrawing(kind, option, act.member);
    if (notTheirs) return notTheirs;
    const change = optionChange(kind, 'withdrawn');
    const ready = onBallot(state.options, state.proposal!.parity).length;
    if (!isAuthor(state, act.member) && isTooLateForOthers(state.proposal!, change, act.at, ready)) {
      return refuse('options_are_in', { opensAt: state.proposal!.opensAt });
    }
    return accept({
      proposal: input.proposal,
      title,
      option: input.option,
      ...(option?.member == null ? {} : { member: option.member }),
      moved: decideMoved(state.proposal!, change, act.at),
    });
  },
  async record(tx, facts) {
    for (const { act, fact } of facts) {
      await writeWithdrawal(tx, act, fact.proposal, fact.option);
      await changeProposal(tx, act.org, fact.proposal, movedRow(fact.moved));
    }
  },
  answer: ({ proposal, moved }) => ({ proposal, opensAt: moved.opensAt }),
});
