/**
 * The method of equal shares with its completions. Everybody's equal part of the budget is theirs alone to
 * spend (D. Peters, G. Pierczyński, P. Skowron, NeurIPS 2021, arXiv:2008.13276; equalshares.net). What is
 * left then is used as the rules say: `add1` gives everybody one unit of currency more again and again,
 * and takes the last count that does not overspend — later counts can fund other things, so it does not
 * stop at one that merely leaves nothing affordable; `add1-early` does; `greedy` spends the rest by
 * support; `none` leaves it.
 */
import { type Fraction, fraction } from '../exact/fraction.ts';
import type { BudgetElection } from './election.ts';
import { greedyOrder } from './greedy.ts';
import { type BudgetLimits, type BudgetOutcome, type Field, fieldOf, outcomeOf } from './outcome.ts';
import { type ExactPrice, SharesEngine, type Utility } from './shares-engine.ts';
import { type TieRule, tiePlaces } from './ties.ts';

export type Completion = 'add1' | 'add1-early' | 'add1-greedy' | 'greedy' | 'none';

export interface EqualSharesRule extends BudgetLimits, TieRule {
  readonly utility?: Utility;
  readonly completion?: Completion;
  /**
   * Also tell what the voters of each different ballot paid in each round: exact, and long in a large
   * city.
   */
  readonly payments?: boolean;
}

/** What the voters of one ballot paid together. */
export interface SharesPayment {
  /** The row of the ballot in the election's `byBallot`. */
  readonly ballot: number;
  readonly voters: number;
  readonly paid: Fraction;
}

export interface SharesRound {
  readonly project: string;
  readonly cost: bigint;
  /** Bought from purses, or by the greedy completion with what was left. */
  readonly by: 'shares' | 'greedy';
  /**
   * What each supporter pays per point; null in a greedy round. The least price per utility wins the
   * round.
   */
  readonly price: Fraction | null;
  /** Cost over price: for plain approval, how many equal payments the cost comes to. */
  readonly strength: Fraction | null;
  /** Voters who pay the price, and those who pay the rest of what they have. */
  readonly full: number;
  readonly rest: { readonly voters: number; readonly paid: Fraction };
  /** Projects that may not stand beside this one. */
  readonly excluded: readonly string[];
  readonly payments?: readonly SharesPayment[];
}

export interface SharesOutcome extends BudgetOutcome<SharesRound> {
  readonly completion: Completion;
  /** What everybody had at the beginning of the count that is told here. */
  readonly endowment: Fraction;
  /** How many counts Add1 made, and the first that would have overspent. */
  readonly steps: number;
  readonly overspent: { readonly endowment: Fraction; readonly cost: bigint } | null;
}

interface Count {
  readonly chosen: number[];
  readonly cost: bigint;
  readonly field: Field;
  /** Whether a project could be bought no more only for want of money. */
  readonly wanting: boolean;
}

type Told = (engine: SharesEngine, project: number, price: ExactPrice, excluded: readonly number[]) => void;

export function equalShares(election: BudgetElection, rule: EqualSharesRule = {}): SharesOutcome {
  const completion = rule.completion ?? 'add1';
  const engine = new SharesEngine(election, rule.utility ?? 'cost', tiePlaces(election, rule));
  const found = completion.startsWith('add1') ? addOnes(engine, rule) : plainEndowment(election);
  const rounds: SharesRound[] = [];
  const count = countOnce(engine, rule, found.endowment, (...told) => {
    rounds.push(roundOf(...told, rule.payments ?? false));
  });
  tellMissing(engine, count);
  const isGreedy = completion === 'greedy' || completion === 'add1-greedy';
  if (isGreedy) rounds.push(...spendRest(election, rule, count));
  const outcome = outcomeOf(election, 'equal-shares', count.chosen, rounds, count.field.why);
  const { endowment, steps, overspent } = found;
  return { ...outcome, completion, endowment, steps, overspent };
}

interface Found {
  readonly endowment: Fraction;
  readonly steps: number;
  readonly overspent: SharesOutcome['overspent'];
}

function plainEndowment({ budget, voters }: BudgetElection): Found {
  return { endowment: fraction(budget, Math.max(1, voters)), steps: 1, overspent: null };
}

/** Looks for the endowment: ⌊B/n⌋ units of currency each, then one more, as long as the budget is kept. */
function addOnes(engine: SharesEngine, rule: EqualSharesRule): Found {
  const { budget, voters, scale } = engine.election;
  const of = (whole: bigint) => fraction(whole * scale);
  let whole = voters === 0 ? 0n : budget / (BigInt(voters) * scale);
  let steps = 1;
  let count = countOnce(engine, rule, of(whole));
  for (;;) {
    const isEnough = rule.completion === 'add1-early' && nothingFits(engine.election, count);
    if (isEnough || isSettled(engine, rule, count)) return { endowment: of(whole), steps, overspent: null };
    const next = countOnce(engine, rule, of(whole + 1n));
    steps += 1;
    if (next.cost > budget) {
      return { endowment: of(whole), steps, overspent: { endowment: of(whole + 1n), cost: next.cost } };
    }
    whole += 1n;
    count = next;
  }
}

