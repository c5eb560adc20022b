/** The group says anew what it is called, what it is for and where it is. Its address stays. */
import { z } from 'zod';
import { accept, refuse } from '#kernel/outcome';
import { loadOrganization } from '../store/reads.ts';
import { changeOrganization } from '../store/writes.ts';
import { agentsCommand } from './agents-command.ts';
import { groupName, place, sentence } from './fields.ts';

export const describe = agentsCommand({
  name: 'agents.describe',
  scope: 'organization',
  grounds: ['founder', 'statutes'],
  matter: 'describe',
  input: z.object({ name: groupName.optional(), purpose: sentence.optional(), place: place.optional() }),
  refusals: ['nothing_changes'],
  personal: [],
  load: async (tx, _asks, { org }) => ({ present: (await loadOrganization(tx, org))! }),
  about: () => ({}),
  decide({ present }, input) {
    const change = {
      ...(input.name === undefined || input.name === present.name ? {} : { name: input.name }),
      ...(input.purpose === undefined || input.purpose === present.purpose ? {} : { purpose: input.purpose }),
      ...(input.place === undefined || input.place === present.place ? {} : { place: input.place }),
    };
    return Object.keys(change).length === 0 ? refuse('nothing_changes') : accept(change);
  },
  async record(tx, facts) {
    for (const { act, fact } of facts) await changeOrganization(tx, act, fact);
  },
});
