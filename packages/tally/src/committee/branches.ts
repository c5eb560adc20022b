/**
 * Seat after seat with every way to break its ties: the states after each seat, the same state once. A
 * rule that is wanted with one committee only takes one branch, the candidate first in the order of the
 * lot.
 */
import { TallyError } from '../rules.ts';
import type { CommitteeOutcome, CommitteeRound } from './profile.ts';

/** More tied committees than this are no answer to anybody. */
const MOST_TIED = 100_000;

/** Refuses to list so many ties that no machine could. */
export function checkTied(committees: number): void {
  if (committees <= MOST_TIED) return;
  throw new TallyError(`more than ${MOST_TIED} committees are tied, too many to list.`);
}

export interface Branch<State> {
  readonly chosen: readonly number[];
  readonly rounds: readonly CommitteeRound[];
  readonly state: State;
}

/** The next candidates (all tied), with what decided, and the state after electing one of them. */
export interface Step<State> {
  readonly tied: readonly number[];
  readonly value: string;
  readonly says: CommitteeRound['says'];
  readonly after: (candidate: number) => State;
}

export interface TieChoice {
  /** All winning committees (the default), or the one that the order of lots gives. */
  readonly all?: boolean;
  /** Candidates in the order in which they win a tie; by default their numbers. */
  readonly order?: readonly number[];
}

/** One more seat for each branch. `keyOf` tells apart states after the same candidates. */
export function grow<State>(
  branches: readonly Branch<State>[],
  step: (branch: Branch<State>) => Step<State> | null,
  keyOf: (state: State) => string,
  choice: TieChoice,
): Branch<State>[] {
  const next = new Map<string, Branch<State>>();
  for (const branch of branches) {
    const { tied, value, says, after } = step(branch) ?? { tied: [], value: '', says: 'gain', after: null };
    if (after === null) {
      next.set(`${sorted(branch.chosen).join()}|${keyOf(branch.state)}`, branch);
      continue;
    }
    for (const elected of inOrder(tied, choice)) {
      const state = after(elected);
      const chosen = [...branch.chosen, elected];
      const key = `${sorted(chosen).join()}|${keyOf(state)}`;
      if (next.has(key)) continue;
      next.set(key, { chosen, rounds: [...branch.rounds, { elected, tied, value, says }], state });
      checkTied(next.size);
    }
  }
  return [...next.values()];
}

function inOrder(tied: readonly number[], { all, order }: TieChoice): readonly number[] {
  const first = order?.find((one) => tied.includes(one)) ?? tied[0]!;
  return all === false ? [first] : [first, ...tied.filter((one) => one !== first)];
}

export function sorted(members: readonly number[]): number[] {
  return members.toSorted((a, b) => a - b);
}

/** Committees each once, in the order of their members. */
export function distinct(committees: readonly (readonly number[])[]): number[][] {
  const found = new Map(committees.map((members) => [sorted(members).join(), sorted(members)]));
  return [...found.values()].sort((a, b) => {
    const at = a.findIndex((member, place) => member !== b[place]);
    return at < 0 ? 0 : a[at]! - b[at]!;
  });
}

/** Of tied committees the one that has the candidates first in the order of lots. */
export function firstByOrder(committees: readonly number[][], order?: readonly number[]): number[] {
  if (!order) return committees[0]!;
  const places = new Map(order.map((candidate, place) => [candidate, place]));
  const byPlace = (members: readonly number[]) => sorted(members.map((one) => places.get(one)!));
  const keyed = committees.map((members) => ({ members, key: byPlace(members) }));
  keyed.sort((a, b) => {
    const at = a.key.findIndex((place, index) => place !== b.key[index]);
    return at < 0 ? 0 : a.key[at]! - b.key[at]!;
  });
  return keyed[0]!.members;
}

export function outcomeOfBranches(rule: string, branches: readonly Branch<unknown>[]): CommitteeOutcome {
  const committees = distinct(branches.map(({ chosen }) => chosen));
  return { rule, committees, rounds: branches[0]?.rounds ?? [], score: null };
}

/** All ways to take `count` of the things. */
export function combinations(things: readonly number[], count: number): number[][] {
  checkTied(ways(things.length, count));
  const all = (from: number, missing: number): number[][] => {
    if (missing === 0) return [[]];
    const last = things.length - missing;
    return Array.from({ length: Math.max(0, last - from + 1) }, (_one, at) => from + at).flatMap((at) =>
      all(at + 1, missing - 1).map((rest) => [things[at]!, ...rest]),
    );
  };
  return all(0, count);
}

/** How many committees of so many seats there are. */
export function ways(candidates: number, seats: number): number {
  let count = 1;
  for (let k = 1; k <= seats; k += 1) count = (count * (candidates - seats + k)) / k;
  return count;
}
