import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  addDays,
  addMonths,
  civilDate,
  civilDateAt,
  compareDates,
  daysBetween,
  daysInMonth,
  isCivilDate,
  isTimeZone,
  nthPeriod,
  periodContaining,
  periodIndex,
  weekday,
  type CivilDate,
  type Period,
} from './calendar.ts';

const on = (text: string): CivilDate => {
  if (!isCivilDate(text)) throw new Error(`${text} is no date`);
  return text;
};
const between = (first: string, last: string) =>
  fc.integer({ min: 0, max: daysBetween(on(first), on(last)) }).map((days) => addDays(on(first), days));
const anyDate = between('0001-01-01', '9999-12-31');
const nearDate = between('1900-01-01', '2200-12-31');
const anyPeriod = fc.record({
  unit: fc.constantFrom('day', 'week', 'month', 'quarter', 'year'),
  count: fc.integer({ min: 1, max: 30 }),
}) satisfies fc.Arbitrary<Period>;
const ZONES = [
  'UTC',
  'America/Mexico_City',
  'America/St_Johns',
  'Asia/Kathmandu',
  'Europe/Madrid',
  'Pacific/Apia',
  'Pacific/Kiritimati',
];

describe('a civil date', () => {
  test.each(['0001-01-01', '2024-02-29', '2000-02-29', '2026-11-23', '9999-12-31'])('%s is one', (text) => {
    expect(isCivilDate(text)).toBe(true);
  });

  test.each([
    '0000-01-01',
    '2023-02-29',
    '1900-02-29',
    '2026-04-31',
    '2026-13-01',
    '2026-00-10',
    '2026-01-00',
    '2026-1-1',
    '12026-01-01',
    '2026-01-01T00:00:00Z',
    '2026-01-01\n',
    20260101,
    null,
  ])('%o is none', (text) => {
    expect(isCivilDate(text)).toBe(false);
  });

  test('knows its neighbours, as the Date of the platform does', () => {
    fc.assert(
      fc.property(nearDate, fc.integer({ min: -40_000, max: 40_000 }), (date, days) => {
        const expected = new Date(Date.parse(date) + days * 86_400_000).toISOString().slice(0, 10);
        expect(addDays(date, days)).toBe(expected);
        expect(daysBetween(date, on(expected))).toBe(days);
        expect(weekday(date)).toBe(new Date(date).getUTCDay() || 7);
      }),
    );
  });

  test('compares by time', () => {
    fc.assert(
      fc.property(anyDate, anyDate, (left, right) => {
        expect(compareDates(left, right)).toBe(Math.sign(daysBetween(right, left)) + 0);
      }),
    );
  });

  test('has an end at both ends', () => {
    expect(() => addDays(on('9999-12-31'), 1)).toThrow('0001 to 9999');
    expect(() => addDays(on('0001-01-01'), -1)).toThrow('0001 to 9999');
    expect(() => addMonths(on('9999-12-01'), 1)).toThrow('0001 to 9999');
    expect(() => addMonths(on('0001-01-31'), -1)).toThrow('0001 to 9999');
    expect(() => addDays(on('2026-01-01'), 0.5)).toThrow('whole');
    expect(() => addMonths(on('2026-01-01'), 0.5)).toThrow('whole');
    expect(() => civilDate(2026, 2, 30)).toThrow('2026-02-30');
    expect(civilDate(33, 4, 3)).toBe('0033-04-03');
  });
});

describe('months', () => {
  test.each([
    ['2026-01-31', 1, '2026-02-28'],
    ['2024-01-31', 1, '2024-02-29'],
    ['2026-01-31', 2, '2026-03-31'],
    ['2026-01-31', 3, '2026-04-30'],
    ['2026-03-31', -1, '2026-02-28'],
    ['2024-02-29', 12, '2025-02-28'],
    ['2024-02-29', 48, '2028-02-29'],
    ['2026-01-15', -1, '2025-12-15'],
    ['2026-12-31', 0, '2026-12-31'],
    ['2026-01-01', -2025 * 12, '0001-01-01'],
  ])('%s and %i months is %s', (from, months, to) => {
    expect(addMonths(on(from), months)).toBe(to);
  });

  test('come back to the day that was meant after a short one', () => {
    expect(addMonths(on('2026-02-28'), 1, 31)).toBe('2026-03-31');
    expect(addMonths(on('2026-03-31'), 1, 31)).toBe('2026-04-30');
    expect(() => addMonths(on('2026-03-31'), 1, 32)).toThrow('1 to 31');
  });

  test('stepped with the day that was meant are as months counted from the start', () => {
    fc.assert(
      fc.property(nearDate, fc.integer({ min: 1, max: 60 }), (start, steps) => {
        let stepped = start;
        for (let i = 0; i < steps; i++) stepped = addMonths(stepped, 1, Number(start.slice(8)));
        expect(stepped).toBe(addMonths(start, steps));
      }),
    );
  });

  test('have 28 to 31 days', () => {
    const days = (year: number) => Array.from({ length: 12 }, (_, at) => daysInMonth(year, at + 1));
    expect(days(2026)).toEqual([31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]);
    expect([1900, 2000, 2023, 2024].map((year) => daysInMonth(year, 2))).toEqual([28, 29, 28, 29]);
  });
});

