/** Ballots: open ones with their voters, secret ones without. Many are written at once. */
import { sql } from 'kysely';
import type { MemberId, OrgId, Recorded } from '#kernel/command';
import type { Json } from '#kernel/outcome';
import type { Tx } from '#kernel/tx';
import type { CastBallot } from '../core/count.ts';
import type { Choices } from '../core/proposal.ts';
import type { SealedBallot } from '../core/published.ts';
import type { Chamber, Voter } from '../core/roll.ts';

/** Where a ballot lies. */
export interface Box {
  readonly org: OrgId;
  readonly proposal: string;
  readonly round: number;
}

export interface NewPart {
  readonly proposal: string;
  readonly round: number;
  readonly member: MemberId;
  readonly how: 'own' | 'paper' | 'token';
}

/** That these have taken part; whoever had already, has. */
export async function insertParts(tx: Tx, org: OrgId, parts: readonly NewPart[]): Promise<void> {
  if (parts.length === 0) return;
  await sql`
    INSERT INTO decisions.part (org_id, proposal_id, round, member_id, how)
    SELECT ${org}, p.proposal, p.round, p.member, p.how
      FROM jsonb_to_recordset(${JSON.stringify(parts)}::jsonb) AS p (proposal text, round int, member text, how text)
    ON CONFLICT DO NOTHING`.execute(tx);
}

export interface NewOpenBallot {
  readonly proposal: string;
  readonly round: number;
  readonly member: MemberId;
  /** Null where whoever cast it has been forgotten. */
  readonly choices: Json | null;
}

/** Open ballots in the order of their acts; the last one of a voter stays. */
export async function writeOpenBallots(
  tx: Tx,
  ballots: readonly { readonly act: Recorded<never>['act']; readonly fact: NewOpenBallot }[],
): Promise<void> {
  const last = new Map(ballots.map((one) => [`${one.act.org} ${one.fact.proposal} ${one.fact.member}`, one]));
  const rows = [...last.values()].map(({ act, fact }) => ({
    ...fact,
    org: act.org,
    act: act.id,
    at: act.at,
  }));
  if (rows.length === 0) return;
  await sql`
    INSERT INTO decisions.open_ballot (org_id, proposal_id, round, member_id, choices, cast_at, act_id)
    SELECT b.org, b.proposal, b.round, b.member, NULLIF(b.choices, 'null'::jsonb), b.at, b.act
      FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
           AS b (org text, proposal text, round int, member text, choices jsonb, at timestamptz, act text)
    ON CONFLICT (org_id, proposal_id, round, member_id)
    DO UPDATE SET choices = EXCLUDED.choices, cast_at = EXCLUDED.cast_at, act_id = EXCLUDED.act_id`.execute(
    tx,
  );
}

export interface NewSealedBallot {
  readonly proposal: string;
  readonly round: number;
  readonly mark: string;
  readonly chamber: Chamber;
  readonly choices: Choices;
}

/**
 * Secret ballots; what has a mark that is known takes the place of the ballot that had it, as another
 * ballot.
 */
export async function sealBallots(tx: Tx, org: OrgId, ballots: readonly NewSealedBallot[]): Promise<void> {
  if (ballots.length === 0) return;
  await sql`
    INSERT INTO decisions.sealed_ballot (org_id, proposal_id, round, ballot_id, mark, chamber, choices)
    SELECT ${org}, b.proposal, b.round, gen_random_uuid(), b.mark, b.chamber, b.choices
      FROM jsonb_to_recordset(${JSON.stringify(ballots)}::jsonb)
           AS b (proposal text, round int, mark text, chamber text, choices jsonb)
    ON CONFLICT (org_id, proposal_id, round, mark)
    DO UPDATE SET choices = EXCLUDED.choices, ballot_id = EXCLUDED.ballot_id`.execute(tx);
}

/** Which of these marks have a ballot, of the proposals in the round that each is in. */
export async function loadKnownMarks(
  tx: Tx,
  org: OrgId,
  asked: readonly { readonly proposal: string; readonly mark: string }[],
): Promise<{ proposal: string; mark: string }[]> {
  if (asked.length === 0) return [];
  const { rows } = await sql<{ proposal: string; mark: string }>`
    SELECT s.proposal_id AS proposal, s.mark FROM decisions.sealed_ballot s
      JOIN decisions.proposal p ON p.org_id = s.org_id AND p.proposal_id = s.proposal_id AND p.round = s.round
      JOIN unnest(${asked.map((one) => one.proposal)}::text[], ${asked.map((one) => one.mark)}::text[])
           AS asked (proposal_id, mark) ON asked.proposal_id = s.proposal_id AND asked.mark = s.mark
     WHERE s.org_id = ${org} GROUP BY 1, 2`.execute(tx);
  return rows;
}

/** An open ballot, as the members see it after the close. */
export interface OpenBallot extends Voter {
  readonly choices: Choices | null;
  /** Of an objection: what became of everything that its voter has objected to. */
  readonly resolved: CastBallot['resolved'] | null;
}

/**
 * Open ballots by voter, and what was said by name in a meeting. An objection no longer stands when, since it
 * was cast, all that the voter has objected to in the talk was settled.
 */
