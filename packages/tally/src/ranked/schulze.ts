/**
 * Schulze's method with winning votes: a chain of duels is as strong as its weakest link, and one candidate
 * stands before another when the strongest chain from her is stronger than the strongest one back. (M.
 * Schulze, “A new monotonic, clone-independent, reversal symmetric, and condorcet-consistent single-winner
 * election method”, Social Choice and Welfare 36, 2011, doi:10.1007/s00355-010-0475-4.)
 *
 * “No change” is an option like any other: put it on the ballot, and what stands behind it has not been
 * accepted.
 */
import * as duel from './pairwise.ts';
import type { RankedProfile } from './profile.ts';

export interface SchulzeDuel {
  readonly winner: number;
  readonly loser: number;
  /** Strength of the strongest chain from the winner to the loser, and of the one back. */
  readonly strength: number;
  readonly back: number;
  /** One strongest chain from the winner to the loser, both included. */
  readonly chain: readonly number[];
}

export interface SchulzeResult extends duel.Levels, duel.Seated {
  readonly rule: 'schulze';
  readonly pairwise: duel.Pairwise;
  /** strengths[a][b]: the strongest chain from a to b; 0 where there is none. */
  readonly strengths: readonly (readonly number[])[];
  readonly duels: readonly SchulzeDuel[];
}

export function schulze(profile: RankedProfile, options: duel.RankedOptions = {}): SchulzeResult {
  const duels = duel.pairwise(profile);
  const { strengths, next } = widest(duels);
  const beats = (a: number, b: number) => strengths[a]![b]! > strengths[b]![a]!;
  const order = duel.levelsOf(duels.standing, beats, duel.lotOf(profile, options.seed));
  return {
    rule: 'schulze',
    pairwise: duels,
    strengths,
    duels: duelsOf(duels.standing, strengths, next),
    ...order,
    ...duel.seated(profile, order, options),
  };
}

/** Floyd and Warshall's walk for the widest path, and for each pair the next candidate on it. */
function widest({ over, standing }: duel.Pairwise): { strengths: number[][]; next: number[][] } {
  const strengths = over.map((row, a) => row.map((votes, b) => (votes > over[b]![a]! ? votes : 0)));
  const next = over.map((row) => row.map((_votes, b) => b));
  for (const middle of standing) {
    for (const a of standing) {
      const through = strengths[a]![middle]!;
      if (through === 0) continue;
      const row = strengths[a]!;
      for (const b of standing) {
        if (a === b) continue;
        const chain = Math.min(through, strengths[middle]![b]!);
        if (chain > row[b]!) {
          row[b] = chain;
          next[a]![b] = next[a]![middle]!;
        }
      }
    }
  }
  return { strengths, next };
}

function duelsOf(
  standing: readonly number[],
  strengths: readonly (readonly number[])[],
  next: readonly (readonly number[])[],
): SchulzeDuel[] {
  const duels: SchulzeDuel[] = [];
  for (const winner of standing) {
    for (const loser of standing) {
      const [strength, back] = [strengths[winner]![loser]!, strengths[loser]![winner]!];
      if (strength <= back) continue;
      const chain = [winner];
      for (let at = winner; at !== loser;) chain.push((at = next[at]![loser]!));
      duels.push({ winner, loser, strength, back, chain });
    }
  }
  return duels;
}
