/**
 * Instant-runoff voting: one seat, the least supported candidate leaves and her papers go on, until
 * somebody has more than half of the papers, or is alone. It is the one-seat case of the single
 * transferable vote: with one seat nothing is ever transferred from a winner, so every paper keeps its
 * whole worth and all numbers are whole. Ties as in the Scottish rules: by the latest round that tells
 * apart, then by lot.
 */
import { type Arithmetic, countGregory } from './gregory.ts';
import type { RankedProfile } from './profile.ts';
import type { StvOptions, StvResult } from './stv-count.ts';

const whole: Arithmetic<bigint> = {
  zero: 0n,
  one: 1n,
  add: (a, b) => a + b,
  sub: (a, b) => a - b,
  compare: (a, b) => (a < b ? -1 : a > b ? 1 : 0),
  times: (value, papers) => value * BigInt(papers),
  passOn: (value, surplus, votes) => (value * surplus) / votes,
  text: String,
};

/** Always one seat, whatever the profile says. */
export function instantRunoff(profile: RankedProfile, options: Pick<StvOptions, 'seed'> = {}): StvResult {
  const quota = (valid: number, seats: number) => BigInt(valid) / BigInt(seats + 1) + 1n;
  return countGregory(profile, { name: 'irv', arithmetic: whole, quota }, { ...options, seats: 1 });
}
