/** The group ends. Its record stays, everybody can still leave and be forgotten, and nothing else happens in it. */
import { z } from 'zod';
import { accept, refuse } from '#kernel/outcome';
import { loadGroup } from '../store/standing-reads.ts';
import { changeOrganization } from '../store/writes.ts';
import { agentsCommand } from './agents-command.ts';
import { sentence } from './fields.ts';

export const dissolve = agentsCommand({
  name: 'agents.dissolve',
  scope: 'organization',
  grounds: ['statutes'],
  matter: 'dissolve',
  input: z.object({ note: sentence.default('') }),
  refusals: ['not_founded_yet'],
  personal: ['note'],
  load: async (tx, _asks, { org, now }) => ({ group: (await loadGroup(tx, org, now))! }),
  about: () => ({}),
  decide({ group }, input) {
    if (group.state === 'draft') return refuse('not_founded_yet');
    return accept({ note: input.note, assetsTo: group.articles.dissolution.assetsTo });
  },
  async record(tx, facts) {
    for (const { act } of facts) await changeOrganization(tx, act, { dissolved_at: act.at });
  },
});
