/**
 * Money that people share out. Ideas come in; what they would cost is found out, and what cannot be done is
 * ruled out with a reason; each pot has its ballot; and what was funded is followed until it stands. In which
 * phase a budget is follows from its dates.
 */
import type { MemberId } from '#kernel/command';
import { refuse, type Refused } from '#kernel/outcome';

export interface Budget {
  readonly id: string;
  readonly title: string;
  readonly body: string;
  readonly unit: string;
  readonly voters: readonly string[];
  readonly ideasUntil: string;
  readonly costingUntil: string;
  readonly openedBy: MemberId;
  /** The decision that opened it, where all of us have decided on it. */
  readonly decision: string | null;
  readonly openedAt: string;
  readonly putAt: string | null;
  readonly calledOffAt: string | null;
  readonly calledOffReason: string | null;
}

export interface Pot {
  readonly id: string;
  readonly name: string;
  readonly amountMinor: bigint;
  /** Of those whom the budget is for, the kinds of members for whom this pot is; null: for all of them. */
  readonly voters: readonly string[] | null;
  readonly proposal: string | null;
}

/** The kinds of members who bring ideas to a pot, and share it out. */
export function votersOf(budget: Pick<Budget, 'voters'>, pot: Pick<Pot, 'voters'>): readonly string[] {
  return pot.voters ?? budget.voters;
}

export interface Project {
  readonly id: string;
  readonly pot: string;
  readonly title: string;
  readonly body: string;
  readonly place: string;
  readonly putBy: MemberId;
  readonly putAt: string;
  readonly withdrawnAt: string | null;
  readonly mergedInto: string | null;
  readonly costMinor: bigint | null;
  readonly costReason: string | null;
  readonly costedBy: MemberId | null;
  readonly excludes: string | null;
  readonly ruledOutAt: string | null;
  readonly ruledOutReason: string | null;
  readonly option: string | null;
}

export const DELIVERY_STATES = ['planned', 'begun', 'done', 'given_up'] as const;
export type DeliveryState = (typeof DELIVERY_STATES)[number];

export interface Delivery {
  readonly id: string;
  readonly project: string;
  readonly state: DeliveryState;
  readonly note: string;
  readonly spentMinor: bigint;
  readonly onDay: string;
  readonly toldBy: MemberId | null;
}

export type BudgetPhase = 'ideas' | 'costing' | 'costed' | 'ballot' | 'called_off';

/** In which phase a budget is; what follows the ballot, its proposals tell. */
export function phaseOf(budget: Budget, now: string): BudgetPhase {
  if (budget.calledOffAt !== null) return 'called_off';
  if (budget.putAt !== null) return 'ballot';
  if (now < budget.ideasUntil) return 'ideas';
  return now < budget.costingUntil ? 'costing' : 'costed';
}

export type BudgetRule = 'budget_unknown' | 'budget_called_off' | 'ideas_are_closed' | 'ballot_is_made';

/** Whether ideas still come in and can be changed by whoever had them. */
export function wrongForIdeas(budget: Budget | null, now: string): Refused<BudgetRule> | null {
  const wrong = wrongForCosting(budget, now);
  if (wrong || phaseOf(budget!, now) === 'ideas') return wrong;
  return refuse('ideas_are_closed', { since: budget!.ideasUntil });
}

/** Whether what is on the ballot can still be settled. */
export function wrongForCosting(
  budget: Budget | null,
  now: string,
): Refused<Exclude<BudgetRule, 'ideas_are_closed'>> | null {
  if (budget === null) return refuse('budget_unknown');
  const phase = phaseOf(budget, now);
  if (phase === 'called_off') return refuse('budget_called_off');
  return phase === 'ballot' ? refuse('ballot_is_made') : null;
}

/** Whether a project is still one of its own. */
export function stands(project: Project): boolean {
  return project.withdrawnAt === null && project.mergedInto === null;
}

/** Whether it comes on the ballot: it stands, it has a cost, and nothing speaks against it. */
export function isReady(project: Project): boolean {
  return stands(project) && project.ruledOutAt === null && project.costMinor !== null;
}

/** What was spent on a project and how far it is, over all that was told of it, oldest first. */
export function deliveryOf(told: readonly Delivery[]): { state: DeliveryState; spentMinor: bigint } {
  return {
    state: told.at(-1)?.state ?? 'planned',
    spentMinor: told.reduce((sum, one) => sum + one.spentMinor, 0n),
  };
}
