import { describe, expect, test } from 'vitest';
import type { MemberId } from '#kernel/command';
import { ACTIVITIES, activitiesIn, BRANCHES, icatusOf } from './activity.ts';
import { correctableUntil, decideCare, hoursMinor, isWork, minutesOfDay, type Care } from './entry.ts';
import { monthAfter, monthOf, toldFrom } from './month.ts';

const [ANA, LUIS] = ['mem_ana' as MemberId, 'mem_luis' as MemberId];

const care = (more: Partial<Care> = {}): Care => ({
  activity: 'company',
  on: '2026-11-20',
  minutes: 60,
  beside: false,
  there: false,
  asked: true,
  for: { whom: 'home' },
  words: '',
  ...more,
});

const day = { others: [], writer: ANA, known: true, today: '2026-11-20' };

test.each([
  ['today', {}, 'ok'],
  ['tomorrow', { on: '2026-11-21' }, 'care_ahead'],
  ['thirty-one days ago', { on: '2026-10-20' }, 'ok'],
  ['thirty-two days ago', { on: '2026-10-19' }, 'care_too_long_ago'],
  ['for another of us', { for: { whom: 'member', member: LUIS } }, 'ok'],
  ['for oneself', { for: { whom: 'member', member: ANA } }, 'care_for_oneself'],
  ['the whole day', { minutes: 1440 }, 'ok'],
] as const)('care %s', (_what, more, is) => {
  const decided = decideCare(care(more), day);
  expect(decided.ok ? 'ok' : decided.refusal.rule).toBe(is);
});

test('whom nobody knows cannot have been cared for as one of us', () => {
  const decided = decideCare(care({ for: { whom: 'member', member: LUIS } }), { ...day, known: false });
  expect(decided).toMatchObject({ ok: false, refusal: { rule: 'member_unknown' } });
});

test.each([
  ['fits', [{ minutes: 1380, beside: false }], {}, true],
  ['is longer than the day', [{ minutes: 1381, beside: false }], {}, false],
  ['runs beside what fills the day', [{ minutes: 1440, beside: false }], { beside: true }, true],
  ['has beside it what is long', [{ minutes: 1440, beside: true }], {}, true],
] as const)('what %s', (_what, others, more, is) => {
  expect(decideCare(care(more), { ...day, others }).ok).toBe(is);
});

test('what runs beside something is kept, and not added to the length of the day', () => {
  const entries = [care({ minutes: 90 }), care({ minutes: 90, beside: true }), care({ minutes: 30 })];
  expect(minutesOfDay(entries)).toBe(120);
});

test('work is what somebody else could have been asked to do', () => {
  expect([isWork({ asked: true }), isWork({ asked: false })]).toEqual([true, false]);
});

test('an entry is put right for a week', () => {
  expect(correctableUntil({ at: '2026-11-20T23:00:00.000Z' })).toBe('2026-11-27');
});

test.each([
  [60, 2, 100n],
  [15, 2, 25n],
  [50, 2, 83n],
  [20, 2, 33n],
  [59, 0, 0n],
  [120, 0, 2n],
])('%i minutes are, with %i decimals, %i', (minutes, scale, minor) => {
  expect(hoursMinor(minutes, scale)).toBe(minor);
});

test.each([
  ['2026-11-30', '2026-11-01', '2026-12-01', '2026-12-09'],
  ['2026-12-31', '2026-12-01', '2027-01-01', '2027-01-09'],
  ['2028-02-29', '2028-02-01', '2028-03-01', '2028-03-09'],
])('%s is of the month %s, which is over on %s and told on %s', (on, month, next, told) => {
  expect([monthOf(on), monthAfter(month), toldFrom(month)]).toEqual([month, next, told]);
});

describe('the tree of activities', () => {
  test('has a place for each, of unpaid domestic work or of unpaid care (ICATUS 2016, 3 and 4)', () => {
    expect(BRANCHES.flatMap(activitiesIn).sort()).toEqual([...ACTIVITIES].sort());
    expect(activitiesIn('home').every((one) => icatusOf(one).startsWith('3'))).toBe(true);
    expect(activitiesIn('care').every((one) => icatusOf(one).startsWith('4'))).toBe(true);
  });
});
