/**
 * Schulze's method with winning votes: a chain of duels is as strong as its weakest link, and one candidate
 * stands before another when the strongest chain from her is stronger than the strongest one back. (M.
 * Schulze, “A new monotonic, clone-independent, reversal symmetric, and condorcet-consistent single-winner
 * election method”, Social Choice and Welfare 36, 2011, doi:10.1007/s00355-010-0475-4.)
 *
 * “No change” is an option like any other: put it on the ballot, and what stands behind it has not been
 * accepted.
 */
import { levelsOf, type Levels, lotOf, type Pairwise, pairwise, type RankedOptions } from './pairwise.ts';
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

export interface SchulzeResult extends Levels {
  readonly rule: 'schulze';
  readonly pairwise: Pairwise;
  /** strengths[a][b]: the strongest chain from a to b; 0 where there is none. */
  readonly strengths: readonly (readonly number[])[];
  readonly duels: readonly SchulzeDuel[];
  /**
   * The first of the ranking, as many as there are seats. This order is not made for proportion: for a
   * body, transfer votes.
   */
  readonly elected: readonly number[];
  /** Whether the last seat or the first place took a lot. */
  readonly byLot: boolean;
}

export function schulze(profile: RankedProfile, options: RankedOptions = {}): SchulzeResult {
  const duels = pairwise(profile);
  const { strengths, next } = widest(duels);
  const beats = (a: number, b: number) => strengths[a]![b]! > strengths[b]![a]!;
  const order = levelsOf(duels.standing, beats, lotOf(profile, options.seed));
  const seats = options.seats ?? profile.seats;
  return {
    rule: 'schulze',
    pairwise: duels,
    strengths,
    duels: duelsOf(duels.standing, strengths, next),
    ...order,
    elected: order.ranking.slice(0, seats),
    byLot: cutsLevel(order, seats),
  };
}

/** Whether the line between elected and not runs through a level. */
export function cutsLevel({ levels }: Levels, seats: number): boolean {
  let seated = 0;
  for (const level of levels) {
    if (seated < seats && seated + level.length > seats) return true;
    seated += level.length;
  }
  return false;
}

/** Floyd and Warshall's walk for the widest path, and for each pair the next candidate on it. */
function widest({ over, standing }: Pairwise): { strengths: number[][]; next: number[][] } {
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
