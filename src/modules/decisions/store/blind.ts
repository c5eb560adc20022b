/** What blind ballots leave in the register's rows: tokens that were signed, and marks that were posted. */
import { sql } from 'kysely';
import type { MemberId, OrgId } from '#kernel/command';
import type { Tx } from '#kernel/tx';
import type { Box } from './ballots.ts';

export interface TokenTaken {
  readonly proposal: string;
  readonly round: number;
  readonly member: MemberId;
  readonly blinded: string;
}

/** Whoever asks again for the same has it already. */
export async function insertTokens(tx: Tx, org: OrgId, tokens: readonly TokenTaken[]): Promise<void> {
  await sql`
    INSERT INTO decisions.token (org_id, proposal_id, round, member_id, blinded)
    SELECT ${org}, t.proposal, t.round, t.member, t.blinded
      FROM jsonb_to_recordset(${JSON.stringify(tokens)}::jsonb)
           AS t (proposal text, round int, member text, blinded text)
    ON CONFLICT DO NOTHING`.execute(tx);
}

/** What was signed for these members, in the round that each proposal is in. */
export async function loadTokens(
  tx: Tx,
  org: OrgId,
  proposals: readonly string[],
  members: readonly MemberId[],
): Promise<TokenTaken[]> {
  if (proposals.length === 0 || members.length === 0) return [];
  const { rows } = await sql<TokenTaken>`
    SELECT t.proposal_id AS proposal, t.round, t.member_id AS member, t.blinded FROM decisions.token t
      JOIN decisions.proposal p ON p.org_id = t.org_id AND p.proposal_id = t.proposal_id AND p.round = t.round
     WHERE t.org_id = ${org} AND t.proposal_id = ANY(${[...new Set(proposals)]})
       AND t.member_id = ANY(${[...new Set(members)]})`.execute(tx);
  return rows;
}

export interface NewMark {
  readonly proposal: string;
  readonly round: number;
  readonly mark: string;
}

export async function insertMarks(tx: Tx, org: OrgId, marks: readonly NewMark[]): Promise<void> {
  if (marks.length === 0) return;
  await sql`
    INSERT INTO decisions.posted (org_id, proposal_id, round, mark)
    SELECT ${org}, m.proposal, m.round, m.mark
      FROM jsonb_to_recordset(${JSON.stringify(marks)}::jsonb) AS m (proposal text, round int, mark text)`.execute(
    tx,
  );
}

/** Which of these marks have been posted, in the round that each proposal is in. */
export async function loadPosted(
  tx: Tx,
  org: OrgId,
  asked: readonly { readonly proposal: string; readonly mark: string }[],
): Promise<{ proposal: string; mark: string }[]> {
  if (asked.length === 0) return [];
  const { rows } = await sql<{ proposal: string; mark: string }>`
    SELECT m.proposal_id AS proposal, m.mark FROM decisions.posted m
      JOIN decisions.proposal p ON p.org_id = m.org_id AND p.proposal_id = m.proposal_id AND p.round = m.round
     WHERE m.org_id = ${org}
       AND (m.proposal_id, m.mark) IN (
         SELECT * FROM unnest(${asked.map((one) => one.proposal)}::text[], ${asked.map((one) => one.mark)}::text[]))`.execute(
    tx,
  );
  return rows;
}

export interface BlindCount {
  readonly tokens: number;
  readonly posted: number;
}

/** How many tokens of a round were signed, and under how many marks ballots were posted. */
export async function countBlind(tx: Tx, { org, proposal, round }: Box): Promise<BlindCount> {
  const { rows } = await sql<BlindCount>`
    SELECT (SELECT count(*) FROM decisions.token
             WHERE org_id = ${org} AND proposal_id = ${proposal} AND round = ${round})::int AS tokens,
           (SELECT count(*) FROM decisions.posted
             WHERE org_id = ${org} AND proposal_id = ${proposal} AND round = ${round})::int AS posted`.execute(
    tx,
  );
  return rows[0]!;
}
