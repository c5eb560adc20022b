/**
 * A pot that is shared out by ballot. Lots follow from the seed, as the command line of tally draws them;
 * whoever counts the exported file again with that seed comes to the same.
 */
import type { Json } from '#kernel/outcome';
import {
  budgetElection,
  compareResults,
  equalShares,
  greedy,
  phragmen,
  type BudgetElection,
  type BudgetLimits,
  type BudgetOutcome,
  type TieRule,
} from '#tally';
import type { BallotOption, BallotQuestion } from './ballot.ts';
import type { CastBallot, Found } from './count.ts';
import { plain } from './count-plain.ts';

/**
 * Where everybody's part is made larger, it grows by a hundred minor units at a time: a whole euro, a
 * whole peso.
 */
export const STEP_MINOR = 100n;

/** Options that cost something; what costs nothing needs no pot. */
export function projectsOf(question: BallotQuestion): readonly (BallotOption & { costMinor: bigint })[] {
  return question.options.flatMap((one) =>
    one.costMinor !== null && one.costMinor > 0n ? [{ ...one, costMinor: one.costMinor }] : [],
  );
}

export function electionOf(question: BallotQuestion, ballots: readonly CastBallot[]): BudgetElection {
  const projects = projectsOf(question).map(({ id, title, costMinor }) => ({
    id,
    cost: costMinor,
    name: title,
  }));
  const numbers = new Map(projects.map(({ id }, at) => [id, at]));
  return budgetElection({
    budget: question.potMinor ?? 0n,
    scale: STEP_MINOR,
    projects,
    ballots: ballots.map(({ choices }) => ({
      projects: choices?.ballot === 'fund' ? choices.options.flatMap((id) => numbers.get(id) ?? []) : [],
    })),
  });
}

/** Options with the same word exclude each other. */
export function exclusiveGroups({ options }: BallotQuestion): readonly (readonly string[])[] {
  const groups = new Map<string, string[]>();
  for (const { id, excludes } of options) {
    if (excludes !== null) groups.set(excludes, [...(groups.get(excludes) ?? []), id]);
  }
  return [...groups.values()].filter((group) => group.length > 1);
}

/** Beside what greedy would have funded, so that everybody sees what the rule means for voters. */
export function countBudget(question: BallotQuestion, ballots: readonly CastBallot[], seed: string): Found {
  const election = electionOf(question, ballots);
  const rule = { seed, exclusive: exclusiveGroups(question) };
  const found = countBy(question, election, rule);
  const comparison =
    question.way.method === 'greedy'
      ? {}
      : { comparison: compareResults(election, found.funded, greedy(election, rule).funded) };
  const count = plain({
    ...found,
    voters: election.voters,
    potMinor: election.budget,
    stepMinor: STEP_MINOR,
    supporters: Object.fromEntries(election.projects.map(({ id }, at) => [id, election.approvals[at]!])),
    ...comparison,
  }) as { readonly [key: string]: Json };
  return { result: found.funded.length > 0 ? 'passed' : 'rejected', winners: found.funded, count };
}

function countBy(
  { way }: BallotQuestion,
  election: BudgetElection,
  rule: BudgetLimits & TieRule,
): BudgetOutcome<object> {
  if (way.method === 'greedy') return greedy(election, rule);
  if (way.method === 'phragmen') return phragmen(election, rule);
  return equalShares(election, { ...rule, completion: 'add1' });
}
