/** A member asks to be counted into a household; someone who lives there confirms it. */
import { z } from 'zod';
import { assert } from '#kernel/assert';
import { accept, refuse } from '#kernel/outcome';
import { householdExists, loadHouseholdPlaces, insertHouseholdPlace } from '../store/households.ts';
import { agentsCommand, only } from './agents-command.ts';
import { householdId } from './fields.ts';

export const joinHousehold = agentsCommand({
  name: 'agents.join_household',
  scope: 'organization',
  grounds: ['member'],
  matter: 'household',
  input: z.object({ household: householdId }),
  refusals: ['in_household_already', 'household_unknown'],
  personal: [],
  async load(tx, asks, { org }) {
    const { input, member } = only(asks);
    return {
      exists: await householdExists(tx, org, input.household),
      places: await loadHouseholdPlaces(tx, org, [member]),
    };
  },
  about: (_state, ask) => (ask.member ? { subject: ask.member } : {}),
  decide({ exists, places }, input, act) {
    assert(act.member, 'only members join a household');
    if (places.has(act.member)) return refuse('in_household_already');
    if (!exists) return refuse('household_unknown');
    return accept({ household: input.household, member: act.member });
  },
  async record(tx, facts) {
    for (const { act, fact } of facts) await insertHouseholdPlace(tx, act, { ...fact, confirmedBy: null });
  },
});
