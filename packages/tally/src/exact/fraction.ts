/**
 * Exact rational numbers on BigInt: what a count decides with wherever whole numbers do not do. A fraction
 * is kept in lowest terms with a positive denominator, so two equal fractions have equal parts.
 */

export interface Fraction {
  readonly num: bigint;
  /** Always above zero. */
  readonly den: bigint;
}

export const ZERO: Fraction = { num: 0n, den: 1n };
export const ONE: Fraction = { num: 1n, den: 1n };

/** num/den in lowest terms. The denominator may be negative, not zero. */
export function fraction(num: bigint | number, den: bigint | number = 1n): Fraction {
  const n = BigInt(num);
  const d = BigInt(den);
  if (d === 0n) throw new RangeError('A fraction has no denominator of zero.');
  const divisor = gcd(n, d);
  const sign = d < 0n ? -1n : 1n;
  return { num: (sign * n) / divisor, den: (sign * d) / divisor };
}

export function add(a: Fraction, b: Fraction): Fraction {
  if (a.den === b.den) return fraction(a.num + b.num, a.den);
  return fraction(a.num * b.den + b.num * a.den, a.den * b.den);
}

export function sub(a: Fraction, b: Fraction): Fraction {
  if (a.den === b.den) return fraction(a.num - b.num, a.den);
  return fraction(a.num * b.den - b.num * a.den, a.den * b.den);
}

export function mul(a: Fraction, b: Fraction): Fraction {
  return fraction(a.num * b.num, a.den * b.den);
}

/** a/b; b is not zero. */
export function div(a: Fraction, b: Fraction): Fraction {
  return fraction(a.num * b.den, a.den * b.num);
}

/** Below zero when a < b, zero when equal, above when a > b: ready for `sort`. */
export function compare(a: Fraction, b: Fraction): number {
  const left = a.num * b.den;
  const right = b.num * a.den;
  return left < right ? -1 : left > right ? 1 : 0;
}

export function equal(a: Fraction, b: Fraction): boolean {
  return a.num === b.num && a.den === b.den;
}

export function min(a: Fraction, b: Fraction): Fraction {
  return compare(a, b) <= 0 ? a : b;
}

export function max(a: Fraction, b: Fraction): Fraction {
  return compare(a, b) >= 0 ? a : b;
}

/** The greatest whole number that is not above the fraction, also below zero. */
export function floor(a: Fraction): bigint {
  const cut = a.num / a.den;
  return a.num < 0n && cut * a.den !== a.num ? cut - 1n : cut;
}

/** The least whole number that is not below the fraction. */
export function ceil(a: Fraction): bigint {
  return -floor({ num: -a.num, den: a.den });
}

/**
 * The fraction as decimal text, cut (towards zero) after `places` digits, for people to read: nothing is
 * ever decided on it.
 */
export function toDecimal(a: Fraction, places: number): string {
  const size = a.num < 0n ? -a.num : a.num;
  const digits = scaledText((size * 10n ** BigInt(places)) / a.den, places);
  return a.num < 0n && /[1-9]/.test(digits) ? `-${digits}` : digits;
}

/** `3/4`, or `3` when whole: loses nothing. */
export function toText(a: Fraction): string {
  return a.den === 1n ? String(a.num) : `${String(a.num)}/${String(a.den)}`;
}

/** Reads `12`, `-0.125`, `3/4` exactly. Throws on anything else. */
export function parseFraction(text: string): Fraction {
  const parts = /^\s*([+-]?)(\d*)(?:\.(\d*))?(?:\/(\d+))?\s*$/.exec(text);
  const whole = parts?.[2] ?? '';
  const after = parts?.[3] ?? '';
  if (!parts || whole + after === '') throw new SyntaxError(`“${text}” is not a number.`);
  const size = fraction(BigInt(whole + after), 10n ** BigInt(after.length) * BigInt(parts[4] ?? '1'));
  return parts[1] === '-' ? { num: -size.num, den: size.den } : size;
}

/** A whole number of 10^-places as decimal text: 12345 with three places is 12.345. */
export function scaledText(scaled: bigint | number, places: number): string {
  const negative = scaled < 0;
  const digits = String(negative ? -scaled : scaled).padStart(places + 1, '0');
  const whole = digits.slice(0, digits.length - places);
  const text = places === 0 ? whole : `${whole}.${digits.slice(digits.length - places)}`;
  return negative ? `-${text}` : text;
}

function gcd(a: bigint, b: bigint): bigint {
  let x = a < 0n ? -a : a;
  let y = b < 0n ? -b : b;
  while (y !== 0n) [x, y] = [y, x % y];
  return x === 0n ? 1n : x;
}
