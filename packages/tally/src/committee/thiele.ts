/**
 * Rules that give each voter a satisfaction which depends on how many of her approved are elected (T. N.
 * Thiele, 1895), and the two that only add up approvals. A voter's k-th representative is worth 1 (AV),
 * 1/k (PAV), 1 for the first and nothing after (CC, Chamberlin–Courant), 1/(2k − 1) (SLAV) or 1/2^(k−1)
 * (geometric). Scores are whole numbers over one common denominator. The optimal rules search all
 * committees, leaving out what provably cannot reach the best.
 */
import { fraction, toText } from '../exact/fraction.ts';
import { TallyError } from '../rules.ts';
import {
  type Branch,
  checkTied,
  combinations,
  distinct,
  firstByOrder,
  grow,
  outcomeOfBranches,
  type Step,
  type TieChoice,
} from './branches.ts';
import type { CommitteeOutcome, CommitteeProfile } from './profile.ts';

export type Satisfaction = 'pav' | 'cc' | 'slav' | 'geom2';

const DIVISORS: Readonly<Record<Satisfaction, (k: number) => bigint>> = {
  pav: (k) => BigInt(k),
  cc: (k) => (k === 1 ? 1n : 0n),
  slav: (k) => BigInt(2 * k - 1),
  geom2: (k) => 2n ** BigInt(k - 1),
};

/** Sums that a search may make before it gives up: some minutes. */
const MOST_SUMS = 2_000_000_000;

/** What the k-th representative is worth, `worth[k - 1]`, all over `den`. */
function worthOf(kind: Satisfaction, seats: number): { worth: bigint[]; den: bigint } {
  const divisors = Array.from({ length: seats }, (_one, at) => DIVISORS[kind](at + 1));
  const den = divisors.reduce((shared, one) => (one === 0n ? shared : lcm(shared, one)), 1n);
  return { worth: divisors.map((one) => (one === 0n ? 0n : den / one)), den };
}

/** Approval voting, and satisfaction approval voting (every ballot's one point is split evenly). */
export function approvalCommittee(
  profile: CommitteeProfile,
  rule: 'av' | 'sav',
  choice: TieChoice = {},
): CommitteeOutcome {
  const { ballots, approvers, seats } = profile;
  const den = rule === 'av' ? 1n : ballots.reduce((all, { approved }) => lcm(all, sizeOf(approved)), 1n);
  const scores = approvers.map((list) =>
    list.reduce((sum, at) => {
      const { weight, approved } = ballots[at]!;
      return sum + (BigInt(weight) * den) / (rule === 'av' ? 1n : sizeOf(approved));
    }, 0n),
  );
  const { sure, tied } = cutAt(scores, seats);
  const order = (choice.order ?? tied).filter((one) => tied.includes(one));
  const rest =
    choice.all === false ? [order.slice(0, seats - sure.length)] : combinations(tied, seats - sure.length);
  const committees = distinct(rest.map((others) => [...sure, ...others]));
  const total = committees[0]!.reduce((sum, member) => sum + scores[member]!, 0n);
  const rounds = sure
    .toSorted((a, b) => (scores[a]! > scores[b]! ? -1 : scores[a]! < scores[b]! ? 1 : a - b))
    .map((elected) => ({
      elected,
      tied: [elected],
      value: toText(fraction(scores[elected]!, den)),
      says: 'approvals' as const,
    }));
  return { rule, committees, rounds, score: toText(fraction(total, den)) };
}

/** Who is in for sure when the best `seats` scores are taken, and who shares the last places. */
export function cutAt(scores: readonly bigint[], seats: number): { sure: number[]; tied: number[] } {
  const everybody = scores.map((_score, at) => at);
  const last = scores.toSorted((a, b) => (a > b ? -1 : a < b ? 1 : 0))[seats - 1]!;
  return {
    sure: everybody.filter((one) => scores[one]! > last),
    tied: everybody.filter((one) => scores[one] === last),
  };
}

/** The committees with the greatest total satisfaction. */
export function optimalCommittee(
  profile: CommitteeProfile,
  kind: Satisfaction,
  choice: TieChoice = {},
): CommitteeOutcome {
  const { seats } = profile;
  const { worth, den } = worthOf(kind, seats);
  const represented = new Int32Array(profile.ballots.length);
  const greedy = greedyScore(profile, worth);
  let best = greedy;
  let found: number[][] = [];
  const order = profile.approvers.map((_list, at) => at);
  order.sort((a, b) => gainOf(profile, represented, worth, b, a));
  const sumsFrom = order.map((_one, from) =>
    order.slice(from).reduce((sum, one) => sum + 1 + profile.approvers[one]!.length, 0),
  );
  let sums = 0;
  const search = (from: number, chosen: number[], score: bigint): void => {
    const missing = seats - chosen.length;
    if (missing === 0) {
      if (score > best || found.length === 0) found = score < best ? found : [chosen];
      else if (score === best) found.push(chosen);
      checkTied(found.length);
      if (score > best) best = score;
      return;
    }
    const open = order.slice(from);
    if (open.length < missing) return;
    sums += sumsFrom[from]!;
    if (sums > MOST_SUMS) throw new TallyError(`${kind} cannot search through so many committees.`);
    const gains = open.map((one) => gain(profile, represented, worth, one));
    // Satisfaction grows ever more slowly: no one adds more later than now.
    const most = gains.toSorted((a, b) => (a > b ? -1 : a < b ? 1 : 0)).slice(0, missing);
    if (score + most.reduce((sum, one) => sum + one, 0n) < best) return;
    const candidate = open[0]!;
    for (const ballot of profile.approvers[candidate]!) represented[ballot]! += 1;
    search(from + 1, [...chosen, candidate], score + gains[0]!);
    for (const ballot of profile.approvers[candidate]!) represented[ballot]! -= 1;
    search(from + 1, chosen, score);
  };
  search(0, [], 0n);
  const committees = distinct(found);
  const picked = choice.all === false ? [firstByOrder(committees, choice.order)] : committees;
  return { rule: kind, committees: picked, rounds: [], score: toText(fraction(best, den)) };
}

