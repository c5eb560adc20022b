/** What is in circulation beside what is kept for it, as rows. */
import { sql } from 'kysely';
import type { OrgId, RecordedAct } from '#kernel/command';
import type { Tx } from '#kernel/tx';
import type { Coverage } from '../core/coverage.ts';
import { ledgerTables } from './tables.ts';

export interface NewCoverage extends Omit<Coverage, 'factor'> {
  readonly factor: string;
}

/** From now on the unit is covered; the table says no where it is not. */
export async function insertCoverages(
  tx: Tx,
  act: RecordedAct,
  coverages: readonly NewCoverage[],
): Promise<void> {
  for (const { unit, issue, reserve, factor } of coverages) {
    await sql`
      INSERT INTO ledger.coverage (org_id, unit, issue, reserve, factor, circulating_minor,
                                   reserve_minor, act_id)
      SELECT i.org_id, ${unit}, i.account_id, r.account_id, ${factor}::bigint, -i.balance_minor,
             r.balance_minor, ${act.id}
        FROM ledger.balance i JOIN ledger.balance r USING (org_id)
       WHERE i.org_id = ${act.org} AND i.account_id = ${issue} AND r.account_id = ${reserve}`.execute(tx);
  }
}

export async function deleteCoverages(tx: Tx, act: RecordedAct, units: readonly string[]): Promise<void> {
  if (units.length === 0) return;
  await sql`DELETE FROM ledger.coverage WHERE org_id = ${act.org} AND unit = ANY(${units})`.execute(tx);
}

export async function loadCoverages(tx: Tx, org: OrgId): Promise<Coverage[]> {
  const rows = await ledgerTables(tx)
    .selectFrom('ledger.coverage')
    .select(['unit', 'issue', 'reserve', 'factor'])
    .where('org_id', '=', org)
    .orderBy('unit')
    .execute();
  return rows;
}
