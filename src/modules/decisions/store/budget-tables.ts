/** The tables of budgets, as the database gives them. */
import type { Kysely } from 'kysely';
import type { ActId, MemberId, OrgId } from '#kernel/command';
import type { Tx } from '#kernel/tx';
import type { DeliveryState } from '../core/budget.ts';

export interface BudgetRow {
  org_id: OrgId;
  budget_id: string;
  title: string;
  body: string;
  unit: string;
  voters: string[];
  ideas_until: string;
  costing_until: string;
  opened_by: MemberId;
  proposal_id: string | null;
  opened_at: string;
  put_at: string | null;
  called_off_at: string | null;
  called_off_reason: string | null;
  act_id: ActId;
}

export interface PotRow {
  org_id: OrgId;
  budget_id: string;
  pot_id: string;
  position: number;
  name: string;
  amount_minor: bigint;
  voters: string[] | null;
  proposal_id: string | null;
}

export interface ProjectRow {
  org_id: OrgId;
  budget_id: string;
  project_id: string;
  pot_id: string;
  title: string;
  body: string;
  place: string;
  put_by: MemberId;
  put_at: string;
  withdrawn_at: string | null;
  merged_into: string | null;
  cost_minor: bigint | null;
  cost_reason: string | null;
  costed_by: MemberId | null;
  excludes: string | null;
  ruled_out_at: string | null;
  ruled_out_reason: string | null;
  option_id: string | null;
  act_id: ActId;
}

export interface DeliveryRow {
  org_id: OrgId;
  budget_id: string;
  project_id: string;
  delivery_id: string;
  state: DeliveryState;
  note: string;
  spent_minor: bigint;
  on_day: string;
  told_by: MemberId | null;
  told_at: string;
  act_id: ActId;
}

interface BudgetTables {
  'decisions.budget': BudgetRow;
  'decisions.pot': PotRow;
  'decisions.project': ProjectRow;
  'decisions.delivery': DeliveryRow;
}

/** The transaction, seen as these tables. */
export function budgetTables(tx: Tx): Kysely<BudgetTables> {
  return tx;
}
