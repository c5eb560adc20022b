/**
 * The single transferable vote as Scotland counts its councils: Scottish Local Government Elections Order
 * 2007, SSI 2007/42, schedule 1, rules 45 to 52. Weighted inclusive Gregory, transfer values cut after five
 * decimals.
 *
 * - Rule 46: the quota is ⌊valid papers ÷ (seats + 1)⌋ + 1, and stays.
 * - Rule 48: a transferred paper is worth surplus × its worth when received ÷ the candidate's votes, cut
 *   after five decimals.
 * - Rule 49: one surplus in a round, the largest first; equal ones by the most recent round at which they
 *   were unequal, else by lot.
 * - Rule 50, 51: without a surplus one candidate is excluded, her papers going on at the worth they came
 *   with.
 * - Rule 52: when there are as many candidates as seats left, they are elected.
 *
 * One who has the quota exactly is treated as one with a surplus of nothing, and takes a round of her own:
 * this is how the reference reports count, and it changes nothing but the number of rounds.
 */
import { scaledText } from '../exact/fraction.ts';
import { type Arithmetic, countGregory } from './gregory.ts';
import type { RankedProfile } from './profile.ts';
import type { StvOptions, StvResult } from './stv-count.ts';

const PLACES = 5;
const ONE = 10n ** BigInt(PLACES);

/** Votes in units of 0.00001. */
const fiveDecimals: Arithmetic<bigint> = {
  zero: 0n,
  one: ONE,
  add: (a, b) => a + b,
  sub: (a, b) => a - b,
  compare: (a, b) => (a < b ? -1 : a > b ? 1 : 0),
  times: (value, papers) => value * BigInt(papers),
  passOn: (value, surplus, votes) => (value * surplus) / votes,
  text: (value) => scaledText(value, PLACES),
};

export function scottishStv(profile: RankedProfile, options: StvOptions = {}): StvResult {
  const quota = (valid: number, seats: number) => ONE * (BigInt(valid) / BigInt(seats + 1) + 1n);
  return countGregory(profile, { name: 'scottish-stv', arithmetic: fiveDecimals, quota }, options);
}
