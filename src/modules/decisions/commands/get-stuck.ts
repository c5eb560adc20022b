/**
 * What was decided could not be carried out: nothing of it is done, and the group is told which act was
 * refused.
 */
import { z } from 'zod';
import { accept, refuse } from '#kernel/outcome';
import { ENACTMENT_RULES, wrongToEnact } from '../core/enactment.ts';
import { loadProposal } from '../store/reads.ts';
import { changeProposal } from '../store/writes.ts';
import { decisionsCommand, only } from './decisions-command.ts';
import { proposalId } from './fields.ts';

export const getStuck = decisionsCommand({
  name: 'decisions.get_stuck',
  scope: 'organization',
  grounds: ['clock'],
  matter: 'propose',
  internal: true,
  input: z.object({
    proposal: proposalId,
    /** Which of its acts, from 1. */
    position: z.number().int().min(1),
    /** The rule that refused it, and what it says. */
    rule: z.string().regex(/^[a-z][a-z0-9_]{0,79}$/),
    facts: z.record(z.string(), z.json()),
  }),
  refusals: ['proposal_unknown', ...ENACTMENT_RULES],
  personal: [],
  load: (tx, asks, { org }) => loadProposal(tx, org, only(asks).input.proposal),
  about: (_state, { input }) => ({ subject: input.proposal }),
  decide(proposal, { position, rule, facts }, act) {
    if (proposal === null) return refuse('proposal_unknown');
    const wrong = wrongToEnact(proposal, act.at);
    if (wrong) return wrong;
    return accept({ proposal: proposal.id, title: proposal.title, position, rule, facts: facts });
  },
  async record(tx, facts) {
    for (const { act, fact } of facts) {
      await changeProposal(tx, act.org, fact.proposal, {
        stuck_position: fact.position,
        stuck_rule: fact.rule,
        stuck_facts: fact.facts,
        stuck_at: act.at,
      });
    }
  },
});
