/**
 * A member says that they live with others: whoever shares a household does not act by a post for its good.
 */
import { z } from 'zod';
import { assert } from '#kernel/assert';
import { accept, refuse } from '#kernel/outcome';
import { loadHouseholdPlaces, insertHousehold } from '../store/households.ts';
import { agentsCommand, only } from './agents-command.ts';

export const formHousehold = agentsCommand({
  name: 'agents.form_household',
  scope: 'organization',
  grounds: ['member'],
  matter: 'household',
  input: z.object({}),
  refusals: ['in_household_already'],
  personal: [],
  load: async (tx, asks, { org }) => ({ places: await loadHouseholdPlaces(tx, org, [only(asks).member]) }),
  about: (_state, ask) => (ask.member ? { subject: ask.member } : {}),
  decide({ places }, _input, act) {
    assert(act.member, 'only members form a household');
    if (places.has(act.member)) return refuse('in_household_already');
    return accept({ household: act.newId('hou'), member: act.member });
  },
  async record(tx, facts) {
    for (const { act, fact } of facts) await insertHousehold(tx, act, fact);
  },
  answer: (fact) => ({ household: fact.household }),
});
