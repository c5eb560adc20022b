/** A person changes the name or the language they go by on this instance; groups keep their own copy. */
import { z } from 'zod';
import { accept, refuse } from '#kernel/outcome';
import type { PersonId } from '#kernel/command';
import { changePerson } from '../store/person-writes.ts';
import { agentsCommand } from './agents-command.ts';
import { locale, personName } from './fields.ts';

export const editProfile = agentsCommand({
  name: 'agents.edit_profile',
  scope: 'house',
  grounds: ['self'],
  matter: 'self',
  grouped: true,
  input: z.object({ name: personName.optional(), locale: locale.optional() }),
  refusals: ['nothing_changes'],
  personal: ['name'],
  load: async () => null,
  about: (_state, ask) => ({ self: ask.person }),
  decide(_state, input, act) {
    if (input.name === undefined && input.locale === undefined) return refuse('nothing_changes');
    return accept({ person: act.person, ...input });
  },
  apply: (state) => state,
  async record(tx, facts) {
    for (const { fact } of facts) {
      const change = {
        ...(fact.name === undefined ? {} : { name: fact.name }),
        ...(fact.locale === undefined ? {} : { locale: fact.locale }),
      };
      await changePerson(tx, fact.person as PersonId, change);
    }
  },
});
