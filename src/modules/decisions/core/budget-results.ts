/**
 * What came of a shared budget: where each idea stands, which of them the ballots have funded, and how far a
 * budget is as a whole. All of it follows from dates, outcomes and what was told; nothing here is kept.
 */
import type { Json } from '#kernel/outcome';
import {
  deliveryOf,
  phaseOf,
  type Budget,
  type BudgetPhase,
  type Delivery,
  type DeliveryState,
  type Pot,
  type Project,
} from './budget.ts';

/** The options that an outcome has funded; none where there is no outcome yet. */
export function fundedIn(outcome: Json | null): readonly string[] {
  return (outcome as { readonly winners?: readonly string[] } | null)?.winners ?? [];
}

/** What is known of the ballot of a pot. */
export interface PotBallot {
  readonly id: string;
  readonly closedAt: string | null;
  readonly outcome: Json | null;
}

export type Ballots = ReadonlyMap<string, PotBallot>;

export const PROJECT_STATES = [
  'open',
  'costed',
  'on_ballot',
  'funded',
  'not_funded',
  'ruled_out',
  'merged',
  'withdrawn',
] as const;
export type ProjectState = (typeof PROJECT_STATES)[number];

/** Where an idea stands. */
export function projectState(project: Project, ballot: PotBallot | undefined): ProjectState {
  if (project.withdrawnAt !== null) return 'withdrawn';
  if (project.mergedInto !== null) return 'merged';
  if (project.ruledOutAt !== null) return 'ruled_out';
  if (project.option === null) return project.costMinor === null ? 'open' : 'costed';
  if (ballot === undefined || ballot.closedAt === null) return 'on_ballot';
  return fundedIn(ballot.outcome).includes(project.option) ? 'funded' : 'not_funded';
}

export function ballotOfPot(pots: readonly Pot[], ballots: Ballots, pot: string): PotBallot | undefined {
  const proposal = pots.find((one) => one.id === pot)?.proposal;
  return proposal ? ballots.get(proposal) : undefined;
}

/** What was funded, and how far each is: in the order in which the ideas came. */
export interface Funded {
  readonly project: Project;
  readonly costMinor: bigint;
  readonly state: DeliveryState;
  readonly spentMinor: bigint;
}

export interface BudgetWhole {
  readonly budget: Budget;
  readonly pots: readonly Pot[];
  readonly projects: readonly Project[];
  readonly ballots: Ballots;
  readonly told: readonly Delivery[];
}

export function fundedOf({ pots, projects, ballots, told }: Omit<BudgetWhole, 'budget'>): Funded[] {
  const reports = Map.groupBy(told, (one) => one.project);
  return projects
    .filter((one) => projectState(one, ballotOfPot(pots, ballots, one.pot)) === 'funded')
    .map((project) => ({
      project,
      costMinor: project.costMinor ?? 0n,
      ...deliveryOf(reports.get(project.id) ?? []),
    }));
}

/** How far a budget is, after its ballots as well: `nothing` when none of them has funded anything. */
export type BudgetStage = Exclude<BudgetPhase, 'ballot'> | 'ballot' | 'delivery' | 'delivered' | 'nothing';

export function stageOf(whole: BudgetWhole, now: string): BudgetStage {
  const phase = phaseOf(whole.budget, now);
  if (phase !== 'ballot') return phase;
  const open = whole.pots.some((pot) => {
    const ballot = ballotOfPot(whole.pots, whole.ballots, pot.id);
    return ballot === undefined || ballot.closedAt === null;
  });
  if (open) return 'ballot';
  const funded = fundedOf(whole);
  if (funded.length === 0) return 'nothing';
  return funded.every((one) => isSettled(one.state)) ? 'delivered' : 'delivery';
}

/** Nothing more is expected of it. */
export function isSettled(state: DeliveryState): boolean {
  return state === 'done' || state === 'given_up';
}

export const BUDGET_STEPS = ['ideas', 'costs', 'ballot', 'delivery'] as const;
export type BudgetStep = (typeof BUDGET_STEPS)[number];

/** Which step a budget is at; null when it was called off. */
export function stepOf(stage: BudgetStage): BudgetStep | null {
  switch (stage) {
    case 'called_off':
      return null;
    case 'ideas':
      return 'ideas';
    case 'costing':
      return 'costs';
    case 'costed':
    case 'ballot':
      return 'ballot';
    default:
      return 'delivery';
  }
}
