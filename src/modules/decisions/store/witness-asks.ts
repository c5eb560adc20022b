/** What meetings and piles of paper ask of a member, read from their rows. */
import { sql } from 'kysely';
import type { MemberId } from '#kernel/command';
import type { Tx } from '#kernel/tx';
import { loadDeciding, type Scene } from '#agents/server';
import type { AskingPile, WitnessAffairs } from '../core/witness-asks.ts';
import { askingSince, deniableSince } from '../core/meeting.ts';
import { loadWaitingCounts } from './hands.ts';

/** `voting`: the proposals whose vote is open. */
export async function loadWitnessAffairs(
  tx: Tx,
  { organization, group, now }: Pick<Scene, 'organization' | 'group' | 'now'>,
  member: MemberId,
  voting: readonly string[],
): Promise<WitnessAffairs> {
  const org = organization.org_id;
  const [deniable, asking] = [deniableSince(now), askingSince(now)];
  const counts = await loadWaitingCounts(tx, org);
  const rooms = await sql<WitnessAffairs['rooms'][number]>`
    SELECT m.meeting_id AS meeting, m.title, (array_agg(p.written_by ORDER BY p.arrived_at))[1] AS "writtenBy"
      FROM decisions.meeting m
      JOIN decisions.presence p ON p.org_id = m.org_id AND p.meeting_id = m.meeting_id
     WHERE m.org_id = ${org} AND p.member_id = ${member} AND p.denied_at IS NULL
       AND p.denied_late_at IS NULL
       AND p.arrived_at > CASE WHEN m.fixed_at IS NULL THEN ${asking} ELSE ${deniable} END::timestamptz
       -- Whoever has signed has read there who was in the room.
       AND NOT EXISTS (SELECT 1 FROM decisions.minutes_signature s
                        WHERE s.org_id = m.org_id AND s.meeting_id = m.meeting_id AND s.member_id = ${member})
     GROUP BY m.org_id, m.meeting_id HAVING NOT bool_or(p.written_by IS NOT DISTINCT FROM ${member})
     ORDER BY m.meeting_id`.execute(tx);
  const piles = await sql<AskingPile>`
    SELECT p.proposal_id AS proposal, p.pile_id AS pile, p.round, p.ballots,
           ARRAY(SELECT v.member_id FROM decisions.pile_voter v
                  WHERE v.org_id = p.org_id AND v.proposal_id = p.proposal_id AND v.pile_id = p.pile_id
                    AND v.member_id = ${member}) AS voters,
           p.entered_by AS "enteredBy", p.entered_at AS "enteredAt", p.confirmed_by AS "confirmedBy",
           p.confirmed_at AS "confirmedAt", p.replaced_at AS "replacedAt", p.refused_by AS "refusedBy",
           p.refused_at AS "refusedAt"
      FROM decisions.pile p WHERE p.org_id = ${org} AND p.proposal_id = ANY(${voting})
     ORDER BY p.pile_id`.execute(tx);
  return {
    counts,
    // Only a count asks who decides.
    deciding: counts.length === 0 ? [] : await loadDeciding(tx, org, group, now),
    rooms: rooms.rows,
    piles: piles.rows,
  };
}
