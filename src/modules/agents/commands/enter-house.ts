/** Someone is here for the first time: the instance knows a person, under the name they gave. */
import { z } from 'zod';
import type { PersonId } from '#kernel/command';
import { accept, refuse } from '#kernel/outcome';
import { tables } from '../store/tables.ts';
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
    const { person } = only(asks);
    const row = await tables(tx)
      .selectFrom('agents.person')
      .select('person_id')
      .where('person_id', '=', person!)
      .executeTakeFirst();
    return { known: row !== undefined };
  },
  about: (_state, ask) => ({ self: ask.person }),
  decide(state, input, act) {
    if (state.known) return refuse('already_here');
    return accept({ person: act.person, name: input.name, locale: input.locale });
  },
  async record(tx, facts) {
    for (const { act, fact } of facts) {
      await tables(tx)
        .insertInto('agents.person')
        .values({
          person_id: fact.person as PersonId,
          name: fact.name,
          locale: fact.locale,
          created_at: act.at,
          erased_at: null,
          act_id: act.id,
        })
        .execute();
    }
  },
});
