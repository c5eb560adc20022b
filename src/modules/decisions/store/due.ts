/** What the clock has to do: votes that open or close by themselves, decisions that take effect. */
import { sql } from 'kysely';
import type { MemberId, OrgId } from '#kernel/command';
import type { Tx } from '#kernel/tx';
import { isAlive } from '#agents/server';
import type { Way } from '#agents';
import type { ProposedAct } from '../core/proposal.ts';
import { heldUntil, isHeld } from './changes-asked.ts';

export interface DueVote {
  readonly org: OrgId;
  readonly proposal: string;
  readonly is: 'open' | 'close';
  /** Tells this time from an earlier one: the instant at which it is due. */
  readonly at: string;
}

/** A vote that could not be opened for so long waits until its authors set other dates. */
const OPENS_WITHIN = '7 days';

/** Votes whose time to open or to close has come, of one organization or of all, the oldest first. */
export async function loadDueVotes(tx: Tx, now: string, org: OrgId | null): Promise<DueVote[]> {
  const { rows } = await sql<DueVote>`
    SELECT p.org_id AS org, p.proposal_id AS proposal,
           CASE WHEN p.opened_at IS NULL THEN 'open' ELSE 'close' END AS is,
           CASE WHEN p.opened_at IS NULL THEN p.opens_at ELSE p.closes_at END AS at
      FROM decisions.proposal p
     WHERE (${org}::text IS NULL OR p.org_id = ${org})
       AND p.withdrawn_at IS NULL AND p.merged_into IS NULL AND p.closed_at IS NULL
       AND ${isAlive(sql.ref('p.org_id'))}
       AND ((p.opened_at IS NULL AND p.published_at IS NOT NULL AND p.opens_at <= ${now}::timestamptz
             AND GREATEST(p.opens_at, ${heldUntil()}) > ${now}::timestamptz - ${OPENS_WITHIN}::interval
             AND NOT ${isHeld(now)})
         OR (p.opened_at IS NOT NULL AND p.closes_at <= ${now}::timestamptz))
     ORDER BY 4, 1, 2`.execute(tx);
  return rows;
}

export interface DueEnactment {
  readonly org: OrgId;
  readonly proposal: string;
  readonly way: Way;
  readonly proposedBy: MemberId;
  /** In the order of the winning options. */
  readonly acts: readonly ProposedAct[];
}

/** What was decided and takes effect by now; what is stuck waits until somebody asks for it again. */
export async function loadDueEnactments(tx: Tx, now: string, org: OrgId | null): Promise<DueEnactment[]> {
  const { rows } = await sql<DueEnactment>`
    SELECT p.org_id AS org, p.proposal_id AS proposal, p.way, p.proposed_by AS "proposedBy",
           COALESCE((SELECT jsonb_agg(act ORDER BY won.place, act_place)
                       FROM jsonb_array_elements_text(p.outcome -> 'winners') WITH ORDINALITY AS won (option_id, place)
                       JOIN decisions.option o
                         ON o.org_id = p.org_id AND o.proposal_id = p.proposal_id AND o.option_id = won.option_id
                      CROSS JOIN LATERAL jsonb_array_elements(o.acts) WITH ORDINALITY AS one (act, act_place)),
                    '[]'::jsonb) AS acts
      FROM decisions.proposal p
     WHERE (${org}::text IS NULL OR p.org_id = ${org})
       AND p.result = 'passed' AND p.effect_at <= ${now}::timestamptz
       AND (p.braked_until IS NULL OR p.braked_until <= ${now}::timestamptz)
       AND p.enacted_at IS NULL AND p.returned_at IS NULL AND p.stuck_rule IS NULL
       AND ${isAlive(sql.ref('p.org_id'))}
     ORDER BY p.effect_at, p.org_id, p.proposal_id`.execute(tx);
  return rows;
}
