/** Somebody has mended what was in the way, and has what was decided tried once more. */
import { z } from 'zod';
import { accept, refuse } from '#kernel/outcome';
import { stateOf } from '../core/proposal.ts';
import { loadProposal } from '../store/reads.ts';
import { changeProposal } from '../store/writes.ts';
import { decisionsCommand, only } from './decisions-command.ts';
import { proposalId } from './fields.ts';

export const tryAgain = decisionsCommand({
  name: 'decisions.try_again',
  scope: 'organization',
  grounds: ['member'],
  matter: 'propose',
  decides: true,
  input: z.object({ proposal: proposalId }),
  refusals: ['proposal_unknown', 'not_stuck'],
  personal: [],
  load: (tx, asks, { org }) => loadProposal(tx, org, only(asks).input.proposal),
  about: (_state, { input }) => ({ subject: input.proposal }),
  decide(proposal, _input, act) {
    if (typeof proposal?.publishedAt !== 'string') return refuse('proposal_unknown');
    if (stateOf(proposal, act.at) !== 'stuck') return refuse('not_stuck');
    return accept({ proposal: proposal.id, title: proposal.title });
  },
  async record(tx, facts) {
    for (const { act, fact } of facts) {
      const free = { stuck_position: null, stuck_rule: null, stuck_facts: null, stuck_at: null };
      await changeProposal(tx, act.org, fact.proposal, free);
    }
  },
});
