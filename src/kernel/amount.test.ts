import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  addAmounts,
  amountOf,
  compareAmounts,
  formatAmount,
  LEAST_MINOR,
  MOST_MINOR,
  negateAmount,
  parseAmount,
  readAmount,
  subtractAmounts,
  zeroOf,
  type Amount,
  type Unit,
} from './amount.ts';

const euro: Unit = { id: 'uni_euro', scale: 2 };
const hour: Unit = { id: 'uni_hour', scale: 0 };
const fine: Unit = { id: 'uni_fine', scale: 18 };
const of = (minor: bigint, unit = euro): Amount => ({ minor, unit });
const anyMinor = fc.bigInt({ min: LEAST_MINOR, max: MOST_MINOR });
const anyUnit = fc.integer({ min: 0, max: 18 }).map((scale): Unit => ({ id: 'uni_any', scale }));

describe('an amount is read as people type it', () => {
  test.each([
    [' 1 250 ', euro, 125_000n],
    ['1,250', euro, 125_000n],
    ['1,250.5', euro, 125_050n],
    ['1.250,50', euro, 125_050n],
    ["1'250,5", euro, 125_050n],
    ['0,25', euro, 25n],
    ['0.25', euro, 25n],
    ['−3', euro, -300n],
    ['12,500', hour, 12_500n],
  ])('%s with %o', (text, unit, minor) => {
    expect(readAmount(text, unit)).toEqual({ ok: true, value: { minor, unit } });
  });

  test.each([
    ['', euro, 'amount_not_decimal'],
    ['two', euro, 'amount_not_decimal'],
    ['1.2.3', euro, 'amount_not_decimal'],
    ['0,125', euro, 'amount_too_precise'],
    ['1,2345', euro, 'amount_too_precise'],
    ['0.125', euro, 'amount_too_precise'],
    ['1,5', hour, 'amount_too_precise'],
    ['9'.repeat(20), hour, 'amount_out_of_range'],
  ])('%s with %o: %s', (text, unit, rule) => {
    const read = readAmount(text, unit);
    expect(read.ok ? null : read.refusal.rule).toBe(rule);
  });
});

describe('an amount is read from decimal text', () => {
  test.each([
    ['0', euro, 0n],
    ['-0', euro, 0n],
    ['12.5', euro, 1250n],
    ['-12.50', euro, -1250n],
    ['0.01', euro, 1n],
    ['-0.01', euro, -1n],
    ['007', euro, 700n],
    ['1.5000000', euro, 150n],
    ['3', hour, 3n],
    ['3.0', hour, 3n],
    ['0.000000000000000001', fine, 1n],
    ['92233720368547758.07', euro, MOST_MINOR],
    ['-92233720368547758.08', euro, LEAST_MINOR],
    ['9223372036854775807', hour, MOST_MINOR],
  ])('%s with %o', (text, unit, minor) => {
    expect(parseAmount(text, unit)).toEqual({ ok: true, value: { minor, unit } });
  });

  test.each([
    ['', 'amount_not_decimal'],
    ['.5', 'amount_not_decimal'],
    ['5.', 'amount_not_decimal'],
    ['+5', 'amount_not_decimal'],
    ['1,50', 'amount_not_decimal'],
    ['1e3', 'amount_not_decimal'],
    [' 1', 'amount_not_decimal'],
    ['1\n', 'amount_not_decimal'],
    ['--1', 'amount_not_decimal'],
    ['NaN', 'amount_not_decimal'],
    ['١٢', 'amount_not_decimal'],
    ['1.001', 'amount_too_precise'],
    ['92233720368547758.08', 'amount_out_of_range'],
    ['-92233720368547758.09', 'amount_out_of_range'],
    ['9'.repeat(1_000_000), 'amount_out_of_range'],
  ])('%# is refused', (text, rule) => {
    expect(parseAmount(text, euro)).toMatchObject({ ok: false, refusal: { rule } });
  });

  test('and never from a float', () => {
    expect(() => parseAmount(1.5 as unknown as string, euro)).toThrow('never from a float');
    expect(() => amountOf(1.5 as unknown as bigint, euro)).toThrow('never a float');
  });

  test('and comes back from its own text', () => {
    fc.assert(
      fc.property(anyMinor, anyUnit, (minor, unit) => {
        expect(parseAmount(formatAmount(of(minor, unit)), unit)).toEqual({
          ok: true,
          value: { minor, unit },
        });
      }),
    );
  });
});

describe('an amount is written with all its decimals', () => {
  test.each([
    [0n, euro, '0.00'],
    [-5n, euro, '-0.05'],
    [123456n, euro, '1234.56'],
    [-7n, hour, '-7'],
    [1n, fine, '0.000000000000000001'],
  ])('%s of %o', (minor, unit, text) => {
    expect(formatAmount(of(minor, unit))).toBe(text);
  });
});

describe('amounts of one unit', () => {
  test('sum and differ exactly, or are refused at the edge of what can be stored', () => {
    fc.assert(
      fc.property(anyMinor, anyMinor, (left, right) => {
        const fits = (minor: bigint) => minor >= LEAST_MINOR && minor <= MOST_MINOR;
        const sum = addAmounts(of(left), of(right));
        expect(sum.ok).toBe(fits(left + right));
        if (sum.ok) expect(subtractAmounts(sum.value, of(right))).toEqual({ ok: true, value: of(left) });
      }),
    );
  });

  test('have an opposite, but for the least', () => {
    expect(negateAmount(of(MOST_MINOR))).toEqual({ ok: true, value: of(-MOST_MINOR) });
    expect(negateAmount(of(LEAST_MINOR))).toMatchObject({ refusal: { rule: 'amount_out_of_range' } });
    expect(amountOf(MOST_MINOR + 1n, euro)).toMatchObject({ refusal: { rule: 'amount_out_of_range' } });
  });

  test('compare by size', () => {
    expect(compareAmounts(of(-1n), zeroOf(euro))).toBe(-1);
    expect(compareAmounts(of(2n), of(2n))).toBe(0);
    expect(compareAmounts(of(2n ** 60n + 1n), of(2n ** 60n))).toBe(1);
  });

  test('never mix with those of another, and a unit has one scale', () => {
    expect(() => addAmounts(of(1n), of(1n, hour))).toThrow('do not mix');
    expect(() => compareAmounts(of(1n), of(1n, { ...euro, scale: 3 }))).toThrow('one scale');
    expect(() => zeroOf({ id: 'uni_odd', scale: 19 })).toThrow('0 to 18');
    expect(() => zeroOf({ id: 'uni_odd', scale: 0.5 })).toThrow('0 to 18');
  });
});
