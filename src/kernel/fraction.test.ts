import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  addFractions,
  compareFractions,
  divideFractions,
  floorFraction,
  formatFraction,
  fraction,
  multiplyFractions,
  ONE,
  parseFraction,
  parsePercent,
  roundFraction,
  subtractFractions,
  ZERO,
  type Fraction,
  type Rounding,
} from './fraction.ts';

const anyWhole = fc.bigInt({ min: -(10n ** 24n), max: 10n ** 24n });
const anyFraction = fc
  .tuple(anyWhole, fc.bigInt({ min: 1n, max: 10n ** 24n }))
  .map(([numerator, denominator]) => fraction(numerator, denominator));

describe('a fraction is in lowest terms', () => {
  test.each([
    [6n, 8n, 3n, 4n],
    [6n, -8n, -3n, 4n],
    [-6n, -8n, 3n, 4n],
    [0n, -5n, 0n, 1n],
    [7n, 7n, 1n, 1n],
  ])('%s/%s', (numerator, denominator, top, bottom) => {
    expect(fraction(numerator, denominator)).toEqual({ numerator: top, denominator: bottom });
  });

  test('and never over zero', () => {
    expect(() => fraction(1n, 0n)).toThrow('divided by zero');
    expect(() => divideFractions(ONE, ZERO)).toThrow('divided by zero');
    expect(() => fraction(0.5 as unknown as bigint)).toThrow('whole numbers');
  });
});

describe('a fraction is read as written', () => {
  test.each([
    ['0', 0n, 1n],
    ['0.125', 1n, 8n],
    ['-0.5', -1n, 2n],
    ['2/3', 2n, 3n],
    ['-4/6', -2n, 3n],
    ['0.1', 1n, 10n],
    ['10.00', 10n, 1n],
  ])('%s', (text, numerator, denominator) => {
    expect(parseFraction(text)).toEqual({ ok: true, value: { numerator, denominator } });
  });

  test.each(['', '.5', '1.', '1/0', '1/-2', '1.5/2', '1e3', 'half', ' 1', '9'.repeat(61)])(
    'not %o',
    (text) => {
      expect(parseFraction(text)).toMatchObject({ refusal: { rule: 'fraction_not_readable' } });
    },
  );

  test.each([
    [50, '1/2'],
    ['12.5', '1/8'],
    [0, '0'],
    [100, '1'],
    ['66.6', '333/500'],
    ['1/3', '1/300'],
  ])('%s percent is %s', (percent, text) => {
    const read = parsePercent(percent);
    expect(read.ok && formatFraction(read.value)).toBe(text);
  });

  test.each([12.5, NaN, Infinity, 'some'])('%s percent is refused', (percent) => {
    expect(parsePercent(percent)).toMatchObject({ refusal: { rule: 'fraction_not_readable' } });
  });

  test('and comes back from its own text', () => {
    const anySmall = fc
      .tuple(fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n }), fc.bigInt({ min: 1n, max: 10n ** 20n }))
      .map(([top, bottom]) => fraction(top, bottom));
    fc.assert(
      fc.property(anySmall, (value) => {
        expect(parseFraction(formatFraction(value))).toEqual({ ok: true, value });
      }),
    );
  });
});

test('fractions reckon exactly', () => {
  fc.assert(
    fc.property(anyFraction, anyFraction, anyFraction, (a, b, c) => {
      expect(addFractions(a, b)).toEqual(addFractions(b, a));
      expect(subtractFractions(addFractions(a, b), b)).toEqual(a);
      expect(multiplyFractions(a, addFractions(b, c))).toEqual(
        addFractions(multiplyFractions(a, b), multiplyFractions(a, c)),
      );
      if (b.numerator !== 0n) expect(multiplyFractions(divideFractions(a, b), b)).toEqual(a);
      expect(compareFractions(a, b)).toBe(0 - compareFractions(b, a));
      const difference = subtractFractions(a, b).numerator;
      expect(compareFractions(a, b)).toBe(difference === 0n ? 0 : difference < 0n ? -1 : 1);
    }),
  );
});

describe('rounding has a name', () => {
  const at = (text: string): Fraction => {
    const read = parseFraction(text);
    if (!read.ok) throw new Error(text);
    return read.value;
  };
  const roundings: readonly Rounding[] = [
    'floor',
    'ceiling',
    'down',
    'up',
    'half_up',
    'half_down',
    'half_even',
  ];

  test.each([
    ['2', [2n, 2n, 2n, 2n, 2n, 2n, 2n]],
    ['2.4', [2n, 3n, 2n, 3n, 2n, 2n, 2n]],
    ['2.5', [2n, 3n, 2n, 3n, 3n, 2n, 2n]],
    ['3.5', [3n, 4n, 3n, 4n, 4n, 3n, 4n]],
    ['2.6', [2n, 3n, 2n, 3n, 3n, 3n, 3n]],
    ['-2.4', [-3n, -2n, -2n, -3n, -2n, -2n, -2n]],
    ['-2.5', [-3n, -2n, -2n, -3n, -3n, -2n, -2n]],
    ['-3.5', [-4n, -3n, -3n, -4n, -4n, -3n, -4n]],
    ['-2.6', [-3n, -2n, -2n, -3n, -3n, -3n, -3n]],
    ['1/3', [0n, 1n, 0n, 1n, 0n, 0n, 0n]],
    ['-1/3', [-1n, 0n, 0n, -1n, 0n, 0n, 0n]],
  ])('%s', (text, expected) => {
    expect(roundings.map((rounding) => roundFraction(at(text), rounding))).toEqual(expected);
  });

  test('never moves by a whole or more, and mirrors below zero', () => {
    fc.assert(
      fc.property(anyFraction, fc.constantFrom(...roundings), (value, rounding) => {
        const away = subtractFractions(fraction(roundFraction(value, rounding)), value);
        expect(away.numerator < away.denominator && -away.numerator < away.denominator).toBe(true);
        const opposite = fraction(-value.numerator, value.denominator);
        const mirrored = rounding === 'floor' ? 'ceiling' : rounding === 'ceiling' ? 'floor' : rounding;
        expect(roundFraction(opposite, mirrored)).toBe(-roundFraction(value, rounding));
        expect(floorFraction(value)).toBe(roundFraction(value, 'floor'));
      }),
    );
  });
});
