/** Majorities, consent and sortition: what an assembly decides without a ranked ballot. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { consent, type ConsentVoice } from './consent.ts';
import { fraction } from './exact/fraction.ts';
import { commitment } from './lots.ts';
import { doubleMajority, majority, type MajorityRule } from './majority.ts';
import { sortition } from './sortition.ts';

const twoThirds: MajorityRule = { kind: 'super', share: fraction(2, 3) };

describe('majority', () => {
  test.each([
    ['simple: one more is enough', [5, 4, 3, 20], { kind: 'simple' }, 'passed'],
    ['simple: as many is not', [4, 4, 0, 20], { kind: 'simple' }, 'rejected'],
    ['simple: nobody is not', [0, 0, 7, 20], { kind: 'simple' }, 'rejected'],
    ['absolute: half of the roll is not', [10, 0, 0, 20], { kind: 'absolute' }, 'rejected'],
    ['absolute: more than half is', [11, 9, 0, 20], { kind: 'absolute' }, 'passed'],
    ['super: two thirds exactly', [6, 3, 9, 20], twoThirds, 'passed'],
    ['super: one less', [5, 3, 9, 20], twoThirds, 'rejected'],
    ['super: more than two thirds', [6, 3, 9, 20], { ...twoThirds, exceed: true }, 'rejected'],
    ['super: of those taking part', [6, 3, 1, 20], { ...twoThirds, of: 'taking-part' }, 'rejected'],
    ['super: of the roll', [13, 0, 0, 20], { ...twoThirds, of: 'roll' }, 'rejected'],
    ['super: of the roll', [14, 6, 0, 20], { ...twoThirds, of: 'roll' }, 'passed'],
    ['super: of nobody', [0, 0, 5, 20], twoThirds, 'rejected'],
    [
      'quorum with abstentions',
      [3, 2, 5, 20],
      { kind: 'simple', quorum: { share: fraction(1, 2) } },
      'passed',
    ],
    ['quorum one short', [3, 2, 4, 20], { kind: 'simple', quorum: { share: fraction(1, 2) } }, 'no-quorum'],
    [
      'quorum without abstentions',
      [3, 2, 5, 20],
      { kind: 'simple', quorum: { share: fraction(1, 2), counts: 'yes-and-no' } },
      'no-quorum',
    ],
    [
      'quorum of the yes',
      [5, 2, 5, 20],
      { kind: 'simple', quorum: { share: fraction(1, 4), counts: 'yes' } },
      'passed',
    ],
    [
      'quorum to be passed',
      [3, 2, 5, 20],
      { kind: 'simple', quorum: { share: fraction(1, 2), exceed: true } },
      'no-quorum',
    ],
  ] as const)('%s', (_name, [yes, no, abstain, roll], rule, outcome) => {
    const result = majority({ yes, no, abstain, roll }, rule);
    expect([result.outcome, result.passes]).toEqual([outcome, outcome === 'passed']);
  });

  test('shows its tests', () => {
    const rule: MajorityRule = { ...twoThirds, quorum: { share: fraction(1, 3) } };
    expect(majority({ yes: 5, no: 3, abstain: 1, roll: 20 }, rule).tests).toEqual([
      { test: 'quorum', reached: 9, wanted: '20/3', exceed: false, holds: true },
      { test: 'majority', reached: 5, wanted: '16/3', exceed: false, holds: false },
    ]);
  });

  test('a share is exact where a float is not', () => {
    const rule: MajorityRule = { kind: 'super', share: fraction(1, 10) };
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 100_000_000_000_000 }), (tenth) => {
        const count = { yes: tenth, no: 9 * tenth, abstain: 0, roll: 10 * tenth };
        expect(majority(count, rule).passes).toBe(true);
        expect(majority({ ...count, no: count.no + 1, roll: count.roll + 1 }, rule).passes).toBe(false);
      }),
    );
  });

  test('of several chambers needs each', () => {
    const count = (yes: number, no: number, roll: number) => ({ yes, no, abstain: 0, roll });
    const rule: MajorityRule = { kind: 'simple', quorum: { share: fraction(1, 4) } };
    const chambers = (members: number, organizations: number) => [
      { name: 'members', count: count(members, 40, 200), rule },
      { name: 'organizations', count: count(organizations, 3, 9), rule },
    ];
    expect(doubleMajority(chambers(60, 5)).outcome).toBe('passed');
    expect(doubleMajority(chambers(60, 3)).outcome).toBe('rejected');
    expect(doubleMajority(chambers(5, 5)).outcome).toBe('no-quorum');
    expect(doubleMajority(chambers(60, 5)).chambers.map(({ name }) => name)).toEqual([
      'members',
      'organizations',
    ]);
    expect(() => doubleMajority([])).toThrow('no chamber');
  });

  test('refuses counts that cannot be', () => {
    expect(() => majority({ yes: 3, no: 0, abstain: 0, roll: 2 }, { kind: 'simple' })).toThrow('roll');
    expect(() => majority({ yes: -1, no: 0, abstain: 0, roll: 2 }, { kind: 'simple' })).toThrow('yes');
    expect(() => majority({ yes: 1, no: 0, abstain: 0, roll: 2 }, { kind: 'super' })).toThrow('share');
  });
});

describe('consent', () => {
  const says = (
    who: string,
    what: ConsentVoice['says'],
    resolved?: ConsentVoice['resolved'],
  ): ConsentVoice => (resolved ? { who, says: what, resolved } : { who, says: what });
  const circle = [says('Ana', 'consent'), says('Bo', 'aside'), says('Cem', 'abstain')];

  test('passes without a standing objection, after as many rounds as it takes', () => {
    const result = consent(
      [
        [...circle, says('Dia', 'object')],
        [...circle, says('Dia', 'object', 'integrated')],
      ],
      5,
    );
    expect(result.rounds.map(({ outcome }) => outcome)).toEqual(['objected', 'passed']);
    expect(result.rounds[0]!.standing.map(({ who }) => who)).toEqual(['Dia']);
    expect(result).toMatchObject({ passes: true, outcome: 'passed' });
  });

  test.each([
    ['a quorum of three quarters of five', { quorum: fraction(3, 4) }, 'passed'],
    ['a quorum of all five', { quorum: fraction(1) }, 'no-quorum'],
    ['no one aside', { asides: 0 }, 'too-many-aside'],
    ['one aside', { asides: 1 }, 'passed'],
  ] as const)('%s', (_name, rule, outcome) => {
    expect(consent([[...circle, says('Dia', 'object', 'withdrawn')]], 5, rule).outcome).toBe(outcome);
  });

  test('minus k lets k stand', () => {
    const round = [...circle, says('Dia', 'object'), says('Eva', 'object')];
    expect(consent([round], 5, { objections: 1 }).outcome).toBe('objected');
    expect(consent([round], 5, { objections: 2 }).outcome).toBe('passed');
  });

  test('nobody has decided nothing', () => {
    expect(consent([], 5)).toEqual({ passes: false, outcome: null, rounds: [] });
    expect(consent([[]], 5).outcome).toBe('no-quorum');
    expect(() => consent([[says('Ana', 'consent'), says('Ana', 'object')]], 5)).toThrow('twice');
    expect(() => consent([circle], 2)).toThrow('roll');
  });
});

describe('sortition', () => {
  const people = Array.from({ length: 100 }, (_unused, at) => ({
    id: `person ${at}`,
    stratum: at < 47 ? 'valley' : at < 81 ? 'town' : 'hills',
  }));

  test('gives strata their share by the largest remainders', () => {
    const { strata, drawn } = sortition(people, { seats: 10, seed: 'seed' });
    expect(strata.map(({ stratum, share, seats }) => [stratum, share, seats])).toEqual([
      ['hills', '19/10', 2],
      ['town', '17/5', 3],
      ['valley', '47/10', 5],
    ]);
    expect(new Set(drawn).size).toBe(10);
    expect(strata.map(({ drawn: own, reserves }) => own.length + reserves.length)).toEqual([19, 34, 47]);
  });

  test('does not depend on the order of the list, only on the seed', () => {
    fc.assert(
      fc.property(fc.string(), fc.nat(100), (seed, seats) => {
        const result = sortition(people, { seats, seed });
        expect(sortition([...people].reverse(), { seats, seed })).toEqual(result);
        expect(result.drawn).toHaveLength(seats);
      }),
      { numRuns: 20 },
    );
  });

  test('favours nobody', () => {
    const drawn = new Map<string, number>();
    for (let seed = 0; seed < 400; seed += 1) {
      for (const id of sortition(people.slice(0, 4), { seats: 1, seed: String(seed) }).drawn) {
        drawn.set(id, (drawn.get(id) ?? 0) + 1);
      }
    }
    expect(Math.min(...drawn.values())).toBeGreaterThan(60);
  });

  test('holds to given seats and to the seed that was committed to', () => {
    const options = { seats: 6, seed: 'seed', quotas: { valley: 2, town: 2, hills: 2 } };
    expect(sortition(people, options).strata.map(({ seats }) => seats)).toEqual([2, 2, 2]);
    expect(sortition(people, { ...options, committed: commitment('seed') }).drawn).toHaveLength(6);
    expect(() => sortition(people, { ...options, committed: commitment('other') })).toThrow('committed');
    expect(() => sortition(people, { ...options, seats: 7 })).toThrow('6 seats');
    expect(() => sortition(people, { ...options, quotas: { hills: 20 } })).toThrow('19 people');
    expect(() => sortition(people, { seats: 101, seed: '' })).toThrow('100 people');
    expect(() => sortition([people[0]!, people[0]!], { seats: 1, seed: '' })).toThrow('twice');
  });
});
