/** A group forgets someone: their membership ends, and who they were goes. What was done stays done. */
import { z } from 'zod';
import { accept } from '#kernel/outcome';
import { loadMembershipsOf, loadWaitingOf } from '../store/person-reads.ts';
import { forgetMembers } from '../store/person-writes.ts';
import { endMembership } from '../store/writes.ts';
import { agentsCommand, only } from './agents-command.ts';

export const forgetMe = agentsCommand({
  name: 'agents.forget_me',
  scope: 'organization',
  grounds: ['self'],
  matter: 'self',
  afterEnd: true,
  internal: true,
  input: z.object({}),
  refusals: [],
  personal: [],
  async load(tx, asks, { org }) {
    const memberships = await loadMembershipsOf(tx, org, only(asks).person!);
    const members = memberships.map((one) => one.id);
    return { memberships, asked: await loadWaitingOf(tx, org, members) };
  },
  // A group that never knew someone has nothing to forget.
  about: ({ memberships }, ask) => ({ self: memberships.length > 0 ? ask.person : null }),
  decide({ memberships, asked }, _input, act) {
    const present = memberships.find((one) => one.endedOn === null);
    const end: 'left' | 'withdrawn' = present?.admittedOn === null ? 'withdrawn' : 'left';
    // Who it was is said by nothing in this fact: only under which names this register knew them.
    const forget = memberships.map((one) => one.id);
    const { waiting, acts: forgetActs } = asked;
    return accept({ ends: present?.id ?? null, end, on: act.today, forget, forgetActs, waiting });
  },
  async record(tx, facts) {
    for (const { act, fact } of facts) {
      if (fact.ends !== null) await endMembership(tx, act, fact.ends, { on: fact.on, kind: fact.end });
      await forgetMembers(tx, act, fact.forget, fact.waiting);
    }
  },
});
