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
      openings: [],
      budgets: [],
      terms: [],
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

test('so do votes that open, the phases of a budget and the ends of terms, each with its page', () => {
  const budget = { title: 'Our year', ideasUntil: '2026-12-05T12:00:00.000Z' };
  const entries = calendarOf(
    {
      meetings: [],
      dates: [],
      votes: [],
      openings: [{ id: 'pro_1', title: 'A roof', opensAt: '2026-12-04T12:00:00.000Z' }],
      budgets: [
        { ...budget, id: 'bud_1', costingUntil: '2026-12-07T12:00:00.000Z' },
        { ...budget, id: 'bud_2', costingUntil: budget.ideasUntil },
      ],
      terms: [{ id: 'man_1', role: 'treasurer', title: 'Treasurer · Ana', endsOn: '2026-12-06' }],
      promises: [],
    },
    ZONE,
  );
  expect(entries.map((one) => [one.id, one.of, one.kind, one.startsAt])).toEqual([
    ['pro_1-opens', 'pro_1', 'opens', '2026-12-04T12:00:00.000Z'],
    ['bud_1-ideas', 'bud_1', 'ideas', '2026-12-05T12:00:00.000Z'],
    ['bud_2-ideas', 'bud_2', 'ideas', '2026-12-05T12:00:00.000Z'],
    ['man_1-ends', 'treasurer', 'term', '2026-12-05T23:00:00.000Z'],
    ['bud_1-costs', 'bud_1', 'costs', '2026-12-07T12:00:00.000Z'],
  ]);
  expect(entries.some((one) => one.public)).toBe(false);
  expect(entries.find((one) => one.kind === 'term')).toMatchObject({ wholeDay: true });
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
