/** When a standing order is due, by table; and what is done with what was refused. */
import { describe, expect, test } from 'vitest';
import type { CivilDate } from '#kernel/calendar';
import { dueNow, firstDue, nextDue, type Every, type Try } from './standing-order.ts';

describe('the first day on which it is due', () => {
  test.each<[Every, number, string, string]>([
    ['month', 31, '2026-01-15', '2026-01-31'],
    // In a month that is too short its last day counts (RFC 7529, SKIP=BACKWARD).
    ['month', 31, '2026-02-01', '2026-02-28'],
    ['month', 31, '2028-02-01', '2028-02-29'],
    ['month', 30, '2026-03-31', '2026-04-30'],
    ['month', 31, '2026-03-31', '2026-03-31'],
    ['month', 1, '2026-12-02', '2027-01-01'],
    ['month', 15, '2026-12-15', '2026-12-15'],
    // 2026-11-30 is a Monday.
    ['week', 1, '2026-11-30', '2026-11-30'],
    ['week', 7, '2026-11-30', '2026-12-06'],
    ['week', 1, '2026-12-01', '2026-12-07'],
  ])('each %s, day %s, from %s: %s', (every, day, from, due) => {
    expect(firstDue({ every, day }, from as CivilDate)).toBe(due);
  });
});

const order = {
  every: 'month',
  day: 31,
  fromOn: '2026-01-01',
  untilOn: '2026-06-30',
  endedAt: null,
} as const;
const tried = (dueOn: string, attempt: number, triedOn: string, paid: boolean): Try => ({
  dueOn,
  attempt,
  triedOn,
  number: paid ? 1n : null,
  rule: paid ? null : 'below_floor',
});

describe('what is tried today', () => {
  const january = [tried('2026-01-31', 1, '2026-01-31', true)];
  const refused = [...january, tried('2026-02-28', 1, '2026-02-28', false)];
  const passed = [...refused, tried('2026-02-28', 2, '2026-03-01', false)];
  test.each<[string, readonly Try[], string, [string, number] | null]>([
    ['the day before', [], '2026-01-30', null],
    ['its day', [], '2026-01-31', ['2026-01-31', 1]],
    ['paid', january, '2026-01-31', null],
    ['the end of February', january, '2026-02-28', ['2026-02-28', 1]],
    ['refused today', refused, '2026-02-28', null],
    ['once more the next day', refused, '2026-03-01', ['2026-02-28', 2]],
    ['then passed over', passed, '2026-03-02', null],
    ['and on with the next', passed, '2026-03-31', ['2026-03-31', 1]],
    ['after its end', january, '2026-07-31', ['2026-02-28', 1]],
  ])('%s', (_what, tries, today, should) => {
    const due = dueNow({ ...order, tries }, today);
    expect(due && [due.dueOn, due.attempt]).toEqual(should);
  }); // prettier-ignore
  test('nothing once it is ended', () => {
    const endedAt = '2026-01-02T00:00:00.000Z';
    expect(dueNow({ ...order, endedAt, tries: [] }, '2026-01-31')).toBeNull();
    expect(nextDue({ ...order, endedAt }, '2026-01-31')).toBeNull();
  });
  test.each([
    ['2026-01-01', '2026-01-31'],
    ['2026-01-31', '2026-02-28'],
    ['2026-06-29', '2026-06-30'],
    ['2026-06-30', null],
  ])('after %s the next is %s', (today, next) => expect(nextDue(order, today)).toBe(next));
});
