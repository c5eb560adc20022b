/** Someone who was entered on paper says no, through any member they tell. The entry is struck. */
import { z } from 'zod';
import { accept, refuse } from '#kernel/outcome';
import { loadMembers } from '../store/reads.ts';
import { endMembership } from '../store/writes.ts';
import { agentsCommand, only } from './agents-command.ts';
import { memberId } from './fields.ts';

export const sayNo = agentsCommand({
  name: 'agents.say_no',
  scope: 'organization',
  grounds: ['member'],
  matter: 'say_no',
  input: z.object({ member: memberId }),
  refusals: ['member_unknown', 'not_on_paper', 'no_came_too_late'],
  personal: [],
  load: async (tx, asks, { org }) => ({ members: await loadMembers(tx, org, [only(asks).input.member]) }),
  about: (_state, { input }) => ({ subject: input.member }),
  decide(state, input, act) {
    const entered = state.members.get(input.member);
    if (entered?.endedOn !== null) return refuse('member_unknown');
    if (entered.noUntil === null || entered.person !== null) return refuse('not_on_paper');
    if (act.today >= entered.noUntil) return refuse('no_came_too_late', { noUntil: entered.noUntil });
    return accept({ member: entered.id, on: act.today });
  },
  async record(tx, facts) {
    for (const { act, fact } of facts)
      await endMembership(tx, act, fact.member, { on: fact.on, kind: 'struck' });
  },
});
