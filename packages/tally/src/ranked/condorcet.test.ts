/** Duels, Schulze and ranked pairs: published examples, and what must hold for any ballots. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { pairwise } from './pairwise.ts';
import { type PlainBallot, rankedProfile } from './profile.ts';
import { rankedPairs } from './ranked-pairs.ts';
import { schulze } from './schulze.ts';
import { TENNESSEE } from './with-tennessee.ts';

const LETTERS = 'ABCDE';
const row = (count: number, order: string): PlainBallot => ({
  count,
  ranking: [...order].map((letter) => LETTERS.indexOf(letter)),
});

/** Schulze 2011, example 1 of section 3: 45 voters, A to E. */
const SCHULZE = rankedProfile({
  candidates: [...LETTERS],
  ballots: [
    row(5, 'ACBED'),
    row(5, 'ADECB'),
    row(8, 'BEDAC'),
    row(3, 'CABED'),
    row(7, 'CAEBD'),
    row(2, 'CBADE'),
    row(7, 'DCEBA'),
    row(8, 'EBADC'),
  ],
});

const anyBallots = fc.array(
  fc
    .tuple(
      fc.shuffledSubarray([0, 1, 2, 3, 4]),
      fc.array(fc.boolean(), { minLength: 5, maxLength: 5 }),
      fc.nat(5),
    )
    .map(([order, joined, count]): PlainBallot => {
      const ranking: number[][] = [];
      order.forEach((one, at) =>
        joined[at] && ranking.length > 0 ? ranking.at(-1)!.push(one) : ranking.push([one]),
      );
      return { ranking, count };
    }),
  { maxLength: 10 },
);
const profileOf = (ballots: readonly PlainBallot[]) =>
  rankedProfile({ candidates: [...LETTERS], seats: 1, ballots });

describe('Schulze', () => {
  test('gives the published duels, strengths and order', () => {
    const result = schulze(SCHULZE);
    expect(result.pairwise.over).toEqual([
      [0, 20, 26, 30, 22],
      [25, 0, 16, 33, 18],
      [19, 29, 0, 17, 24],
      [15, 12, 28, 0, 14],
      [23, 27, 21, 31, 0],
    ]);
    expect(result.strengths).toEqual([
      [0, 28, 28, 30, 24],
      [25, 0, 28, 33, 24],
      [25, 29, 0, 29, 24],
      [25, 28, 28, 0, 24],
      [25, 28, 28, 31, 0],
    ]);
    expect(result.ranking.map((one) => LETTERS[one]).join('')).toBe('EACBD');
    expect(result.elected).toEqual([4]);
    expect(result.pairwise.condorcetWinner).toBeNull();
  });

  test('shows a chain for each of its links', () => {
    const { duels, pairwise: found } = schulze(SCHULZE);
    for (const { winner, loser, strength, chain } of duels) {
      expect([chain[0], chain.at(-1)]).toEqual([winner, loser]);
      const links = chain.slice(1).map((to, at) => found.over[chain[at]!]![to]!);
      expect(Math.min(...links)).toBe(strength);
    }
  });

  test('takes “no change” as an option like any other', () => {
    const profile = rankedProfile({
      candidates: ['Paint it', 'Sell it', 'No change'],
      ballots: [
        { count: 4, ranking: [0, 2] },
        { count: 3, ranking: [2, 0, 1] },
        { count: 2, ranking: [1, 0] },
      ],
    });
    expect(schulze(profile).ranking).toEqual([0, 2, 1]);
  });
});

describe('ranked pairs', () => {
  test('gives the capital of Tennessee', () => {
    const result = rankedPairs(TENNESSEE);
    expect(result.ranking).toEqual([1, 3, 2, 0]);
    expect(result.majorities.map(({ votes }) => votes)).toEqual([83, 68, 68, 58, 58, 58]);
    expect(result.pairwise).toMatchObject({ condorcetWinner: 1, smithSet: [1], voters: 100 });
  });

  test('leaves out what would close a circle', () => {
    const circle = rankedProfile({
      candidates: ['A', 'B', 'C'],
      ballots: [
        { count: 7, ranking: [0, 1, 2] },
        { count: 6, ranking: [1, 2, 0] },
        { count: 5, ranking: [2, 0, 1] },
      ],
    });
    const result = rankedPairs(circle);
    expect(result.majorities).toEqual([
      { winner: 1, loser: 2, votes: 13, against: 5, kept: true, tied: false },
      { winner: 0, loser: 1, votes: 12, against: 6, kept: true, tied: false },
      { winner: 2, loser: 0, votes: 11, against: 7, kept: false, tied: false },
    ]);
    expect(result.ranking).toEqual([0, 1, 2]);
    expect(result.pairwise.smithSet).toEqual([0, 1, 2]);
    expect(schulze(circle).elected).toEqual([0]);
  });
});

describe.each([
  ['schulze', schulze],
  ['ranked-pairs', rankedPairs],
] as const)('%s', (_name, count) => {
  test('elects whoever wins every duel, and always somebody of the Smith set', () => {
    fc.assert(
      fc.property(anyBallots, fc.string(), (ballots, seed) => {
        const result = count(profileOf(ballots), { seed });
        const { condorcetWinner, smithSet } = result.pairwise;
        if (condorcetWinner !== null) expect(result.elected).toEqual([condorcetWinner]);
        expect(smithSet).toContain(result.elected[0]);
        expect([...result.ranking].sort()).toEqual([0, 1, 2, 3, 4]);
      }),
    );
  });

  test('does not depend on the order of ballots, and draws the same lots from the same seed', () => {
    fc.assert(
      fc.property(anyBallots, fc.string(), (ballots, seed) => {
        const result = count(profileOf(ballots), { seed });
        expect(count(profileOf([...ballots].reverse()), { seed })).toEqual(result);
      }),
    );
  });

  test('elects nobody who withdrew', () => {
    const ballots = [{ count: 5, ranking: [0, 1] }, { ranking: [1, 2] }];
    const result = count(rankedProfile({ candidates: ['A', 'B', 'C'], withdrawn: [0], ballots }));
    expect(result.ranking).toEqual([1, 2]);
  });

  test('says when a lot decided', () => {
    const tied = profileOf([{ ranking: [0, 1] }, { ranking: [1, 0] }]);
    const winners = Array.from({ length: 20 }, (_unused, at) => count(tied, { seed: String(at) }));
    expect(new Set(winners.map(({ elected }) => elected[0]))).toEqual(new Set([0, 1]));
    expect(winners.every(({ byLot }) => byLot)).toBe(true);
    expect(count(TENNESSEE).byLot).toBe(false);
  });
});

test('each voter is in a duel on one side at most', () => {
  fc.assert(
    fc.property(anyBallots, (ballots) => {
      const { over, voters } = pairwise(profileOf(ballots));
      over.forEach((line, a) =>
        line.forEach((votes, b) => expect(votes + over[b]![a]!).toBeLessThanOrEqual(voters)),
      );
      expect(over.every((line, a) => line[a] === 0)).toBe(true);
    }),
  );
});
