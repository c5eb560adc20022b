/**
 * Ranked pairs: majorities are taken from the strongest to the weakest, and each is kept unless it would
 * close a circle with those already kept. Strength is the winning votes, then the fewer losing votes; equal
 * majorities go in the order of a lot among candidates. (T. N. Tideman, “Independence of clones as a
 * criterion for voting rules”, Social Choice and Welfare 4, 1987, doi:10.1007/BF00433944; T. M. Zavist and
 * T. N. Tideman, “Complete independence of clones in the ranked pairs rule”, ibid. 6, 1989,
 * doi:10.1007/BF00303170.)
 */
import * as duel from './pairwise.ts';
import type { RankedProfile } from './profile.ts';

export interface Majority {
  readonly winner: number;
  readonly loser: number;
  readonly votes: number;
  readonly against: number;
  /** Kept, or left out because the kept ones already lead from the loser to the winner. */
  readonly kept: boolean;
  /** Whether an equally strong majority stood beside it, so that the lot said which came first. */
  readonly tied: boolean;
}

export interface RankedPairsResult extends duel.Levels, duel.Seated {
  readonly rule: 'ranked-pairs';
  readonly pairwise: duel.Pairwise;
  /** In the order in which they were taken. */
  readonly majorities: readonly Majority[];
}

type Pair = Omit<Majority, 'kept' | 'tied'>;

export function rankedPairs(profile: RankedProfile, options: duel.RankedOptions = {}): RankedPairsResult {
  const duels = duel.pairwise(profile);
  const lot = duel.lotOf(profile, options.seed);
  const pairs = majoritiesOf(duels).sort(
    (a, b) => strength(a, b) || lot[a.winner]! - lot[b.winner]! || lot[b.loser]! - lot[a.loser]!,
  );
  const reach = new Reach(profile.candidates.length);
  const majorities = pairs.map((pair, at): Majority => {
    const kept = !reach.leads(pair.loser, pair.winner);
    if (kept) reach.add(pair.winner, pair.loser);
    const tied = [pairs[at - 1], pairs[at + 1]].some((other) => other && strength(other, pair) === 0);
    return { ...pair, kept, tied };
  });
  const order = duel.levelsOf(duels.standing, (a, b) => reach.leads(a, b), lot);
  return {
    rule: 'ranked-pairs',
    pairwise: duels,
    majorities,
    ...order,
    ...duel.seated(profile, order, options),
  };
}

function strength(a: Pair, b: Pair): number {
  return b.votes - a.votes || a.against - b.against;
}

function majoritiesOf({ over, standing }: duel.Pairwise): Pair[] {
  return standing.flatMap((winner) =>
    standing.flatMap((loser) => {
      const [votes, against] = [over[winner]![loser]!, over[loser]![winner]!];
      return votes > against ? [{ winner, loser, votes, against }] : [];
    }),
  );
}

/** Who leads to whom over the majorities kept so far, directly or not. */
class Reach {
  private readonly size: number;
  private readonly flags: Uint8Array;

  constructor(size: number) {
    this.size = size;
    this.flags = new Uint8Array(size * size);
  }

  leads(from: number, to: number): boolean {
    return this.flags[from * this.size + to] === 1;
  }

  add(from: number, to: number): void {
    if (this.leads(from, to)) return;
    for (let a = 0; a < this.size; a += 1) {
      if ((a !== from && !this.leads(a, from)) || this.leads(a, to)) continue;
      this.flags[a * this.size + to] = 1;
      for (let b = 0; b < this.size; b += 1) if (this.leads(to, b)) this.flags[a * this.size + b] = 1;
    }
  }
}
