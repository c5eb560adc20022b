/** A member leaves their household, or someone who lives there turns away a member who asked. */
import { z } from 'zod';
import { accept, refuse } from '#kernel/outcome';
import { loadHouseholdPlaces, leaveHousehold as removePlace } from '../store/households.ts';
import { agentsCommand, only } from './agents-command.ts';
import { memberId } from './fields.ts';

export const leaveHousehold = agentsCommand({
  name: 'agents.leave_household',
  scope: 'organization',
  grounds: ['self'],
  matter: 'self',
  input: z.object({
    /** Who asked and is turned away; without it, oneself. */
    member: memberId.optional(),
  }),
  refusals: ['not_in_household'],
  personal: [],
  async load(tx, asks, { org }) {
    const { input, member } = only(asks);
    return { places: await loadHouseholdPlaces(tx, org, [input.member, member]) };
  },
  about({ places }, { input, member }) {
    if (input.member === undefined || input.member === member) return { self: member };
    const asking = places.get(input.member);
    const own = member === null ? undefined : places.get(member);
    const turnsAway = own?.confirmed && asking?.household === own.household && !asking.confirmed;
    return { self: turnsAway ? member : null };
  },
  decide({ places }, input, act) {
    const member = input.member ?? act.member;
    const place = member === null ? undefined : places.get(member);
    if (!member || !place) return refuse('not_in_household');
    return accept({ household: place.household, member });
  },
  async record(tx, facts) {
    for (const { act, fact } of facts) await removePlace(tx, act, fact.member);
  },
});
