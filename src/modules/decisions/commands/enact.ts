/**
 * What was decided takes effect: the mark that it is done, which the host makes before the acts of the
 * decision, in one transaction with them. Of two that come at once, one finds it made.
 */
import { z } from 'zod';
import { accept, refuse } from '#kernel/outcome';
import { ENACTMENT_RULES, wrongToEnact } from '../core/enactment.ts';
import { loadProposal } from '../store/reads.ts';
import { changeProposal } from '../store/writes.ts';
import { decisionsCommand, only } from './decisions-command.ts';
import { proposalId } from './fields.ts';

export const enact = decisionsCommand({
  name: 'decisions.enact',
  scope: 'organization',
  grounds: ['clock'],
  matter: 'propose',
  internal: true,
  input: z.object({ proposal: proposalId }),
  refusals: ['proposal_unknown', ...ENACTMENT_RULES],
  personal: [],
  load: (tx, asks, { org }) => loadProposal(tx, org, only(asks).input.proposal),
  about: (_state, { input }) => ({ subject: input.proposal }),
  decide(proposal, _input, act) {
    if (proposal === null) return refuse('proposal_unknown');
    const wrong = wrongToEnact(proposal, act.at);
    return wrong ?? accept({ proposal: proposal.id, title: proposal.title });
  },
  async record(tx, facts) {
    for (const { act, fact } of facts) {
      await changeProposal(tx, act.org, fact.proposal, { enacted_at: act.at });
    }
  },
});
