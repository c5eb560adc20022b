/**
 * Ballots that give every option a mark by itself: approved or not, points, a grade. A mark is a whole
 * number from 0; no mark (null) is said apart, and each rule says what it takes it for.
 */
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

/** Options from the best to the worst by `better` (below zero when a is better), ties by lot. */
export function ordered(
  profile: MarkedProfile,
  better: (a: number, b: number) => number,
  seed: string | undefined,
): number[] {
  const lot = optionLot(profile, seed);
  return standing(profile).sort((a, b) => better(a, b) || lot[a]! - lot[b]!);
}

export function compareBig(a: bigint, b: bigint): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Who is tied across the line between elected and not; empty when the line is clear. */
export function tiedAtLine(
  order: readonly number[],
  seats: number,
  better: (a: number, b: number) => number,
): number[] {
  const [last, next] = [order[seats - 1], order[seats]];
  if (last === undefined || next === undefined || better(last, next) !== 0) return [];
  return order.filter((one) => better(one, last) === 0);
}