/**
 * Sequentially: each seat goes to whoever adds most. Its score is also a first bound for the optimal
 * rules.
 */
export function sequentialCommittee(
  profile: CommitteeProfile,
  kind: Satisfaction,
  choice: TieChoice = {},
): CommitteeOutcome {
  const { worth, den } = worthOf(kind, profile.seats);
  let branches: Branch<null>[] = [{ chosen: [], rounds: [], state: null }];
  const step = ({ chosen }: Branch<null>): Step<null> => {
    const represented = representation(profile, chosen);
    const open = profile.approvers.map((_list, at) => at).filter((one) => !chosen.includes(one));
    const gains = open.map((one) => gain(profile, represented, worth, one));
    const most = gains.reduce((max, one) => (one > max ? one : max));
    const tied = open.filter((_one, at) => gains[at] === most);
    return { tied, value: toText(fraction(most, den)), says: 'gain', after: () => null };
  };
  for (let seat = 0; seat < profile.seats; seat += 1) branches = grow(branches, step, () => '', choice);
  return outcomeOfBranches(`seq${kind}`, branches);
}

/** In reverse: everybody is in, and whoever is missed least leaves, until the seats are filled. */
export function reverseCommittee(
  profile: CommitteeProfile,
  kind: Satisfaction,
  choice: TieChoice = {},
): CommitteeOutcome {
  const { worth, den } = worthOf(kind, profile.candidates);
  const everybody = profile.approvers.map((_list, at) => at);
  let branches: Branch<null>[] = [{ chosen: [], rounds: [], state: null }];
  const step = ({ chosen: gone }: Branch<null>): Step<null> => {
    const members = everybody.filter((one) => !gone.includes(one));
    const represented = representation(profile, members);
    const losses = members.map((one) => gain(profile, represented, worth, one, 1));
    const least = losses.reduce((min, one) => (one < min ? one : min));
    const tied = members.filter((_one, at) => losses[at] === least);
    return { tied, value: toText(fraction(least, den)), says: 'loss', after: () => null };
  };
  const backwards: TieChoice = { ...choice, ...(choice.order ? { order: choice.order.toReversed() } : {}) };
  for (let left = profile.candidates; left > profile.seats; left -= 1) {
    branches = grow(branches, step, () => '', backwards);
  }
  const outcome = outcomeOfBranches(`revseq${kind}`, branches);
  const stay = (gone: readonly number[]) => everybody.filter((one) => !gone.includes(one));
  return { ...outcome, committees: distinct(outcome.committees.map(stay)) };
}

function representation(profile: CommitteeProfile, members: readonly number[]): Int32Array {
  const represented = new Int32Array(profile.ballots.length);
  for (const member of members) for (const ballot of profile.approvers[member]!) represented[ballot]! += 1;
  return represented;
}

/** What electing one more adds; with `without` 1, what a member who is in adds: it is lost without her. */
function gain(
  profile: CommitteeProfile,
  represented: Int32Array,
  worth: readonly bigint[],
  one: number,
  without = 0,
): bigint {
  let sum = 0n;
  for (const ballot of profile.approvers[one]!) {
    sum += BigInt(profile.ballots[ballot]!.weight) * worth[represented[ballot]! - without]!;
  }
  return sum;
}

function gainOf(
  profile: CommitteeProfile,
  represented: Int32Array,
  worth: readonly bigint[],
  a: number,
  b: number,
): number {
  const difference = gain(profile, represented, worth, a) - gain(profile, represented, worth, b);
  return difference > 0n ? 1 : difference < 0n ? -1 : 0;
}

function greedyScore(profile: CommitteeProfile, worth: readonly bigint[]): bigint {
  const represented = new Int32Array(profile.ballots.length);
  const open = new Set(profile.approvers.keys());
  let score = 0n;
  for (let seat = 0; seat < profile.seats; seat += 1) {
    let best = -1;
    let most = -1n;
    for (const one of open) {
      const adds = gain(profile, represented, worth, one);
      if (adds > most) [best, most] = [one, adds];
    }
    open.delete(best);
    score += most;
    for (const ballot of profile.approvers[best]!) represented[ballot]! += 1;
  }
  return score;
}

function sizeOf(approved: readonly number[]): bigint {
  return BigInt(Math.max(1, approved.length));
}

function lcm(a: bigint, b: bigint): bigint {
  let x = a;
  let y = b;
  while (y !== 0n) [x, y] = [y, x % y];
  return (a / x) * b;
}
