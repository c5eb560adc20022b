import { describe, expect, test } from 'vitest';
import type { CivilDate } from './calendar.ts';
import { instantOf, isOvernight, isWallTime, wallTimeAt } from './wall-clock.ts';

describe('an hour on the wall', () => {
  test.each([
    ['2026-11-24', '18:30', 'America/Mexico_City', '2026-11-25T00:30:00.000Z'],
    ['2026-11-24', '00:00', 'UTC', '2026-11-24T00:00:00.000Z'],
    ['2026-07-01', '18:00', 'Europe/Madrid', '2026-07-01T16:00:00.000Z'],
    ['2026-12-01', '18:00', 'Europe/Madrid', '2026-12-01T17:00:00.000Z'],
    ['2026-11-24', '09:00', 'Pacific/Auckland', '2026-11-23T20:00:00.000Z'],
    ['2026-11-24', '09:00', 'Asia/Kathmandu', '2026-11-24T03:15:00.000Z'],
    // Clocks go back on 25 October at 3:00: 2:30 is shown twice, and the first is meant.
    ['2026-10-25', '02:30', 'Europe/Madrid', '2026-10-25T00:30:00.000Z'],
    ['2026-10-25', '01:59', 'Europe/Madrid', '2026-10-24T23:59:00.000Z'],
    ['2026-10-25', '03:00', 'Europe/Madrid', '2026-10-25T02:00:00.000Z'],
    // Clocks go forward on 29 March at 2:00: 2:30 is not shown at all, and becomes 3:30.
    ['2026-03-29', '02:30', 'Europe/Madrid', '2026-03-29T01:30:00.000Z'],
    ['2026-03-29', '03:00', 'Europe/Madrid', '2026-03-29T01:00:00.000Z'],
  ])('%s %s in %s is %s', (date, time, zone, instant) => {
    expect(instantOf(date as CivilDate, time, zone)).toBe(instant);
  });

  test.each([
    ['22:00', '01:00', true],
    ['22:00', '10:00', true],
    ['22:00', '10:01', false],
    ['18:00', '17:00', false],
    ['18:00', '18:00', false],
    ['18:00', '20:00', false],
  ])('from %s to %s goes on past midnight: %s', (from, until, over) => {
    expect(isOvernight(from, until)).toBe(over);
  });

  test('is read back from the instant', () => {
    expect(wallTimeAt('2026-11-25T00:30:00.000Z', 'America/Mexico_City')).toBe('18:30');
    expect(wallTimeAt('2026-10-25T01:30:00.000Z', 'Europe/Madrid')).toBe('02:30');
    expect(wallTimeAt('2026-03-29T01:30:00.000Z', 'Europe/Madrid')).toBe('03:30');
  });

  test.each([
    ['18:30', true],
    ['24:00', false],
    ['9:00', false],
    ['18:60', false],
    [null, false],
  ])('%s is one: %s', (text, is) => {
    expect(isWallTime(text)).toBe(is);
  });
});