export async function loadOpenBallots(tx: Tx, { org, proposal, round }: Box): Promise<OpenBallot[]> {
  const { rows } = await sql<OpenBallot>`
    SELECT b.member_id AS member, r.chamber, b.choices,
           CASE WHEN said.all_settled AND said.settled_at >= b.cast_at THEN
             CASE said.settled_as WHEN 'integrated' THEN 'integrated' WHEN 'withdrawn' THEN 'withdrawn'
                                  ELSE 'not-paramount' END END AS resolved
      FROM decisions.open_ballot b
      JOIN decisions.roll r USING (org_id, proposal_id, round, member_id)
      LEFT JOIN LATERAL (
        SELECT bool_and(w.settled_at IS NOT NULL) AS all_settled, max(w.settled_at) AS settled_at,
               (array_agg(w.settled_as ORDER BY w.settled_at DESC))[1] AS settled_as
          FROM decisions.word w
         WHERE w.org_id = b.org_id AND w.subject = b.proposal_id AND w.author = b.member_id
           AND w.kind = 'objection' AND w.taken_back_at IS NULL) said ON b.choices ->> 'says' = 'object'
     WHERE b.org_id = ${org} AND b.proposal_id = ${proposal} AND b.round = ${round}
     UNION ALL
    SELECT v.member_id, v.chamber, v.choices, NULL FROM decisions.voice v
     WHERE v.org_id = ${org} AND v.proposal_id = ${proposal} AND v.round = ${round}
     ORDER BY 1`.execute(tx);
  return rows;
}

/** Secret ballots and those on paper, in the order of their ids, which is one of chance. */
export async function loadSealedBallots(tx: Tx, { org, proposal, round }: Box): Promise<SealedBallot[]> {
  const { rows } = await sql<SealedBallot>`
    SELECT ballot_id AS ballot, mark, chamber, choices FROM decisions.sealed_ballot
     WHERE org_id = ${org} AND proposal_id = ${proposal} AND round = ${round} ORDER BY ballot_id`.execute(tx);
  return rows;
}

/** Everybody who has taken part, and how. */
export async function loadAllParts(
  tx: Tx,
  { org, proposal, round }: Box,
): Promise<ReadonlyMap<MemberId, NewPart['how']>> {
  const { rows } = await sql<{ member: MemberId; how: NewPart['how'] }>`
    SELECT member_id AS member, how FROM decisions.part
     WHERE org_id = ${org} AND proposal_id = ${proposal} AND round = ${round} ORDER BY member_id`.execute(tx);
  return new Map(rows.map((one) => [one.member, one.how]));
}

/**
 * Writes the secret ballots of an open vote anew, in an order of chance and under other ids: whoever reads
 * the database later finds them neither in the order in which they came nor beside whoever had just taken
 * part.
 */
export async function reshuffle(tx: Tx, { org, proposal, round }: Box): Promise<void> {
  await sql`
    WITH gone AS (
      DELETE FROM decisions.sealed_ballot
       WHERE org_id = ${org} AND proposal_id = ${proposal} AND round = ${round} RETURNING *)
    INSERT INTO decisions.sealed_ballot (org_id, proposal_id, round, ballot_id, mark, chamber, choices,
                                         pile_id)
    SELECT org_id, proposal_id, round, gen_random_uuid(), mark, chamber, choices, pile_id FROM gone
     ORDER BY random()`.execute(tx);
}

/**
 * The same at the close, when nothing can be changed any more: now no mark stands beside its ballot, and no
 * paper is of a pile any more. The two lists, and with them their root, stay what they are.
 */
export async function partMarks(tx: Tx, { org, proposal, round }: Box): Promise<void> {
  await sql`
    WITH gone AS (
      DELETE FROM decisions.sealed_ballot
       WHERE org_id = ${org} AND proposal_id = ${proposal} AND round = ${round} RETURNING *),
    chosen AS (SELECT ballot_id, chamber, choices, row_number() OVER (ORDER BY random()) AS place FROM gone),
    marked AS (SELECT mark, row_number() OVER (ORDER BY random()) AS place FROM gone)
    INSERT INTO decisions.sealed_ballot (org_id, proposal_id, round, ballot_id, mark, chamber, choices)
    SELECT ${org}, ${proposal}, ${round}, ballot_id, mark, chamber, choices
      FROM chosen JOIN marked USING (place) ORDER BY random()`.execute(tx);
}

/** Throws the secret ballots of a round away of which nothing came. */
export async function dropSealedBallots(tx: Tx, { org, proposal, round }: Box): Promise<void> {
  await sql`DELETE FROM decisions.sealed_ballot
             WHERE org_id = ${org} AND proposal_id = ${proposal} AND round = ${round}`.execute(tx);
}

/** Votes that are open, not about to close, and in which there are secret ballots. */
export async function loadShufflable(tx: Tx, until: string): Promise<Box[]> {
  const { rows } = await sql<Box>`
    SELECT DISTINCT p.org_id AS org, p.proposal_id AS proposal, p.round FROM decisions.proposal p
      JOIN decisions.sealed_ballot s USING (org_id, proposal_id, round)
     WHERE p.opened_at IS NOT NULL AND p.closed_at IS NULL AND p.closes_at > ${until}::timestamptz
     ORDER BY 1, 2`.execute(tx);
  return rows;
}