describe('a period', () => {
  test.each([
    ['2026-11-23', 'week', 1, '2026-11-01', '2026-11-22', '2026-11-29'],
    ['2026-11-22', 'week', 1, '2026-11-01', '2026-11-22', '2026-11-29'],
    ['2026-11-21', 'week', 1, '2026-11-01', '2026-11-15', '2026-11-22'],
    ['2026-10-31', 'week', 2, '2026-11-01', '2026-10-18', '2026-11-01'],
    ['2026-11-01', 'day', 10, '2026-11-01', '2026-11-01', '2026-11-11'],
    ['2026-02-28', 'month', 1, '2026-01-31', '2026-02-28', '2026-03-31'],
    ['2026-02-27', 'month', 1, '2026-01-31', '2026-01-31', '2026-02-28'],
    ['2026-03-30', 'month', 1, '2026-01-31', '2026-02-28', '2026-03-31'],
    ['2026-03-31', 'month', 1, '2026-01-31', '2026-03-31', '2026-04-30'],
    ['2024-02-29', 'month', 1, '2023-12-31', '2024-02-29', '2024-03-31'],
    ['2026-01-30', 'month', 1, '2026-01-31', '2025-12-31', '2026-01-31'],
    ['2026-11-23', 'quarter', 1, '2026-01-01', '2026-10-01', '2027-01-01'],
    ['2026-11-23', 'year', 1, '2024-02-29', '2026-02-28', '2027-02-28'],
    ['2028-02-28', 'year', 1, '2024-02-29', '2027-02-28', '2028-02-29'],
    ['2026-11-23', 'year', 5, '2024-05-01', '2024-05-01', '2029-05-01'],
  ] as const)('around %s (%s × %i from %s) is [%s, %s)', (date, unit, count, anchor, opens, closes) => {
    expect(periodContaining(on(date), { unit, count }, on(anchor))).toEqual({ opens, closes });
  });

  test('contains its date, joins the next without a gap, and counts from the anchor', () => {
    fc.assert(
      fc.property(nearDate, anyPeriod, nearDate, (date, period, anchor) => {
        const span = periodContaining(date, period, anchor);
        expect(span.opens <= date && date < span.closes).toBe(true);
        const index = periodIndex(date, period, anchor);
        expect(nthPeriod(index, period, anchor)).toEqual(span);
        expect(nthPeriod(index + 1, period, anchor).opens).toBe(span.closes);
        expect(periodIndex(span.closes, period, anchor)).toBe(index + 1);
        expect(nthPeriod(0, period, anchor).opens).toBe(anchor);
      }),
    );
  });

  test('has a length', () => {
    const none: Period = { unit: 'day', count: 0 };
    expect(() => periodContaining(on('2026-01-01'), none, on('2026-01-01'))).toThrow('one or more');
  });
});

describe('time zones, at the edge', () => {
  test.each([
    ['2026-11-23T05:59:59.999Z', 'America/Mexico_City', '2026-11-22'],
    ['2026-11-23T06:00:00.000Z', 'America/Mexico_City', '2026-11-23'],
    ['2026-11-23T10:00:00Z', 'Pacific/Kiritimati', '2026-11-24'],
    ['2026-11-23T10:00:00.123456Z', 'Pacific/Kiritimati', '2026-11-24'],
    ['2026-11-23T10:00Z', 'Pacific/Kiritimati', '2026-11-24'],
    ['2026-11-23T18:14:59Z', 'Asia/Kathmandu', '2026-11-23'],
    ['2026-11-23T18:15:00Z', 'Asia/Kathmandu', '2026-11-24'],
    ['1969-12-31T23:59:59.999Z', 'UTC', '1969-12-31'],
    ['2011-12-30T09:59:59Z', 'Pacific/Apia', '2011-12-29'],
    ['2011-12-30T10:00:00Z', 'Pacific/Apia', '2011-12-31'],
  ])('at %s in %s it is %s', (instant, zone, date) => {
    expect(civilDateAt(instant, zone)).toBe(date);
  });

  test('are known or not', () => {
    expect(ZONES.every(isTimeZone)).toBe(true);
    expect(['', 'Oaxaca', 'Europe/Nowhere', null, 7].some(isTimeZone)).toBe(false);
  });

  test('want an instant in UTC', () => {
    expect(() => civilDateAt('2026-11-23', 'UTC')).toThrow('instant in UTC');
    expect(() => civilDateAt('2026-11-23T00:00:00+01:00', 'UTC')).toThrow('instant in UTC');
  });
});
