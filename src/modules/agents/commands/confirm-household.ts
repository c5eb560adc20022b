/** Someone of the household confirms that a member who asked does live with them. */
import { z } from 'zod';
import { assert } from '#kernel/assert';
import { accept, refuse } from '#kernel/outcome';
import { loadHouseholdPlaces, confirmHouseholdPlace } from '../store/households.ts';
import { agentsCommand, only } from './agents-command.ts';
import { memberId } from './fields.ts';

export const confirmHousehold = agentsCommand({
  name: 'agents.confirm_household',
  scope: 'organization',
  grounds: ['member'],
  matter: 'household',
  input: z.object({ member: memberId }),
  refusals: ['not_of_this_household', 'confirmed_already'],
  personal: [],
  async load(tx, asks, { org }) {
    const { input, member } = only(asks);
    return { places: await loadHouseholdPlaces(tx, org, [input.member, member]) };
  },
  about: (_state, { input }) => ({ subject: input.member }),
  decide({ places }, input, act) {
    assert(act.member, 'only members confirm a household');
    const asking = places.get(input.member);
    const own = places.get(act.member);
    // One answer for whoever has not asked and whoever has asked elsewhere: homes are nobody else's business.
    if (!asking || !own?.confirmed || own.household !== asking.household)
      return refuse('not_of_this_household');
    if (asking.confirmed) return refuse('confirmed_already');
    return accept({ household: asking.household, member: input.member, confirmedBy: act.member });
  },
  async record(tx, facts) {
    for (const { act, fact } of facts) await confirmHouseholdPlace(tx, act, fact.member, fact.confirmedBy);
  },
});
