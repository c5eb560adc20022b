/**
 * Duels: for every two candidates, how many voters rank the one above the other. Whoever is ranked stands
 * above whoever is not; two who are not ranked, or share a rank, have no preference between them.
 */
import { type Bound, type Constraints, dividedByLot, inOrder, SeatPlan } from '../constraints.ts';
import { tieOrder, placesOf } from '../lots.ts';
import { grouped, type RankedProfile, withdrawnFlags } from './profile.ts';

export interface Pairwise {
  readonly candidates: readonly string[];
  /** Numbers of candidates that have not withdrawn. */
  readonly standing: readonly number[];
  /** over[a][b]: voters who rank a above b. */
  readonly over: readonly (readonly number[])[];
  readonly voters: number;
  /** Who wins every duel, if anybody does. */
  readonly condorcetWinner: number | null;
  /** The smallest set whose members win against all outside it (Smith 1973). */
  readonly smithSet: readonly number[];
}

export function pairwise(profile: RankedProfile): Pairwise {
  const size = profile.candidates.length;
  const flat = new Float64Array(size * size);
  const { starts, ranks, counts } = grouped(profile.ballots);
  const below = new Int32Array(size);
  let voters = 0;
  for (let ballot = 0; ballot < counts.length; ballot += 1) {
    const count = counts[ballot]!;
    voters += count;
    let left = size;
    for (let one = 0; one < size; one += 1) below[one] = one;
    for (let k = starts[ballot]!; k < starts[ballot + 1]!;) {
      const from = k;
      for (k += 1; k < starts[ballot + 1]! && ranks[k]! < 0;) k += 1;
      left = without(below, left, ranks, from, k);
      for (let r = from; r < k; r += 1) {
        const row = (ranks[r]! < 0 ? ~ranks[r]! : ranks[r]!) * size;
        for (let b = 0; b < left; b += 1) flat[row + below[b]!]! += count;
      }
    }
  }
  const gone = withdrawnFlags(profile);
  const standing = profile.candidates.flatMap((_name, at) => (gone[at] === 1 ? [] : [at]));
  const over = profile.candidates.map((_name, a) => [...flat.subarray(a * size, (a + 1) * size)]);
  const beats = (a: number, b: number) => over[a]![b]! > over[b]![a]!;
  const winner = standing.find((a) => standing.every((b) => a === b || beats(a, b))) ?? null;
  const smithSet = dominating(standing, beats);
  return { candidates: profile.candidates, standing, over, voters, condorcetWinner: winner, smithSet };
}

/** Takes the candidates of one rank out of the list of those below; says how many are left. */
function without(below: Int32Array, left: number, ranks: Int32Array, from: number, to: number): number {
  let kept = 0;
  for (let b = 0; b < left; b += 1) {
    let ranked = false;
    for (let r = from; r < to && !ranked; r += 1)
      ranked = (ranks[r]! < 0 ? ~ranks[r]! : ranks[r]!) === below[b];
    if (!ranked) below[kept++] = below[b]!;
  }
  return kept;
}

/** Grows from whoever wins most duels by everyone whom a member does not beat. */
function dominating(standing: readonly number[], beats: (a: number, b: number) => boolean): number[] {
  const wins = new Map(standing.map((a) => [a, standing.filter((b) => beats(a, b)).length]));
  const most = Math.max(0, ...wins.values());
  const inside = new Set(standing.filter((one) => wins.get(one) === most));
  for (const member of inside) {
    for (const other of standing) if (other !== member && !beats(member, other)) inside.add(other);
  }
  return standing.filter((one) => inside.has(one));
}

export interface RankedOptions {
  readonly seats?: number;
  readonly seed?: string;
  /** Of all seats at least or at most so many for the candidates of a group; see `SeatPlan`. */
  readonly constraints?: Constraints;
}

/** Who has a seat by an order of duels. */
export interface Seated {
  /**
   * The first of the ranking, as many as there are seats; with constraints, those whom they leave one. This
   * order is not made for proportion: for a body, transfer votes.
   */
  readonly elected: readonly number[];
  /** Whether the last seat or the first place took a lot. */
  readonly byLot: boolean;
  /** With constraints: who stood before others that have a seat, or before one that stays empty. */
  readonly passedOver?: readonly Bound[];
}

export interface Levels {
  /**
   * First whoever nobody beats, then whoever nobody of the rest beats, and so on; more than one on a level
   * are tied.
   */
  readonly levels: readonly (readonly number[])[];
  /** All candidates, ties in the order of the lot. */
  readonly ranking: readonly number[];
}

/** The order that a relation without cycles makes. */
export function levelsOf(
  standing: readonly number[],
  beats: (a: number, b: number) => boolean,
  lot: readonly number[],
): Levels {
  const levels: number[][] = [];
  let left = [...standing];
  while (left.length > 0) {
    const level = left.filter((one) => !left.some((other) => beats(other, one)));
    level.sort((a, b) => lot[a]! - lot[b]!);
    levels.push(level);
    left = left.filter((one) => !level.includes(one));
  }
  return { levels, ranking: levels.flat() };
}

/** Fills the seats in the order that duels have made. */
export function seated(
  profile: RankedProfile,
  { levels, ranking }: Levels,
  { constraints, seats = profile.seats }: RankedOptions,
): Seated {
  const all = profile.candidates.length;
  const plan = constraints ? new SeatPlan(constraints, seats, all, ranking) : null;
  const { elected, passedOver } = inOrder(ranking, seats, plan);
  const byLot = levels.some((level) => dividedByLot(level, ranking, elected, seats, plan).length > 0);
  return { elected, byLot, ...(plan ? { passedOver } : {}) };
}

export function lotOf(profile: RankedProfile, seed: string | undefined): number[] {
  if (seed === undefined && profile.tieOrder) return placesOf(profile.tieOrder);
  return placesOf(tieOrder(profile.candidates.length, seed));
}
