/** The group says no to someone who has asked to join, and why. */
import { z } from 'zod';
import { accept, refuse } from '#kernel/outcome';
import { standingKind } from '../core/standing.ts';
import { loadMembers } from '../store/reads.ts';
import { endMembership } from '../store/writes.ts';
import { agentsCommand, only } from './agents-command.ts';
import { memberId, reason } from './fields.ts';

export const decline = agentsCommand({
  name: 'agents.decline',
  scope: 'organization',
  grounds: ['statutes'],
  matter: 'admit',
  input: z.object({ member: memberId, reason }),
  refusals: ['member_unknown', 'not_an_applicant'],
  personal: ['reason'],
  load: async (tx, asks, { org }) => ({ members: await loadMembers(tx, org, [only(asks).input.member]) }),
  about: (_state, { input }) => ({ subject: input.member }),
  decide(state, input, act) {
    const applicant = state.members.get(input.member);
    if (!applicant) return refuse('member_unknown');
    if (standingKind(applicant, act.today) !== 'applicant') return refuse('not_an_applicant');
    return accept({ member: input.member, reason: input.reason, on: act.today });
  },
  async record(tx, facts) {
    for (const { act, fact } of facts) {
      await endMembership(tx, act, fact.member, { on: fact.on, kind: 'declined' });
    }
  },
});
