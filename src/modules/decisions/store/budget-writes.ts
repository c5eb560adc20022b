/**
 * How facts about budgets become rows: a function of the fact and its act, so that a replay makes them again.
 */
import type { OrgId, RecordedAct } from '#kernel/command';
import type { Tx } from '#kernel/tx';
import {
  budgetTables,
  type BudgetRow,
  type DeliveryRow,
  type PotRow,
  type ProjectRow,
} from './budget-tables.ts';

type New<Row> = Omit<Row, 'org_id' | 'act_id'>;

export async function insertBudget(
  tx: Tx,
  act: RecordedAct,
  budget: Omit<New<BudgetRow>, 'opened_at' | 'put_at' | 'called_off_at' | 'called_off_reason'>,
  pots: readonly Omit<PotRow, 'org_id' | 'budget_id' | 'proposal_id' | 'position'>[],
): Promise<void> {
  const none = { put_at: null, called_off_at: null, called_off_reason: null };
  await budgetTables(tx)
    .insertInto('decisions.budget')
    .values({ org_id: act.org, ...budget, ...none, opened_at: act.at, act_id: act.id })
    .execute();
  await budgetTables(tx)
    .insertInto('decisions.pot')
    .values(
      pots.map((pot, at) => ({
        org_id: act.org,
        budget_id: budget.budget_id,
        position: at + 1,
        proposal_id: null,
        ...pot,
      })),
    )
    .execute();
}

export type BudgetChange = Partial<Omit<BudgetRow, 'org_id' | 'budget_id' | 'act_id'>>;

export async function changeBudget(tx: Tx, org: OrgId, budget: string, change: BudgetChange): Promise<void> {
  await budgetTables(tx)
    .updateTable('decisions.budget')
    .set(change)
    .where('org_id', '=', org)
    .where('budget_id', '=', budget)
    .execute();
}

export async function givePotBallot(
  tx: Tx,
  org: OrgId,
  budget: string,
  pot: string,
  proposal: string,
): Promise<void> {
  await budgetTables(tx)
    .updateTable('decisions.pot')
    .set({ proposal_id: proposal })
    .where('org_id', '=', org)
    .where('budget_id', '=', budget)
    .where('pot_id', '=', pot)
    .execute();
}

type Settled =
  | 'withdrawn_at'
  | 'merged_into'
  | 'cost_minor'
  | 'cost_reason'
  | 'costed_by'
  | 'excludes'
  | 'ruled_out_at'
  | 'ruled_out_reason'
  | 'option_id'
  | 'put_at';

export async function insertProject(
  tx: Tx,
  act: RecordedAct,
  project: Omit<New<ProjectRow>, Settled>,
): Promise<void> {
  await budgetTables(tx)
    .insertInto('decisions.project')
    .values({
      org_id: act.org,
      ...project,
      put_at: act.at,
      withdrawn_at: null,
      merged_into: null,
      cost_minor: null,
      cost_reason: null,
      costed_by: null,
      excludes: null,
      ruled_out_at: null,
      ruled_out_reason: null,
      option_id: null,
      act_id: act.id,
    })
    .execute();
}

export type ProjectChange = Partial<Omit<ProjectRow, 'org_id' | 'budget_id' | 'project_id' | 'act_id'>>;

export async function changeProject(
  tx: Tx,
  org: OrgId,
  budget: string,
  project: string,
  change: ProjectChange,
): Promise<void> {
  await budgetTables(tx)
    .updateTable('decisions.project')
    .set(change)
    .where('org_id', '=', org)
    .where('budget_id', '=', budget)
    .where('project_id', '=', project)
    .execute();
}

export async function insertDelivery(
  tx: Tx,
  act: RecordedAct,
  delivery: Omit<New<DeliveryRow>, 'told_at'>,
): Promise<void> {
  await budgetTables(tx)
    .insertInto('decisions.delivery')
    .values({ org_id: act.org, ...delivery, told_at: act.at, act_id: act.id })
    .execute();
}
