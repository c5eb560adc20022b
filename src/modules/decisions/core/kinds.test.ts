import { describe, expect, test } from 'vitest';
import { METHODS } from '#agents';
import { commands } from '../../../host/registry.ts';
import { DECIDABLE } from '../commands/known-acts.ts';
import { fitsKind, hasNone, KINDS, kindNamed } from './kinds.ts';
import { decideDates, closingOf } from './dates.ts';
import { asProse } from './prose.ts';
import { rollOf, wrongWithRoll } from './roll.ts';

describe('kinds', () => {
  test('carry nothing that a decision cannot bring about', () => {
    const carried = KINDS.map(kindNamed).flatMap(({ commands: some }) => (some === 'any' ? [] : some));
    expect(
      [...new Set(carried)].filter((one) => !DECIDABLE.has(one) && one !== 'agents.enter_on_paper'),
    ).toEqual([]);
  });

  test('every method decides some kind, and every kind has one', () => {
    for (const method of METHODS) expect(KINDS.filter((kind) => fitsKind(kind, { method }))).not.toEqual([]);
    for (const kind of KINDS) expect(kindNamed(kind).methods.length).toBeGreaterThan(0);
  });

  test('what can be decided is what the rules give away, as the commands say themselves', () => {
    for (const [name, matter] of DECIDABLE) {
      expect(commands.get(name)).toMatchObject({
        matter,
        grounds: expect.arrayContaining(['statutes']) as unknown,
      });
      expect(commands.get(name)!.internal).not.toBe(true);
    }
  });

  test('“none of these” stands where pairs are compared, and only there', () => {
    for (const method of METHODS) {
      expect(hasNone('choice', { method })).toBe(method === 'schulze' || method === 'ranked_pairs');
      expect(hasNone('resolution', { method })).toBe(false);
    }
  });
});

describe('dates', () => {
  const now = '2026-11-24T12:00:00.000Z';
  const way = { talkDays: 3, voteDays: 5 };
  test.each([
    [{}, '2026-11-27T12:00:00.000Z', '2026-12-02T12:00:00.000Z'],
    [{ opensAt: '2026-11-28T00:00:00.000Z' }, '2026-11-28T00:00:00.000Z', '2026-12-03T00:00:00.000Z'],
    [{ closesAt: '2026-12-02T12:00:00.000Z' }, '2026-11-27T12:00:00.000Z', '2026-12-02T12:00:00.000Z'],
  ])('%j', (asked, opensAt, closesAt) => {
    expect(decideDates(asked, way, now, now)).toEqual({ ok: true, value: { opensAt, closesAt } });
  });

  test.each([
    ['opens_too_early', { opensAt: '2026-11-27T11:59:59.999Z' }],
    ['closes_too_early', { closesAt: '2026-12-02T11:59:59.999Z' }],
    ['vote_too_far', { opensAt: '2027-11-24T12:00:00.001Z' }],
  ])('%s', (rule, asked) => {
    expect(decideDates(asked, way, now, now)).toMatchObject({ ok: false, refusal: { rule } });
  });

  test('where a vote may be over at once it has a day all the same, and no less than an instant', () => {
    const spot = { talkDays: 0, voteDays: 0 };
    expect(decideDates({}, spot, now, now)).toEqual({
      ok: true,
      value: { opensAt: now, closesAt: '2026-11-25T12:00:00.000Z' },
    });
    expect(decideDates({ closesAt: now }, spot, now, now)).toMatchObject({
      refusal: { rule: 'closes_too_early' },
    });
  });

  test('a vote that opens late is open for as long as the rules ask', () => {
    expect(closingOf('2026-12-01T00:00:00.000Z', now, { voteDays: 5 })).toBe('2026-12-01T00:00:00.000Z');
    expect(closingOf('2026-11-25T00:00:00.000Z', now, { voteDays: 5 })).toBe('2026-11-29T12:00:00.000Z');
    expect(closingOf('2026-11-20T00:00:00.000Z', now, { voteDays: 0 })).toBe('2026-11-25T12:00:00.000Z');
  });
});

describe('the roll', () => {
  const one = { member: 'mem_a' as const, class: 'member', isOrganization: false };
  const group = { member: 'mem_b' as const, class: 'group', isOrganization: true };

  test('has everybody, or those of the kinds that are asked, each in their chamber', () => {
    expect(rollOf([group, one], [])).toEqual([
      { member: 'mem_a', chamber: 'people' },
      { member: 'mem_b', chamber: 'organizations' },
    ]);
    expect(rollOf([group, one], ['group'])).toEqual([{ member: 'mem_b', chamber: 'organizations' }]);
  });

  test.each([
    [[], 'nobody_votes'],
    [[one], null],
    [[one, group], null],
  ] as const)('of %j: %s', (deciding, wrong) => {
    expect(wrongWithRoll(rollOf(deciding, []))).toBe(wrong);
  });
});

test.each([
  ['  a\r\nb\rc  ', 'a\nb\nc'],
  ['a\n\n\n\nb', 'a\n\nb'],
  ['a\u0000\u202eb\tc \t\nd', 'ab\tc\nd'],
])('prose %j', (raw, text) => expect(asProse(raw)).toBe(text));
