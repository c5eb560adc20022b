/**
 * Two results beside each other, in what they mean for voters: "greedy would have funded …; so many more
 * voters get something". The numbers are those that D. Peters, G. Pierczyński and P. Skowron (2021) use to
 * speak of fairness: who is left with nothing, and how much of the budget each voter finds in what was
 * funded.
 */
import type { BudgetElection } from './election.ts';

export interface ResultForVoters {
  readonly cost: bigint;
  /** Voters at least one of whose projects is funded. */
  readonly served: number;
  /** `byCount[k]`: voters k of whose projects are funded. */
  readonly byCount: readonly number[];
}

export interface Comparison {
  readonly both: readonly string[];
  readonly onlyFirst: readonly string[];
  readonly onlySecond: readonly string[];
  readonly first: ResultForVoters;
  readonly second: ResultForVoters;
  /** Voters who get something by the first and nothing by the second, less those the other way round. */
  readonly moreServed: number;
  /** Voters more of whose projects are funded by the one than by the other. */
  readonly prefer: { readonly first: number; readonly second: number; readonly neither: number };
}

/** `first` and `second` are ids of funded projects. */
export function compareResults(
  election: BudgetElection,
  first: readonly string[],
  second: readonly string[],
): Comparison {
  const one = countsOf(election, first);
  const two = countsOf(election, second);
  const prefer = { first: 0, second: 0, neither: 0 };
  election.weights.forEach((weight, ballot) => {
    const difference = one.perBallot[ballot]! - two.perBallot[ballot]!;
    prefer[difference > 0 ? 'first' : difference < 0 ? 'second' : 'neither'] += weight;
  });
  return {
    both: first.filter((id) => second.includes(id)),
    onlyFirst: first.filter((id) => !second.includes(id)),
    onlySecond: second.filter((id) => !first.includes(id)),
    first: one.result,
    second: two.result,
    moreServed: one.result.served - two.result.served,
    prefer,
  };
}

function countsOf(
  election: BudgetElection,
  funded: readonly string[],
): { perBallot: Int32Array; result: ResultForVoters } {
  const { byProject, weights, projects } = election;
  const perBallot = new Int32Array(weights.length);
  const taken = new Set(funded);
  let cost = 0n;
  projects.forEach((project, at) => {
    if (!taken.has(project.id)) return;
    cost += project.cost;
    for (let entry = byProject.start[at]!; entry < byProject.start[at + 1]!; entry += 1) {
      perBallot[byProject.other[entry]!]! += 1;
    }
  });
  const byCount: number[] = [];
  perBallot.forEach((count, ballot) => {
    while (byCount.length <= count) byCount.push(0);
    byCount[count]! += weights[ballot]!;
  });
  const served = byCount.slice(1).reduce((sum, voters) => sum + voters, 0);
  return { perBallot, result: { cost, served, byCount } };
}
