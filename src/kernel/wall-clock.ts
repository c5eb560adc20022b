/**
 * The hour that people say to each other, and the instant it is. People write the date and the hour on the
 * wall of the place where they meet; what is kept is the instant.
 */
import { assert } from './assert.ts';
import { isCivilDate, type CivilDate } from './calendar.ts';

const MINUTE = 60_000;

/** Whether `text` is an hour of the day, `18:30`. */
export function isWallTime(text: unknown): text is string {
  return typeof text === 'string' && /^([01]\d|2[0-3]):[0-5]\d$/.test(text);
}

/**
 * Whether what begins and ends at these hours goes on past midnight: whoever ends at one in the morning ends on
 * the next day; whoever would go on for longer than half a day has mistaken an hour.
 */
export function isOvernight(from: string, until: string): boolean {
  const minutes = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));
  return until < from && minutes(until) + 24 * 60 - minutes(from) <= 12 * 60;
}

/**
 * The instant (ISO 8601, UTC) at which a clock in `timeZone` shows this date and hour. An hour that is shown
 * twice when clocks go back is the first of both; one that is passed over is as much later as clocks go forward.
 */
export function instantOf(date: CivilDate, time: string, timeZone: string): string {
  assert(isCivilDate(date) && isWallTime(time), `${date} ${time} is an hour of a day`);
  const meant = Date.parse(`${date}T${time}:00.000Z`);
  // What a clock is ahead of UTC a day before and a day after: the two differ where clocks are changed between.
  const [before, after] = [
    aheadAt(meant - 1440 * MINUTE, timeZone),
    aheadAt(meant + 1440 * MINUTE, timeZone),
  ];
  const early = meant - Math.max(before, after);
  const late = meant - Math.min(before, after);
  const showsIt = (instant: number) => instant + aheadAt(instant, timeZone) === meant;
  const found = showsIt(early) ? early : showsIt(late) ? late : meant - before;
  return new Date(found).toISOString();
}

/** The hour that a clock in `timeZone` shows at an instant, `18:30`. */
export function wallTimeAt(instantIso: string, timeZone: string): string {
  const millis = Date.parse(instantIso);
  assert(!Number.isNaN(millis), `${instantIso} is an instant`);
  return new Date(millis + aheadAt(millis, timeZone)).toISOString().slice(11, 16);
}

/** By how many milliseconds a clock in `timeZone` is ahead of UTC at an instant. */
function aheadAt(millis: number, timeZone: string): number {
  const shown: Record<string, string> = {};
  for (const { type, value } of clockOf(timeZone).formatToParts(millis)) shown[type] = value;
  const { year, month, day, hour, minute, second } = shown;
  const wall = Date.parse(`${year!.padStart(4, '0')}-${month}-${day}T${hour}:${minute}:${second}.000Z`);
  return wall - Math.floor(millis / 1000) * 1000;
}

const clocks = new Map<string, Intl.DateTimeFormat>();

function clockOf(timeZone: string): Intl.DateTimeFormat {
  const known = clocks.get(timeZone);
  if (known) return known;
  const clock = new Intl.DateTimeFormat('en-u-ca-gregory-nu-latn', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  });
  clocks.set(timeZone, clock);
  return clock;
}
