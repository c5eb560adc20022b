import { describe, expect, test } from 'vitest';
import { addDays, type CivilDate } from '#kernel/calendar';
import {
  agedTo,
  chargesOn,
  expiredMinor,
  MOST_LAYERS,
  movedAge,
  NO_KEEPING,
  owedMinor,
  type Age,
  type Keeping,
} from './age.ts';

const DAY = '2026-01-01' as CivilDate;
const on = (days: number) => addDays(DAY, days);
/** 6 % in 365 days, each day, after 90 days: as the Chiemgauer does it. */
const chiemgauer: Keeping = {
  from: DAY,
  parts: 6,
  of: 36_500,
  freeDays: 90,
  expiresDays: null,
  monthlyMinor: null,
};

const held = (layers: readonly (readonly [number, bigint])[], ...keepings: Keeping[]): Age => ({
  asOf: DAY,
  owed: { parts: 0n, of: 1n },
  layers: layers.map(([days, minor]) => ({ day: on(days), minor })),
  keepings: keepings.length === 0 ? [chiemgauer] : keepings,
});

describe('what is owed for lying still', () => {
  test.each<readonly [string, readonly (readonly [number, bigint])[], number, bigint]>([
    ['nothing on the 90th day', [[0, 100_00n]], 90, 0n],
    // 100.00 × 6 / 36,500 = 0.0164 a day: a whole hundredth is there on the first day after it.
    ['a hundredth on the 91st', [[0, 100_00n]], 91, 1n],
    ['and three on the 92nd, not twice one', [[0, 100_00n]], 92, 3n],
    ['4.93 in the month of the 91st to the 120th', [[0, 1_000_00n]], 120, 4_93n],
    ['4.52 of 100 in the first year: 275 days', [[0, 100_00n]], 365, 4_52n],
    ['6 of 100 in each further year', [[0, 100_00n]], 455, 6_00n],
    ['nothing of what has just come', [[300, 100_00n]], 365, 0n],
    // 65 days of the one, 25 of the other.
    [
      'of each layer by its own days',
      [
        [210, 100_00n],
        [250, 100_00n],
      ],
      365,
      1_47n,
    ],
  ])('%s', (_what, layers, day, owed) => {
    expect(owedMinor(agedTo(held(layers), on(day)))).toBe(owed);
  });

  test('is the same in one step or in a thousand', () => {
    const age = held([
      [0, 33_33n],
      [17, 1_01n],
    ]);
    let stepped = age;
    for (let day = 1; day <= 1000; day++) stepped = agedTo(stepped, on(day));
    expect(stepped).toEqual(agedTo(age, on(1000)));
    expect(agedTo(stepped, on(3))).toEqual(stepped);
  });

  test('follows the rules of each time', () => {
    const dearer: Keeping = { ...chiemgauer, from: on(100), parts: 12 };
    const none: Keeping = { ...NO_KEEPING, from: on(110) };
    const age = held([[0, 365_00n]], chiemgauer, dearer, none);
    // 365.00 × 6 / 36,500 = 0.06 a day: ten days of it, ten of twice as much, then nothing.
    expect(owedMinor(agedTo(age, on(100)))).toBe(60n);
    expect(owedMinor(agedTo(age, on(110)))).toBe(1_80n);
    expect(owedMinor(agedTo(age, on(900)))).toBe(1_80n);
  });
});

describe('a movement', () => {
  const move = (age: Age, day: number, beforeMinor: bigint, afterMinor: bigint, kind = 'payment') =>
    movedAge(age, { day: on(day), beforeMinor, afterMinor, kind });

  test('takes the oldest first, and what comes begins anew', () => {
    const age = held([
      [0, 50n],
      [10, 30n],
    ]);
    const paid = move(age, 20, 80n, 25n);
    expect(paid.layers).toEqual([{ day: on(10), minor: 25n }]);
    const more = move(move(paid, 20, 25n, 45n), 20, 45n, 46n);
    expect(more.layers).toEqual([
      { day: on(10), minor: 25n },
      { day: on(20), minor: 21n },
    ]);
  });

  test('from below zero lays down what is above', () => {
    const none = held([]);
    expect(move(none, 5, -30n, -10n).layers).toEqual([]);
    expect(move(none, 5, -30n, 10n).layers).toEqual([{ day: on(5), minor: 10n }]);
    expect(move(held([[0, 40n]]), 5, 40n, -40n).layers).toEqual([]);
  });

  test('does not let anybody escape: what was owed stays owed, and no part of a hundredth is lost', () => {
    let often = held([[0, 100_00n]]);
    let balance = 100_00n;
    let charged = 0n;
    for (let day = 1; day <= 455; day++) {
      for (const { kind, minor } of chargesOn(often, on(day), balance)) {
        // What is charged is put back, so that the same lies all the time.
        often = move(often, day, balance, balance - minor, kind);
        often = { ...often, layers: [{ day: DAY, minor: 100_00n }] };
        charged += minor;
      }
    }
    expect(charged).toBe(6_00n);
    balance = 100_00n;
    const empty = move(held([[0, balance]]), 455, balance, 0n);
    expect([owedMinor(empty), empty.layers]).toEqual([6_00n, []]);
    expect(chargesOn(empty, on(460), 0n)).toEqual([]);
    const again = move(empty, 470, 0n, 10_00n);
    expect(chargesOn(again, on(470), 10_00n)).toEqual([{ kind: 'demurrage', minor: 6_00n }]);
  });

  test('is paid once, even out of credit', () => {
    const spent = move(held([[0, 100_00n]]), 455, 100_00n, 0n);
    const paid = move(spent, 455, 0n, -6_00n, 'demurrage');
    expect([owedMinor(paid), paid.layers]).toEqual([0n, []]);
    const half = move(move(held([[0, 100_00n]]), 455, 100_00n, 2_00n), 455, 2_00n, -4_00n, 'demurrage');
    expect([owedMinor(half), half.layers]).toEqual([0n, []]);
  });

  test('keeps no more days apart than there is room for', () => {
    let age = held([]);
    for (let day = 0; day <= MOST_LAYERS; day++) age = move(age, day, BigInt(day), BigInt(day + 1));
    expect(age.layers.length).toBe(MOST_LAYERS);
    expect(age.layers[0]).toEqual({ day: on(1), minor: 2n });
    expect(age.layers.reduce((sum, one) => sum + one.minor, 0n)).toBe(BigInt(MOST_LAYERS + 1));
  });
});

test('a voucher that was held too long goes, after what is owed for it', () => {
  const keeping: Keeping = { ...chiemgauer, freeDays: 0, expiresDays: 180 };
  const age = held(
    [
      [0, 100_00n],
      [50, 20_00n],
    ],
    keeping,
  );
  expect(expiredMinor(agedTo(age, on(180)))).toBe(0n);
  expect(expiredMinor(agedTo(age, on(181)))).toBe(100_00n);
  // 181 days of the one and 131 of the other are 3.40; of the older layer 96.60 is left to go.
  expect(chargesOn(age, on(181), 120_00n)).toEqual([
    { kind: 'demurrage', minor: 3_40n },
    { kind: 'expiry', minor: 96_60n },
  ]);
  expect(chargesOn(age, on(181), 50_00n)).toEqual([
    { kind: 'demurrage', minor: 3_40n },
    { kind: 'expiry', minor: 46_60n },
  ]);
});
