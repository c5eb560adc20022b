/**
 * What one group calls a member, and how it reaches them: each group has its own copy, and the member its
 * pen.
 */
import { z } from 'zod';
import { assert } from '#kernel/assert';
import { accept, refuse } from '#kernel/outcome';
import { changeMemberWords } from '../store/writes.ts';
import { agentsCommand } from './agents-command.ts';
import { contact, personName } from './fields.ts';

export const editMembership = agentsCommand({
  name: 'agents.edit_membership',
  scope: 'organization',
  grounds: ['self'],
  matter: 'self',
  grouped: true,
  afterEnd: true,
  input: z.object({ name: personName.optional(), contact: contact.optional() }),
  refusals: ['nothing_changes'],
  personal: ['name', 'contact'],
  load: async () => null,
  about: (_state, ask) => ({ self: ask.member }),
  decide(_state, input, act) {
    assert(act.member, 'only someone who has a membership changes it');
    if (input.name === undefined && input.contact === undefined) return refuse('nothing_changes');
    return accept({
      member: act.member,
      ...(input.name === undefined ? {} : { name: input.name }),
      ...(input.contact === undefined ? {} : { contact: input.contact || null }),
    });
  },
  apply: (state) => state,
  async record(tx, facts) {
    const org = facts[0]?.act.org;
    if (org)
      await changeMemberWords(
        tx,
        org,
        facts.map(({ fact }) => fact),
      );
  },
});
