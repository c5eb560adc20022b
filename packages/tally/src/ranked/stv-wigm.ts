/**
 * Weighted inclusive Gregory without rounding: the Scottish rules with exact fractions, so that no vote is
 * lost and a paper is worth exactly surplus ÷ votes of what it was. The quota is Droop's, ⌊valid ÷ (seats +
 * 1)⌋ + 1. (Farrell and McAllister, “The 1983 Change in Surplus Vote Transfer Procedures for the Australian
 * Senate and its Consequences for the Single Transferable Vote”, Australian Journal of Political Science
 * 38, 2003.)
 */
import * as exact from '../exact/fraction.ts';
import { type Arithmetic, countGregory } from './gregory.ts';
import type { RankedProfile } from './profile.ts';
import type { StvOptions, StvResult } from './stv-count.ts';

const fractions: Arithmetic<exact.Fraction> = {
  zero: exact.ZERO,
  one: exact.ONE,
  add: exact.add,
  sub: exact.sub,
  compare: exact.compare,
  times: (value, papers) => exact.fraction(value.num * BigInt(papers), value.den),
  passOn: (value, surplus, votes) => exact.div(exact.mul(value, surplus), votes),
  text: exact.toText,
};

export function wigmStv(profile: RankedProfile, options: StvOptions = {}): StvResult {
  const quota = (valid: number, seats: number) => exact.fraction(BigInt(valid) / BigInt(seats + 1) + 1n);
  return countGregory(profile, { name: 'wigm', arithmetic: fractions, quota }, options);
}
