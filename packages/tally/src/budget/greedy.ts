/**
 * Greedy funding, which most cities use: projects by their support, the strongest first, as long as the
 * money lasts. Named as in Pabulib's `rule`: `greedy` passes over what no longer fits and goes on;
 * `greedy-no-skip` ends at the first that does not fit; `greedy-threshold` asks for a least support. A
 * project is funded whole or not at all.
 */
import type { BudgetElection } from './election.ts';
import { type BudgetLimits, type BudgetOutcome, type Field, fieldOf, outcomeOf } from './outcome.ts';
import { type TieRule, tiePlaces } from './ties.ts';

export interface GreedyRule extends BudgetLimits, TieRule {
  /** Pass over what does not fit and go on (the default), or end there. */
  readonly skip?: boolean;
  /** Support (the default), or support per cost: more voters served for the same money. */
  readonly by?: 'support' | 'support-per-cost';
  /** Projects dearer than the budget that end nothing, because they were withdrawn after the vote. */
  readonly withdrawn?: readonly string[];
}

/** One look at one project, in order: funded, or passed over. */
export interface GreedyRound {
  readonly project: string;
  readonly support: number;
  readonly cost: bigint;
  /** What was left before. */
  readonly left: bigint;
  readonly funded: boolean;
}

export function greedy(election: BudgetElection, rule: GreedyRule = {}): BudgetOutcome<GreedyRound> {
  const { projects, support, budget } = election;
  const skip = rule.skip ?? true;
  const field = fieldOf(election, rule);
  if (!skip) reopenDear(election, field, rule.withdrawn ?? []);
  const rounds: GreedyRound[] = [];
  const chosen: number[] = [];
  let left = budget;
  let stopped: string | null = null;
  for (const at of greedyOrder(election, rule)) {
    const { id, cost } = projects[at]!;
    if (!field.open[at]) continue;
    if (stopped !== null) {
      field.why.set(at, { reason: 'stopped_before', at: stopped });
      continue;
    }
    const funded = cost <= left;
    rounds.push({ project: id, support: support[at]!, cost, left, funded });
    if (funded) {
      chosen.push(at);
      field.exclude(at);
      left -= cost;
    } else {
      field.why.set(at, { reason: 'does_not_fit', left, cost });
      if (!skip) stopped = id;
    }
  }
  const name = rule.threshold ? 'greedy-threshold' : skip ? 'greedy' : 'greedy-no-skip';
  return outcomeOf(election, name, chosen, rounds, field.why);
}

/** All projects, the first to be funded first. */
export function greedyOrder(election: BudgetElection, rule: GreedyRule): number[] {
  const { projects, support } = election;
  const places = tiePlaces(election, rule);
  const order = projects.map((_project, at) => at);
  const perCost = rule.by === 'support-per-cost';
  return order.sort((a, b) => {
    const difference = perCost ? perCostOrder(election, a, b) : support[b]! - support[a]!;
    return difference === 0 ? places[a]! - places[b]! : difference;
  });
}

function perCostOrder({ projects, support }: BudgetElection, a: number, b: number): number {
  // What nobody supports comes last, even where it costs nothing.
  if (support[a] === 0 || support[b] === 0) return support[b]! - support[a]!;
  const left = BigInt(support[a]!) * projects[b]!.cost;
  const right = BigInt(support[b]!) * projects[a]!.cost;
  return left > right ? -1 : left < right ? 1 : 0;
}

/**
 * Where nothing is passed over, also a project dearer than the whole budget ends the count when its turn
 * comes.
 */
function reopenDear(election: BudgetElection, field: Field, withdrawn: readonly string[]): void {
  election.projects.forEach(({ id }, at) => {
    if (field.why.get(at)?.reason !== 'dearer_than_budget' || withdrawn.includes(id)) return;
    field.open[at] = true;
    field.why.delete(at);
  });
}
