/**
 * Exact shares: a third is a third. Thresholds, quotas, interest and prices are computed in fractions and
 * become whole units once, at the end, by a rounding that has a name.
 */
import { assert, never } from './assert.ts';
import { accept, refuse, type Outcome } from './outcome.ts';

/** Always in lowest terms, the denominator above zero; so equal fractions have equal parts. */
export interface Fraction {
  readonly numerator: bigint;
  readonly denominator: bigint;
}

/**
 * `floor` and `ceiling` go down and up the number line; `down` and `up` go towards and away from zero; the
 * `half_` kinds go to the nearest whole and say what becomes of an exact half (`half_even`: the even
 * neighbour).
 */
export type Rounding = 'floor' | 'ceiling' | 'down' | 'up' | 'half_up' | 'half_down' | 'half_even';

/** More digits than any statute, price or rate needs; bounds the work that a text can ask for. */
const MOST_DIGITS = 60;

export const ZERO: Fraction = { numerator: 0n, denominator: 1n };
export const ONE: Fraction = { numerator: 1n, denominator: 1n };

/** `numerator / denominator` in lowest terms; the caller has ensured that the denominator is not zero. */
export function fraction(numerator: bigint, denominator = 1n): Fraction {
  assert(
    typeof numerator === 'bigint' && typeof denominator === 'bigint',
    'a fraction is made of whole numbers',
  );
  assert(denominator !== 0n, 'nothing is divided by zero');
  const sign = denominator < 0n ? -1n : 1n;
  const divisor = sign * commonDivisor(absolute(numerator), absolute(denominator));
  return { numerator: numerator / divisor, denominator: denominator / divisor };
}

/** Reads `0.125`, `-3` or `2/3` exactly as written. */
export function parseFraction(text: string): Outcome<Fraction, 'fraction_not_readable'> {
  assert(typeof text === 'string', 'a fraction is read from text, never from a float');
  if (text.length > MOST_DIGITS) return refuse('fraction_not_readable');
  const ratio = /^(-?\d+)\/(\d*[1-9]\d*)$/.exec(text);
  if (ratio) return accept(fraction(BigInt(ratio[1]!), BigInt(ratio[2]!)));
  const decimal = /^(-?\d+)(?:\.(\d+))?$/.exec(text);
  if (!decimal) return refuse('fraction_not_readable');
  const [, whole = '', decimals = ''] = decimal;
  return accept(fraction(BigInt(whole + decimals), 10n ** BigInt(decimals.length)));
}

/** Reads percent: `'12.5'` is an eighth. A number must be whole; what has decimals comes as text. */
export function parsePercent(percent: string | number): Outcome<Fraction, 'fraction_not_readable'> {
  if (typeof percent === 'number' && !Number.isSafeInteger(percent)) return refuse('fraction_not_readable');
  const read = parseFraction(String(percent));
  return read.ok ? accept(divideFractions(read.value, fraction(100n))) : read;
}

/** `2/3`, or `4` when whole; {@link parseFraction} reads it back. */
export function formatFraction(value: Fraction): string {
  return value.denominator === 1n ? `${value.numerator}` : `${value.numerator}/${value.denominator}`;
}

export function addFractions(left: Fraction, right: Fraction): Fraction {
  return fraction(
    left.numerator * right.denominator + right.numerator * left.denominator,
    left.denominator * right.denominator,
  );
}

export function subtractFractions(left: Fraction, right: Fraction): Fraction {
  return addFractions(left, { numerator: -right.numerator, denominator: right.denominator });
}

export function multiplyFractions(left: Fraction, right: Fraction): Fraction {
  return fraction(left.numerator * right.numerator, left.denominator * right.denominator);
}

/** The caller has ensured that `right` is not zero. */
export function divideFractions(left: Fraction, right: Fraction): Fraction {
  return fraction(left.numerator * right.denominator, left.denominator * right.numerator);
}

/** -1, 0 or 1 as `left` is less than, equal to or more than `right`. */
export function compareFractions(left: Fraction, right: Fraction): -1 | 0 | 1 {
  const leftPart = left.numerator * right.denominator;
  const rightPart = right.numerator * left.denominator;
  if (leftPart === rightPart) return 0;
  return leftPart < rightPart ? -1 : 1;
}

export function floorFraction(value: Fraction): bigint {
  const towardsZero = value.numerator / value.denominator;
  return value.numerator % value.denominator < 0n ? towardsZero - 1n : towardsZero;
}

/** The whole number that `rounding` makes of `value`. */
export function roundFraction(value: Fraction, rounding: Rounding): bigint {
  const floor = floorFraction(value);
  const rest = value.numerator - floor * value.denominator;
  if (rest === 0n) return floor;
  return roundsUpwards(value, floor, rest, rounding) ? floor + 1n : floor;
}

/** For a value between two wholes: whether the upper one is meant. */
function roundsUpwards(value: Fraction, floor: bigint, rest: bigint, rounding: Rounding): boolean {
  const positive = value.numerator > 0n;
  const twice = rest * 2n;
  const isHalf = twice === value.denominator;
  const nearerAbove = twice > value.denominator;
  switch (rounding) {
    case 'floor':
      return false;
    case 'ceiling':
      return true;
    case 'down':
      return !positive;
    case 'up':
      return positive;
    case 'half_up':
      return isHalf ? positive : nearerAbove;
    case 'half_down':
      return isHalf ? !positive : nearerAbove;
    case 'half_even':
      return isHalf ? floor % 2n !== 0n : nearerAbove;
    default:
      return never(rounding);
  }
}

function commonDivisor(left: bigint, right: bigint): bigint {
  while (right !== 0n) [left, right] = [right, left % right];
  return left;
}

function absolute(value: bigint): bigint {
  return value < 0n ? -value : value;
}
