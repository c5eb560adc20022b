/**
 * Whoever wrote an entry takes it back, with all that it put right: nobody can read it any more, nor could
 * have.
 */
import { z } from 'zod';
import { assert } from '#kernel/assert';
import { accept } from '#kernel/outcome';
import { loadChain } from '../store/reads.ts';
import { careCommand, only } from './care-command.ts';
import { entryId } from './fields.ts';

export const forgetEntry = careCommand({
  name: 'care.forget_entry',
  scope: 'organization',
  grounds: ['self'],
  matter: 'self',
  afterEnd: true,
  input: z.object({ entry: entryId }),
  refusals: [],
  personal: [],
  load: async (tx, asks, { org }) => ({ chain: await loadChain(tx, org, only(asks).input.entry) }),
  about: ({ chain }) => ({ self: chain[0]?.member ?? null }),
  decide({ chain }, { entry }) {
    assert(chain.length > 0, 'only what is there is forgotten');
    // The register forgets what these acts said, and with it go the rows.
    return accept({ entry, forget: [], forgetActs: chain.map((one) => one.act) });
  },
  record: async () => {},
});
