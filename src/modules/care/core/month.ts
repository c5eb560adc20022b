/**
 * When a month of care is told: once it is over, and everybody has had a week to write down and put right.
 */
import { addDays, daysInMonth, type CivilDate } from '#kernel/calendar';
import { CORRECT_DAYS } from './entry.ts';

/** A month by its first day. */
export function monthOf(day: string): CivilDate {
  return `${day.slice(0, 7)}-01` as CivilDate;
}

/** The first day of the next. */
export function monthAfter(month: string): CivilDate {
  return addDays(month as CivilDate, daysInMonth(Number(month.slice(0, 4)), Number(month.slice(5, 7))));
}

/** The day from which it is told what all of us carried in this month. */
export function toldFrom(month: string): CivilDate {
  return addDays(monthAfter(month), CORRECT_DAYS + 1);
}
