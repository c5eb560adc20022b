/**
 * The calendar of a group: its meetings, the days it has written down, votes that open and close, until when ideas and
 * their costs come in, when terms end and promises are due, in one order. Whoever is not of the group sees only the days that it has made public.
 */
import type { CivilDate } from '#kernel/calendar';
import type { MemberId } from '#kernel/command';
import { instantOf } from '#kernel/wall-clock';
import type { MeetingKind } from './meeting.ts';

export const DATE_KINDS = ['fair', 'deadline', 'other'] as const;
export type DateKind = (typeof DATE_KINDS)[number];

/** What stands in a calendar: also what nobody has written down there. */
export const CALENDAR_KINDS = [
  'meeting',
  'vote',
  'opens',
  'ideas',
  'costs',
  'term',
  'promise',
  ...DATE_KINDS,
] as const;

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
  /** What its page is about; of one thing there may be several entries. */
  readonly of: string;
  readonly kind: (typeof CALENDAR_KINDS)[number];
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

export interface CalendarSources {
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
  /** What is talked over and has an instant at which its vote opens. */
  readonly openings: readonly { readonly id: string; readonly title: string; readonly opensAt: string }[];
  /** Budgets that are not on the ballot yet. */
  readonly budgets: readonly {
    readonly id: string;
    readonly title: string;
    readonly ideasUntil: string;
    readonly costingUntil: string;
  }[];
  /** Posts that are held, with the civil date on which the term is over. */
  readonly terms: readonly {
    readonly id: string;
    readonly role: string;
    readonly title: string;
    readonly endsOn: string;
  }[];
  /** What somebody has promised, with the civil date by which it is to be done. */
  readonly promises: readonly { readonly id: string; readonly title: string; readonly dueOn: string }[];
}

/** Everything that stands in the calendar, earliest first. */
export function calendarOf(sources: CalendarSources, timeZone: string): CalendarEntry[] {
  const { meetings, dates, votes, promises } = sources;
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
      of: one.id,
      kind: 'meeting',
      title: one.title,
      place: one.place,
      startsAt: one.startsAt,
      endsAt: one.endsAt,
      cancelled: one.cancelledAt !== null,
      changedAt: one.cancelledAt ?? one.changedAt,
    })),
    ...dates.map(({ addedBy: _by, ...one }): CalendarEntry => ({ ...plain, of: one.id, ...one })),
    ...votes.map(({ id, title, closesAt }): CalendarEntry => ({
      ...plain,
      id,
      of: id,
      kind: 'vote',
      title,
      startsAt: closesAt,
    })),
    ...phasesOf(sources).map((one): CalendarEntry => ({ ...plain, ...one })),
    ...sources.terms.map(({ id, role, title, endsOn }): CalendarEntry => ({
      ...plain,
      id: `${id}-ends`,
      of: role,
      kind: 'term',
      title,
      startsAt: instantOf(endsOn as CivilDate, '00:00', timeZone),
      wholeDay: true,
    })),
    ...promises.map(({ id, title, dueOn }): CalendarEntry => ({
      ...plain,
      id,
      of: id,
      kind: 'promise',
      title,
      startsAt: instantOf(dueOn as CivilDate, '00:00', timeZone),
      wholeDay: true,
    })),
  ].sort((a, b) => (a.startsAt === b.startsAt ? 0 : a.startsAt < b.startsAt ? -1 : 1));
}

/** What is neither a meeting nor a day of its own: from when on one votes, until when ideas and costs come in. */
function phasesOf({ openings, budgets }: Pick<CalendarSources, 'openings' | 'budgets'>) {
  return [
    ...openings.map(({ id, title, opensAt }) => ({
      id: `${id}-opens`,
      of: id,
      kind: 'opens' as const,
      title,
      startsAt: opensAt,
    })),
    ...budgets.flatMap(({ id, title, ideasUntil, costingUntil }) => [
      { id: `${id}-ideas`, of: id, kind: 'ideas' as const, title, startsAt: ideasUntil },
      ...(costingUntil === ideasUntil
        ? []
        : [{ id: `${id}-costs`, of: id, kind: 'costs' as const, title, startsAt: costingUntil }]),
    ]),
  ];
}

const DAY = 86_400_000;

/** What is still to come, or not over yet: what has no end is over with its day. */
export function isAhead(entry: Pick<CalendarEntry, 'startsAt' | 'endsAt'>, now: string): boolean {
  return entry.endsAt === null ? Date.parse(entry.startsAt) + DAY > Date.parse(now) : entry.endsAt > now;
}
