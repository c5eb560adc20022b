/** Approval, points, STAR and grades: examples worked by hand, and what must hold for any ballots. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { approval } from './approval.ts';
import type { MarkedProfile } from './cardinal.ts';
import { compareMerit, majorityJudgment } from './majority-judgment.ts';
import { score } from './score.ts';
import { star } from './star.ts';

/** The capital of Tennessee with marks from 0 to 5 by nearness. */
const TENNESSEE: MarkedProfile = {
  options: ['Memphis', 'Nashville', 'Knoxville', 'Chattanooga'],
  ballots: [
    { count: 42, marks: [5, 2, 0, 1] },
    { count: 26, marks: [0, 5, 1, 2] },
    { count: 15, marks: [0, 2, 4, 5] },
    { count: 17, marks: [0, 2, 5, 4] },
  ],
};

const anyMarks = fc.array(
  fc.record({
    marks: fc.array(fc.option(fc.nat(3)), { minLength: 4, maxLength: 4 }),
    count: fc.nat(6),
  }),
  { maxLength: 10 },
);
const profileOf = (ballots: MarkedProfile['ballots']): MarkedProfile => ({
  options: ['A', 'B', 'C', 'D'],
  ballots,
});

test('approval counts whoever is marked', () => {
  expect(approval(TENNESSEE, { seats: 2 })).toMatchObject({
    approvals: [42, 100, 58, 100],
    elected: [1, 3],
    voters: 100,
    tied: [],
  });
  const tied = approval(profileOf([{ marks: [1, 1, null, 0] }]));
  expect(tied).toMatchObject({ elected: [0], tied: [0, 1] });
});

test('score adds up', () => {
  const result = score(TENNESSEE);
  expect(result.sums).toEqual([210n, 278n, 171n, 237n]);
  expect(result.ranking).toEqual([1, 3, 0, 2]);
});

test('equal sums go to the better grades when asked for', () => {
  const profile = profileOf([{ marks: [3, 2, 0, 0] }, { marks: [0, 2, 0, 0] }, { marks: [3, 2, 0, 0] }]);
  expect(score(profile)).toMatchObject({ elected: [0], tied: [0, 1] });
  expect(score(profile, { ties: 'majority-judgment' })).toMatchObject({ elected: [0], tied: [] });
});

test.each([
  ['approval', approval],
  ['score', score],
  ['star', star],
  ['majority-judgment', majorityJudgment],
] as const)('%s elects nobody who withdrew, even with seats to spare', (_name, count) => {
  expect(count({ ...TENNESSEE, withdrawn: [1] }, { seats: 4 }).elected).toHaveLength(3);
  expect(count({ ...TENNESSEE, withdrawn: [1] }, { seats: 4 }).elected).not.toContain(1);
});

test('ballots that nobody cast change nothing, not even the highest mark', () => {
  const cast = [{ marks: [2, 0, 0, 0] }, { marks: [0, 2, 0, 0] }, { marks: [1, 1, 0, 0], count: 2 }];
  const none = [...cast, { marks: [0, 0, 0, 9], count: 0 }];
  expect(star(profileOf(none))).toEqual(star(profileOf(cast)));
});

