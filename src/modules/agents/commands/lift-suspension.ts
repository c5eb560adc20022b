/** A suspension ends before its day: the group has looked again. */
import { z } from 'zod';
import { accept, refuse } from '#kernel/outcome';
import { standingKind } from '../core/standing.ts';
import { loadMembers } from '../store/reads.ts';
import { changeMember } from '../store/writes.ts';
import { agentsCommand, only } from './agents-command.ts';
import { memberId } from './fields.ts';

export const liftSuspension = agentsCommand({
  name: 'agents.lift_suspension',
  scope: 'organization',
  grounds: ['statutes'],
  matter: 'suspend',
  input: z.object({ member: memberId }),
  refusals: ['member_unknown', 'not_suspended'],
  personal: [],
  load: async (tx, asks, { org }) => ({ members: await loadMembers(tx, org, [only(asks).input.member]) }),
  about: (_state, { input }) => ({ subject: input.member, beneficiaries: [input.member] }),
  decide(state, input, act) {
    const member = state.members.get(input.member);
    if (member?.endedOn !== null) return refuse('member_unknown');
    if (standingKind(member, act.today) !== 'suspended') return refuse('not_suspended');
    return accept({ member: member.id, on: act.today });
  },
  async record(tx, facts) {
    for (const { act, fact } of facts) {
      await changeMember(tx, act, fact.member, {
        suspended_on: null,
        suspended_until: null,
        appeal_until: null,
      });
    }
  },
});
