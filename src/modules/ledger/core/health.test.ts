import { describe, expect, test } from 'vitest';
import { FEWEST_FOR_SPREAD, inCirculation, stuckAt, turnsPerYear, unevenPercent } from './health.ts';

const held = (...minors: number[]) => minors.map((one) => ({ balanceMinor: BigInt(one) }));

test('what is above zero is in circulation', () => {
  expect(inCirculation(held(100, -60, -40, 0))).toBe(100n);
});

describe('how unevenly it is spread', () => {
  test.each([
    ['all the same', held(5, 5, 5, 5, 5, 5, 5, 5), 0],
    ['one has all', held(0, 0, 0, 0, 0, 0, 0, 80), 87],
    ['half of them have it', held(0, 0, 0, 0, 10, 10, 10, 10), 50],
    ['below zero counts as nothing', held(-50, -50, 0, 0, 10, 10, 10, 10), 50],
    ['rising by one', held(1, 2, 3, 4, 5, 6, 7, 8), 29],
    ['nobody has anything', held(0, 0, 0, 0, 0, 0, 0, 0), null],
    ['too few', held(0, 10, 0, 0, 0, 0, 0), null],
  ])('%s', (_what, balances, percent) => {
    expect(unevenPercent(balances)).toBe(percent);
    expect(unevenPercent([...balances].reverse())).toBe(percent);
  });
  test('needs as many as it says', () => {
    expect(unevenPercent(held(...Array.from({ length: FEWEST_FOR_SPREAD }, () => 1)))).toBe(0);
  });
});

test('turns in a year', () => {
  // A hundred in circulation, two hundred paid in thirty days: twice a month.
  expect(turnsPerYear(200n, 30, 100n)).toBe(24.3);
  expect(turnsPerYear(0n, 30, 100n)).toBe(0);
  expect(turnsPerYear(200n, 30, 0n)).toBeNull();
});

test.each([
  [-10_000, -10_000, null, 'floor'],
  [-9_001, -10_000, null, 'floor'],
  [-9_000, -10_000, null, null],
  [0, 0, null, null],
  [9_001, -10_000, 10_000, 'ceiling'],
  [9_000, -10_000, 10_000, null],
] as const)('with %d between %d and %s somebody is stuck at the %s', (balance, floor, ceiling, at) => {
  expect(
    stuckAt({
      balanceMinor: BigInt(balance),
      floorMinor: BigInt(floor),
      ceilingMinor: ceiling === null ? null : BigInt(ceiling),
    }),
  ).toBe(at);
});
