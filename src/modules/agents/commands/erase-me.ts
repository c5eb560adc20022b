/** A person goes from this instance: it forgets them, and so does every group they were ever in. */
import { z } from 'zod';
import { assert } from '#kernel/assert';
import { accept, refuse } from '#kernel/outcome';
import { holdPerson, loadOrganizationsOf, loadPerson } from '../store/person-reads.ts';
import { erasePerson } from '../store/person-writes.ts';
import { agentsCommand, only } from './agents-command.ts';

export const eraseMe = agentsCommand({
  name: 'agents.erase_me',
  scope: 'house',
  grounds: ['self'],
  matter: 'self',
  input: z.object({}),
  refusals: ['erased_already'],
  // Where somebody belonged is nobody else's to know, least of all once they have gone.
  personal: ['organizations'],
  async load(tx, asks) {
    const person = only(asks).person!;
    await holdPerson(tx, person);
    return { present: await loadPerson(tx, person), organizations: await loadOrganizationsOf(tx, person) };
  },
  about: (_state, ask) => ({ self: ask.person }),
  decide({ present, organizations }, _input, act) {
    assert(act.person && present, 'only someone who is here goes');
    if (present.erasedAt !== null) return refuse('erased_already');
    return accept({ person: act.person, organizations, forget: [act.person] });
  },
  async record(tx, facts) {
    for (const { act, fact } of facts) await erasePerson(tx, act, fact.person);
  },
  followUps: (fact) => fact.organizations.map((org) => ({ org, command: 'agents.forget_me', input: {} })),
});
