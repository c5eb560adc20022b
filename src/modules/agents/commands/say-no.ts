/**
 * Someone who was entered on paper says no, through any member they tell. The entry is struck, and who they
 * were is forgotten: they never agreed to be known here.
 */
import { z } from 'zod';
import { accept, refuse } from '#kernel/outcome';
import { loadWaitingOf } from '../store/person-reads.ts';
import { forgetMembers } from '../store/person-writes.ts';
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
  async load(tx, asks, { org }) {
    const { member } = only(asks).input;
    return {
      members: await loadMembers(tx, org, [member]),
      asked: await loadWaitingOf(tx, org, [member]),
    };
  },
  about: (_state, { input }) => ({ subject: input.member }),
  decide(state, input, act) {
    const entered = state.members.get(input.member);
    if (entered?.endedOn !== null) return refuse('member_unknown');
    if (entered.noUntil === null || entered.person !== null) return refuse('not_on_paper');
    if (act.today >= entered.noUntil) return refuse('no_came_too_late', { noUntil: entered.noUntil });
    const { waiting, acts: forgetActs } = state.asked;
    return accept({ member: entered.id, on: act.today, forget: [entered.id], forgetActs, waiting });
  },
  async record(tx, facts) {
    for (const { act, fact } of facts) {
      await endMembership(tx, act, fact.member, { on: fact.on, kind: 'struck' });
      await forgetMembers(tx, act, fact.forget, fact.waiting);
    }
  },
});
