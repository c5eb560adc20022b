/**
 * Changes of a text that its authors declined, and that all of us are asked about: each is a proposal of its
 * own, which would apply the offer. What such a change is about waits for it.
 */
import { sql, type Expression, type RawBuilder } from 'kysely';
import type { OrgId } from '#kernel/command';
import type { Tx } from '#kernel/tx';

/** Which proposal asks about which offer, the newest of each. */
export async function loadAskedChanges(
  tx: Tx,
  org: OrgId,
  proposal: string,
): Promise<ReadonlyMap<string, string>> {
  const { rows } = await sql<{ offer: string; proposal: string }>`
    SELECT f.offer_id AS offer, d.proposal_id AS proposal
      FROM ${asking(sql`${org}`, sql`${proposal}`)}
     WHERE d.published_at IS NOT NULL AND d.withdrawn_at IS NULL
     ORDER BY d.proposal_id`.execute(tx);
  return new Map(rows.map((one) => [one.offer, one.proposal]));
}

/** The changes that the vote on a proposal waits for. */
export async function loadHolding(
  tx: Tx,
  org: OrgId,
  proposal: string,
  now: string,
): Promise<readonly { readonly id: string; readonly title: string }[]> {
  const { rows } = await sql<{ id: string; title: string }>`
    SELECT d.proposal_id AS id, d.title
      FROM decisions.proposal p, ${asking(sql`p.org_id`, sql`p.proposal_id`)}
     WHERE p.org_id = ${org} AND p.proposal_id = ${proposal} AND ${isPending(now)}
     ORDER BY d.proposal_id`.execute(tx);
  return rows;
}

/** Whether a proposal, as `p`, waits for a change to be decided first. */
export function isHeld(now: string): RawBuilder<boolean> {
  return sql`EXISTS (SELECT 1 FROM ${asking(sql`p.org_id`, sql`p.proposal_id`)} WHERE ${isPending(now)})`;
}

/** When the last change that a proposal, as `p`, has waited for was over; null where it waited for none. */
export function heldUntil(): RawBuilder<string | null> {
  return sql`(SELECT max(GREATEST(d.closed_at, d.effect_at))
                FROM ${asking(sql`p.org_id`, sql`p.proposal_id`)}
               WHERE d.published_at < p.opens_at)`;
}

function asking(org: Expression<unknown>, proposal: Expression<unknown>): RawBuilder<unknown> {
  return sql`LATERAL (SELECT f.* FROM decisions.offer f
                       WHERE f.org_id = ${org} AND f.proposal_id = ${proposal} AND f.declined_at IS NOT NULL) f
             JOIN decisions.option o ON o.org_id = f.org_id AND o.withdrawn_at IS NULL
              AND o.acts @> jsonb_build_array(jsonb_build_object(
                    'command', 'decisions.apply_offer', 'input', jsonb_build_object('offer', f.offer_id)))
             JOIN decisions.proposal d ON d.org_id = o.org_id AND d.proposal_id = o.proposal_id`;
}

/**
 * Put to all of us before the vote was to open, and neither decided nor in effect yet. Whoever comes later
 * holds nothing up, and so nobody holds a vote up again and again; nor does what itself has not come to a
 * vote in a week.
 */
function isPending(now: string): RawBuilder<boolean> {
  return sql`d.published_at < p.opens_at AND d.withdrawn_at IS NULL AND d.merged_into IS NULL
         AND (d.opened_at IS NOT NULL OR d.opens_at > ${now}::timestamptz - interval '7 days')
         AND (d.closed_at IS NULL OR (d.result = 'passed' AND d.enacted_at IS NULL
                                      AND d.returned_at IS NULL AND d.stuck_rule IS NULL))`;
}
