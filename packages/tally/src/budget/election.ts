/**
 * A budget that people divide by ballot: what there is to spend, what could be funded, and who wants what.
 * Identical ballots are kept once with their number of voters, in flat arrays; every amount of money is a
 * whole number (`scale` of them make one unit of currency), so that every rule counts exactly.
 */
import { TallyError } from '../rules.ts';

export interface BudgetProject {
  readonly id: string;
  readonly cost: bigint;
  readonly name?: string;
}

/**
 * What one voter (or `weight` voters alike) gives: `points` go beside `projects`; without them each counts
 * one.
 */
export interface BudgetBallot {
  readonly projects: readonly number[];
  readonly points?: readonly number[];
  readonly weight?: number;
}

/** Points times voters are added up in doubles, which are exact far beyond this. */
export const MOST_POINTS = 1_000_000;

/** Supports in rows: the entries of row r stand from `start[r]` up to `start[r + 1]`. */
export interface SupportRows {
  readonly start: Int32Array;
  readonly other: Int32Array;
  readonly points: Int32Array;
}

export interface BudgetElection {
  readonly budget: bigint;
  /** How many of the whole numbers in `cost` and `budget` make one unit of currency. */
  readonly scale: bigint;
  readonly projects: readonly BudgetProject[];
  /** Everybody who voted, whoever left the ballot empty included: the budget is theirs in equal parts. */
  readonly voters: number;
  /** How many voters are behind each different ballot. */
  readonly weights: Int32Array;
  /** Row = ballot, other = project (ascending). */
  readonly byBallot: SupportRows;
  /** Row = project, other = ballot (ascending). */
  readonly byProject: SupportRows;
  /** Whether ballots give points (ordinal, cumulative, scoring) or only say yes. */
  readonly graded: boolean;
  /** Points in all, by project: the order of every greedy rule. For plain approval these are the votes. */
  readonly support: Float64Array;
  /** Voters, by project, who give it anything. */
  readonly approvals: Int32Array;
}

export interface BudgetInput {
  readonly budget: bigint;
  readonly scale?: bigint;
  readonly projects: readonly BudgetProject[];
  readonly ballots: Iterable<BudgetBallot>;
}

interface Group {
  weight: number;
  readonly projects: readonly number[];
  readonly points: readonly number[];
}

/** Checks the amounts and groups the ballots. Order of ballots does not matter to any rule. */
export function budgetElection(input: BudgetInput): BudgetElection {
  const { budget, projects } = input;
  if (budget < 0n) throw new TallyError('a budget cannot be below zero.');
  const ids = new Set<string>();
  for (const { id, cost } of projects) {
    if (cost < 0n) throw new TallyError(`the project “${id}” costs less than nothing.`);
    if (ids.has(id)) throw new TallyError(`the project “${id}” stands twice.`);
    ids.add(id);
  }
  const groups = new Map<string, Group>();
  let voters = 0;
  for (const ballot of input.ballots) {
    const group = groupOf(ballot, projects.length);
    const key = `${group.projects.join()}|${group.points.join()}`;
    const known = groups.get(key);
    if (known) known.weight += group.weight;
    else groups.set(key, group);
    voters += group.weight;
  }
  return laidOut(budget, input.scale ?? 1n, projects, voters, [...groups.values()]);
}

function groupOf(ballot: BudgetBallot, projects: number): Group {
  const points = new Map<number, number>();
  ballot.projects.forEach((project, at) => {
    const given = ballot.points?.[at] ?? 1;
    if (!Number.isInteger(project) || project < 0 || project >= projects) {
      throw new TallyError(`a ballot names the project number ${project}, which there is not.`);
    }
    if (!Number.isInteger(given) || given < 0 || given > MOST_POINTS) {
      throw new TallyError(
        `a ballot gives ${given} points; points are whole numbers from 0 to ${MOST_POINTS}.`,
      );
    }
    if (given > 0 && !points.has(project)) points.set(project, given);
  });
  const weight = ballot.weight ?? 1;
  if (!Number.isInteger(weight) || weight < 1) throw new TallyError('a weight is a whole number from 1.');
  const sorted = [...points.keys()].sort((a, b) => a - b);
  return { weight, projects: sorted, points: sorted.map((project) => points.get(project)!) };
}

function laidOut(
  budget: bigint,
  scale: bigint,
  projects: readonly BudgetProject[],
  voters: number,
  groups: readonly Group[],
): BudgetElection {
  const entries = groups.reduce((sum, group) => sum + group.projects.length, 0);
  const byBallot = rows(groups.length, entries);
  const support = new Float64Array(projects.length);
  const approvals = new Int32Array(projects.length);
  const perProject = new Int32Array(projects.length);
  let at = 0;
  let graded = false;
  groups.forEach((group, index) => {
    group.projects.forEach((project, place) => {
      const given = group.points[place]!;
      byBallot.other[at] = project;
      byBallot.points[at++] = given;
      support[project]! += group.weight * given;
      approvals[project]! += group.weight;
      perProject[project]! += 1;
      if (given !== 1) graded = true;
    });
    byBallot.start[index + 1] = at;
  });
  const byProject = rows(projects.length, entries);
  for (let p = 0; p < projects.length; p += 1) {
    byProject.start[p + 1] = byProject.start[p]! + perProject[p]!;
  }
  const next = byProject.start.slice();
  groups.forEach((group, index) => {
    group.projects.forEach((project, place) => {
      const to = next[project]!++;
      byProject.other[to] = index;
      byProject.points[to] = group.points[place]!;
    });
  });
  const weights = Int32Array.from(groups, ({ weight }) => weight);
  return { budget, scale, projects, voters, weights, byBallot, byProject, graded, support, approvals };
}

function rows(count: number, entries: number): SupportRows {
  return {
    start: new Int32Array(count + 1),
    other: new Int32Array(entries),
    points: new Int32Array(entries),
  };
}
