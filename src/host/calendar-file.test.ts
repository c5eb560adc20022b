import { expect, test } from 'vitest';
import type { CalendarEntry } from '#decisions';
import { calendarFile } from './calendar-file.ts';

const entry: CalendarEntry = {
  id: 'mee_1',
  of: 'mee_1',
  kind: 'meeting',
  title: 'Assembly; all, of us',
  place: 'The kitchen',
  startsAt: '2026-11-27T00:30:00.000Z',
  endsAt: '2026-11-27T02:30:00.000Z',
  wholeDay: false,
  cancelled: false,
  public: false,
  changedAt: null,
};

const linesOf = (...entries: CalendarEntry[]) =>
  calendarFile({
    name: 'Las Ollas',
    timeZone: 'America/Mexico_City',
    pageOf: (one) => `https://tequio.example/${one.id}`,
    titleOf: (one) => one.title,
    entries,
    now: '2026-11-24T12:00:00.000Z',
  }).split('\r\n');

test('an hour is an instant, and text is written so that it stays text', () => {
  const lines = linesOf(entry);
  expect(lines).toContain('BEGIN:VCALENDAR');
  expect(lines).toContain('UID:mee_1@tequio');
  expect(lines).toContain('DTSTART:20261127T003000Z');
  expect(lines).toContain('DTEND:20261127T023000Z');
  expect(lines).toContain('SUMMARY:Assembly\\; all\\, of us');
  expect(lines).toContain('LOCATION:The kitchen');
  expect(lines).toContain('STATUS:CONFIRMED');
  expect(lines).toContain('X-WR-TIMEZONE:America/Mexico_City');
});

test('a whole day is that of the group, and ends the day after', () => {
  const lines = linesOf({ ...entry, wholeDay: true, endsAt: null });
  // The evening of the 26th in Mexico.
  expect(lines).toContain('DTSTART;VALUE=DATE:20261126');
  expect(lines).toContain('DTEND;VALUE=DATE:20261127');
});

test('what was called off is told to those who have it already', () => {
  const lines = linesOf({ ...entry, cancelled: true, changedAt: '2026-11-25T12:00:00.000Z' });
  expect(lines).toContain('STATUS:CANCELLED');
  expect(lines).toContain('LAST-MODIFIED:20261125T120000Z');
});

test('a line is never longer than 75 bytes', () => {
  const long = linesOf({ ...entry, title: 'ñandú '.repeat(40) });
  expect(Math.max(...long.map((line) => Buffer.byteLength(line)))).toBeLessThanOrEqual(75);
});