describe('STAR', () => {
  test('lets the two best meet', () => {
    const result = star(TENNESSEE);
    expect(result.rounds).toEqual([
      { finalists: [1, 3], prefer: [68, 32], noPreference: 0, winner: 1, by: 'voters', tiedOut: [] },
    ]);
  });

  test('may elect the one with fewer points', () => {
    const result = star(
      profileOf([
        { count: 3, marks: [5, 4, 0, 0] },
        { count: 4, marks: [0, 1, 0, 0] },
      ]),
    );
    expect(result).toMatchObject({ sums: [15n, 16n, 0n, 0n], elected: [1] });
    const other = star(
      profileOf([
        { count: 4, marks: [4, 3, 0, 0] },
        { count: 3, marks: [0, 5, 0, 0] },
      ]),
    );
    expect(other).toMatchObject({ sums: [16n, 27n, 0n, 0n], elected: [0] });
  });

  test('tells equal finalists apart by points, then top marks, then lot', () => {
    const by = (ballots: MarkedProfile['ballots']) => star(profileOf(ballots)).rounds[0]!.by;
    expect(by([{ marks: [5, 1, 0, 0] }, { marks: [2, 4, 0, 0] }])).toBe('points');
    expect(by([{ marks: [5, 1, 0, 0] }, { marks: [0, 4, 0, 0] }])).toBe('top-marks');
    expect(by([{ marks: [5, 0, 0, 0] }, { marks: [0, 5, 0, 0] }])).toBe('lot');
  });

  test('fills several seats one after the other', () => {
    expect(star(TENNESSEE, { seats: 9 }).elected).toHaveLength(4);
    expect(star({ options: [], ballots: [] }).elected).toEqual([]);
  });
});

describe('majority judgment', () => {
  test('takes the lower median, and tells equal ones apart by what is left', () => {
    const result = majorityJudgment(TENNESSEE);
    expect(result.judgments.map(({ grade }) => grade)).toEqual([0, 2, 1, 2]);
    expect(result.judgments[1]).toMatchObject({ grade: 2, better: 26, worse: 0 });
    expect(result.ranking).toEqual([1, 3, 2, 0]);
  });

  test('agrees with taking medians away one by one', () => {
    const histogramOf = (list: readonly number[]) => {
      const counts = [0, 0, 0, 0, 0, 0];
      for (const one of list) counts[one]! += 1;
      return counts;
    };
    const values = (list: readonly number[]) => {
      const left = [...list].sort((a, b) => a - b);
      return list.map(() => left.splice(Math.floor((left.length - 1) / 2), 1)[0]!);
    };
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(5), fc.nat(5))), (pairs) => {
        const [a, b] = [pairs.map(([one]) => one), pairs.map(([, one]) => one)];
        const [x, y] = [values(a), values(b)];
        const at = x.findIndex((grade, place) => grade !== y[place]);
        const expected = at < 0 ? 0 : Math.sign(y[at]! - x[at]!);
        expect(Math.sign(compareMerit(histogramOf(a), histogramOf(b)))).toBe(expected);
      }),
    );
  });

  test('is quick with a million voters', () => {
    expect(compareMerit([499_999, 2, 499_999], [500_000, 0, 500_000])).toBeLessThan(0);
  });
});

describe.each([
  ['approval', approval],
  ['score', score],
  ['star', star],
  ['majority-judgment', majorityJudgment],
] as const)('%s', (_name, count) => {
  test('does not depend on the order or the grouping of ballots', () => {
    fc.assert(
      fc.property(anyMarks, fc.string(), (ballots, seed) => {
        const result = count(profileOf(ballots), { seed });
        expect(count(profileOf([...ballots].reverse()), { seed })).toEqual(result);
        const single = ballots.flatMap(({ marks, count: times }) =>
          Array.from({ length: times }, () => ({ marks })),
        );
        expect(count(profileOf(single), { seed }).elected).toEqual(result.elected);
      }),
    );
  });

  test('elects the one that everybody gives more', () => {
    fc.assert(
      fc.property(anyMarks, (ballots) => {
        const lifted = ballots.map(({ marks, count: times }) => ({
          marks: [4, ...marks.slice(1)],
          count: times,
        }));
        expect(count(profileOf([...lifted, { marks: [4, 0, 0, 0] }])).elected).toEqual([0]);
      }),
    );
  });

  test.each([
    [[{ marks: [1] }], 'ballot 1: 1 marks for 4 options.'],
    [[{ marks: [1, 1, 1, -1] }], 'ballot 1: “-1” is no mark.'],
    [[{ marks: [1, 1, 1, 1], count: 0.5 }], 'ballot 1: its weight is not a whole number from 0 up.'],
  ])('refuses %j', (ballots, message) => {
    expect(() => count(profileOf(ballots))).toThrow(message);
  });
});
