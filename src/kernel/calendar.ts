/**
 * Days as a group lives them: civil dates without hours or zones, and the periods (weeks, months, seasons)
 * that rules count in. Instants and time zones appear only in `civilDateAt`, at the edge, through Intl.
 */
import { assert, never } from './assert.ts';

declare const civil: unique symbol;

/** `YYYY-MM-DD` in the Gregorian calendar, years 0001 to 9999; compares as text. */
export type CivilDate = string & { readonly [civil]: true };

export type PeriodUnit = 'day' | 'week' | 'month' | 'quarter' | 'year';

/** Every `count` units: a fortnight is two weeks, a season one quarter. */
export interface Period {
  readonly unit: PeriodUnit;
  readonly count: number;
}

/** Half-open: `opens` is the first day, `closes` the first day after. */
export interface Span {
  readonly opens: CivilDate;
  readonly closes: CivilDate;
}

const DAYS_IN_400_YEARS = 146_097;
/** 0001-01-01 and 9999-12-31, counted in days from 1970-01-01. */
const FIRST_DAY = -719_162;
const LAST_DAY = 2_932_896;

export function isCivilDate(text: unknown): text is CivilDate {
  const match = typeof text === 'string' ? /^(\d{4})-(\d{2})-(\d{2})$/.exec(text) : null;
  if (!match) return false;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  return year >= 1 && month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month);
}

/** The date of a year, a month (1 to 12) and a day that exists in it. */
export function civilDate(year: number, month: number, day: number): CivilDate {
  const text = `${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}`;
  assert(isCivilDate(text), `${text} is a day of the calendar`);
  return text;
}

