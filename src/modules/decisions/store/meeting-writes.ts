/** How what is done in and about meetings becomes rows: of the act and its fact alone. */
import { sql } from 'kysely';
import type { MemberId, OrgId, RecordedAct } from '#kernel/command';
import type { Tx } from '#kernel/tx';
import type { MeetingKind } from '../core/meeting.ts';
import { meetingTables, type AgendaItemRow, type MeetingRow } from './meeting-tables.ts';

export interface NewMeeting {
  readonly meeting: string;
  readonly kind: MeetingKind;
  readonly title: string;
  readonly place: string;
  readonly startsAt: string;
  readonly endsAt: string | null;
  readonly calledBy: MemberId | null;
}

export async function insertMeeting(tx: Tx, act: RecordedAct, one: NewMeeting): Promise<void> {
  await meetingTables(tx)
    .insertInto('decisions.meeting')
    .values({
      org_id: act.org,
      meeting_id: one.meeting,
      kind: one.kind,
      title: one.title,
      place: one.place,
      starts_at: one.startsAt,
      ends_at: one.endsAt,
      called_by: one.calledBy,
      called_at: act.at,
      act_id: act.id,
    })
    .execute();
}

export type MeetingChange = Partial<Omit<MeetingRow, 'org_id' | 'meeting_id' | 'act_id'>>;

export async function changeMeeting(
  tx: Tx,
  org: OrgId,
  meeting: string,
  change: MeetingChange,
): Promise<void> {
  await meetingTables(tx)
    .updateTable('decisions.meeting')
    .set(change)
    .where('org_id', '=', org)
    .where('meeting_id', '=', meeting)
    .execute();
}

export async function putAnswer(
  tx: Tx,
  act: RecordedAct,
  meeting: string,
  member: MemberId,
  comes: boolean | null,
): Promise<void> {
  await sql`
    INSERT INTO decisions.meeting_answer (org_id, meeting_id, member_id, comes, at, act_id)
    VALUES (${act.org}, ${meeting}, ${member}, ${comes}, ${act.at}::timestamptz, ${act.id})
    ON CONFLICT (org_id, meeting_id, member_id)
    DO UPDATE SET comes = excluded.comes, at = excluded.at, act_id = excluded.act_id`.execute(tx);
}

export interface NewItem {
  readonly item: string;
  readonly place: number;
  readonly title: string;
  readonly note: string;
  readonly minutes: number | null;
  readonly proposal: string | null;
}

export async function insertItems(
  tx: Tx,
  act: RecordedAct,
  meeting: string,
  addedBy: MemberId | null,
  items: readonly NewItem[],
): Promise<void> {
  if (items.length === 0) return;
  await meetingTables(tx)
    .insertInto('decisions.agenda_item')
    .values(
      items.map((one): AgendaItemRow => ({
        org_id: act.org,
        meeting_id: meeting,
        item_id: one.item,
        place: one.place,
        title: one.title,
        note: one.note,
        minutes: one.minutes,
        proposal_id: one.proposal,
        added_by: addedBy,
        withdrawn_at: null,
        taken_at: null,
        act_id: act.id,
      })),
    )
    .execute();
}

export async function changeItem(
  tx: Tx,
  org: OrgId,
  meeting: string,
  item: string,
  change: Partial<Pick<AgendaItemRow, 'place' | 'withdrawn_at' | 'taken_at'>>,
): Promise<void> {
  await meetingTables(tx)
    .updateTable('decisions.agenda_item')
    .set(change)
    .where('org_id', '=', org)
    .where('meeting_id', '=', meeting)
    .where('item_id', '=', item)
    .execute();
}

/** Lays the agenda out in this order, from 1. */
export async function placeItems(
  tx: Tx,
  org: OrgId,
  meeting: string,
  order: readonly string[],
): Promise<void> {
  await sql`
    UPDATE decisions.agenda_item i SET place = o.place
      FROM unnest(${order}::text[]) WITH ORDINALITY AS o (item_id, place)
     WHERE i.org_id = ${org} AND i.meeting_id = ${meeting} AND i.item_id = o.item_id`.execute(tx);
}

export async function insertPresence(
  tx: Tx,
  act: RecordedAct,
  meeting: string,
  members: readonly MemberId[],
  writtenBy: MemberId | null,
): Promise<void> {
  await sql`
    INSERT INTO decisions.presence (org_id, meeting_id, member_id, arrived_at, written_by, act_id)
    SELECT ${act.org}, ${meeting}, m, ${act.at}::timestamptz, ${writtenBy}, ${act.id}
      FROM unnest(${members}::text[]) AS m`.execute(tx);
}

/** What others have written down of somebody who was not there; from now on they are not in the room. */
export async function denyPresence(
  tx: Tx,
  act: RecordedAct,
  meeting: string,
  member: MemberId,
): Promise<void> {
  await sql`
    UPDATE decisions.presence
       SET denied_at = ${act.at}::timestamptz, left_at = COALESCE(left_at, ${act.at}::timestamptz)
     WHERE org_id = ${act.org} AND meeting_id = ${meeting} AND member_id = ${member}
       AND written_by IS DISTINCT FROM ${member} AND denied_at IS NULL`.execute(tx);
  await endTurns(tx, act, meeting, [member]);
}

