/**
 * Value, as people count it: whole minor units (cents, minutes, grams) of one unit. A float never comes near
 * it. Amounts live in PostgreSQL `bigint` columns, so an amount that does not fit there is refused before it
 * is born.
 */
import { assert } from './assert.ts';
import { accept, refuse, type Outcome } from './outcome.ts';

/** What is counted: `id` says which, `scale` how many decimals people write (2 for euros and cents). */
export interface Unit {
  readonly id: string;
  readonly scale: number;
}

export interface Amount {
  readonly minor: bigint;
  readonly unit: Unit;
}

export type AmountRule = 'amount_not_decimal' | 'amount_too_precise' | 'amount_out_of_range';

/** The bounds of a PostgreSQL `bigint`. */
export const LEAST_MINOR = -(2n ** 63n);
export const MOST_MINOR = 2n ** 63n - 1n;
/** 10^18 is the last power of ten that fits a `bigint`. */
export const MOST_SCALE = 18;

/** The amount of `minor` units; refused when no `bigint` column could hold it. */
export function amountOf(minor: bigint, unit: Unit): Outcome<Amount, 'amount_out_of_range'> {
  assert(typeof minor === 'bigint', 'minor units are whole: a bigint, never a float');
  assertUnit(unit);
  if (minor < LEAST_MINOR || minor > MOST_MINOR) return refuse('amount_out_of_range', { unit: unit.id });
  return accept({ minor, unit });
}

export function zeroOf(unit: Unit): Amount {
  assertUnit(unit);
  return { minor: 0n, unit };
}

/**
 * Reads decimal text such as `-12.50`: digits, one point, at most as many decimals as the unit has (further
 * zeros change nothing and are let through). Signs and separators of a language are the screen's affair.
 */
export function parseAmount(text: string, unit: Unit): Outcome<Amount, AmountRule> {
  assert(typeof text === 'string', 'an amount is read from text, never from a float');
  assertUnit(unit);
  const match = /^(-?)0*(\d+)(?:\.(\d+))?$/.exec(text);
  if (!match) return refuse('amount_not_decimal', { unit: unit.id });
  const [, sign, whole = '', decimals = ''] = match;
  if (/[^0]/.test(decimals.slice(unit.scale))) {
    return refuse('amount_too_precise', { unit: unit.id, scale: unit.scale });
  }
  // Counted before it is converted, so that a megabyte of digits costs no more than a line.
  if (whole.length > 19) return refuse('amount_out_of_range', { unit: unit.id });
  const minor = BigInt(whole + decimals.slice(0, unit.scale).padEnd(unit.scale, '0'));
  return amountOf(sign === '-' ? -minor : minor, unit);
}

/**
 * Reads an amount as people type it: with spaces, apostrophes, commas or points between the thousands, and a
 * point or a comma before the decimals. A comma before three digits stands between thousands, unless all
 * before it is zero.
 */
export function readAmount(typed: string, unit: Unit): Outcome<Amount, AmountRule> {
  const close = typed.replaceAll(/[\s'’]/g, '').replace('\u2212', '-');
  const at = close.lastIndexOf(',');
  const [whole, decimals] = [close.slice(0, Math.max(at, 0)), close.slice(at + 1)];
  const isPoint = at >= 0 && /^\d+$/.test(decimals) && (decimals.length !== 3 || /^-?0+$/.test(whole));
  if (!isPoint) return parseAmount(close.replaceAll(',', ''), unit);
  return parseAmount(`${whole.replaceAll(/[.,]/g, '')}.${decimals}`, unit);
}

/** Decimal text with exactly as many decimals as the unit has; {@link parseAmount} reads it back. */
export function formatAmount(amount: Amount): string {
  const { minor, unit } = amount;
  const digits = (minor < 0n ? -minor : minor).toString().padStart(unit.scale + 1, '0');
  const whole = digits.slice(0, digits.length - unit.scale);
  const decimals = digits.slice(digits.length - unit.scale);
  return `${minor < 0n ? '-' : ''}${whole}${decimals && `.${decimals}`}`;
}

export function addAmounts(left: Amount, right: Amount): Outcome<Amount, 'amount_out_of_range'> {
  assertSameUnit(left, right);
  return amountOf(left.minor + right.minor, left.unit);
}

export function subtractAmounts(left: Amount, right: Amount): Outcome<Amount, 'amount_out_of_range'> {
  assertSameUnit(left, right);
  return amountOf(left.minor - right.minor, left.unit);
}

/** The other side of a transfer; refused only for the least `bigint`, which has no opposite. */
export function negateAmount(amount: Amount): Outcome<Amount, 'amount_out_of_range'> {
  return amountOf(-amount.minor, amount.unit);
}

/** Less than, equal to or greater than zero as `left` is less than, equal to or more than `right`. */
export function compareAmounts(left: Amount, right: Amount): -1 | 0 | 1 {
  assertSameUnit(left, right);
  if (left.minor === right.minor) return 0;
  return left.minor < right.minor ? -1 : 1;
}

function assertUnit(unit: Unit): void {
  const { scale } = unit;
  assert(Number.isInteger(scale) && scale >= 0 && scale <= MOST_SCALE, 'a unit has 0 to 18 decimals');
}

function assertSameUnit(left: Amount, right: Amount): void {
  assert(left.unit.id === right.unit.id, `amounts of ${left.unit.id} and ${right.unit.id} do not mix`);
  assert(left.unit.scale === right.unit.scale, `unit ${left.unit.id} has one scale`);
}
