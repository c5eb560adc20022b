/**
 * A meeting, from the call to the signed minutes. Like everything here it stands where its dates say; whether
 * it can decide follows from who is in the room.
 */
import { addDays, civilDateAt, type CivilDate } from '#kernel/calendar';
import type { MemberId } from '#kernel/command';

export const MEETING_KINDS = ['assembly', 'meeting', 'circle'] as const;
export type MeetingKind = (typeof MEETING_KINDS)[number];

/** Instants in ISO 8601, UTC. */
export interface Meeting {
  readonly id: string;
  readonly kind: MeetingKind;
  readonly title: string;
  readonly place: string;
  readonly startsAt: string;
  readonly endsAt: string | null;
  readonly calledBy: MemberId | null;
  readonly calledAt: string;
  readonly changedAt: string | null;
  readonly cancelledAt: string | null;
  readonly cancelReason: string | null;
  readonly openedAt: string | null;
  readonly facilitator: MemberId | null;
  /** How many decided together when it opened, and how many of them it takes for the meeting to decide. */
  readonly voting: number | null;
  readonly quorum: number | null;
  readonly closedAt: string | null;
  readonly minutesDigest: string | null;
  readonly fixedAt: string | null;
}

export interface AgendaItem {
  readonly id: string;
  readonly place: number;
  readonly title: string;
  readonly note: string;
  readonly minutes: number | null;
  readonly proposal: string | null;
  readonly addedBy: MemberId | null;
  readonly withdrawnAt: string | null;
  readonly takenAt: string | null;
}

export interface Presence {
  readonly member: MemberId;
  readonly arrivedAt: string;
  readonly leftAt: string | null;
}

export interface Note {
  readonly id: string;
  readonly item: string | null;
  readonly by: MemberId;
  /** Null when who wrote it has been forgotten. */
  readonly words: string | null;
  readonly at: string;
}

export interface MinutesSignature {
  readonly member: MemberId;
  readonly digest: string;
  readonly signedAt: string;
}

export type MeetingState = 'called' | 'open' | 'closed' | 'fixed' | 'cancelled';

export function meetingState(
  meeting: Pick<Meeting, 'cancelledAt' | 'openedAt' | 'closedAt' | 'fixedAt'>,
): MeetingState {
  if (meeting.cancelledAt !== null) return 'cancelled';
  if (meeting.fixedAt !== null) return 'fixed';
  if (meeting.closedAt !== null) return 'closed';
  return meeting.openedAt === null ? 'called' : 'open';
}

/** The first day for which a meeting can be called on `today`: whole days lie between, none of them counted twice. */
export function earliestDay(today: string, inviteDays: number): CivilDate {
  return addDays(today as CivilDate, inviteDays);
}

export function isTooSoon(startsAt: string, timeZone: string, today: string, inviteDays: number): boolean {
  return civilDateAt(startsAt, timeZone) < earliestDay(today, inviteDays);
}

/** Whoever is in the room now. */
export function inTheRoom(presence: readonly Presence[]): MemberId[] {
  return presence.filter((one) => one.leftAt === null).map((one) => one.member);
}

export interface Quorum {
  /** How many of those who decide are here, how many there are in all, and how many it takes. */
  readonly here: number;
  readonly voting: number;
  readonly needed: number;
  readonly reached: boolean;
}

/** A part of a whole, rounded up: of seven, half are four. Nobody in the room is no meeting. */
export function quorumOf(here: number, voting: number, percent: number): Quorum {
  const needed = Math.max(1, Math.ceil((voting * percent) / 100));
  return { here, voting, needed, reached: here >= needed };
}

/** How many names it takes under the minutes: no more than there were people in the room. */
export function signersNeeded(minutesSigners: number, presence: readonly Presence[]): number {
  return Math.min(minutesSigners, new Set(presence.map((one) => one.member)).size);
}

/** Signatures under the words that the minutes have now; what was signed before a change no longer counts. */
export function signaturesOn(digest: string, signatures: readonly MinutesSignature[]): MinutesSignature[] {
  return signatures.filter((one) => one.digest === digest);
}
