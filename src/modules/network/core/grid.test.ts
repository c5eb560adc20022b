import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  fractions,
  kilometres,
  placeAt,
  squareFromNumber,
  squareNumber,
  squareOf,
  squareRange,
  squaresAround,
} from './grid.ts';

const place = fc.record({
  lat: fc.double({ min: -85, max: 85, noNaN: true }),
  lon: fc.double({ min: -180, max: 179.999, noNaN: true }),
});

describe('squares', () => {
  test('a number is a square and back', () => {
    fc.assert(
      fc.property(place, fc.integer({ min: 1, max: 20 }), (at, level) => {
        const square = squareOf(at, level);
        expect(squareFromNumber(level, squareNumber(square))).toEqual(square);
      }),
    );
  });

  test('a place lies in the range of every square around it', () => {
    fc.assert(
      fc.property(place, fc.integer({ min: 0, max: 20 }), (at, level) => {
        const finest = squareNumber(squareOf(at, 20));
        const { first, end } = squareRange(squareOf(at, level));
        expect(finest >= first && finest < end).toBe(true);
      }),
    );
  });

  test('a circle is covered, also over the antimeridian and near a pole', () => {
    const km = fc.constantFrom(0.3, 5, 80, 900, 8000);
    fc.assert(
      fc.property(place, place, km, (middle, at, reach) => {
        fc.pre(kilometres(middle, at) <= reach);
        const finest = squareNumber(squareOf(at, 20));
        const covered = squaresAround(middle, reach).map(squareRange);
        expect(covered.length).toBeLessThanOrEqual(25);
        expect(covered.some(({ first, end }) => finest >= first && finest < end)).toBe(true);
      }),
      { numRuns: 2000 },
    );
    expect(squaresAround({ lat: 0, lon: 179.99 }, 50).map(({ x }) => x)).toContain(0);
  });

  test('fractions and back', () => {
    const at = placeAt(...(Object.values(fractions({ lat: 47.5, lon: 19.05 })) as [number, number]));
    expect(at.lat).toBeCloseTo(47.5, 9);
    expect(at.lon).toBeCloseTo(19.05, 9);
  });

  test('London to Paris', () => {
    expect(kilometres({ lat: 51.5074, lon: -0.1278 }, { lat: 48.8566, lon: 2.3522 })).toBeCloseTo(343.6, 0);
  });
});
