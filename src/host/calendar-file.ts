/**
 * The calendar of a group as a file that other calendar programs read (RFC 5545). Hours are instants in
 * UTC, which every program shows in the zone of whoever looks; whole days are days, and in no zone at all.
 */
import ical, { ICalEventStatus, ICalEventTransparency } from 'ical-generator';
import { addDays, civilDateAt } from '#kernel/calendar';
import type { CalendarEntry } from '#decisions';

export interface CalendarFile {
  readonly name: string;
  readonly timeZone: string;
  /** The address of the page of an entry. */
  readonly pageOf: (entry: CalendarEntry) => string;
  /** What stands in somebody's calendar: a vote that closes says so. */
  readonly titleOf: (entry: CalendarEntry) => string;
  readonly entries: readonly CalendarEntry[];
  readonly now: string;
}

export function calendarFile({ name, timeZone, pageOf, titleOf, entries, now }: CalendarFile): string {
  const calendar = ical({ name, prodId: { company: 'Tequio', product: 'Calendar', language: 'EN' } });
  calendar.x('X-WR-TIMEZONE', timeZone);
  calendar.ttl(60 * 60);
  for (const entry of entries) {
    const event = calendar.createEvent({
      id: `${entry.id}@tequio`,
      stamp: new Date(entry.changedAt ?? now),
      summary: titleOf(entry),
      url: pageOf(entry),
      ...timesOf(entry, timeZone),
      status: entry.cancelled ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
      // A vote that closes takes nobody's hour.
      transparency:
        entry.kind === 'meeting' ? ICalEventTransparency.OPAQUE : ICalEventTransparency.TRANSPARENT,
    });
    if (entry.place !== '') event.location(entry.place);
    if (entry.changedAt !== null) event.lastModified(new Date(entry.changedAt));
  }
  return calendar.toString();
}

const midnight = (day: string) => new Date(`${day}T00:00:00.000Z`);

/** The last day of a whole-day entry is the one before its end, as the format has it. */
function timesOf({ wholeDay, startsAt, endsAt }: CalendarEntry, timeZone: string) {
  if (!wholeDay) return { start: new Date(startsAt), ...(endsAt === null ? {} : { end: new Date(endsAt) }) };
  const last = civilDateAt(endsAt ?? startsAt, timeZone);
  return {
    allDay: true,
    start: midnight(civilDateAt(startsAt, timeZone)),
    end: midnight(addDays(last, 1)),
  };
}
