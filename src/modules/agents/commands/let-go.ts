/**
 * A network lets go of a member organization that has ended, or of its request to join. Nobody in the network
 * asks for it: it follows from the end of the organization.
 */
import { z } from 'zod';
import { assert } from '#kernel/assert';
import { accept } from '#kernel/outcome';
import { loadMemberOrganization, loadOrganization } from '../store/reads.ts';
import { endMembership } from '../store/writes.ts';
import { agentsCommand, only } from './agents-command.ts';
import { orgId } from './fields.ts';

export const letGo = agentsCommand({
  name: 'agents.let_go',
  scope: 'organization',
  grounds: ['self'],
  matter: 'self',
  afterEnd: true,
  internal: true,
  input: z.object({ group: orgId }),
  refusals: [],
  personal: [],
  async load(tx, asks, { org }) {
    const { group } = only(asks).input;
    return {
      ended: ((await loadOrganization(tx, group))?.dissolved_at ?? null) !== null,
      membership: await loadMemberOrganization(tx, org, group),
    };
  },
  // Of a group that lives on, nobody’s end is anybody’s to bring about.
  about: ({ ended, membership }, ask) => ({ self: ended && membership ? ask.person : null }),
  decide({ membership }, _input, act) {
    assert(membership, 'only who was here is let go');
    const end: 'withdrawn' | 'dissolved' = membership.admittedOn === null ? 'withdrawn' : 'dissolved';
    // The network may have said no, or excluded them, in between.
    return accept({ member: membership.id, ends: membership.endedOn === null, end, on: act.today });
  },
  async record(tx, facts) {
    for (const { act, fact } of facts) {
      if (fact.ends) await endMembership(tx, act, fact.member, { on: fact.on, kind: fact.end });
    }
  },
  // Whoever carried the end of the group has no name of their own in the network.
  becomes: (fact) => fact.member,
});
