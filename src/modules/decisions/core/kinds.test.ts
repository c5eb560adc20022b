import { describe, expect, test } from 'vitest';
import { FACE_TO_FACE, METHODS, type Way } from '#agents';
import { commands } from '../../../host/registry.ts';
import { DECIDABLE } from '../commands/known-acts.ts';
import { fitsKind, hasNone, KINDS, kindNamed } from './kinds.ts';
import { closingOf, decideDates, earliestOpening, isLate } from './dates.ts';
import { asProse } from '#agents';
import { askedBy, rollOf, wrongWithRoll } from './roll.ts';

describe('kinds', () => {
  test('carry nothing that a decision cannot bring about', () => {
    const carried = KINDS.map(kindNamed).flatMap(({ commands: some }) => (some === 'any' ? [] : some));
    expect([...new Set(carried)].filter((one) => !DECIDABLE.has(one))).toEqual([]);
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

  test('whatever the rules give away can be decided, but not what one person does with another', () => {
    const given = [...commands.values()].filter(
      (one) => one.grounds.includes('statutes') && one.internal !== true,
    );
    const notDecided = given.filter((one) => !DECIDABLE.has(one.name));
    expect(notDecided.map((one) => one.name)).toEqual([
      'agents.enter_on_paper',
      'agents.invite',
      'decisions.confirm_ballots',
      'decisions.enter_ballots',
      'exchange.enter_advert',
      'ledger.enter_paid',
      'ledger.enter_transfer',
    ]);
    expect(notDecided.filter((one) => !FACE_TO_FACE.includes(one.matter))).toEqual([]);
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
  const way = { method: 'majority', talkDays: 3, voteDays: 5 } as const;
  const before = { talkedFrom: now, rewordedAt: null };
  test.each([
    [{}, '2026-11-27T12:00:00.000Z', '2026-12-02T12:00:00.000Z'],
    [{ opensAt: '2026-11-28T00:00:00.000Z' }, '2026-11-28T00:00:00.000Z', '2026-12-03T00:00:00.000Z'],
    [{ closesAt: '2026-12-02T12:00:00.000Z' }, '2026-11-27T12:00:00.000Z', '2026-12-02T12:00:00.000Z'],
  ])('%j', (asked, opensAt, closesAt) => {
    expect(decideDates(asked, way, before, now)).toEqual({ ok: true, value: { opensAt, closesAt } });
  });

  test.each([
    ['opens_too_early', { opensAt: '2026-11-27T11:59:59.999Z' }],
    ['closes_too_early', { closesAt: '2026-12-02T11:59:59.999Z' }],
    ['vote_too_far', { opensAt: '2027-11-24T12:00:00.001Z' }],
  ])('%s', (rule, asked) => {
    expect(decideDates(asked, way, before, now)).toMatchObject({ ok: false, refusal: { rule } });
  });

  test('where a vote may be over at once it has a day all the same, and no less than an instant', () => {
    const spot = { method: 'majority', talkDays: 0, voteDays: 0 } as const;
    expect(decideDates({}, spot, before, now)).toEqual({
      ok: true,
      value: { opensAt: now, closesAt: '2026-11-25T12:00:00.000Z' },
    });
    expect(decideDates({ closesAt: now }, spot, before, now)).toMatchObject({
      refusal: { rule: 'closes_too_early' },
    });
  });

  test.each([
    ['nothing is left to wait for', null, null, 3, null],
    ['talked over from its publishing', '2026-11-20', null, 3, '2026-11-23'],
    ['a day is left to read other words', '2026-11-20', '2026-11-22', 3, '2026-11-23'],
    ['and where that ends later, it counts', '2026-11-20', '2026-11-23', 3, '2026-11-24'],
    ['of a talk that was before', null, '2026-11-23', 3, '2026-11-24'],
    ['nobody reads where nobody talks', '2026-11-20', '2026-11-23', 0, '2026-11-23'],
  ])('%s', (_name, talkedFrom, rewordedAt, talkDays, earliest) => {
    const at = (day: string | null) => day && `${day}T12:00:00.000Z`;
    const talked = { talkedFrom: at(talkedFrom), rewordedAt: at(rewordedAt) };
    expect(earliestOpening(talked, { talkDays })).toBe(at(earliest));
  });

  test('of what was talked over before, the refusal speaks of no days', () => {
    const none = { talkedFrom: null, rewordedAt: null };
    const opensAt = '2026-11-24T11:59:59.999Z';
    expect(decideDates({ opensAt }, way, none, now)).toMatchObject({
      refusal: { rule: 'opens_too_early', earliest: now, days: 0 },
    });
  });

  test.each([
    [null, false],
    ['2026-11-24T12:00:00.000Z', false],
    ['2026-11-24T11:50:00.001Z', false],
    ['2026-11-24T11:50:00.000Z', true],
    ['2026-11-25T12:00:00.000Z', false],
  ])('a vote that was to open at %s is late: %s', (opensAt, late) => {
    expect(isLate(opensAt, now)).toBe(late);
  });

  test('a vote that opens late is open for as long as the rules ask', () => {
    const spot = { ...way, voteDays: 0 };
    expect(closingOf('2026-12-01T00:00:00.000Z', now, way)).toBe('2026-12-01T00:00:00.000Z');
    expect(closingOf('2026-11-25T00:00:00.000Z', now, way)).toBe('2026-11-29T12:00:00.000Z');
    expect(closingOf('2026-11-20T00:00:00.000Z', now, spot)).toBe('2026-11-25T12:00:00.000Z');
  });

  test('a lot that asks for no days is drawn at the instant it opens, or as late as its authors say', () => {
    const lot = { ...way, method: 'lot', voteDays: 0 } as const;
    const opensAt = '2026-11-27T12:00:00.000Z';
    const later = '2026-11-27T20:00:00.000Z';
    expect(decideDates({}, lot, before, now)).toMatchObject({ value: { opensAt, closesAt: opensAt } });
    expect(decideDates({ closesAt: later }, lot, before, now)).toMatchObject({ value: { closesAt: later } });
    expect(decideDates({ closesAt: now }, lot, before, now)).toMatchObject({
      refusal: { rule: 'closes_too_early' },
    });
    expect(closingOf(opensAt, opensAt, lot)).toBe(opensAt);
    expect(closingOf(now, opensAt, lot)).toBe(opensAt);
    expect(closingOf(now, opensAt, { ...lot, voteDays: 2 })).toBe('2026-11-29T12:00:00.000Z');
  });
});

describe('the roll', () => {
  const one = { member: 'mem_a' as const, class: 'member', isOrganization: false };
  const group = { member: 'mem_b' as const, class: 'group', isOrganization: true };

  test('has everybody, or those of the kinds that are asked, each in their chamber', () => {
    const all = [
      { member: 'mem_a', chamber: 'people' },
      { member: 'mem_b', chamber: 'organizations' },
    ];
    const roll = (voters: Way['voters'], ...classes: string[]) => rollOf([group, one], { voters, classes });
    expect(roll('members')).toEqual(all);
    expect(roll('both')).toEqual(all);
    expect(roll('classes', 'group')).toEqual(all.slice(1));
    expect(roll('classes', 'member', 'group')).toEqual(all);
    expect(roll('organizations')).toEqual(all.slice(1));
    expect(roll('members', 'member')).toEqual(all.slice(0, 1));
  });

  test.each([
    [[], 'nobody_votes'],
    [[one], null],
    [[one, group], null],
  ] as const)('of %j: %s', (deciding, wrong) => {
    expect(wrongWithRoll(rollOf(deciding, { voters: 'members', classes: [] }))).toBe(wrong);
  });

  test('is of those whom the way names, and of a pot of those for whom it is', () => {
    const kinds = { voters: 'classes', classes: ['user'] } as const;
    expect(askedBy({ budget: null, classes: [] }, kinds)).toEqual(kinds);
    expect(askedBy({ budget: null, classes: [] }, { voters: 'both' })).toEqual({
      voters: 'both',
      classes: [],
    });
    expect(askedBy({ budget: 'bud_1', classes: ['resident'] }, { voters: 'members' })).toEqual({
      voters: 'members',
      classes: ['resident'],
    });
  });
});

test.each([
  ['  a\r\nb\rc  ', 'a\nb\nc'],
  ['a\n\n\n\nb', 'a\n\nb'],
  ['a\u0000\u202eb\tc \t\nd', 'ab\tc\nd'],
])('prose %j', (raw, text) => expect(asProse(raw)).toBe(text));
