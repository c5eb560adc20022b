/**
 * Dividing what cannot be divided evenly: the surplus among members, a cost among households. Everybody gets
 * the whole part of their due; the units left over go one each to those who were cut most (largest remainder,
 * the method of Hare and Hamilton), and the split says to whom, so that nobody has to wonder.
 */
import { assert } from './assert.ts';
import { accept, refuse, type Outcome } from './outcome.ts';

/** One who takes part: nothing is due to a weight of zero. */
export interface Weight<Id extends string = string> {
  readonly id: Id;
  readonly weight: bigint;
}

export interface Part<Id extends string = string> {
  readonly id: Id;
  readonly minor: bigint;
  /** Whether one of the units left over is in it. */
  readonly gotRemainder: boolean;
}

/**
 * Splits `total` minor units by `weights`, which the caller has ensured are not negative. The parts come in
 * the order of the weights and sum to `total` exactly. Equal remainders go by id, then by order. A negative
 * total is split as its opposite, so that taking back undoes giving unit by unit.
 */
export function splitByWeights<Id extends string>(
  total: bigint,
  weights: readonly Weight<Id>[],
): Outcome<readonly Part<Id>[], 'split_needs_a_weight'> {
  for (const { weight } of weights) assert(weight >= 0n, 'a weight is not negative');
  const sum = weights.reduce((soFar, { weight }) => soFar + weight, 0n);
  if (sum === 0n) return refuse('split_needs_a_weight');

  const sign = total < 0n ? -1n : 1n;
  const size = total * sign;
  const dues = weights.map(({ id, weight }, order) => ({
    id,
    order,
    whole: (size * weight) / sum,
    rest: (size * weight) % sum,
  }));
  const leftOver = size - dues.reduce((soFar, { whole }) => soFar + whole, 0n);
  assert(leftOver < BigInt(Math.max(1, dues.length)), 'fewer units are left over than there are parts');
  const lucky = new Set(
    dues
      .toSorted((a, b) => compare(b.rest, a.rest) || compare(a.id, b.id) || a.order - b.order)
      .slice(0, Number(leftOver))
      .map(({ order }) => order),
  );
  return accept(
    dues.map(({ id, order, whole }) => ({
      id,
      minor: sign * (whole + (lucky.has(order) ? 1n : 0n)),
      gotRemainder: lucky.has(order),
    })),
  );
}

/** Ids compare by their signs, not by a language, so that every machine splits alike. */
function compare<Value extends bigint | string>(left: Value, right: Value): number {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}
