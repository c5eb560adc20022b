/**
 * The method of equal shares with its completions. Everybody's equal part of the budget is theirs alone to
 * spend (D. Peters, G. Pierczyński, P. Skowron, NeurIPS 2021, arXiv:2008.13276; equalshares.net). What is
 * left then is used as the rules say: `add1` gives everybody one unit of currency more again and again,
 * and takes the last count that does not overspend — later counts can fund other things, so it does not
 * stop at one that merely leaves nothing affordable; `add1-early` does; `greedy` spends the rest by
 * support; `none` leaves it.
 */
import { type Fraction, fraction, ZERO } from '../exact/fraction.ts';
import { addOnes, type FoundEndowment } from './add-ones.ts';
import type { BudgetElection } from './election.ts';
import { greedyOrder } from './greedy.ts';
import { type BudgetLimits, type BudgetOutcome, outcomeOf } from './outcome.ts';
import { countShares, type SharesCount } from './shares-count.ts';
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
  /** How many endowments Add1 looked at (alike ones together), and the first that would overspend. */
  readonly steps: number;
  readonly overspent: { readonly endowment: Fraction; readonly cost: bigint } | null;
}

export function equalShares(election: BudgetElection, rule: EqualSharesRule = {}): SharesOutcome {
  const completion = rule.completion ?? 'add1';
  const engine = new SharesEngine(election, rule.utility ?? 'cost', tiePlaces(election, rule));
  const found = completion.startsWith('add1')
    ? addOnes(engine, rule, completion === 'add1-early')
    : plainEndowment(election);
  const rounds: SharesRound[] = [];
  const count = countShares(engine, rule, found.endowment, (project, price, excluded) => {
    const told =
      price === null ? freeRound(election, project) : roundOf(engine, project, price, rule.payments);
    rounds.push({ ...told, excluded: excluded.map((at) => election.projects[at]!.id) });
  });
  const chosen = [...count.chosen];
  tellMissing(engine, count);
  const isGreedy = completion === 'greedy' || completion === 'add1-greedy';
  if (isGreedy) rounds.push(...spendRest(election, rule, count, chosen));
  const outcome = outcomeOf(election, 'equal-shares', chosen, rounds, count.field.why);
  const { endowment, steps, overspent } = found;
  return { ...outcome, completion, endowment, steps, overspent };
}

function plainEndowment({ budget, voters }: BudgetElection): FoundEndowment {
  return { endowment: fraction(budget, Math.max(1, voters)), steps: 1, overspent: null };
}

/** Whoever was not bought for want of money: what its supporters still have, and what is missing. */
function tellMissing(engine: SharesEngine, { chosen, field }: SharesCount): void {
  const taken = new Set(chosen);
  engine.election.projects.forEach(({ cost }, at) => {
    if (taken.has(at) || field.why.has(at)) return;
    const have = fraction(engine.together(at), engine.purse.den);
    const missing = fraction(cost * have.den - have.num, have.den);
    field.why.set(at, { reason: 'supporters_cannot_pay', have, missing });
  });
}

type Untold = Omit<SharesRound, 'excluded'>;

function roundOf(engine: SharesEngine, project: number, price: ExactPrice, withPayments = false): Untold {
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
    ...(withPayments ? { payments } : {}),
  };
}

/** What costs nothing and is wanted stands first, and nobody pays. */
function freeRound({ projects, approvals }: BudgetElection, project: number): Untold {
  const { id, cost } = projects[project]!;
  const rest = { voters: 0, paid: ZERO };
  return { project: id, cost, by: 'shares', price: ZERO, strength: null, full: approvals[project]!, rest };
}

/** The greedy completion: by support, whatever still fits into what is left of the whole budget. */
function spendRest(
  election: BudgetElection,
  rule: EqualSharesRule,
  { cost: spent, field }: SharesCount,
  chosen: number[],
): SharesRound[] {
  const { projects, budget } = election;
  const { open, why } = field;
  // That their supporters could not pay is no matter now.
  projects.forEach((_project, at) => {
    if (why.get(at)?.reason !== 'supporters_cannot_pay') return;
    open[at] = true;
    why.delete(at);
  });
  const rounds: SharesRound[] = [];
  let left = budget - spent;
  for (const at of greedyOrder(election, rule)) {
    const { id, cost } = projects[at]!;
    if (!open[at]) continue;
    if (cost > left) {
      why.set(at, { reason: 'does_not_fit', left, cost });
      continue;
    }
    const excluded = field.exclude(at).map((other) => projects[other]!.id);
    chosen.push(at);
    left -= cost;
    const rest = { voters: 0, paid: ZERO };
    rounds.push({ project: id, cost, by: 'greedy', price: null, strength: null, full: 0, rest, excluded });
  }
  return rounds;
}
