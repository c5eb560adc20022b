/** What has come to a halt in a group: for those who can see to it. */
import { sql } from 'kysely';
import type { OrgId } from '#kernel/command';
import type { Tx } from '#kernel/tx';
import { decidesTogether, votes } from '#agents';
import type { Scene } from '#agents/server';
import type { StalledAffairs } from '../core/stalled-asks.ts';
import { isHeld } from './changes-asked.ts';

export async function loadStalled(tx: Tx, scene: Scene): Promise<StalledAffairs> {
  const org = scene.organization.org_id;
  const own = scene.standing.membership;
  const decides =
    own !== null && decidesTogether(scene.viewer.kind, scene.draft) && votes(scene.group.articles, own.class);
  return { held: await loadHeld(tx, org, scene.now), stuck: decides ? await loadStuck(tx, org) : [] };
}

async function loadHeld(tx: Tx, org: OrgId, now: string): Promise<StalledAffairs['held']> {
  const { rows } = await sql<{ id: string }>`
    SELECT p.proposal_id AS id FROM decisions.proposal p
     WHERE p.org_id = ${org} AND p.published_at IS NOT NULL AND p.opened_at IS NULL
       AND p.withdrawn_at IS NULL AND p.merged_into IS NULL AND p.opens_at <= ${now}::timestamptz
       AND ${isHeld(now)}`.execute(tx);
  return new Set(rows.map((row) => row.id));
}

async function loadStuck(tx: Tx, org: OrgId): Promise<StalledAffairs['stuck']> {
  const { rows } = await sql<StalledAffairs['stuck'][number]>`
    SELECT proposal_id AS id, title FROM decisions.proposal
     WHERE org_id = ${org} AND stuck_rule IS NOT NULL AND returned_at IS NULL
     ORDER BY stuck_at, proposal_id`.execute(tx);
  return rows;
}
