/** What commands and screens load of meetings, always within one organization. */
import { sql } from 'kysely';
import type { MemberId, OrgId } from '#kernel/command';
import type { Tx } from '#kernel/tx';
import type { AgendaItem, Meeting, MinutesSignature, Note, Presence } from '../core/meeting.ts';
import type { ActsOfMeeting, DecidedThere } from '../core/minutes.ts';
import type { Turn } from '../core/speaking-order.ts';
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

export async function loadPresence(tx: Tx, org: OrgId, meeting: string): Promise<Presence[]> {
  const rows = await meetingTables(tx)
    .selectFrom('decisions.presence')
    .selectAll()
    .where('org_id', '=', org)
    .where('meeting_id', '=', meeting)
    .orderBy('arrived_at')
    .orderBy('member_id')
    .execute();
  return rows.map((row) => ({ member: row.member_id, arrivedAt: row.arrived_at, leftAt: row.left_at }));
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

/** What was decided in a meeting by a show of hands, by name, or by a round of consent. */
export async function loadDecidedThere(tx: Tx, org: OrgId, meeting: string): Promise<DecidedThere[]> {
  const { rows } = await sql<DecidedThere>`
    SELECT h.proposal_id AS proposal, p.title, p.way ->> 'method' AS method, p.result,
           h.yes, h.no, h.abstain, h.present, h.at
      FROM decisions.hands h
      JOIN decisions.proposal p ON p.org_id = h.org_id AND p.proposal_id = h.proposal_id
     WHERE h.org_id = ${org} AND h.meeting_id = ${meeting}
     ORDER BY h.at, h.proposal_id`.execute(tx);
  return rows;
}

/** Everything from which the minutes follow; null where there is no such meeting. */
export async function loadActsOfMeeting(tx: Tx, org: OrgId, id: string): Promise<ActsOfMeeting | null> {
  const meeting = await loadMeeting(tx, org, id);
  if (meeting === null) return null;
  return {
    meeting,
    items: await loadAgenda(tx, org, id),
    presence: await loadPresence(tx, org, id),
    answers: await loadAnswers(tx, org, id),
    notes: await loadNotes(tx, org, id),
    decided: await loadDecidedThere(tx, org, id),
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
