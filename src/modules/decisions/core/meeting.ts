/**
 * A meeting, from the call to the signed minutes. Like everything here it stands where its dates say; whether
 * it can decide follows from who is in the room.
 */
import { addDays, civilDateAt, type CivilDate } from '#kernel/calendar';
import type { MemberId } from '#kernel/command';
import { after } from './dates.ts';

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
  /** Who wrote it down: the member, or somebody who was in the room. */
  readonly writtenBy: MemberId | null;
}

/** Somebody was written down as being there, and says that they were not. */
export interface Denied {
  readonly member: MemberId;
  readonly writtenBy: MemberId | null;
}

/** The same, said when the minutes were fixed already. */
export interface LateDenial extends Denied {
  readonly at: string;
}

/** How long after it was closed anybody is asked about the minutes of a meeting. */
const MINUTES_DAYS = 90;

/** Meetings that were held before this ask nobody for anything any more. */
export function askingSince(now: string): string {
  return after(now, -MINUTES_DAYS);
}

/** How long whoever others have written down can say that they were not there, once the minutes are fixed. */
const DENIAL_DAYS = 14;

/**
 * Whether it can still be said that somebody was not there whom others have written down: until the minutes
 * are fixed, and for two weeks in any case. Two who lie could sign within a minute.
 */
export function isDeniable(
  { arrivedAt }: Pick<Presence, 'arrivedAt'>,
  { fixedAt }: Pick<Meeting, 'fixedAt'>,
  now: string,
): boolean {
  return fixedAt === null || now < deniableUntil(arrivedAt);
}

export function deniableUntil(arrivedAt: string): string {
  return after(arrivedAt, DENIAL_DAYS);
}

/** Whoever was written down after this can still say that they were not there. */
export function deniableSince(now: string): string {
  return after(now, -DENIAL_DAYS);
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

/**
 * The first day for which a meeting can be called on `today`: whole days lie between, none of them counted
 * twice.
 */
export function earliestDay(today: string, inviteDays: number): CivilDate {
  return addDays(today as CivilDate, inviteDays);
}

export function isTooSoon(startsAt: string, timeZone: string, today: string, inviteDays: number): boolean {
  return civilDateAt(startsAt, timeZone) < earliestDay(today, inviteDays);
}

/**
 * People who sit together already call their meeting for just now, and are a few minutes late in writing it.
 */
const LATE_MS = 15 * 60_000;

/** Whether the time that a meeting is called for is over: nobody comes to it any more. */
export function isPast(startsAt: string, now: string): boolean {
  return Date.parse(startsAt) < Date.parse(now) - LATE_MS;
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

/**
 * A part of a whole, rounded up: of seven, half are four. Nobody in the room is no meeting, and one alone is
 * none where others decide as well.
 */
export function quorumOf(here: number, voting: number, percent: number): Quorum {
  const needed = Math.max(Math.min(2, Math.max(1, voting)), Math.ceil((voting * percent) / 100));
  return { here, voting, needed, reached: here >= needed };
}

/** How many names it takes under the minutes: no more than there were people in the room. */
export function signersNeeded(minutesSigners: number, presence: readonly Presence[]): number {
  return Math.min(minutesSigners, new Set(presence.map((one) => one.member)).size);
}

/** A post that the rules want a name of, and those who hold it, were there and can sign. */
export interface SigningPost {
  readonly role: string;
  readonly holders: readonly MemberId[];
}

/**
 * The posts whose holders sign these minutes, of those that are `held` by somebody who can sign. One whose
 * holders were not there says nothing about what was done in the room, and nobody waits for them.
 */
export function signingPosts(
  named: readonly string[],
  held: readonly { readonly role: string; readonly member: MemberId }[],
  presence: readonly Presence[],
): readonly SigningPost[] {
  return named
    .map((role) => ({
      role,
      holders: held
        .filter((one) => one.role === role && presence.some(({ member }) => member === one.member))
        .map((one) => one.member),
    }))
    .filter(({ holders }) => holders.length > 0);
}

/** The posts of which there is no name yet. */
export function postsMissing(
  posts: readonly SigningPost[],
  signed: readonly MemberId[],
): readonly SigningPost[] {
  return posts.filter(({ holders }) => !holders.some((one) => signed.includes(one)));
}

/** Whether the names under the minutes are those that the rules ask for: enough, and of every post one. */
export function areSigned(
  needed: number,
  posts: readonly SigningPost[],
  signed: readonly MemberId[],
): boolean {
  return signed.length >= needed && postsMissing(posts, signed).length === 0;
}

export type Signing = 'first' | 'again';

/**
 * As what somebody who was there signs: for the first time; or once more, where all names are there by now
 * and nobody has fixed the minutes, because the one that was waited for is wanted no longer. Else null.
 */
export function signingOf(
  member: MemberId,
  needed: number,
  posts: readonly SigningPost[],
  signed: readonly MemberId[],
): Signing | null {
  if (!signed.includes(member)) return 'first';
  return areSigned(needed, posts, signed) ? 'again' : null;
}

/** Whoever looks at minutes, whether they stand in the group so that they can act, and were there. */
export interface MinutesReader {
  readonly member: MemberId | null;
  readonly mayAct: boolean;
  readonly wasThere: boolean;
}

/**
 * What of minutes that are not `fixed` is offered to whoever looks: to sign them, once no count of hands
 * `waits`; and to write what is missing.
 */
export function minutesOffer(
  { member, mayAct, wasThere }: MinutesReader,
  { fixed, waits }: { readonly fixed: boolean; readonly waits: boolean },
  needed: number,
  posts: readonly SigningPost[],
  signed: readonly MemberId[],
): { readonly signing: Signing | null; readonly mayWrite: boolean } {
  if (member === null || !mayAct || !wasThere || fixed) return { signing: null, mayWrite: false };
  return { signing: waits ? null : signingOf(member, needed, posts, signed), mayWrite: true };
}

/**
 * Whether somebody's name is still wanted: anybody's who was there while there are too few, then that of whoever
 * holds a post of which there is none; and once all are there, of anybody who makes it so.
 */
export function isNameWanted(
  member: MemberId,
  needed: number,
  posts: readonly SigningPost[],
  signed: readonly MemberId[],
): boolean {
  if (signed.includes(member)) return signingOf(member, needed, posts, signed) !== null;
  const missing = postsMissing(posts, signed);
  if (missing.some(({ holders }) => holders.includes(member))) return true;
  return signed.length < needed || missing.length === 0;
}

/** Signatures under the words that the minutes have now; what was signed before a change no longer counts. */
export function signaturesOn(digest: string, signatures: readonly MinutesSignature[]): MinutesSignature[] {
  return signatures.filter((one) => one.digest === digest);
}
