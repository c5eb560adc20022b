import { expect, test } from 'vitest';
import { calendarOf, isAhead, type CalendarDate } from './calendar.ts';

const ZONE = 'Europe/Madrid';
const fair: CalendarDate = {
  id: 'dat_1',
  kind: 'fair',
  title: 'Fair',
  place: 'Plaza',
  startsAt: '2026-12-05T09:00:00.000Z',
  endsAt: '2026-12-05T14:00:00.000Z',
  wholeDay: false,
  public: true,
  addedBy: null,
};

test('meetings, days, votes and promises stand in one order', () => {
  const entries = calendarOf(
    {
      meetings: [
        {
          id: 'mee_1',
          kind: 'assembly',
          title: 'Assembly',
          place: '',
          startsAt: '2026-12-06T18:00:00.000Z',
          endsAt: null,
          cancelledAt: '2026-11-30T10:00:00.000Z',
          changedAt: null,
        },
      ],
      dates: [fair],
      votes: [{ id: 'pro_1', title: 'A roof', closesAt: '2026-12-04T12:00:00.000Z' }],
      promises: [{ id: 'prm_1', title: 'Buy tiles', dueOn: '2026-12-05' }],
    },
    ZONE,
  );
  expect(entries.map((one) => `${one.kind} ${one.startsAt}`)).toEqual([
    'vote 2026-12-04T12:00:00.000Z',
    'promise 2026-12-04T23:00:00.000Z',
    'fair 2026-12-05T09:00:00.000Z',
    'meeting 2026-12-06T18:00:00.000Z',
  ]);
  expect(entries.filter((one) => one.public).map((one) => one.id)).toEqual(['dat_1']);
  expect(entries.at(-1)).toMatchObject({ cancelled: true, changedAt: '2026-11-30T10:00:00.000Z' });
});

test.each([
  ['2026-12-05T13:59:59.000Z', true],
  ['2026-12-05T14:00:00.000Z', false],
])('with an end it is over then: ahead at %s is %s', (now, ahead) => {
  expect(isAhead(fair, now)).toBe(ahead);
});

test.each([
  ['2026-12-06T08:59:59.000Z', true],
  ['2026-12-06T09:00:00.000Z', false],
])('without one it is over a day later: ahead at %s is %s', (now, ahead) => {
  expect(isAhead({ ...fair, endsAt: null }, now)).toBe(ahead);
});
