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
