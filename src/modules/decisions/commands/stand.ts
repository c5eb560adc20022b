/**
 * Whoever is put forward says whether they stand, and why, in their own words; whoever stands may say
 * something else, or step back, until the vote opens. The proposal is what it was: nothing is talked over
 * anew because of it.
 */
import { z } from 'zod';
import { assert } from '#kernel/assert';
import { accept, refuse } from '#kernel/outcome';
import { LENGTHS } from '../core/kinds.ts';
import { groupsAmong } from '../core/parity.ts';
import { wrongInTalk } from '../core/steps.ts';
import { writeStanding } from '../store/candidacies.ts';
import { withdrawOption } from '../store/writes.ts';
import { decisionsCommand, only } from './decisions-command.ts';
import { groupsField } from './draft-input.ts';
import { optionId, prose, proposalId } from './fields.ts';
import { loadWritten } from './loading.ts';

export const stand = decisionsCommand({
  name: 'decisions.stand',
  scope: 'organization',
  grounds: ['member'],
  matter: 'propose',
  input: z.object({
    proposal: proposalId,
    option: optionId,
    says: z.enum(['yes', 'no']),
    /** Why they stand. */
    words: prose(0, LENGTHS.optionBody).default(''),
    /** Of which of the groups that the election speaks of they are. */
    groups: groupsField.default([]),
  }),
  refusals: [
    'proposal_unknown',
    'vote_has_begun',
    'proposal_over',
    'not_published',
    'option_unknown',
    'option_withdrawn_already',
    'not_put_forward',
    'group_unknown',
  ],
  personal: ['words', 'groups'],
  load: (tx, asks, { org, now }) => loadWritten(tx, org, only(asks).input.proposal, now),
  about: (_state, { input }) => ({ subject: input.proposal }),
  decide(state, input, act) {
    assert(act.member, 'only members stand');
    const wrong = wrongInTalk(state, act.member, act.at);
    if (wrong) return wrong;
    const option = state.options.find((one) => one.id === input.option);
    if (!option) return refuse('option_unknown');
    if (option.withdrawnAt !== null) return refuse('option_withdrawn_already');
    if (!option.people.some((one) => one.member === act.member)) return refuse('not_put_forward');
    const { parity, title } = state.proposal!;
    const groups = groupsAmong(parity, input.groups);
    if (!groups.ok) return groups;
    const said = {
      proposal: input.proposal,
      title,
      option: input.option,
      member: act.member,
      says: input.says,
    };
    return accept(
      input.says === 'yes'
        ? { ...said, words: input.words, groups: groups.value }
        : { ...said, words: '', groups: [] },
    );
  },
  async record(tx, facts) {
    for (const { act, fact } of facts) {
      const { proposal, option, member } = fact;
      const agrees = fact.says === 'yes';
      // Where they are forgotten, nothing is left of either.
      const [words, groups] = [fact.words ?? '', fact.groups ?? []];
      await writeStanding(tx, act, { proposal, option, member, agrees, words, groups });
      if (!agrees) await withdrawOption(tx, act, proposal, option);
    }
  },
});
