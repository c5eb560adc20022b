/**
 * Score voting: every voter gives every option points from 0 to a highest, the largest sum wins; no points
 * are 0 points. Equal sums go to the option with the better majority judgment when asked for, else at once
 * to the lot. (W. D. Smith, “Range voting”, 2000.)
 */
import * as cardinal from './cardinal.ts';
import { compareMerit } from './majority-judgment.ts';

export interface ScoreOptions extends cardinal.CountedOptions {
  readonly highest?: number;
  readonly ties?: 'lot' | 'majority-judgment';
}

export interface ScoreResult extends cardinal.Placed {
  readonly rule: 'score';
  readonly options: readonly string[];
  readonly voters: number;
  readonly sums: readonly bigint[];
  /** counts[option][mark]: voters. */
  readonly counts: readonly (readonly number[])[];
}

export function score(profile: cardinal.MarkedProfile, options: ScoreOptions = {}): ScoreResult {
  const highest = options.highest ?? cardinal.highestMark(profile);
  cardinal.checkMarks(profile, highest);
  const counts = cardinal.histogram(profile, highest);
  const sums = cardinal.sumsOf(counts);
  const merit = (a: number, b: number) =>
    options.ties === 'majority-judgment' ? compareMerit(counts[a]!, counts[b]!) : 0;
  const better = (a: number, b: number) => cardinal.compareBig(sums[b]!, sums[a]!) || merit(a, b);
  return {
    rule: 'score',
    options: profile.options,
    voters: cardinal.votersOf(profile),
    sums,
    counts,
    ...cardinal.placed(profile, options, better),
  };
}
