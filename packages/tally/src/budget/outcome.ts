/**
 * What every rule for budgets hands back: the funded in the order in which they were chosen, and for each
 * of the others the reason why not, in data that a page can put into words and draw.
 */
import type { Fraction } from '../exact/fraction.ts';
import type { BudgetElection } from './election.ts';

/** Why a project was not funded. Amounts are in the whole numbers of the election's `scale`. */
export type WhyNot =
  | { readonly reason: 'dearer_than_budget'; readonly cost: bigint }
  | { readonly reason: 'no_supporters' }
  | { readonly reason: 'below_threshold'; readonly support: number; readonly threshold: number }
  | { readonly reason: 'excluded_by'; readonly project: string }
  | { readonly reason: 'over_cap'; readonly cap: string; readonly left: bigint; readonly cost: bigint }
  | { readonly reason: 'does_not_fit'; readonly left: bigint; readonly cost: bigint }
  | { readonly reason: 'stopped_before'; readonly at: string }
  | { readonly reason: 'supporters_cannot_pay'; readonly have: Fraction; readonly missing: Fraction };

export interface BudgetOutcome<Round> {
  readonly rule: string;
  /** Ids in the order in which they were chosen. */
  readonly funded: readonly string[];
  readonly cost: bigint;
  readonly left: bigint;
  readonly rounds: readonly Round[];
  readonly notFunded: Readonly<Record<string, WhyNot>>;
}

/** A part of the projects (a district, a theme) that may cost so much together and no more. */
export interface BudgetCap {
  readonly name: string;
  readonly projects: readonly string[];
  readonly most: bigint;
}

/** What limits any rule: who may not stand beside whom, and how much support is the least. */
export interface BudgetLimits {
  /** Groups of project ids of which at most one may be funded. */
  readonly exclusive?: readonly (readonly string[])[];
  /** The least support (votes, or points where ballots give points) with which a project may be funded. */
  readonly threshold?: number;
  /** What parts of the projects may cost together at most. */
  readonly caps?: readonly BudgetCap[];
}

/**
 * The projects that a rule may fund, and the reasons against the rest; `exclude` is told of every one
 * funded.
 */
export interface Field {
  readonly open: boolean[];
  readonly why: Map<number, WhyNot>;
  readonly exclude: (funded: number) => number[];
}

export function fieldOf(election: BudgetElection, limits: BudgetLimits): Field {
  const { projects, support, approvals, budget } = election;
  const threshold = limits.threshold ?? 0;
  const why = new Map<number, WhyNot>();
  projects.forEach(({ cost }, at) => {
    if (support[at]! < threshold) {
      why.set(at, { reason: 'below_threshold', support: support[at]!, threshold });
    } else if (cost > budget) why.set(at, { reason: 'dearer_than_budget', cost });
    else if (approvals[at] === 0) why.set(at, { reason: 'no_supporters' });
  });
  const rivals = rivalsOf(election, limits.exclusive ?? []);
  const caps = capsOf(election, limits.caps ?? []);
  const open = projects.map((_project, at) => !why.has(at));
  const funded = new Set<number>();
  // Also who could not be paid any more is told the reason that is there for good.
  const close = (at: number, reason: WhyNot) => {
    open[at] = false;
    why.set(at, reason);
  };
  const overCap = ({ name, members, left }: Cap) =>
    members.filter((at) => {
      const { cost } = projects[at]!;
      if (funded.has(at) || why.has(at) || cost <= left) return false;
      close(at, { reason: 'over_cap', cap: name, left, cost });
      return true;
    });
  caps.forEach(overCap);
  const exclude = (chosen: number) => {
    open[chosen] = false;
    funded.add(chosen);
    const out = (rivals.get(chosen) ?? []).filter((rival) => !why.has(rival) && !funded.has(rival));
    for (const rival of out) close(rival, { reason: 'excluded_by', project: projects[chosen]!.id });
    for (const cap of caps) {
      if (!cap.members.includes(chosen)) continue;
      cap.left -= projects[chosen]!.cost;
      out.push(...overCap(cap));
    }
    return out;
  };
  return { open, why, exclude };
}

interface Cap {
  readonly name: string;
  readonly members: readonly number[];
  left: bigint;
}

function capsOf({ projects }: BudgetElection, caps: readonly BudgetCap[]): Cap[] {
  return caps.map(({ name, projects: ids, most }) => {
    const wanted = new Set(ids);
    return { name, members: projects.flatMap(({ id }, at) => (wanted.has(id) ? [at] : [])), left: most };
  });
}

function rivalsOf(election: BudgetElection, groups: readonly (readonly string[])[]): Map<number, number[]> {
  const rivals = new Map<number, number[]>();
  const numbers = new Map(election.projects.map(({ id }, at) => [id, at]));
  for (const group of groups) {
    const members = group.map((id) => numbers.get(id)).filter((one) => one !== undefined);
    for (const member of members) {
      const others = members.filter((other) => other !== member);
      rivals.set(member, [...(rivals.get(member) ?? []), ...others]);
    }
  }
  return rivals;
}

export function outcomeOf<Round>(
  election: BudgetElection,
  rule: string,
  chosen: readonly number[],
  rounds: readonly Round[],
  why: ReadonlyMap<number, WhyNot>,
): BudgetOutcome<Round> {
  const cost = chosen.reduce((sum, at) => sum + election.projects[at]!.cost, 0n);
  const taken = new Set(chosen);
  const notFunded: Record<string, WhyNot> = {};
  election.projects.forEach(({ id }, at) => {
    const reason = why.get(at);
    if (!taken.has(at) && reason) notFunded[id] = reason;
  });
  const funded = chosen.map((at) => election.projects[at]!.id);
  return { rule, funded, cost, left: election.budget - cost, rounds, notFunded };
}
