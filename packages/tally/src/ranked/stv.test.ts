/** Counts by transferable vote: textbook elections, and what must hold for any ballots. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readBlt, writeBlt } from '../format/blt.ts';
import { instantRunoff } from './irv.ts';
import { grouped, rankedProfile } from './profile.ts';
import type { RankedProfile } from './profile.ts';
import type { StvOptions, StvResult } from './stv-count.ts';
import { meekStv, timesUp } from './stv-meek.ts';
import { scottishStv } from './stv-scottish.ts';
import { wigmStv } from './stv-wigm.ts';
import { TENNESSEE } from './with-tennessee.ts';

const RULES: readonly [string, (profile: RankedProfile, options?: StvOptions) => StvResult][] = [
  ['scottish-stv', scottishStv],
  ['wigm', wigmStv],
  ['meek', meekStv],
  ['irv', instantRunoff],
];

const SIZE = 5;
const anyBallots = fc.array(
  fc
    .tuple(fc.shuffledSubarray([0, 1, 2, 3, 4], { minLength: 0, maxLength: SIZE }), fc.nat({ max: 9 }))
    .map(([ranking, count]) => ({ ranking, count })),
  { maxLength: 12 },
);
const profileOf = (ballots: readonly { ranking: number[]; count: number }[], seats = 2) =>
  rankedProfile({ candidates: ['Ana', 'Bo', 'Cem', 'Dia', 'Eva'], seats, ballots });

/**
 * Three foods for 23 guests, worked by hand: the quota is 6, pears pass on 2; three are tied at 3, of which
 * the strawberries had fewest before; these bring the cake to the quota exactly.
 */
const FOOD = rankedProfile({
  candidates: ['Oranges', 'Pears', 'Strawberries', 'Cake', 'Chocolate', 'Hamburgers', 'Chicken'],
  seats: 3,
  ballots: [
    { count: 3, ranking: [0, 1] },
    { count: 8, ranking: [1, 2, 3] },
    { count: 1, ranking: [2, 0, 1] },
    { count: 3, ranking: [3, 4] },
    { count: 1, ranking: [4, 3, 5] },
    { count: 4, ranking: [5, 6] },
    { count: 3, ranking: [6, 4, 5] },
  ],
});

describe('the food for 23 guests', () => {
  test.each([
    ['scottish-stv', scottishStv],
    ['wigm', wigmStv],
  ] as const)('by %s', (_name, count) => {
    const result = count(FOOD);
    expect(result.rounds.map((round) => [round.does, round.from])).toEqual([
      ['first-preferences', null],
      ['surplus', 1],
      ['exclusion', 4],
      ['exclusion', 2],
      ['surplus', 3],
      ['exclusion', 6],
    ]);
    expect(result.rounds[3]!.ties).toEqual([
      { choice: 'exclusion', among: [0, 2, 6], chosen: 2, byRound: 0, by: 'earlier-round' },
    ]);
    expect(result.elected).toEqual([1, 3, 5]);
  });

  test('says each parcel that moves', () => {
    const [, surplus] = scottishStv(FOOD).rounds;
    expect(surplus).toMatchObject({
      quota: '6.00000',
      surplus: '2.00000',
      transfers: [{ to: 2, papers: 8, value: '0.25000', votes: '2.00000' }],
      votes: ['3.00000', '6.00000', '3.00000', '3.00000', '1.00000', '4.00000', '3.00000'],
      elected: [],
      ties: [],
    });
  });
});

test('one seat is instant runoff: the capital of Tennessee', () => {
  const result = instantRunoff(TENNESSEE);
  expect(result.elected).toEqual([2]);
  expect(result.rounds.map(({ votes }) => votes)).toEqual([
    ['42', '26', '17', '15'],
    ['42', '26', '32', '0'],
    ['42', '0', '58', '0'],
  ]);
  expect(scottishStv(TENNESSEE).elected).toEqual([2]);
  expect(meekStv(TENNESSEE).elected).toEqual([2]);
});

test('exact fractions lose nothing where five decimals do', () => {
  const third = profileOf([
    { ranking: [0, 1], count: 2 },
    { ranking: [0, 2], count: 1 },
    { ranking: [3], count: 1 },
    { ranking: [4], count: 0 },
  ]);
  expect(wigmStv(third).rounds[1]!.votes).toEqual(['2', '2/3', '1/3', '1', '0']);
  expect(scottishStv(third).rounds[1]).toMatchObject({
    votes: ['2.00000', '0.66666', '0.33333', '1.00000', '0.00000'],
    lost: '0.00001',
  });
});

test('a rank that one shares only with who withdrew is hers alone', () => {
  const ballots = [{ ranking: [[3, 0], 1] }, { ranking: [[0, 1, 3]] }];
  const candidates = ['Ana', 'Bo', 'Cem', 'Dia'];
  const result = wigmStv(rankedProfile({ candidates, withdrawn: [3], ballots }));
  expect([result.valid, result.empty, result.rounds[0]!.votes]).toEqual([1, 1, ['1', '0', '0', '0']]);
});

