/** The tables of meetings and of the calendar, as the database gives them. Only this folder names them. */
import type { Kysely } from 'kysely';
import type { ActId, MemberId, OrgId } from '#kernel/command';
import type { Tx } from '#kernel/tx';
import type { DateKind } from '../core/calendar.ts';
import type { MeetingKind } from '../core/meeting.ts';

interface OfMeeting {
  org_id: OrgId;
  meeting_id: string;
  act_id: ActId;
}

export interface MeetingRow extends OfMeeting {
  kind: MeetingKind;
  title: string;
  place: string;
  starts_at: string;
  ends_at: string | null;
  called_by: MemberId | null;
  called_at: string;
  changed_at: string | null;
  cancelled_at: string | null;
  cancel_reason: string | null;
  cancel_act_id: string | null;
  opened_at: string | null;
  facilitator: MemberId | null;
  voting: number | null;
  quorum: number | null;
  closed_at: string | null;
  minutes_digest: string | null;
  fixed_at: string | null;
}

export interface AgendaItemRow extends OfMeeting {
  item_id: string;
  place: number;
  title: string;
  note: string;
  minutes: number | null;
  proposal_id: string | null;
  added_by: MemberId | null;
  withdrawn_at: string | null;
  taken_at: string | null;
}

export interface PresenceRow extends OfMeeting {
  member_id: MemberId;
  arrived_at: string;
  left_at: string | null;
  written_by: MemberId | null;
  denied_at: string | null;
  denied_late_at: string | null;
}

export interface TurnRow extends OfMeeting {
  turn_id: string;
  member_id: MemberId;
  asked_at: string;
  began_at: string | null;
  ended_at: string | null;
}

export interface NoteRow extends OfMeeting {
  note_id: string;
  item_id: string | null;
  member_id: MemberId;
  words: string | null;
  at: string;
}

export interface DateRow {
  org_id: OrgId;
  date_id: string;
  kind: DateKind;
  title: string;
  place: string;
  starts_at: string;
  ends_at: string | null;
  whole_day: boolean;
  public: boolean;
  added_by: MemberId | null;
  dropped_at: string | null;
  act_id: ActId;
}

export interface MeetingTables {
  'decisions.meeting': MeetingRow;
  'decisions.agenda_item': AgendaItemRow;
  'decisions.meeting_answer': OfMeeting & { member_id: MemberId; comes: boolean | null; at: string };
  'decisions.presence': PresenceRow;
  'decisions.turn': TurnRow;
  'decisions.meeting_note': NoteRow;
  'decisions.minutes_signature': OfMeeting & { member_id: MemberId; digest: string; signed_at: string };
  'decisions.date': DateRow;
  'decisions.feed': {
    org_id: OrgId;
    feed_id: string;
    member_id: MemberId;
    token_hash: string;
    made_at: string;
    dropped_at: string | null;
    act_id: ActId;
  };
}

/** The transaction, seen as these tables. */
export function meetingTables(tx: Tx): Kysely<MeetingTables> {
  return tx;
}
