/**
 * Ballots that give every option a mark by itself: approved or not, points, a grade. A mark is a whole
 * number from 0; no mark (null) is said apart, and each rule says what it takes it for.
 */
import { type Bound, type Constraints, dividedByLot, inOrder, SeatPlan } from './constraints.ts';
import { placesOf, tieOrder } from './lots.ts';
import { TallyError } from './rules.ts';

export interface MarkedBallot {
  readonly count?: number;
  /** One for each option, in their order. */
  readonly marks: readonly (number | null)[];
}

export interface MarkedProfile {
  readonly title?: string;
  readonly seats?: number;
  readonly options: readonly string[];
  /** Numbers of options that no longer stand: they are in no ranking, whatever marks they have. */
  readonly withdrawn?: readonly number[];
  readonly ballots: readonly MarkedBallot[];
}

export interface CountedOptions {
  readonly seats?: number;
  /** For residual ties; without one, the order of the options decides. */
  readonly seed?: string;
  /** Of all seats at least or at most so many for the options of a group; see `SeatPlan`. */
  readonly constraints?: Constraints;
}

/** Refuses ballots that do not fit, with the place of the first. `highest` is the best mark there is. */
export function checkMarks(profile: MarkedProfile, highest = Number.MAX_SAFE_INTEGER): void {
  let total = 0;
  profile.ballots.forEach(({ count = 1, marks }, at) => {
    const refuse = (why: string): never => {
      throw new TallyError(`ballot ${at + 1}: ${why}.`);
    };
    if (marks.length !== profile.options.length)
      refuse(`${marks.length} marks for ${profile.options.length} options`);
    if (!Number.isSafeInteger(count) || count < 0) refuse('its weight is not a whole number from 0 up');
    total += count;
    for (const mark of count > 0 ? marks : []) {
      if (mark !== null && (!Number.isSafeInteger(mark) || mark < 0)) refuse(`“${mark}” is no mark`);
      if (mark !== null && mark > highest) refuse(`${mark} is more than ${highest}`);
    }
    if (!Number.isSafeInteger(total)) refuse('there are more ballots than can be counted exactly');
  });
}

export function votersOf(profile: MarkedProfile): number {
  return profile.ballots.reduce((sum, { count = 1 }) => sum + count, 0);
}

export function highestMark(profile: MarkedProfile): number {
  let highest = 0;
  for (const { count = 1, marks } of profile.ballots) {
    if (count > 0) for (const mark of marks) highest = Math.max(highest, mark ?? 0);
  }
  return highest;
}

/** For each option, how many voters gave each mark from 0 to the highest; no mark counts as 0. */
export function histogram(profile: MarkedProfile, highest: number): number[][] {
  const counts = profile.options.map(() => new Array<number>(highest + 1).fill(0));
  for (const { count = 1, marks } of profile.ballots) {
    if (count === 0) continue;
    for (let option = 0; option < marks.length; option += 1) counts[option]![marks[option] ?? 0]! += count;
  }
  return counts;
}

/** Exact sums of marks: BigInt, because voters × marks may pass what a number holds. */
export function sumsOf(counts: readonly (readonly number[])[]): bigint[] {
  return counts.map((row) => row.reduce((sum, voters, mark) => sum + BigInt(voters) * BigInt(mark), 0n));
}

/** For each option her place in the lot. */
export function optionLot(profile: MarkedProfile, seed: string | undefined): number[] {
  return placesOf(tieOrder(profile.options.length, seed));
}

/** Options that stand, in their order. */
export function standing({ options, withdrawn = [] }: MarkedProfile): number[] {
  return options.flatMap((_name, at) => (withdrawn.includes(at) ? [] : [at]));
}

/** Who stands where, and who has a seat: what every rule that gives options a worth ends with. */
export interface Placed {
  /** Options that stand, from the best to the worst; equal ones in the order of the lot. */
  readonly ranking: readonly number[];
  readonly elected: readonly number[];
  /** Who is as good as others that have a seat, or have none: a lot decided between them. */
  readonly tied: readonly number[];
  /** With constraints: who stood before others that have a seat, or before one that stays empty. */
  readonly passedOver?: readonly Bound[];
}

/** `better` is below zero when the first of two options is the better one. */
export function placed(
  profile: MarkedProfile,
  options: CountedOptions,
  better: (a: number, b: number) => number,
): Placed {
  const lot = optionLot(profile, options.seed);
  const ranking = standing(profile).sort((a, b) => better(a, b) || lot[a]! - lot[b]!);
  const seats = options.seats ?? profile.seats ?? 1;
  const plan = planOf(profile, options);
  const { elected, passedOver } = inOrder(ranking, seats, plan);
  const levels: number[][] = [];
  for (const one of ranking) {
    const level = levels.at(-1);
    if (level && better(level[0]!, one) === 0) level.push(one);
    else levels.push([one]);
  }
  const tied = levels.flatMap((level) => dividedByLot(level, ranking, elected, seats, plan));
  return { ranking, elected, tied, ...(plan ? { passedOver } : {}) };
}

/** What constraints make of the seats; null where there are none. */
export function planOf(profile: MarkedProfile, { constraints, seats }: CountedOptions): SeatPlan | null {
  if (constraints === undefined) return null;
  const all = seats ?? profile.seats ?? 1;
  return new SeatPlan(constraints, all, profile.options.length, standing(profile));
}

export function compareBig(a: bigint, b: bigint): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
