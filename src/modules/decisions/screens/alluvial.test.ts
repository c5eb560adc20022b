import { expect, test } from 'vitest';
import { explain } from '../core/explain.ts';
import { lengthOf } from '../core/explain-terms.ts';
import { ranks, tried } from '../core/with-outcomes.ts';
import { alluvial } from './alluvial.ts';

const roundsOf = (ballots: Parameters<typeof tried>[0]['ballots'], options: readonly string[], seats = 1) => {
  const given = tried({ title: 'Who', method: 'scottish_stv', options, ballots, roll: 900, seats });
  const { picture } = explain(given.proposal, given.outcome);
  if (picture.kind !== 'rounds') throw new Error(picture.kind);
  return picture.rounds;
};
const exhausted = (round: { exhausted: string }) => lengthOf(round.exhausted);

test('a count without transfers has nothing to draw', () => {
  expect(alluvial(roundsOf(ranks(5, 1), ['Ana', 'Luz']), exhausted)).toBe(null);
});

test('what stays and what moves is as wide as its votes', () => {
  const rounds = roundsOf(
    [...ranks(7, 1), ...ranks(5, 2), ...ranks(2, 3, 1), ...ranks(1, 3, 2), ...ranks(1, 3)],
    ['Ana', 'Petra', 'Josefina'],
  );
  const drawn = alluvial(rounds, exhausted)!;
  expect(drawn.counts).toEqual([1, 2]);
  expect(drawn.ribbons.filter(({ moves }) => moves)).toHaveLength(3);
  expect(drawn.ribbons.filter(({ moves }) => !moves)).toHaveLength(2);
  const height = (column: number) =>
    drawn.blocks.filter((one) => one.column === column).reduce((sum, one) => sum + one.height, 0);
  expect(height(1)).toBeCloseTo(height(0), 6);
});

test('forty counts show their end, and stay as small as others', () => {
  const options = Array.from({ length: 40 }, (_one, at) => `Option ${at + 1}`);
  const ballots = options.flatMap((_one, at) => ranks(3 + at, at + 1, ((at + 1) % 40) + 1));
  const drawn = alluvial(roundsOf(ballots, options), exhausted)!;
  expect(drawn.counts.length).toBeLessThanOrEqual(7);
  expect(drawn.height).toBeLessThan(700);
  expect(new Set(drawn.blocks.map(({ option }) => option)).size).toBeLessThanOrEqual(11);
});
