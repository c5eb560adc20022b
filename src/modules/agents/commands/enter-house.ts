/** Someone is here for the first time: the instance knows a person, under the name they gave. */
import { z } from 'zod';
import type { PersonId } from '#kernel/command';
import { accept, refuse } from '#kernel/outcome';
import { loadPerson } from '../store/person-reads.ts';
import { insertPerson } from '../store/person-writes.ts';
import { agentsCommand, only } from './agents-command.ts';
import { locale, personName } from './fields.ts';

export const enterHouse = agentsCommand({
  name: 'agents.enter_house',
  scope: 'house',
  grounds: ['open'],
  matter: 'self',
  internal: true,
  input: z.object({ name: personName, locale }),
  refusals: ['already_here'],
  personal: ['name'],
  async load(tx, asks) {
    return { known: (await loadPerson(tx, only(asks).person!)) !== null };
  },
  about: (_state, ask) => ({ self: ask.person }),
  decide(state, input, act) {
    if (state.known) return refuse('already_here');
    return accept({ person: act.person, name: input.name, locale: input.locale });
  },
  async record(tx, facts) {
    for (const { act, fact } of facts) {
      const person = fact.person as PersonId;
      await insertPerson(tx, act, { person, name: fact.name, locale: fact.locale });
    }
  },
});
