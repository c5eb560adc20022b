/** When the clock has something to do next in one group: a vote opens or closes, a decision takes effect. */
import { sql } from 'kysely';
import type { OrgId } from '#kernel/command';
import type { Tx } from '#kernel/tx';

/** The instant of it (ISO 8601), after `since`; null when nothing is set for a time of its own. */
export async function loadNextDue(tx: Tx, org: OrgId, since: string): Promise<string | null> {
  const { rows } = await sql<{ at: string | null }>`
    SELECT min(at) AS at FROM (
      SELECT CASE WHEN p.closed_at IS NOT NULL THEN GREATEST(p.effect_at, p.braked_until)
                  WHEN p.opened_at IS NOT NULL THEN p.closes_at
                  WHEN p.published_at IS NOT NULL THEN p.opens_at END AS at
        FROM decisions.proposal p
       WHERE p.org_id = ${org} AND p.withdrawn_at IS NULL AND p.merged_into IS NULL
         AND p.enacted_at IS NULL AND p.returned_at IS NULL AND p.stuck_rule IS NULL) due
     WHERE at > ${since}::timestamptz`.execute(tx);
  return rows[0]?.at ?? null;
}
