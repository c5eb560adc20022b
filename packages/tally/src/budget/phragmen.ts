/**
 * Sequential Phragmén for budgets: everybody earns money at the same pace, and a project is bought as soon
 * as its supporters together can pay it; they then start again from nothing. Told in loads, as Phragmén
 * did (1894; for budgets M. Los, Z. Christoff, D. Grossi, "Proportional Budget Allocations", IJCAI 2022):
 * the load of a supporter after the purchase is (cost + loads of all supporters) / number of supporters,
 * and the project with the least such load is next. Ballots count as approvals: who gives a project any
 * points supports it.
 */
import { type Fraction, fraction } from '../exact/fraction.ts';
import { nearest } from '../exact/ratio.ts';
import type { BudgetElection } from './election.ts';
import { type BudgetLimits, type BudgetOutcome, type Field, fieldOf, outcomeOf } from './outcome.ts';
import { type TieRule, tiePlaces } from './ties.ts';

export interface PhragmenRule extends BudgetLimits, TieRule {
  /**
   * End when the next project (or one tied with it) does not fit, as pabutools does; or pass over it and
   * go on.
   */
  readonly skip?: boolean;
}

export interface PhragmenRound {
  readonly project: string;
  readonly cost: bigint;
  /** The load of each supporter afterwards: the moment at which the project could be paid. */
  readonly load: Fraction;
  readonly supporters: number;
  readonly left: bigint;
  readonly funded: boolean;
  readonly excluded: readonly string[];
}

interface Candidate {
  readonly project: number;
  /** The load is num / (den · by). */
  readonly num: bigint;
  readonly by: bigint;
}

const SAFE = 2 ** -40;

/** Who was loaded last by which purchase, and the loads of the purchases over one common denominator. */
class Loads {
  readonly election: BudgetElection;
  readonly last: Int32Array;
  readonly loads: bigint[] = [];
  den = 1n;
  /** Loads never fall, so an earlier load is a lower bound. */
  readonly low: Float64Array;

  constructor(election: BudgetElection) {
    this.election = election;
    this.last = new Int32Array(election.weights.length).fill(-1);
    this.low = new Float64Array(election.projects.length);
  }

  of(project: number): Candidate {
    const { byProject, weights, approvals, projects } = this.election;
    const times = new Float64Array(this.loads.length);
    const end = byProject.start[project + 1]!;
    for (let at = byProject.start[project]!; at < end; at += 1) {
      const ballot = byProject.other[at]!;
      const last = this.last[ballot]!;
      if (last >= 0) times[last]! += weights[ballot]!;
    }
    let num = projects[project]!.cost * this.den;
    times.forEach((count, at) => {
      if (count > 0) num += BigInt(count) * this.loads[at]!;
    });
    const by = BigInt(approvals[project]!);
    this.low[project] = nearest(num, this.den * by) * (1 - SAFE);
    return { project, num, by };
  }

  /** All open projects with the least load. */
  least(open: readonly boolean[]): Candidate[] {
    const order = open.flatMap((isOpen, at) => (isOpen ? [at] : []));
    order.sort((a, b) => this.low[a]! - this.low[b]!);
    let best: Candidate[] = [];
    let above = Infinity;
    for (const project of order) {
      if (this.low[project]! > above) break;
      const one = this.of(project);
      const first = best[0];
      const difference = first ? one.num * first.by - first.num * one.by : -1n;
      if (difference > 0n) continue;
      best = difference === 0n ? [...best, one] : [one];
      above = nearest(one.num, this.den * one.by) * (1 + SAFE);
    }
    return best;
  }

  buy({ project, num, by }: Candidate): void {
    const { byProject } = this.election;
    for (let at = 0; at < this.loads.length; at += 1) this.loads[at]! *= by;
    this.den *= by;
    for (let at = byProject.start[project]!; at < byProject.start[project + 1]!; at += 1) {
      this.last[byProject.other[at]!] = this.loads.length;
    }
    this.loads.push(num);
  }
}

export function phragmen(election: BudgetElection, rule: PhragmenRule = {}): BudgetOutcome<PhragmenRound> {
  const { projects, budget } = election;
  const field = fieldOf(election, rule);
  const places = tiePlaces(election, rule);
  const loads = new Loads(election);
  const rounds: PhragmenRound[] = [];
  const chosen: number[] = [];
  let left = budget;
  for (;;) {
    const tied = loads.least(field.open).sort((a, b) => places[a.project]! - places[b.project]!);
    const tooDear = tied.find(({ project }) => projects[project]!.cost > left);
    const next = tooDear ?? tied[0];
    if (!next) break;
    const { id, cost } = projects[next.project]!;
    const load = fraction(next.num, loads.den * next.by);
    const supporters = election.approvals[next.project]!;
    const told = { project: id, cost, load, supporters, left };
    if (tooDear) {
      rounds.push({ ...told, funded: false, excluded: [] });
      field.open[next.project] = false;
      field.why.set(next.project, { reason: 'does_not_fit', left, cost });
      if (rule.skip) continue;
      stopAt(election, field, id);
      break;
    }
    const excluded = field.exclude(next.project).map((at) => projects[at]!.id);
    rounds.push({ ...told, funded: true, excluded });
    loads.buy(next);
    chosen.push(next.project);
    left -= cost;
  }
  return outcomeOf(election, 'phragmen', chosen, rounds, field.why);
}

function stopAt(election: BudgetElection, field: Field, id: string): void {
  election.projects.forEach((_project, at) => {
    if (field.open[at]) field.why.set(at, { reason: 'stopped_before', at: id });
    field.open[at] = false;
  });
}
