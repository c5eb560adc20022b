/** What commands and screens load of meetings, always within one organization. */
import { sql } from 'kysely';
import type { MemberId, OrgId } from '#kernel/command';
import type { Tx } from '#kernel/tx';
import type {
  AgendaItem,
  Denied,
  LateDenial,
  Meeting,
  MinutesSignature,
  Note,
  Presence,
} from '../core/meeting.ts';
import { decidedThere, type ActsOfMeeting } from '../core/minutes.ts';
import type { Turn } from '../core/speaking-order.ts';
import { loadCounts } from './hands.ts';
import { meetingTables, type MeetingRow, type NoteRow, type TurnRow } from './meeting-tables.ts';

function meetingOf(row: MeetingRow): Meeting {
  return {
    id: row.meeting_id,
    kind: row.kind,
    title: row.title,
    place: row.place,
    startsAt: row.starts_at,
    endsAt: row.ends_at,
    calledBy: row.called_by,
    calledAt: row.called_at,
    changedAt: row.changed_at,
    cancelledAt: row.cancelled_at,
    cancelReason: row.cancel_reason,
    openedAt: row.opened_at,
    facilitator: row.facilitator,
    voting: row.voting,
    quorum: row.quorum,
    closedAt: row.closed_at,
    minutesDigest: row.minutes_digest,
    fixedAt: row.fixed_at,
  };
}

export async function loadMeeting(tx: Tx, org: OrgId, id: string): Promise<Meeting | null> {
  const row = await meetingTables(tx)
    .selectFrom('decisions.meeting')
    .selectAll()
    .where('org_id', '=', org)
    .where('meeting_id', '=', id)
    .executeTakeFirst();
  return row ? meetingOf(row) : null;
}

/** All meetings of an organization, the next or the latest last. */
export async function listMeetings(tx: Tx, org: OrgId): Promise<Meeting[]> {
  const rows = await meetingTables(tx)
    .selectFrom('decisions.meeting')
    .selectAll()
    .where('org_id', '=', org)
    .orderBy('starts_at')
    .orderBy('meeting_id')
    .execute();
  return rows.map(meetingOf);
}

/** The items of an agenda in their order, those that were taken off it among them. */
export async function loadAgenda(tx: Tx, org: OrgId, meeting: string): Promise<AgendaItem[]> {
  const rows = await meetingTables(tx)
    .selectFrom('decisions.agenda_item')
    .selectAll()
    .where('org_id', '=', org)
    .where('meeting_id', '=', meeting)
    .orderBy('place')
    .orderBy('item_id')
    .execute();
  return rows.map((row) => ({
    id: row.item_id,
    place: row.place,
    title: row.title,
    note: row.note,
    minutes: row.minutes,
    proposal: row.proposal_id,
    addedBy: row.added_by,
    withdrawnAt: row.withdrawn_at,
    takenAt: row.taken_at,
  }));
}

/** Who was there; what somebody has said was not so is not among it. */
export async function loadPresence(tx: Tx, org: OrgId, meeting: string): Promise<Presence[]> {
  const rows = await meetingTables(tx)
    .selectFrom('decisions.presence')
    .selectAll()
    .where('org_id', '=', org)
    .where('meeting_id', '=', meeting)
    .where('denied_at', 'is', null)
    .orderBy('arrived_at')
    .orderBy('member_id')
    .execute();
  return rows.map((row) => ({
    member: row.member_id,
    arrivedAt: row.arrived_at,
    leftAt: row.left_at,
    writtenBy: row.written_by,
  }));
}

/** Who was written down as being there, and has said that they were not. */
export async function loadDenied(tx: Tx, org: OrgId, meeting: string): Promise<Denied[]> {
  const rows = await meetingTables(tx)
    .selectFrom('decisions.presence')
    .select(['member_id', 'written_by'])
    .distinct()
    .where('org_id', '=', org)
    .where('meeting_id', '=', meeting)
    .where('denied_at', 'is not', null)
    .orderBy('member_id')
    .orderBy('written_by')
    .execute();
  return rows.map((row) => ({ member: row.member_id, writtenBy: row.written_by }));
}

