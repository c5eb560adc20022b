/**
 * The fast counts against the plain ones of bench/, on any ballots: who wins does not depend on how it is
 * reckoned.
 */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { naiveRankedPairs, naiveScottish, naiveSchulze } from '../../bench/naive-ranked.ts';
import { MORE } from '../with-chance.ts';
import { rankedProfile } from './profile.ts';
import { rankedPairs } from './ranked-pairs.ts';
import { schulze } from './schulze.ts';
import { scottishStv } from './stv-scottish.ts';

const ballot = fc.record({
  ranking: fc.shuffledSubarray([0, 1, 2, 3, 4, 5], { minLength: 1 }),
  count: fc.integer({ min: 1, max: 40 }),
});
const anyProfile = fc
  .tuple(fc.array(ballot, { minLength: 1, maxLength: 25 }), fc.integer({ min: 1, max: 4 }))
  .map(([ballots, seats]) => rankedProfile({ candidates: [...'ABCDEF'], seats, ballots }));

test('Scottish winners, in order', () => {
  fc.assert(
    fc.property(anyProfile, (profile) => {
      expect(scottishStv(profile).elected).toEqual(naiveScottish(profile));
    }),
    { numRuns: 300 * MORE },
  );
});

test('Schulze’s first place', () => {
  fc.assert(
    fc.property(anyProfile, (profile) => {
      expect(naiveSchulze(profile)).toEqual([...schulze(profile).levels[0]!].sort());
    }),
    { numRuns: 300 * MORE },
  );
});

test('the first place of ranked pairs', () => {
  fc.assert(
    fc.property(anyProfile, (profile) => {
      expect([...rankedPairs(profile).levels[0]!].sort()).toEqual(naiveRankedPairs(profile));
    }),
    { numRuns: 300 * MORE },
  );
});
