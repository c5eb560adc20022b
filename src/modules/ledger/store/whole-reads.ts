/** All that was ever posted, for whoever takes the books along. */
import { sql } from 'kysely';
import type { OrgId } from '#kernel/command';
import type { Tx } from '#kernel/tx';
import { noteOf } from './reads.ts';
import type { TransferRow } from './tables.ts';

const AT_A_TIME = 2_000;

/**
 * Every movement in the order of its number, of one account if it is given; read a few thousand at a time.
 */
export async function* eachMovement(
  tx: Tx,
  org: OrgId,
  account: string | null = null,
): AsyncGenerator<TransferRow & { readonly note: string | null }> {
  for (let after = 0n; ;) {
    const { rows } = await sql<TransferRow & { readonly note: string | null }>`
      SELECT t.*, ${noteOf} AS note FROM ledger.transfer t
       WHERE org_id = ${org} AND number > ${after}
         ${account === null ? sql`` : sql`AND (source = ${account} OR target = ${account})`}
       ORDER BY number LIMIT ${AT_A_TIME}`.execute(tx);
    yield* rows;
    if (rows.length < AT_A_TIME) return;
    after = rows.at(-1)!.number;
  }
}

/** On which day something was first booked in each account that anything ever was. */
export async function loadFirstDays(tx: Tx, org: OrgId): Promise<ReadonlyMap<string, string>> {
  const { rows } = await sql<{ account: string; day: string }>`
    SELECT account, min(day) AS day FROM (
      SELECT source AS account, min(booked_on) AS day FROM ledger.transfer WHERE org_id = ${org} GROUP BY 1
      UNION ALL
      SELECT target, min(booked_on) FROM ledger.transfer WHERE org_id = ${org} GROUP BY 1) ends
     GROUP BY 1`.execute(tx);
  return new Map(rows.map((row) => [row.account, row.day]));
}
