/** Fractions, the digest and the lots: the ground that every count stands on. */
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { commitment, drawOrder, drawer, lotOrder, placesOf, tieOrder } from '../lots.ts';
import * as f from './fraction.ts';
import { sha256 } from './sha256.ts';

const anyFraction = fc
  .tuple(fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n }), fc.bigInt({ min: 1n, max: 10n ** 20n }))
  .map(([num, den]) => f.fraction(num, den));

describe('fraction', () => {
  test('is in lowest terms with the sign above', () => {
    expect(f.fraction(6, -4)).toEqual({ num: -3n, den: 2n });
    expect(f.fraction(0, 7)).toEqual(f.ZERO);
    expect(() => f.fraction(1, 0)).toThrow(RangeError);
  });

  test('adds, subtracts, multiplies and divides as a field does', () => {
    fc.assert(
      fc.property(anyFraction, anyFraction, anyFraction, (a, b, c) => {
        expect(f.sub(f.add(a, b), b)).toEqual(a);
        expect(f.mul(a, f.add(b, c))).toEqual(f.add(f.mul(a, b), f.mul(a, c)));
        if (b.num !== 0n) expect(f.mul(f.div(a, b), b)).toEqual(a);
        expect(Math.sign(f.compare(a, b))).toBe(Math.sign(Number(f.sub(a, b).num)));
      }),
    );
  });

  test.each([
    [7, 2, 3n, 4n],
    [-7, 2, -4n, -3n],
    [-8, 2, -4n, -4n],
    [0, 2, 0n, 0n],
  ])('%i/%i has floor and ceiling', (num, den, floor, ceil) => {
    expect(f.floor(f.fraction(num, den))).toBe(floor);
    expect(f.ceil(f.fraction(num, den))).toBe(ceil);
  });

  test('is written and read', () => {
    expect(f.toDecimal(f.fraction(2, 3), 5)).toBe('0.66666');
    expect(f.toDecimal(f.fraction(-7, 2), 0)).toBe('-3');
    expect(f.toDecimal(f.fraction(-1, 1000), 2)).toBe('0.00');
    expect(f.scaledText(-5, 2)).toBe('-0.05');
    expect(f.toText(f.fraction(6, 4))).toBe('3/2');
    expect(f.parseFraction('-12.50')).toEqual(f.fraction(-25, 2));
    expect(f.parseFraction('2/3')).toEqual(f.fraction(2, 3));
    expect(() => f.parseFraction('1,5')).toThrow(SyntaxError);
    expect(() => f.parseFraction('.')).toThrow(SyntaxError);
  });
});

describe('SHA-256', () => {
  test('gives the examples of FIPS 180-4', () => {
    expect(sha256('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
    expect(sha256('abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq')).toBe(
      '248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1',
    );
  });

  test('agrees with the platform on any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        expect(sha256(bytes)).toBe(createHash('sha256').update(bytes).digest('hex'));
      }),
    );
  });
});

describe('lots', () => {
  test('are the order of the digests, which anyone can check', () => {
    const digest = (n: number) => createHash('sha256').update(`dice 4 2 6\ntie\n${n}`).digest('hex');
    const byHand = [1, 2, 3, 4, 5].sort((a, b) => (digest(a) < digest(b) ? -1 : 1));
    expect(lotOrder('dice 4 2 6', 'tie', 5)).toEqual(byHand);
    expect(placesOf(tieOrder(5, 'dice 4 2 6'))).toEqual([1, 2, 3, 4, 5].map((n) => byHand.indexOf(n)));
    expect(tieOrder(3, null)).toEqual([0, 1, 2]);
    expect(commitment('abc')).toBe(sha256('abc'));
  });

  test('do not depend on the order of the list', () => {
    fc.assert(
      fc.property(fc.string(), fc.uniqueArray(fc.string(), { maxLength: 12 }), (seed, things) => {
        const drawn = drawOrder(seed, 'label', things);
        expect(drawOrder(seed, 'label', [...things].reverse())).toEqual(drawn);
        expect([...drawn].sort()).toEqual([...things].sort());
      }),
    );
  });

  test('spread evenly', () => {
    const lots = drawer('seed', 'evenly');
    const seen = [0, 0, 0];
    for (let n = 0; n < 3000; n += 1) seen[lots.next(3)]! += 1;
    expect(Math.min(...seen)).toBeGreaterThan(900);
    expect(() => lots.next(0)).toThrow(RangeError);
  });
});
