/**
 * The group ends. Its record stays, everybody can still leave and be forgotten, and nothing else happens in
 * it. Nobody speaks for it any more, and the networks it belongs to let it go.
 */
import { z } from 'zod';
import { accept, refuse } from '#kernel/outcome';
import { loadGroup } from '../store/standing-reads.ts';
import { loadNetworksOf } from '../store/reads.ts';
import { changeOrganization, endAllDelegations } from '../store/writes.ts';
import { agentsCommand } from './agents-command.ts';
import { sentence } from './fields.ts';

export const dissolve = agentsCommand({
  name: 'agents.dissolve',
  scope: 'organization',
  grounds: ['statutes'],
  matter: 'dissolve',
  input: z.object({ note: sentence.default('') }),
  refusals: ['not_founded_yet'],
  // Where a group belonged is its own to tell.
  personal: ['note', 'networks'],
  load: async (tx, _asks, { org, now }) => ({
    group: (await loadGroup(tx, org, now))!,
    networks: await loadNetworksOf(tx, org),
  }),
  about: () => ({}),
  decide({ group, networks }, input, act) {
    if (group.state === 'draft') return refuse('not_founded_yet');
    const { assetsTo } = group.articles.dissolution;
    return accept({ note: input.note, assetsTo, group: act.org, networks });
  },
  async record(tx, facts) {
    for (const { act } of facts) {
      await changeOrganization(tx, act, { dissolved_at: act.at });
      await endAllDelegations(tx, act);
    }
  },
  followUps: (fact) =>
    fact.networks.map((org) => ({ org, command: 'agents.let_go', input: { group: fact.group } })),
});
