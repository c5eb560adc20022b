/**
 * Someone goes: out of a group, back from an application, or back from the founding of a draft. Leaving is
 * free and needs nobody's yes; the days of notice are said, so that what is still open can be settled.
 */
import { z } from 'zod';
import { assert } from '#kernel/assert';
import { accept, refuse } from '#kernel/outcome';
import { loadMembers } from '../store/reads.ts';
import { loadGroup } from '../store/standing-reads.ts';
import { endMembership } from '../store/writes.ts';
import { agentsCommand, only } from './agents-command.ts';

export const leave = agentsCommand({
  name: 'agents.leave',
  scope: 'organization',
  grounds: ['self'],
  matter: 'self',
  afterEnd: true,
  input: z.object({}),
  refusals: ['left_already'],
  personal: [],
  async load(tx, asks, { org, now }) {
    const group = (await loadGroup(tx, org, now))!;
    return {
      noticeDays: group.articles.exit.noticeDays,
      members: await loadMembers(tx, org, [only(asks).member]),
    };
  },
  about: (_state, ask) => ({ self: ask.member }),
  decide(state, _input, act) {
    const membership = act.member === null ? undefined : state.members.get(act.member);
    assert(membership, 'only someone who has a membership leaves');
    if (membership.endedOn !== null) return refuse('left_already', { endedOn: membership.endedOn });
    const member = membership.admittedOn !== null;
    const kind: 'left' | 'withdrawn' = member ? 'left' : 'withdrawn';
    return accept({ member: membership.id, kind, on: act.today, noticeDays: member ? state.noticeDays : 0 });
  },
  async record(tx, facts) {
    for (const { act, fact } of facts)
      await endMembership(tx, act, fact.member, { on: fact.on, kind: fact.kind });
  },
  answer: (fact) => ({ noticeDays: fact.noticeDays }),
});
