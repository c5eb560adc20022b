/**
 * The calendar of a group: its meetings, the days it has written down, votes that close and promises that are
 * due, in one order. Whoever is not of the group sees only the days that it has made public.
 */
import type { CivilDate } from '#kernel/calendar';
import type { MemberId } from '#kernel/command';
import { instantOf } from '#kernel/wall-clock';
import type { MeetingKind } from './meeting.ts';

export const DATE_KINDS = ['fair', 'deadline', 'other'] as const;
export type DateKind = (typeof DATE_KINDS)[number];

/** A day that somebody has written down; instants in ISO 8601, UTC. */
export interface CalendarDate {
  readonly id: string;
  readonly kind: DateKind;
  readonly title: string;
  readonly place: string;
  readonly startsAt: string;
  readonly endsAt: string | null;
  /** Whether it is the whole day on which it starts, and on which it ends, whatever the hour. */
  readonly wholeDay: boolean;
  readonly public: boolean;
  readonly addedBy: MemberId | null;
}

export interface CalendarEntry {
  readonly id: string;
  readonly kind: 'meeting' | 'vote' | 'promise' | DateKind;
  readonly title: string;
  readonly place: string;
  readonly startsAt: string;
  readonly endsAt: string | null;
  readonly wholeDay: boolean;
  readonly cancelled: boolean;
  readonly public: boolean;
  /** When it was last changed; a calendar program tells by it which of two is newer. */
  readonly changedAt: string | null;
}

interface Sources {
  readonly meetings: readonly {
    readonly id: string;
    readonly kind: MeetingKind;
    readonly title: string;
    readonly place: string;
    readonly startsAt: string;
    readonly endsAt: string | null;
    readonly cancelledAt: string | null;
    readonly changedAt: string | null;
  }[];
  readonly dates: readonly CalendarDate[];
  /** Votes that are open, with the instant at which they close. */
  readonly votes: readonly { readonly id: string; readonly title: string; readonly closesAt: string }[];
  /** What somebody has promised, with the civil date by which it is to be done. */
  readonly promises: readonly { readonly id: string; readonly title: string; readonly dueOn: string }[];
}

/** Everything that stands in the calendar, earliest first. */
export function calendarOf({ meetings, dates, votes, promises }: Sources, timeZone: string): CalendarEntry[] {
  const plain = {
    place: '',
    endsAt: null,
    wholeDay: false,
    cancelled: false,
    public: false,
    changedAt: null,
  };
  return [
    ...meetings.map((one): CalendarEntry => ({
      ...plain,
      id: one.id,
      kind: 'meeting',
      title: one.title,
      place: one.place,
      startsAt: one.startsAt,
      endsAt: one.endsAt,
      cancelled: one.cancelledAt !== null,
      changedAt: one.cancelledAt ?? one.changedAt,
    })),
    ...dates.map(({ addedBy: _by, ...one }): CalendarEntry => ({ ...plain, ...one })),
    ...votes.map(({ id, title, closesAt }): CalendarEntry => ({
      ...plain,
      id,
      kind: 'vote',
      title,
      startsAt: closesAt,
    })),
    ...promises.map(({ id, title, dueOn }): CalendarEntry => ({
      ...plain,
      id,
      kind: 'promise',
      title,
      startsAt: instantOf(dueOn as CivilDate, '00:00', timeZone),
      wholeDay: true,
    })),
  ].sort((a, b) => (a.startsAt === b.startsAt ? 0 : a.startsAt < b.startsAt ? -1 : 1));
}

const DAY = 86_400_000;

/** What is still to come, or not over yet: what has no end is over with its day. */
export function isAhead(entry: Pick<CalendarEntry, 'startsAt' | 'endsAt'>, now: string): boolean {
  return entry.endsAt === null ? Date.parse(entry.startsAt) + DAY > Date.parse(now) : entry.endsAt > now;
}
