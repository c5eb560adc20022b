/**
 * What somebody has written down of the care they gave. It is theirs alone: nobody else reads it, and what
 * all of us read of it is only what five or more have carried together (`carried.ts`).
 */
import { addDays, daysBetween, type CivilDate } from '#kernel/calendar';
import type { MemberId } from '#kernel/command';
import { accept, refuse, type Outcome } from '#kernel/outcome';
import type { Activity } from './activity.ts';

/** For whom it was; whoever is `ours` has a name only where the writer reads it. */
export type Whom =
  | { readonly whom: 'member'; readonly member: MemberId }
  | { readonly whom: 'home' }
  | { readonly whom: 'ours'; readonly name: string }
  | { readonly whom: 'all' };

export interface Care {
  readonly activity: Activity;
  readonly on: string;
  readonly minutes: number;
  /** Done while something else was done: kept, and not added to the length of the day. */
  readonly beside: boolean;
  /** Being there, should something be needed. */
  readonly there: boolean;
  /** Whether somebody else could have been asked to do it: what nobody else can do for one is no work. */
  readonly asked: boolean;
  readonly for: Whom;
  readonly words: string;
}

export interface Entry extends Care {
  readonly id: string;
  readonly member: MemberId;
  readonly at: string;
  /** The one that it puts right. */
  readonly corrects: string | null;
  readonly act: string;
}

/** So long back somebody remembers what they did. */
export const DAYS_BACK = 31;
/** So long after it was written, an entry is put right. */
export const CORRECT_DAYS = 7;
export const DAY_MINUTES = 1440;
/**
 * The third-person criterion (Reid, 1934): work is what somebody else could be asked to do in one’s place.
 */
export function isWork({ asked }: Pick<Care, 'asked'>): boolean {
  return asked;
}

/** How long a day was: what ran beside something else is not added to it. */
export function minutesOfDay(entries: readonly Pick<Care, 'minutes' | 'beside'>[]): number {
  return entries.reduce((sum, one) => sum + (one.beside ? 0 : one.minutes), 0);
}

export type EntryRule =
  'care_ahead' | 'care_too_long_ago' | 'care_for_oneself' | 'member_unknown' | 'day_full';
export const ENTRY_RULES = [
  'care_ahead',
  'care_too_long_ago',
  'care_for_oneself',
  'member_unknown',
  'day_full',
] as const satisfies readonly EntryRule[];

export interface DayBefore {
  /** What the writer has on that day already, without what is put right. */
  readonly others: readonly Pick<Care, 'minutes' | 'beside'>[];
  readonly writer: MemberId;
  /** Whether the member it was for is one of us. */
  readonly known: boolean;
  readonly today: string;
}

/** Decides whether it can be written so. */
export function decideCare(
  care: Care,
  { others, writer, known, today }: DayBefore,
): Outcome<Care, EntryRule> {
  if (care.on > today) return refuse('care_ahead');
  if (daysBetween(care.on as CivilDate, today as CivilDate) > DAYS_BACK)
    return refuse('care_too_long_ago', { days: DAYS_BACK });
  if (care.for.whom === 'member') {
    if (care.for.member === writer) return refuse('care_for_oneself');
    if (!known) return refuse('member_unknown');
  }
  const minutes = minutesOfDay([...others, care]);
  if (minutes > DAY_MINUTES) return refuse('day_full', { hours: 24 });
  return accept(care);
}

/** Until when an entry is put right; after that it stays, or is forgotten. */
export function correctableUntil({ at }: Pick<Entry, 'at'>): string {
  return addDays(at.slice(0, 10) as CivilDate, CORRECT_DAYS);
}

/** Minutes as minor units of hours: what does not come to a whole one stays with whoever received. */
export function hoursMinor(minutes: number, scale: number): bigint {
  return (BigInt(minutes) * 10n ** BigInt(scale)) / 60n;
}
