/** What the founding screens show of a group: who is to found it, who has come, who has signed. */
import { sql } from 'kysely';
import type { MemberId, OrgId, PersonId } from '#kernel/command';
import type { Tx } from '#kernel/tx';
import { tables } from './tables.ts';

/** A chair in the circle. */
export interface Seat {
  readonly member: MemberId;
  readonly name: string;
  /** Set once they have come in themselves. */
  readonly person: PersonId | null;
  /** On paper: the founder who answers for the entry, and until when they may say no. */
  readonly answeredBy: MemberId | null;
  readonly noUntil: string | null;
  /** When they signed what is to be signed now, or, once founded, what was. */
  readonly signedAt: string | null;
}

/** The founders in the order in which they were named; of a founded group, all who founded it. */
export async function loadSeats(tx: Tx, org: OrgId): Promise<Seat[]> {
  const found = await sql<{
    member_id: MemberId;
    name: string | null;
    person_id: PersonId | null;
    answered_by: MemberId | null;
    no_until: string | null;
    signed_at: string | null;
  }>`
    SELECT m.member_id, m.name, m.person_id, m.answered_by, m.no_until, s.signed_at
      FROM agents.member m
      JOIN agents.organization o ON o.org_id = m.org_id
      LEFT JOIN LATERAL (
        SELECT max(g.signed_at) AS signed_at FROM agents.signature g
         WHERE g.org_id = m.org_id AND g.subject = 'founding' AND g.member_id = m.member_id
           AND g.withdrawn_at IS NULL
           AND g.statutes_version = CASE
             WHEN o.founded_at IS NULL THEN (SELECT max(version) FROM agents.statutes t WHERE t.org_id = m.org_id)
             ELSE g.statutes_version END) s ON true
     WHERE m.org_id = ${org} AND m.founder AND (m.ended_on IS NULL OR m.admitted_on IS NOT NULL)
     ORDER BY m.member_id`.execute(tx);
  return found.rows.map((row) => ({
    member: row.member_id,
    name: row.name ?? '',
    person: row.person_id,
    answeredBy: row.answered_by,
    noUntil: row.no_until,
    signedAt: row.signed_at,
  }));
}

/** Groups that this person speaks for in `network`, and that have no membership there yet. */
export async function loadGroupsToBring(
  tx: Tx,
  network: OrgId,
  person: PersonId,
): Promise<{ readonly org: OrgId; readonly name: string }[]> {
  const rows = await tables(tx)
    .selectFrom('agents.delegate as d')
    .innerJoin('agents.organization as o', 'o.org_id', 'd.org_id')
    .leftJoin('agents.member as m', (join) =>
      join
        .onRef('m.org_id', '=', 'd.network_id')
        .onRef('m.member_org_id', '=', 'd.org_id')
        .on('m.ended_on', 'is', null),
    )
    .select(['d.org_id', 'o.name'])
    .where('d.network_id', '=', network)
    .where('d.person_id', '=', person)
    .where('m.member_id', 'is', null)
    .orderBy('o.name')
    .execute();
  return rows.map((row) => ({ org: row.org_id, name: row.name }));
}