/** Who has said so when the minutes were fixed already: these stay as they were signed. */
export async function loadDeniedLate(tx: Tx, org: OrgId, meeting: string): Promise<LateDenial[]> {
  const { rows } = await sql<LateDenial>`
    SELECT DISTINCT member_id AS member, written_by AS "writtenBy", denied_late_at AS at
      FROM decisions.presence
     WHERE org_id = ${org} AND meeting_id = ${meeting} AND denied_late_at IS NOT NULL
     ORDER BY denied_late_at, member_id, written_by`.execute(tx);
  return rows;
}

/** What somebody has said of their coming. */
export interface MeetingAnswer {
  readonly member: MemberId;
  readonly comes: boolean | null;
}

export async function loadAnswers(tx: Tx, org: OrgId, meeting: string): Promise<MeetingAnswer[]> {
  const rows = await meetingTables(tx)
    .selectFrom('decisions.meeting_answer')
    .selectAll()
    .where('org_id', '=', org)
    .where('meeting_id', '=', meeting)
    .orderBy('at')
    .orderBy('member_id')
    .execute();
  return rows.map((row) => ({ member: row.member_id, comes: row.comes }));
}

export async function loadTurns(tx: Tx, org: OrgId, meeting: string): Promise<Turn[]> {
  const rows = await meetingTables(tx)
    .selectFrom('decisions.turn')
    .selectAll()
    .where('org_id', '=', org)
    .where('meeting_id', '=', meeting)
    .orderBy('turn_id')
    .execute();
  return rows.map(turnOf);
}

function turnOf(row: TurnRow): Turn {
  return {
    id: row.turn_id,
    member: row.member_id,
    askedAt: row.asked_at,
    beganAt: row.began_at,
    endedAt: row.ended_at,
  };
}

export async function loadNotes(tx: Tx, org: OrgId, meeting: string): Promise<Note[]> {
  const rows = await meetingTables(tx)
    .selectFrom('decisions.meeting_note')
    .selectAll()
    .where('org_id', '=', org)
    .where('meeting_id', '=', meeting)
    .orderBy('at')
    .orderBy('note_id')
    .execute();
  return rows.map((row: NoteRow) => ({
    id: row.note_id,
    item: row.item_id,
    by: row.member_id,
    words: row.words,
    at: row.at,
  }));
}

export async function loadMinutesSignatures(
  tx: Tx,
  org: OrgId,
  meeting: string,
): Promise<MinutesSignature[]> {
  const rows = await meetingTables(tx)
    .selectFrom('decisions.minutes_signature')
    .selectAll()
    .where('org_id', '=', org)
    .where('meeting_id', '=', meeting)
    .orderBy('signed_at')
    .orderBy('member_id')
    .execute();
  return rows.map((row) => ({ member: row.member_id, digest: row.digest, signedAt: row.signed_at }));
}

/** Everything from which the minutes follow; null where there is no such meeting. */
export async function loadActsOfMeeting(tx: Tx, org: OrgId, id: string): Promise<ActsOfMeeting | null> {
  const meeting = await loadMeeting(tx, org, id);
  if (meeting === null) return null;
  return {
    meeting,
    items: await loadAgenda(tx, org, id),
    presence: await loadPresence(tx, org, id),
    denied: await loadDenied(tx, org, id),
    answers: await loadAnswers(tx, org, id),
    notes: await loadNotes(tx, org, id),
    decided: (await loadCounts(tx, org, { meeting: id })).map(decidedThere),
  };
}

/** The title of a proposal that anybody of the group may read; null where there is none. */
export async function proposalTitle(tx: Tx, org: OrgId, proposal: string): Promise<string | null> {
  const { rows } = await sql<{ title: string }>`
    SELECT title FROM decisions.proposal
     WHERE org_id = ${org} AND proposal_id = ${proposal} AND published_at IS NOT NULL
       AND withdrawn_at IS NULL AND merged_into IS NULL`.execute(tx);
  return rows[0]?.title ?? null;
}