export function daysInMonth(year: number, month: number): number {
  if (month === 2) return isLeapYear(year) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

export function addDays(date: CivilDate, days: number): CivilDate {
  assert(Number.isSafeInteger(days), 'days are whole');
  return fromDayNumber(toDayNumber(date) + days);
}

/**
 * The same day `months` later (or earlier), or the last day of a month that is too short for it. `anchorDay`
 * is the day that was meant at first: stepping month by month from the 31st passes 28 February and comes back
 * to 31.
 */
export function addMonths(date: CivilDate, months: number, anchorDay?: number): CivilDate {
  assert(Number.isSafeInteger(months), 'months are whole');
  const { year, month, day } = partsOf(date);
  const meant = anchorDay ?? day;
  assert(Number.isInteger(meant) && meant >= 1 && meant <= 31, 'a month has a day 1 to 31');
  const count = year * 12 + (month - 1) + months;
  const toYear = Math.floor(count / 12);
  const toMonth = (count % 12) + 1;
  assert(toYear >= 1 && toYear <= 9999, 'dates lie in the years 0001 to 9999');
  return civilDate(toYear, toMonth, Math.min(meant, daysInMonth(toYear, toMonth)));
}

/** How many days after `from` the date `to` comes; negative when it came before. */
export function daysBetween(from: CivilDate, to: CivilDate): number {
  return toDayNumber(to) - toDayNumber(from);
}

export function compareDates(left: CivilDate, right: CivilDate): -1 | 0 | 1 {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}

/** 1 for Monday to 7 for Sunday, as ISO 8601 counts. */
export function weekday(date: CivilDate): number {
  return ((((toDayNumber(date) + 3) % 7) + 7) % 7) + 1;
}

/**
 * The period that a date falls into, when periods follow each other without a gap from `anchor` (both ways).
 */
export function periodContaining(date: CivilDate, period: Period, anchor: CivilDate): Span {
  return nthPeriod(periodIndex(date, period, anchor), period, anchor);
}

/**
 * The `index`-th period: 0 opens on the anchor, -1 closes on it. Always counted from the anchor, so no drift.
 */
export function nthPeriod(index: number, period: Period, anchor: CivilDate): Span {
  return { opens: boundary(index, period, anchor), closes: boundary(index + 1, period, anchor) };
}

/** Which period a date falls into, counted from the anchor. */
export function periodIndex(date: CivilDate, period: Period, anchor: CivilDate): number {
  const { days, months } = lengthOf(period);
  if (days) return Math.floor(daysBetween(anchor, date) / days);
  const from = partsOf(anchor);
  const to = partsOf(date);
  const index = Math.floor(((to.year - from.year) * 12 + (to.month - from.month)) / months);
  // Counting months alone is right but for the days of the month in which a period opens.
  return compareDates(boundary(index, period, anchor), date) > 0 ? index - 1 : index;
}

export function isTimeZone(text: unknown): text is string {
  if (typeof text !== 'string' || text === '') return false;
  try {
    // Made for the question and let go: only zones that are used are kept.
    makeCalendar(text);
    return true;
  } catch (fault) {
    if (fault instanceof RangeError) return false;
    throw fault;
  }
}

/** The date that a calendar on the wall in `timeZone` shows at an instant (ISO 8601 in UTC). */
export function civilDateAt(instantIso: string, timeZone: string): CivilDate {
  const shown: Record<string, number> = {};
  for (const { type, value } of calendarOf(timeZone).formatToParts(millisOf(instantIso)))
    shown[type] = Number(value);
  return civilDate(shown['year']!, shown['month']!, shown['day']!);
}

function boundary(index: number, period: Period, anchor: CivilDate): CivilDate {
  const { days, months } = lengthOf(period);
  return days ? addDays(anchor, index * days) : addMonths(anchor, index * months);
}

function lengthOf({ unit, count }: Period): { days: number; months: number } {
  assert(Number.isSafeInteger(count) && count > 0, 'a period has a length of one or more');
  switch (unit) {
    case 'day':
      return { days: count, months: 0 };
    case 'week':
      return { days: count * 7, months: 0 };
    case 'month':
      return { days: 0, months: count };
    case 'quarter':
      return { days: 0, months: count * 3 };
    case 'year':
      return { days: 0, months: count * 12 };
    default:
      return never(unit);
  }
}

function partsOf(date: CivilDate): { year: number; month: number; day: number } {
  assert(isCivilDate(date), `${String(date)} is a day of the calendar`);
  return { year: Number(date.slice(0, 4)), month: Number(date.slice(5, 7)), day: Number(date.slice(8, 10)) };
}

/** Days from 1970-01-01. Years are counted from March, so that the leap day comes last. */
function toDayNumber(date: CivilDate): number {
  const { year, month, day } = partsOf(date);
  const marchYear = month <= 2 ? year - 1 : year;
  const era = Math.floor(marchYear / 400);
  const yearOfEra = marchYear - era * 400;
  const dayOfYear = Math.floor((153 * ((month + 9) % 12) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * DAYS_IN_400_YEARS + dayOfEra - 719_468;
}

function fromDayNumber(number: number): CivilDate {
  assert(number >= FIRST_DAY && number <= LAST_DAY, 'dates lie in the years 0001 to 9999');
  const days = number + 719_468;
  const era = Math.floor(days / DAYS_IN_400_YEARS);
  const dayOfEra = days - era * DAYS_IN_400_YEARS;
  const leaps = Math.floor(dayOfEra / 1460) - Math.floor(dayOfEra / 36_524) + Math.floor(dayOfEra / 146_096);
  const yearOfEra = Math.floor((dayOfEra - leaps) / 365);
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const marchMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9;
  const day = dayOfYear - Math.floor((153 * marchMonth + 2) / 5) + 1;
  return civilDate(era * 400 + yearOfEra + (month <= 2 ? 1 : 0), month, day);
}

function isLeapYear(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}

function pad(value: number, width: number): string {
  return String(value).padStart(width, '0');
}

function millisOf(instantIso: string): number {
  const millis = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?Z$/.test(instantIso)
    ? Date.parse(instantIso)
    : NaN;
  assert(!Number.isNaN(millis), `${instantIso} is an instant in UTC`);
  return millis;
}

/** To make one takes longer than all else that an act reckons; there are few zones, and each is made once. */
const calendars = new Map<string, Intl.DateTimeFormat>();

function calendarOf(timeZone: string): Intl.DateTimeFormat {
  const known = calendars.get(timeZone);
  if (known) return known;
  const calendar = makeCalendar(timeZone);
  calendars.set(timeZone, calendar);
  return calendar;
}

function makeCalendar(timeZone: string): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat('en-u-ca-gregory-nu-latn', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  });
}
