/**
 * Results as JSON. Whole numbers that a number cannot hold exactly become text, fractions text such as
 * `7/3`: nothing is rounded.
 */
import { type Fraction, toText } from './exact/fraction.ts';

/** A result as plain data: BigInts as numbers where these are exact, else as text; fractions as text. */
export function plainResult(value: unknown): unknown {
  if (typeof value === 'bigint') return plainNumber(value);
  if (typeof value !== 'object' || value === null) return value;
  if (ArrayBuffer.isView(value)) return [...(value as Int32Array)];
  if (Array.isArray(value)) return value.map(plainResult);
  if (isFraction(value)) return toText(value);
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, plainResult(one)]));
}

/** The JSON text of a result. */
export function resultJson(value: unknown): string {
  return JSON.stringify(plainResult(value), null, 2);
}

function plainNumber(value: bigint): number | string {
  return BigInt.asIntN(54, value) === value ? Number(value) : String(value);
}

function isFraction(value: object): value is Fraction {
  const { num, den } = value as Partial<Fraction>;
  return typeof num === 'bigint' && typeof den === 'bigint';
}