/**
 * Whether more money changes nothing: whatever can be wanted is funded. Where projects exclude each other,
 * more money could still turn a choice among them, until nobody ran dry: then no price depends on what
 * people have.
 */
function isSettled(engine: SharesEngine, { exclusive }: BudgetLimits, { wanting }: Count): boolean {
  if (wanting) return false;
  return !exclusive?.length || !engine.pinched;
}

function nothingFits({ projects, budget }: BudgetElection, { chosen, cost, field }: Count): boolean {
  const taken = new Set(chosen);
  const left = budget - cost;
  return projects.every((project, at) => taken.has(at) || field.why.has(at) || project.cost > left);
}

/** One count; it ends where the budget is overspent. */
function countOnce(engine: SharesEngine, rule: BudgetLimits, endowment: Fraction, tell?: Told): Count {
  const { election } = engine;
  const field = fieldOf(election, rule);
  const wanted = field.open.slice();
  const chosen: number[] = [];
  let cost = 0n;
  engine.begin(endowment.num, endowment.den);
  while (cost <= election.budget) {
    const next = engine.next(field.open);
    if (next === null) break;
    const excluded = field.exclude(next.project);
    tell?.(engine, next.project, next.price, excluded);
    engine.buy(next.project, next.price);
    chosen.push(next.project);
    cost += election.projects[next.project]!.cost;
  }
  const taken = new Set(chosen);
  const wanting = wanted.some((was, at) => was && !taken.has(at) && !field.why.has(at));
  return { chosen, cost, field, wanting };
}

/** Whoever was not bought for want of money: what its supporters still have, and what is missing. */
function tellMissing(engine: SharesEngine, { chosen, field }: Count): void {
  const taken = new Set(chosen);
  engine.election.projects.forEach(({ cost }, at) => {
    if (taken.has(at) || field.why.has(at)) return;
    const have = fraction(engine.together(at), engine.purse.den);
    const missing = fraction(cost * have.den - have.num, have.den);
    field.why.set(at, { reason: 'supporters_cannot_pay', have, missing });
  });
}

function roundOf(
  engine: SharesEngine,
  project: number,
  price: ExactPrice,
  excluded: readonly number[],
  withPayments: boolean,
): SharesRound {
  const { projects, weights } = engine.election;
  const { purse } = engine;
  // Ties may have left another project's marks of who pays all.
  engine.priceOf(project);
  const { ballots, points } = engine.supporters(project);
  const { id, cost } = projects[project]!;
  const each = fraction(price.num, purse.den * price.by);
  let full = 0;
  let restVoters = 0;
  const payments: SharesPayment[] = [];
  purse.begin();
  for (let at = 0; at < ballots.length; at += 1) {
    const ballot = ballots[at]!;
    const voters = weights[ballot]!;
    const isPoor = engine.poor[at] === 1;
    if (isPoor) {
      restVoters += voters;
      purse.include(ballot);
    } else full += voters;
    if (!withPayments) continue;
    const paid = isPoor
      ? fraction(purse.exact(ballot) * BigInt(voters), purse.den)
      : fraction(each.num * BigInt(points[at]! * voters), each.den);
    payments.push({ ballot, voters, paid });
  }
  return {
    project: id,
    cost,
    by: 'shares',
    price: each,
    strength: fraction(cost * each.den, each.num),
    full,
    rest: { voters: restVoters, paid: fraction(purse.sum(), purse.den) },
    excluded: excluded.map((at) => projects[at]!.id),
    ...(withPayments ? { payments } : {}),
  };
}

/** The greedy completion: by support, whatever still fits into what is left of the whole budget. */
function spendRest(election: BudgetElection, rule: EqualSharesRule, count: Count): SharesRound[] {
  const { projects, budget } = election;
  const { chosen, field } = count;
  const taken = new Set(chosen);
  const rounds: SharesRound[] = [];
  let left = budget - count.cost;
  // They were closed for want of money of their supporters alone, which is no matter now.
  const again = (at: number) => field.why.get(at)?.reason === 'supporters_cannot_pay';
  for (const at of greedyOrder(election, rule)) {
    const { id, cost } = projects[at]!;
    if (taken.has(at) || !again(at)) continue;
    if (cost > left) {
      field.why.set(at, { reason: 'does_not_fit', left, cost });
      continue;
    }
    field.open.forEach((_open, other) => (field.open[other] = !taken.has(other) && again(other)));
    const excluded = field.exclude(at).map((other) => projects[other]!.id);
    field.why.delete(at);
    taken.add(at);
    chosen.push(at);
    left -= cost;
    const rest = { voters: 0, paid: fraction(0n) };
    rounds.push({ project: id, cost, by: 'greedy', price: null, strength: null, full: 0, rest, excluded });
  }
  return rounds;
}
