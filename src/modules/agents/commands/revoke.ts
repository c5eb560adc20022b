/** A post is taken back by the group, with a reason. */
import { z } from 'zod';
import { accept, refuse } from '#kernel/outcome';
import { isOver } from '../core/standing.ts';
import { loadMandate } from '../store/reads.ts';
import { loadGroup } from '../store/standing-reads.ts';
import { endMandate } from '../store/writes.ts';
import { agentsCommand, only } from './agents-command.ts';
import { mandateId, reason } from './fields.ts';

export const revoke = agentsCommand({
  name: 'agents.revoke',
  scope: 'organization',
  grounds: ['statutes'],
  matter: 'revoke',
  input: z.object({ mandate: mandateId, reason }),
  refusals: ['mandate_unknown', 'mandate_over'],
  personal: ['reason'],
  load: async (tx, asks, { org, now }) => ({
    draft: (await loadGroup(tx, org, now))!.state === 'draft',
    mandate: await loadMandate(tx, org, only(asks).input.mandate),
  }),
  about: ({ mandate }) => (mandate ? { subject: mandate.member } : {}),
  decide({ mandate, draft }, input, act) {
    if (!mandate) return refuse('mandate_unknown');
    if (isOver(mandate, act.today, draft)) return refuse('mandate_over');
    return accept({ mandate: mandate.id, role: mandate.role, member: mandate.member, reason: input.reason });
  },
  async record(tx, facts) {
    for (const { act, fact } of facts) await endMandate(tx, act, fact.mandate, 'revoked');
  },
});
