/**
 * How a unit is doing: whether it goes round, or lies with a few while others are stuck. Figures of the
 * whole, that everybody in the group may read; who is stuck is known to themselves and to those who care for
 * the circle.
 */

/** With fewer holders than this a figure about how evenly things are spread would tell of single people. */
export const FEWEST_FOR_SPREAD = 8;

/** Near a limit: less than a tenth of the way is left. */
const NEAR = 10n;

export interface HeldBalance {
  readonly balanceMinor: bigint;
  readonly floorMinor: bigint | null;
  readonly ceilingMinor: bigint | null;
}

/** All that somebody has above zero, together: what is in circulation. */
export function inCirculation(balances: readonly Pick<HeldBalance, 'balanceMinor'>[]): bigint {
  return balances.reduce((sum, { balanceMinor }) => (balanceMinor > 0n ? sum + balanceMinor : sum), 0n);
}

/**
 * How unevenly what is above zero is spread, in parts of a hundred: 0 where all have the same, towards 100
 * where one has all (Gini coefficient: the mean difference between any two, over twice the mean). Null where
 * too few hold the unit, or nobody has anything.
 */
export function unevenPercent(balances: readonly Pick<HeldBalance, 'balanceMinor'>[]): number | null {
  if (balances.length < FEWEST_FOR_SPREAD) return null;
  const held = balances
    .map(({ balanceMinor }) => (balanceMinor > 0n ? balanceMinor : 0n))
    .sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  const total = held.reduce((sum, one) => sum + one, 0n);
  if (total === 0n) return null;
  const count = BigInt(held.length);
  // Of the sorted values: (2·Σ rank·value − (n + 1)·Σ value) / (n·Σ value).
  const ranked = held.reduce((sum, one, at) => sum + BigInt(at + 1) * one, 0n);
  return Number(((2n * ranked - (count + 1n) * total) * 100n) / (count * total));
}

/** How often what is in circulation goes round in a year, in tenths; null where nothing is. */
export function turnsPerYear(turnoverMinor: bigint, days: number, circulationMinor: bigint): number | null {
  if (circulationMinor === 0n || days <= 0) return null;
  return Number((turnoverMinor * 3650n) / (BigInt(days) * circulationMinor)) / 10;
}

/** Whether somebody can hardly pay any more, or hardly be paid. */
export function stuckAt({ balanceMinor, floorMinor, ceilingMinor }: HeldBalance): 'floor' | 'ceiling' | null {
  if (floorMinor !== null && floorMinor < 0n && (balanceMinor - floorMinor) * NEAR < -floorMinor)
    return 'floor';
  if (ceilingMinor !== null && ceilingMinor > 0n && (ceilingMinor - balanceMinor) * NEAR < ceilingMinor)
    return 'ceiling';
  return null;
}