test('a ranking ends where two share a rank, and passes over who withdrew', () => {
  const profile = rankedProfile({
    candidates: ['Ana', 'Bo', 'Cem', 'Dia'],
    withdrawn: [3],
    seats: 1,
    ballots: [{ ranking: [3, 0, [1, 2]] }, { ranking: [[0, 1]] }, { ranking: [3] }],
  });
  const result = scottishStv(profile);
  expect([result.valid, result.empty]).toEqual([1, 2]);
  expect(result.elected).toEqual([0]);
  expect(result.rounds[0]!.status[3]).toBe('withdrawn');
});

describe.each(RULES)('%s', (_name, count) => {
  test('does not depend on the order or the grouping of ballots', () => {
    fc.assert(
      fc.property(anyBallots, fc.integer({ min: 1, max: 4 }), fc.string(), (ballots, seats, seed) => {
        const result = count(profileOf(ballots, seats), { seed });
        const single = ballots.flatMap(({ ranking, count }) =>
          Array.from({ length: count }, () => ({ ranking, count: 1 })),
        );
        expect(count(profileOf([...ballots].reverse(), seats), { seed })).toEqual(result);
        expect(count(profileOf(single, seats), { seed })).toEqual(result);
        expect(count(profileOf(ballots, seats), { seed })).toEqual(result);
      }),
    );
  });

  test('fills every seat once, and every vote is somewhere', () => {
    fc.assert(
      fc.property(anyBallots, (ballots) => {
        const result = count(profileOf(ballots));
        expect(new Set(result.elected).size).toBe(result.seats);
        for (const round of result.rounds) {
          const last = round.votes.length;
          expect([round.status.length, round.exhausted.length > 0]).toEqual([last, true]);
        }
      }),
    );
  });

  test('takes nobody, nothing, and fewer candidates than seats', () => {
    expect(count(profileOf([])).elected.length).toBe(count(profileOf([])).seats);
    expect(count(rankedProfile({ candidates: ['Ana'], seats: 1, ballots: [] })).elected).toEqual([0]);
    expect(count(rankedProfile({ candidates: [], seats: 1, ballots: [] })).elected).toEqual([]);
  });

  test('leaves ties to the seed, the same every time', () => {
    const tied = profileOf([0, 1, 2, 3, 4].map((one) => ({ ranking: [one], count: 1 })));
    const drawn = Array.from({ length: 40 }, (_unused, at) => count(tied, { seed: `seed ${at}` }).elected);
    expect(new Set(drawn.map(String)).size).toBeGreaterThan(3);
    expect(count(tied, { seed: 'seed 7' }).elected).toEqual(drawn[7]);
  });
});

test('a product of billionths rounds up exactly', () => {
  const part = fc.integer({ min: 0, max: 1_000_000_000 });
  fc.assert(
    fc.property(part, part, (a, b) => {
      expect(BigInt(timesUp(a, b))).toBe((BigInt(a) * BigInt(b) + 999_999_999n) / 1_000_000_000n);
    }),
  );
});

test('grouping keeps every ballot', () => {
  fc.assert(
    fc.property(anyBallots, (ballots) => {
      const { counts } = grouped(profileOf(ballots).ballots);
      const sum = (list: Iterable<number>) => [...list].reduce((a, b) => a + b, 0);
      expect(sum(counts)).toBe(sum(ballots.map(({ count }) => count)));
    }),
  );
});