/** The same, of minutes that are fixed: they stay as they were signed, and so does who was there in them. */
export async function denyPresenceLate(
  tx: Tx,
  act: RecordedAct,
  meeting: string,
  member: MemberId,
): Promise<void> {
  await sql`
    UPDATE decisions.presence SET denied_late_at = ${act.at}::timestamptz
     WHERE org_id = ${act.org} AND meeting_id = ${meeting} AND member_id = ${member}
       AND written_by IS DISTINCT FROM ${member} AND denied_at IS NULL`.execute(tx);
}

/** Whoever goes speaks no more, and waits no more to speak. */
export async function endPresence(
  tx: Tx,
  act: RecordedAct,
  meeting: string,
  members: readonly MemberId[],
): Promise<void> {
  await sql`
    UPDATE decisions.presence SET left_at = ${act.at}::timestamptz
     WHERE org_id = ${act.org} AND meeting_id = ${meeting} AND member_id = ANY(${members}::text[])
       AND left_at IS NULL`.execute(tx);
  await endTurns(tx, act, meeting, members);
}

/** Ends what is not over of the turns of these members, or of everybody. */
export async function endTurns(
  tx: Tx,
  act: RecordedAct,
  meeting: string,
  members: readonly MemberId[] | null,
): Promise<void> {
  await sql`
    UPDATE decisions.turn SET ended_at = ${act.at}::timestamptz
     WHERE org_id = ${act.org} AND meeting_id = ${meeting} AND ended_at IS NULL
       AND (${members}::text[] IS NULL OR member_id = ANY(${members}::text[]))`.execute(tx);
}

export async function insertTurn(
  tx: Tx,
  act: RecordedAct,
  meeting: string,
  turn: { readonly turn: string; readonly speaker: MemberId },
): Promise<void> {
  await sql`
    INSERT INTO decisions.turn (org_id, meeting_id, turn_id, member_id, asked_at, act_id)
    VALUES (${act.org}, ${meeting}, ${turn.turn}, ${turn.speaker}, ${act.at}::timestamptz, ${act.id})`.execute(
    tx,
  );
}

/** Somebody begins to speak; whoever had the word has it no more. */
export async function giveWord(tx: Tx, act: RecordedAct, meeting: string, turn: string): Promise<void> {
  await sql`
    UPDATE decisions.turn SET ended_at = ${act.at}::timestamptz
     WHERE org_id = ${act.org} AND meeting_id = ${meeting} AND began_at IS NOT NULL AND ended_at IS NULL`.execute(
    tx,
  );
  await sql`
    UPDATE decisions.turn SET began_at = ${act.at}::timestamptz
     WHERE org_id = ${act.org} AND meeting_id = ${meeting} AND turn_id = ${turn}`.execute(tx);
}

export async function endTurn(tx: Tx, act: RecordedAct, meeting: string, turn: string): Promise<void> {
  await sql`
    UPDATE decisions.turn SET ended_at = ${act.at}::timestamptz
     WHERE org_id = ${act.org} AND meeting_id = ${meeting} AND turn_id = ${turn}`.execute(tx);
}

export async function insertNote(
  tx: Tx,
  act: RecordedAct,
  meeting: string,
  note: {
    readonly note: string;
    readonly item: string | null;
    readonly by: MemberId;
    readonly words: string | null;
  },
): Promise<void> {
  await sql`
    INSERT INTO decisions.meeting_note (org_id, meeting_id, note_id, item_id, member_id, words, at, act_id)
    VALUES (${act.org}, ${meeting}, ${note.note}, ${note.item}, ${note.by}, ${note.words},
            ${act.at}::timestamptz, ${act.id})`.execute(tx);
}

/** Whoever signs once more has their name there since the first time. */
export async function insertMinutesSignature(
  tx: Tx,
  act: RecordedAct,
  meeting: string,
  by: MemberId,
  digest: string,
): Promise<void> {
  await sql`
    INSERT INTO decisions.minutes_signature (org_id, meeting_id, member_id, digest, signed_at, act_id)
    VALUES (${act.org}, ${meeting}, ${by}, ${digest}, ${act.at}::timestamptz, ${act.id})
    ON CONFLICT DO NOTHING`.execute(tx);
}

/** What people said goes with the payloads of these acts, and the rows hold nothing in its place. */
export async function forgetMeetings(tx: Tx, org: OrgId, acts: readonly string[]): Promise<void> {
  await sql`UPDATE decisions.meeting_note SET words = NULL
             WHERE org_id = ${org} AND act_id = ANY(${acts}::text[])`.execute(tx);
  await sql`UPDATE decisions.meeting_answer SET comes = NULL
             WHERE org_id = ${org} AND act_id = ANY(${acts}::text[])`.execute(tx);
  await sql`UPDATE decisions.meeting SET cancel_reason = NULL
             WHERE org_id = ${org} AND cancel_act_id = ANY(${acts}::text[])`.execute(tx);
  await sql`UPDATE decisions.hands_check SET reason = NULL
             WHERE org_id = ${org} AND act_id = ANY(${acts}::text[])`.execute(tx);
}
