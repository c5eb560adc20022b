/** Someone gives back a post of their own. */
import { z } from 'zod';
import { assert } from '#kernel/assert';
import { accept, refuse } from '#kernel/outcome';
import { isOver } from '../core/standing.ts';
import { loadMandate } from '../store/reads.ts';
import { loadGroup } from '../store/standing-reads.ts';
import { endMandate } from '../store/writes.ts';
import { agentsCommand, only } from './agents-command.ts';
import { mandateId } from './fields.ts';

export const layDown = agentsCommand({
  name: 'agents.lay_down',
  scope: 'organization',
  grounds: ['self'],
  matter: 'self',
  input: z.object({ mandate: mandateId }),
  refusals: ['mandate_over'],
  personal: [],
  load: async (tx, asks, { org, now }) => ({
    draft: (await loadGroup(tx, org, now))!.state === 'draft',
    mandate: await loadMandate(tx, org, only(asks).input.mandate),
  }),
  about: ({ mandate }) => ({ self: mandate?.member ?? null }),
  decide({ mandate, draft }, _input, act) {
    assert(mandate, 'a post that is laid down belongs to whoever lays it down');
    if (isOver(mandate, act.today, draft)) return refuse('mandate_over');
    return accept({ mandate: mandate.id, role: mandate.role, member: mandate.member });
  },
  async record(tx, facts) {
    for (const { act, fact } of facts) await endMandate(tx, act, fact.mandate, 'laid_down');
  },
});
