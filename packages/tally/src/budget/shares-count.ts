/** One count of equal shares from one endowment, and the proof that another would go the same way. */
import type { Fraction } from '../exact/fraction.ts';
import { type BudgetLimits, type Field, fieldOf } from './outcome.ts';
import type { Bought, ExactPrice, SharesEngine } from './shares-engine.ts';

export interface SharesCount {
  readonly chosen: readonly number[];
  readonly cost: bigint;
  readonly field: Field;
  /** What was bought from purses, and at which price. */
  readonly bought: readonly Bought[];
  /** Whether a project could be bought no more only for want of money. */
  readonly wanting: boolean;
  /** Whether anybody ran dry or could not pay what was asked. */
  readonly pinched: boolean;
}

/** Told of each purchase before it is made; `price` is null for what costs nothing. */
export type Told = (project: number, price: ExactPrice | null, excluded: readonly number[]) => void;

/** One count; it ends where the budget is overspent. What costs nothing comes first. */
export function countShares(
  engine: SharesEngine,
  limits: BudgetLimits,
  endowment: Fraction,
  tell?: Told,
): SharesCount {
  const { election } = engine;
  const field = fieldOf(election, limits);
  const wanted = field.open.slice();
  const chosen: number[] = [];
  const bought: Bought[] = [];
  let cost = 0n;
  takeFree(engine, field, chosen, tell);
  engine.begin(endowment.num, endowment.den);
  while (cost <= election.budget) {
    const next = engine.next(field.open);
    if (next === null) break;
    const { project, price } = next;
    const excluded = field.exclude(project);
    tell?.(project, price, excluded);
    bought.push({ project, num: price.num, den: engine.purse.den * price.by });
    engine.buy(project, price);
    chosen.push(project);
    cost += election.projects[project]!.cost;
  }
  const taken = new Set(chosen);
  const wanting = wanted.some((was, at) => was && !taken.has(at) && !field.why.has(at));
  return { chosen, cost, field, bought, wanting, pinched: engine.pinched };
}

/**
 * The same count where everybody has `span` more, if it is certain that it goes the same way there and at
 * every endowment between; null if not, and `engine.crossing` may say how far it goes.
 */
export function sameWithMore(
  engine: SharesEngine,
  limits: BudgetLimits,
  count: SharesCount,
  endowment: bigint,
  span: bigint,
): SharesCount | null {
  const field = fieldOf(engine.election, limits);
  const bought: Bought[] = [];
  takeFree(engine, field, []);
  engine.begin(endowment, 1n);
  engine.slopes.begin(Number(span));
  for (const before of count.bought) {
    const price = engine.stillNext(before, field.open);
    if (price === null) return null;
    field.exclude(before.project);
    bought.push({ project: before.project, num: price.num, den: engine.purse.den * price.by });
    engine.buy(before.project, price);
  }
  engine.crossing = null;
  if (engine.next(field.open) !== null) return null;
  return { ...count, bought, pinched: engine.pinched };
}

function takeFree(engine: SharesEngine, field: Field, chosen: number[], tell?: Told): void {
  for (const project of engine.inOrder) {
    if (!field.open[project] || engine.election.projects[project]!.cost > 0n) continue;
    const excluded = field.exclude(project);
    tell?.(project, null, excluded);
    chosen.push(project);
  }
}
