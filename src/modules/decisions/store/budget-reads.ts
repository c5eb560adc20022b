/** What commands and screens load of budgets, always within one organization. */
import type { OrgId } from '#kernel/command';
import type { Tx } from '#kernel/tx';
import type { BudgetWhole } from '../core/budget-results.ts';
import type { Budget, Delivery, Pot, Project } from '../core/budget.ts';
import type { Proposal } from '../core/proposal.ts';
import {
  budgetTables,
  type BudgetRow,
  type DeliveryRow,
  type PotRow,
  type ProjectRow,
} from './budget-tables.ts';
import { loadProposals } from './reads.ts';

/** A budget with its pots in their order, and its projects, the oldest first. */
export interface WholeBudget {
  readonly budget: Budget | null;
  readonly pots: readonly Pot[];
  readonly projects: readonly Project[];
}

export async function loadBudget(tx: Tx, org: OrgId, id: string): Promise<WholeBudget> {
  const row = await budgetTables(tx)
    .selectFrom('decisions.budget')
    .selectAll()
    .where('org_id', '=', org)
    .where('budget_id', '=', id)
    .executeTakeFirst();
  const pots = await budgetTables(tx)
    .selectFrom('decisions.pot')
    .selectAll()
    .where('org_id', '=', org)
    .where('budget_id', '=', id)
    .orderBy('position')
    .execute();
  const projects = await budgetTables(tx)
    .selectFrom('decisions.project')
    .selectAll()
    .where('org_id', '=', org)
    .where('budget_id', '=', id)
    .orderBy('project_id')
    .execute();
  return { budget: row ? budgetOf(row) : null, pots: pots.map(potOf), projects: projects.map(projectOf) };
}

/** A budget with its ballots and all that was told of it. */
export interface LoadedWhole extends BudgetWhole {
  readonly ballots: ReadonlyMap<string, Proposal>;
}

/** Null where there is no such budget. */
export async function loadWholeBudget(tx: Tx, org: OrgId, id: string): Promise<LoadedWhole | null> {
  const { budget, pots, projects } = await loadBudget(tx, org, id);
  if (budget === null) return null;
  const proposals = pots.flatMap((pot) => pot.proposal ?? []);
  const ballots = await loadProposals(tx, org, proposals);
  const told = proposals.length === 0 ? [] : await loadDeliveries(tx, org, id);
  return { budget, pots, projects, ballots, told };
}

/** All budgets of an organization, the newest first. */
export async function listBudgets(tx: Tx, org: OrgId): Promise<Budget[]> {
  const rows = await budgetTables(tx)
    .selectFrom('decisions.budget')
    .selectAll()
    .where('org_id', '=', org)
    .orderBy('budget_id', 'desc')
    .execute();
  return rows.map(budgetOf);
}

/** The budget whose pot a proposal shares out, or that it has opened; null of every other proposal. */
export async function loadBudgetOf(
  tx: Tx,
  org: OrgId,
  proposal: string,
): Promise<Pick<Budget, 'id' | 'title'> | null> {
  const row = await budgetTables(tx)
    .selectFrom('decisions.pot as pot')
    .innerJoin('decisions.budget as budget', (join) =>
      join.onRef('budget.org_id', '=', 'pot.org_id').onRef('budget.budget_id', '=', 'pot.budget_id'),
    )
    .select(['budget.budget_id', 'budget.title'])
    .where('pot.org_id', '=', org)
    .where((row) => row.or([row('pot.proposal_id', '=', proposal), row('budget.proposal_id', '=', proposal)]))
    .executeTakeFirst();
  return row ? { id: row.budget_id, title: row.title } : null;
}

/** Whether an organization has ever opened one. */
export async function hasBudgets(tx: Tx, org: OrgId): Promise<boolean> {
  const row = await budgetTables(tx)
    .selectFrom('decisions.budget')
    .select('budget_id')
    .where('org_id', '=', org)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** What was told of the projects of a budget, the oldest first. */
export async function loadDeliveries(tx: Tx, org: OrgId, budget: string): Promise<Delivery[]> {
  const rows = await budgetTables(tx)
    .selectFrom('decisions.delivery')
    .selectAll()
    .where('org_id', '=', org)
    .where('budget_id', '=', budget)
    .orderBy('told_at')
    .orderBy('delivery_id')
    .execute();
  return rows.map(deliveryFrom);
}

function budgetOf(row: BudgetRow): Budget {
  return {
    id: row.budget_id,
    title: row.title,
    body: row.body,
    unit: row.unit,
    voters: row.voters,
    ideasUntil: row.ideas_until,
    costingUntil: row.costing_until,
    openedBy: row.opened_by,
    decision: row.proposal_id,
    openedAt: row.opened_at,
    putAt: row.put_at,
    calledOffAt: row.called_off_at,
    calledOffReason: row.called_off_reason,
  };
}

function potOf(row: PotRow): Pot {
  return {
    id: row.pot_id,
    name: row.name,
    amountMinor: row.amount_minor,
    voters: row.voters,
    proposal: row.proposal_id,
  };
}

function projectOf(row: ProjectRow): Project {
  return {
    id: row.project_id,
    pot: row.pot_id,
    title: row.title,
    body: row.body,
    place: row.place,
    putBy: row.put_by,
    putAt: row.put_at,
    withdrawnAt: row.withdrawn_at,
    mergedInto: row.merged_into,
    costMinor: row.cost_minor,
    costReason: row.cost_reason,
    costedBy: row.costed_by,
    excludes: row.excludes,
    ruledOutAt: row.ruled_out_at,
    ruledOutReason: row.ruled_out_reason,
    option: row.option_id,
  };
}

function deliveryFrom(row: DeliveryRow): Delivery {
  return {
    id: row.delivery_id,
    project: row.project_id,
    state: row.state,
    note: row.note,
    spentMinor: row.spent_minor,
    onDay: row.on_day,
    toldBy: row.told_by,
  };
}
