/** Small budgets by chance, for tests that hold a fast count against a plain one. */
import fc from 'fast-check';
import { type BudgetElection, budgetElection } from './election.ts';

export interface SmallBudget {
  readonly costs: readonly number[];
  /** For each voter her points for each project, 0 for none. */
  readonly points: readonly (readonly number[])[];
  readonly budget: number;
  /** Whether the first two projects exclude each other. */
  readonly rivals: boolean;
}

/** The projects are called p0, p1 and so on. */
export const idOf = (at: number) => `p${at}`;

export function electionOf({ costs, points, budget }: SmallBudget): BudgetElection {
  return budgetElection({
    budget: BigInt(budget),
    projects: costs.map((cost, at) => ({ id: idOf(at), cost: BigInt(cost) })),
    ballots: points.map((row) => ({ projects: row.map((_points, at) => at), points: row })),
  });
}

/** `highest` is the most points a voter gives a project: 1 is approval. */
export function smallBudgets(highest: number, dearest = 12, most = 40) {
  return fc.integer({ min: 1, max: 6 }).chain((projects) => {
    const row = fc.array(fc.integer({ min: 0, max: highest }), { minLength: projects, maxLength: projects });
    const cost = fc.integer({ min: 1, max: dearest });
    return fc.record<SmallBudget>({
      costs: fc.array(cost, { minLength: projects, maxLength: projects }),
      points: fc.array(row, { minLength: 1, maxLength: 7 }),
      budget: fc.integer({ min: 1, max: most }),
      rivals: fc.boolean(),
    });
  });
}
