/**
 * Who sees what of what we decide. A draft is its authors' and of those whom they have asked; from the moment
 * it is published, all of the group may read it, for ever. To the street a group says nothing of it but what
 * a shared budget has paid for; what came of a change of the rules is told by the record.
 */
import type { MemberId } from '#kernel/command';
import { isInside, type Viewer } from '#agents';
import { fundedOf, stageOf, type BudgetStage, type BudgetWhole } from './budget-results.ts';
import type { DeliveryState } from './budget.ts';
import type { ProposalDates } from './proposal.ts';

export function visibleProposal(
  viewer: Viewer,
  proposal: Pick<ProposalDates, 'publishedAt'>,
  authors: readonly { readonly member: MemberId }[],
): boolean {
  if (!isInside(viewer)) return false;
  return proposal.publishedAt !== null || isAmong(viewer.member, authors);
}

/** Whether this member writes it, or has been asked to. */
export function isAmong(member: MemberId | null, authors: readonly { readonly member: MemberId }[]): boolean {
  return member !== null && authors.some((one) => one.member === member);
}

/** Nobody is told how it is going before it is over. */
export function visibleCount(viewer: Viewer, proposal: Pick<ProposalDates, 'closedAt'>): boolean {
  return isInside(viewer) && proposal.closedAt !== null;
}

/**
 * Ideas, costs, reasons and reports are the group's own; what was done with the money is for everybody to
 * know.
 */
export function visibleBudget(viewer: Viewer): 'whole' | 'front' {
  return isInside(viewer) ? 'whole' : 'front';
}

/**
 * What the street is told of a shared budget: its pots, and what was funded and how far it is; nobody's name.
 */
export interface PublicBudget {
  readonly id: string;
  readonly title: string;
  readonly unit: string;
  readonly stage: BudgetStage;
  readonly pots: readonly { readonly name: string; readonly amountMinor: bigint }[];
  readonly funded: readonly {
    readonly title: string;
    readonly pot: string;
    readonly costMinor: bigint;
    readonly state: DeliveryState;
    readonly spentMinor: bigint;
  }[];
}

export function publicBudget(whole: BudgetWhole, now: string): PublicBudget {
  const { budget, pots } = whole;
  const names = new Map(pots.map((one) => [one.id, one.name]));
  return {
    id: budget.id,
    title: budget.title,
    unit: budget.unit,
    stage: stageOf(whole, now),
    pots: pots.map(({ name, amountMinor }) => ({ name, amountMinor })),
    funded: fundedOf(whole).map(({ project, costMinor, state, spentMinor }) => ({
      title: project.title,
      pot: names.get(project.pot) ?? '',
      costMinor,
      state,
      spentMinor,
    })),
  };
}
