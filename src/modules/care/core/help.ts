/**
 * Somebody asks for help on some days, and others say that they come. That help is asked for, all of us
 * read; who comes when, only whoever asked and whoever comes.
 */
import { daysBetween, type CivilDate } from '#kernel/calendar';
import type { MemberId } from '#kernel/command';
import { accept, refuse, type Outcome } from '#kernel/outcome';
import type { Activity } from './activity.ts';

export interface Help {
  readonly id: string;
  readonly askedBy: MemberId;
  readonly askedAt: string;
  readonly endedAt: string | null;
  /** What is asked; null once whoever asked has been forgotten. */
  readonly asked: AskedHelp | null;
}

export interface AskedHelp {
  readonly activity: Activity;
  readonly words: string;
  readonly place: string;
  /** One person comes on each. */
  readonly days: readonly string[];
}

export interface Coming {
  readonly id: string;
  readonly help: string;
  readonly member: MemberId;
  readonly on: string | null;
  readonly endedAt: string | null;
}

export const MOST_DAYS = 31;
export const DAYS_AHEAD = 90;

export type HelpDaysRule = 'care_days_missing' | 'care_day_past' | 'too_far_ahead';

/** The days in their order, each once; or why help is not asked for on them. */
export function decideDays(days: readonly string[], today: string): Outcome<string[], HelpDaysRule> {
  const each = [...new Set(days)].sort();
  const [first] = each;
  if (first === undefined) return refuse('care_days_missing');
  if (first < today) return refuse('care_day_past');
  if (daysBetween(today as CivilDate, each.at(-1)! as CivilDate) > DAYS_AHEAD)
    return refuse('too_far_ahead', { days: DAYS_AHEAD });
  return accept(each);
}

/** Whether there is still something to come for. */
export function isAsked({ endedAt, asked }: Help, today: string): boolean {
  return endedAt === null && (asked?.days.some((day) => day >= today) ?? false);
}

/** The days on which nobody comes yet. */
export function openDays({ asked }: Pick<Help, 'asked'>, coming: readonly Coming[], today: string): string[] {
  const taken = coming.filter((one) => one.endedAt === null).map((one) => one.on);
  return (asked?.days ?? []).filter((day) => day >= today && !taken.includes(day));
}

/** Whether somebody may read who comes on the days of this help. */
export function seesWhoComes(
  member: MemberId | null,
  { askedBy }: Pick<Help, 'askedBy'>,
  coming: readonly Coming[],
): boolean {
  if (member === null) return false;
  return member === askedBy || coming.some((one) => one.endedAt === null && one.member === member);
}
