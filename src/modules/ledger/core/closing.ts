/**
 * A period is closed: up to and including a day, nothing is booked any more. Whoever finds a mistake later
 * puts it right by a movement of today; only whom the rules name opens a period again, and says why.
 */
import { addDays, civilDate, daysInMonth, type CivilDate } from '#kernel/calendar';
import { refuse, type Refused } from '#kernel/outcome';

export interface Closing {
  readonly id: string;
  readonly throughOn: string;
  readonly note: string | null;
  readonly closedAt: string;
  readonly reopenedAt: string | null;
  readonly reason: string | null;
}

/** The last day that is closed; null where none is. */
export function closedThrough(closings: readonly Pick<Closing, 'throughOn' | 'reopenedAt'>[]): string | null {
  const standing = closings.filter((one) => one.reopenedAt === null).map((one) => one.throughOn);
  return standing.sort().at(-1) ?? null;
}

export type DayRule = 'period_closed' | 'day_ahead';

/** Whether something can be booked on this day. */
export function wrongWithDay(day: string, closed: string | null, today: string): Refused<DayRule> | null {
  if (day > today) return refuse('day_ahead');
  return closed !== null && day <= closed ? refuse('period_closed', { until: closed }) : null;
}

export type ClosingRule = 'period_not_over' | 'period_closed_already';
export const CLOSING_RULES = ['period_not_over', 'period_closed_already'] as const;

/** Whether the time up to and including this day can be closed: it has to be over, and later than what is. */
export function wrongWithClosing(
  throughOn: string,
  closed: string | null,
  today: string,
): Refused<ClosingRule> | null {
  if (throughOn >= today) return refuse('period_not_over');
  return closed !== null && throughOn <= closed ? refuse('period_closed_already', { until: closed }) : null;
}

/** The last day of the month before this one: what a bookkeeper closes next, unless it is closed. */
export function lastMonthEnd(today: CivilDate): CivilDate {
  const [year, month] = [Number(today.slice(0, 4)), Number(today.slice(5, 7))];
  return addDays(civilDate(year, month, 1), -1);
}

/** The first and the last day of the month of this day. */
export function monthOf(day: CivilDate): { readonly opens: CivilDate; readonly closes: CivilDate } {
  const [year, month] = [Number(day.slice(0, 4)), Number(day.slice(5, 7))];
  return { opens: civilDate(year, month, 1), closes: civilDate(year, month, daysInMonth(year, month)) };
}
