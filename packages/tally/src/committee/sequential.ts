/**
 * Proportional rules that fill seat after seat with money or load: sequential Phragmén (E. Phragmén, 1894)
 * and the method of equal shares (D. Peters and P. Skowron, "Proportionality and the Limits of Welfarism",
 * EC 2020), whose seats left over are filled by Phragmén from where the purses stand, or by approvals, as
 * abcvoting does.
 */
import { add, compare, type Fraction, fraction, min, sub, toText, ZERO } from '../exact/fraction.ts';
import { type Branch, combinations, grow, outcomeOfBranches, type Step, type TieChoice } from './branches.ts';
import type { CommitteeOutcome, CommitteeProfile } from './profile.ts';
import { cutAt } from './thiele.ts';

/** For each different ballot what one of its voters carries: a load, or what is left in her purse. */
type Amounts = readonly Fraction[];

export function phragmenCommittee(profile: CommitteeProfile, choice: TieChoice = {}): CommitteeOutcome {
  const start: Branch<Amounts> = { chosen: [], rounds: [], state: profile.ballots.map(() => ZERO) };
  return outcomeOfBranches('seqphragmen', byLoads(profile, [start], choice));
}

export function equalSharesCommittee(
  profile: CommitteeProfile,
  choice: TieChoice & { readonly completion?: 'phragmen' | 'approvals' | 'none' } = {},
): CommitteeOutcome {
  const voters = profile.ballots.reduce((sum, { weight }) => sum + weight, 0);
  const each = fraction(profile.seats, Math.max(1, voters));
  let branches: Branch<Amounts>[] = [{ chosen: [], rounds: [], state: profile.ballots.map(() => each) }];
  for (let seat = 0; seat < profile.seats; seat += 1) {
    branches = grow(branches, (branch) => cheapest(profile, branch), keyOf, choice);
  }
  const completion = choice.completion ?? 'phragmen';
  if (completion === 'phragmen') {
    // Who has more left carries less.
    const loaded = branches.map((one) => ({ ...one, state: one.state.map((purse) => sub(ZERO, purse)) }));
    branches = byLoads(profile, loaded, choice);
  }
  const outcome = outcomeOfBranches('equal-shares', branches);
  if (completion !== 'approvals') return outcome;
  const filled = branches.flatMap((branch) => byApprovals(profile, branch, choice));
  return { ...outcomeOfBranches('equal-shares', filled), rounds: outcome.rounds };
}

/** Fills every branch up to the number of seats. */
function byLoads(
  profile: CommitteeProfile,
  start: readonly Branch<Amounts>[],
  choice: TieChoice,
): Branch<Amounts>[] {
  let branches = [...start];
  while (branches.some(({ chosen }) => chosen.length < profile.seats)) {
    branches = grow(branches, (branch) => lightest(profile, branch), keyOf, choice);
  }
  return branches;
}

function lightest(profile: CommitteeProfile, { chosen, state }: Branch<Amounts>): Step<Amounts> | null {
  if (chosen.length === profile.seats) return null;
  const open = profile.approvers.map((_list, at) => at).filter((one) => !chosen.includes(one));
  const loads = new Map<number, Fraction>();
  for (const one of open) {
    const list = profile.approvers[one]!;
    if (list.length === 0) continue;
    const voters = list.reduce((sum, at) => sum + profile.ballots[at]!.weight, 0);
    const before = list.reduce((sum, at) => add(sum, times(state[at]!, profile.ballots[at]!.weight)), ZERO);
    loads.set(one, fraction(before.num + before.den, before.den * BigInt(voters)));
  }
  // Whom nobody approves comes last, and there nothing tells them apart.
  if (loads.size === 0) return { tied: open, value: '', says: 'load', after: () => state };
  const least = [...loads.values()].reduce(min);
  const tied = open.filter((one) => loads.has(one) && compare(loads.get(one)!, least) === 0);
  const after = (elected: number) => {
    const next = [...state];
    for (const at of profile.approvers[elected]!) next[at] = least;
    return next;
  };
  return { tied, value: toText(least), says: 'load', after };
}

/** The candidate whose approvers can pay one seat at the least price; null when none can. */
function cheapest(profile: CommitteeProfile, { chosen, state }: Branch<Amounts>): Step<Amounts> | null {
  const prices = new Map<number, Fraction>();
  profile.approvers.forEach((list, one) => {
    if (chosen.includes(one)) return;
    const price = priceOf(profile, state, list);
    if (price !== null) prices.set(one, price);
  });
  if (prices.size === 0) return null;
  const least = [...prices.values()].reduce(min);
  const tied = [...prices].filter(([, price]) => compare(price, least) === 0).map(([one]) => one);
  const after = (elected: number) => {
    const next = [...state];
    for (const at of profile.approvers[elected]!) next[at] = sub(state[at]!, min(state[at]!, least));
    return next;
  };
  return { tied, value: toText(least), says: 'price', after };
}

function priceOf(profile: CommitteeProfile, purses: Amounts, list: readonly number[]): Fraction | null {
  const poorestFirst = list.toSorted((a, b) => compare(purses[a]!, purses[b]!));
  let voters = list.reduce((sum, at) => sum + profile.ballots[at]!.weight, 0);
  let missing = fraction(1n);
  for (const at of poorestFirst) {
    const price = fraction(missing.num, missing.den * BigInt(voters));
    if (compare(price, purses[at]!) <= 0) return price;
    const { weight } = profile.ballots[at]!;
    missing = sub(missing, times(purses[at]!, weight));
    voters -= weight;
  }
  return null;
}

function byApprovals(
  profile: CommitteeProfile,
  branch: Branch<Amounts>,
  { all, order }: TieChoice,
): Branch<Amounts>[] {
  const missing = profile.seats - branch.chosen.length;
  if (missing === 0) return [branch];
  const scores = profile.approvers.map((list, one) =>
    branch.chosen.includes(one)
      ? -1n
      : list.reduce((sum, at) => sum + BigInt(profile.ballots[at]!.weight), 0n),
  );
  const { sure, tied } = cutAt(scores, missing);
  const inOrder = order ? order.filter((one) => tied.includes(one)) : tied;
  const open = missing - sure.length;
  const taken = all === false ? [inOrder.slice(0, open)] : combinations(inOrder, open);
  return taken.map((others) => ({ ...branch, chosen: [...branch.chosen, ...sure, ...others] }));
}

function times({ num, den }: Fraction, count: number): Fraction {
  return fraction(num * BigInt(count), den);
}

function keyOf(amounts: Amounts): string {
  return amounts.map(toText).join();
}
