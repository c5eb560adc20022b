/** Counts of hands: how they become rows, what was said of them since, and what was said by name in them. */
import { sql } from 'kysely';
import type { MemberId, OrgId, RecordedAct } from '#kernel/command';
import type { Json } from '#kernel/outcome';
import type { Tx } from '#kernel/tx';
import type { HandCount } from '../core/hand-count.ts';
import type { Choices, Result } from '../core/proposal.ts';
import type { Chamber } from '../core/roll.ts';
import { changeProposal } from './writes.ts';

export interface NewCount {
  readonly meeting: string;
  readonly proposal: string;
  readonly round: number;
  readonly by: MemberId;
  readonly here: readonly MemberId[];
  readonly yes: number;
  readonly no: number;
  readonly abstain: number;
  readonly present: number;
  readonly voting: number;
  readonly way: Json;
  readonly result: Result;
  readonly outcome: Json;
  readonly asked: boolean;
  readonly voices: readonly { readonly voter: MemberId; readonly digest: string }[];
}

export async function insertHands(tx: Tx, act: RecordedAct, one: NewCount): Promise<void> {
  const voices = one.voices.length === 0 ? null : JSON.stringify(one.voices);
  await sql`
    INSERT INTO decisions.hands (org_id, meeting_id, proposal_id, round, counted_by, here, yes, no, abstain,
                                 present, voting, way, result, outcome, asked, voices, at, act_id)
    VALUES (${act.org}, ${one.meeting}, ${one.proposal}, ${one.round}, ${one.by}, ${[...one.here]}::text[],
            ${one.yes}, ${one.no}, ${one.abstain}, ${one.present}, ${one.voting},
            ${JSON.stringify(one.way)}::jsonb, ${one.result}, ${JSON.stringify(one.outcome)}::jsonb,
            ${one.asked}, ${voices}::jsonb, ${act.at}::timestamptz, ${act.id})`.execute(tx);
}

/** What came of a count that stands, on the row of its proposal. */
export async function closeCounted(
  tx: Tx,
  act: RecordedAct,
  one: {
    readonly proposal: string;
    readonly meeting: string;
    readonly result: Result;
    readonly outcome: Json;
    readonly effectAt: string | null;
  },
): Promise<void> {
  await changeProposal(tx, act.org, one.proposal, {
    closes_at: act.at,
    closed_at: act.at,
    result: one.result,
    outcome: one.outcome,
    effect_at: one.effectAt,
    meeting_id: one.meeting,
  });
}

interface Check {
  readonly proposal: string;
  readonly round: number;
  readonly by: MemberId;
  /** Null where whoever wrote it has been forgotten. */
  readonly reason: string | null;
}

export async function insertCheck(tx: Tx, act: RecordedAct, one: Check, stands: boolean): Promise<void> {
  await sql`
    INSERT INTO decisions.hands_check (org_id, proposal_id, round, member_id, stands, reason, at, act_id)
    VALUES (${act.org}, ${one.proposal}, ${one.round}, ${one.by}, ${stands}, ${one.reason},
            ${act.at}::timestamptz, ${act.id})`.execute(tx);
}

/** A count falls: the proposal is where it was before, in the next round; roll and count of this one stay. */
export async function recordFall(tx: Tx, act: RecordedAct, one: Check): Promise<void> {
  await insertCheck(tx, act, one, false);
  await sql`
    UPDATE decisions.proposal
       SET round = round + 1, fallen = fallen + 1, way = NULL, question_hash = NULL, roll_size = NULL,
           opened_at = NULL, counted_at = NULL
     WHERE org_id = ${act.org} AND proposal_id = ${one.proposal}`.execute(tx);
}

/** The counts of one meeting, or of one proposal, in the order in which they were made. */
export async function loadCounts(
  tx: Tx,
  org: OrgId,
  of: { readonly meeting: string } | { readonly proposal: string },
): Promise<HandCount[]> {
  const [column, id] = 'meeting' in of ? ['meeting_id', of.meeting] : ['proposal_id', of.proposal];
  return counts(tx, org, sql`h.${sql.ref(column)} = ${id}`);
}

/** Counts that wait for a second person. */
export async function loadWaitingCounts(tx: Tx, org: OrgId): Promise<HandCount[]> {
  return counts(tx, org, sql`h.asked AND c.member_id IS NULL`);
}

async function counts(tx: Tx, org: OrgId, which: ReturnType<typeof sql>): Promise<HandCount[]> {
  const { rows } = await sql<HandCount>`
    SELECT h.meeting_id AS meeting, h.proposal_id AS proposal, p.title, h.round, h.counted_by AS "countedBy",
           h.here, h.yes, h.no, h.abstain, h.present, h.way, h.result, h.outcome, h.asked, h.at,
           h.voices IS NOT NULL AS named,
           CASE WHEN c.member_id IS NOT NULL THEN
             jsonb_build_object('by', c.member_id, 'stands', c.stands, 'reason', c.reason) END AS "check"
      FROM decisions.hands h
      JOIN decisions.proposal p ON p.org_id = h.org_id AND p.proposal_id = h.proposal_id
      LEFT JOIN decisions.hands_check c
        ON c.org_id = h.org_id AND c.proposal_id = h.proposal_id AND c.round = h.round
     WHERE h.org_id = ${org} AND ${which}
     ORDER BY h.at, h.proposal_id, h.round`.execute(tx);
  return rows;
}

export interface NewVoice {
  readonly member: MemberId;
  readonly chamber: Chamber;
  readonly choices: Choices;
  readonly salt: string;
}

/** Outside the register, which holds their digests. */
export async function writeVoices(
  tx: Tx,
  { org, proposal, round }: { readonly org: OrgId; readonly proposal: string; readonly round: number },
  voices: readonly NewVoice[],
): Promise<void> {
  if (voices.length === 0) return;
  await sql`
    INSERT INTO decisions.voice (org_id, proposal_id, round, member_id, chamber, choices, salt)
    SELECT ${org}, ${proposal}, ${round}, v.member, v.chamber, v.choices, v.salt
      FROM jsonb_to_recordset(${JSON.stringify(voices)}::jsonb)
           AS v (member text, chamber text, choices jsonb, salt text)`.execute(tx);
}

/** What somebody has said by name goes with them. */
export async function forgetVoices(tx: Tx, org: OrgId, members: readonly string[]): Promise<void> {
  await sql`UPDATE decisions.voice SET choices = NULL, salt = NULL
             WHERE org_id = ${org} AND member_id = ANY(${members}::text[])`.execute(tx);
}