describe('.blt', () => {
  test('is read as it is written', () => {
    fc.assert(
      fc.property(anyBallots, (ballots) => {
        const profile = profileOf(ballots.filter(({ count }) => count > 0));
        expect(readBlt(writeBlt(profile))).toEqual(profile);
      }),
    );
  });

  test('takes names in quotes, without, and with quotes inside', () => {
    const names = (text: string) => readBlt(`2 1\n1 1 0\n0\n${text}`).candidates;
    expect(names('"Ana"\n"Bo"\n"Board"')).toEqual(['Ana', 'Bo']);
    expect(names('Ana García\r\nBo\r\nBoard\r\n')).toEqual(['Ana García', 'Bo']);
    expect(names('"Ana" "Bo" "Board"')).toEqual(['Ana', 'Bo']);
    expect(names('"Ana" "Greens"\n"Bo"  # two\n"Board"')).toEqual(['Ana" "Greens', 'Bo']);
    expect(readBlt('1 1\n1 1 0\n0\n"Ana" "Board"')).toMatchObject({ candidates: ['Ana'], title: 'Board' });
    expect(names('"Ana ""the first"""\n"Bo "B" Bolt"\n')).toEqual(['Ana "the first"', 'Bo "B" Bolt']);
    expect(names('# ALTERNATIVE NAME 1: Ana\n# ALTERNATIVE NAME 2: Bo\nBoard')).toEqual(['Ana', 'Bo']);
  });

  test('takes withdrawals, ties, comments, shared ranks, names of ballots', () => {
    const text =
      '4 2 # four\n-2 -4\n[tie 3 4 1 2]\n(a1) 3 1 2=3 0\n(a2) 1 4 - 1 0\n0\n"A"\n"B"\n"C"\n"D"\n"T"\n';
    const profile = readBlt(text);
    expect(profile).toMatchObject({ seats: 2, title: 'T', withdrawn: [1, 3], tieOrder: [2, 3, 0, 1] });
    expect([...profile.ballots.ranks]).toEqual([0, 1, ~2, 3, 0]);
    expect([...profile.ballots.counts]).toEqual([3, 1]);
    expect(readBlt(writeBlt(profile))).toEqual(profile);
  });

  test('takes weights with decimals exactly, and files without names', () => {
    const profile = readBlt('2 1\n2 1 0\n1.5 2 1 0\n0.25 2 0 # a quarter\n1 0\n0\n');
    expect(profile).toMatchObject({ candidates: ['1', '2'], title: '', perBallot: 100 });
    expect([...profile.ballots.counts]).toEqual([200, 150, 25, 100]);
    expect(readBlt(writeBlt(profile))).toEqual(profile);
    expect(scottishStv(profile)).toMatchObject({ valid: 375, empty: 100, elected: [0] });
  });

  test('takes options, comments and shared ranks as Droop and Hill write them', () => {
    const plain = readBlt('4 2\n-4\n3 1 2=3 0\n2 2 1 0\n0\n"A"\n"B"\n"C"\n"D"\n"T"\n');
    const options = '4 2 /* four\nfor two */ [nick ana bo cem dia] [withdrawn dia] [droop precision=6]\n';
    const named = readBlt(`${options}3 ana bo=cem 0 2 bo 1 0 0 "A" "B" "C" "D" "T" "source" "comment"`);
    expect(named).toEqual(plain);
    const grouped = readBlt('4 2\r-4\r3 1 (2 3) 0 # three\r2 2 1 0\r0\r"A" "B"\r"C" "D"\r"T"\r');
    expect(grouped).toEqual(plain);
  });

  test('takes lines without a 0, and names without one before them', () => {
    const plain = readBlt('3 1\n2 1 2 0\n1 3 0\n0\n"A"\n"B"\n"C"\n');
    expect(readBlt('3 1\n2 1 2\n1 3\n0\n"A"\n"B"\n"C"\n')).toEqual(plain);
    expect(readBlt('3 1\n2 1 2 0\n1 3 0\n"A"\n"B"\n"C"\n')).toEqual(plain);
    expect(readBlt('3 1\n2 1\n 2 0 1\n3 0 0\n"A"\n"B"\n"C"\n')).toEqual(plain);
  });

  test.each([
    ['2 1\n1 3 0\n0\n"A"\n"B"\n', 'line 2: there is no candidate 3.'],
    ['2 1\n1 1 1 0\n0\n"A"\n"B"\n', 'line 2: it names candidate 1 twice.'],
    [
      '2 1\n1.x 1 0\n0\n"A"\n"B"\n',
      'line 2: here stands “1.x”, wanted is a ballot, or the 0 after the last.',
    ],
    ['2 1\n1 1 2\n', 'line 3: here the file ends, wanted is a candidate, or the 0 that ends a ballot.'],
    ['2 1\n-3\n1 1 0\n0\n', 'line 2: there is no candidate 3.'],
    ['2 1\n1 1 0\n0\n"A"\n', 'line 3: there are 2 candidates and 1 names.'],
    ['', 'line 1: here the file ends, wanted is the number of candidates.'],
    ['2 1\n1 1 0\n', 'line 3: here the file ends, wanted is a ballot, or the 0 after the last.'],
    ['2 1\n[undeclared 2]\n1 1 0\n0\n', 'line 2: the option “undeclared” is not known.'],
    ['2 1\n[withdrawn 3]\n1 1 0\n0\n', 'line 2: there is no candidate 3.'],
    ['2 1\n[tie 1 1]\n1 1 0\n0\n', 'line 2: the order of ties names not all.'],
    ['2 1\n[nick a]\n1 a 0\n0\n', 'line 2: the short names are not one for each candidate.'],
    ['2 1\n1 =1 0\n0\n', 'line 2: a sign of equality stands between no candidates.'],
    ['2 1\n1 1= 0\n0\n', 'line 2: a shared rank does not end.'],
    ['2 1\n1 (1 2 0\n0\n', 'line 2: a shared rank does not end.'],
    ['2 1\n1 1) 2 0\n0\n', 'line 2: the parentheses of a rank do not match.'],
    ['2 1 /* two\n1 1 0\n0\n', 'line 1: a comment does not end.'],
    ['2 1\n1 1 0\n0\n1 2 0\n0\n"A"\n"B"\n', 'line 4: a ballot stands after the 0 that ends them.'],
  ])('says what is wrong, and where: %j', (text, message) => {
    expect(() => readBlt(text)).toThrow(message);
  });
});
