/** What everybody may know of a unit for which something is kept: figures of the whole, and nobody’s name. */
import { sql } from 'kysely';
import type { OrgId } from '#kernel/command';
import type { Tx } from '#kernel/tx';
import type { Covered } from '../core/coverage.ts';

export interface CoveredUnit extends Covered {
  readonly unit: string;
  /** What is kept for it, and the account in which it lies. */
  readonly kept: string;
  readonly reserve: string;
}

export async function loadCoveredUnits(tx: Tx, org: OrgId): Promise<CoveredUnit[]> {
  const { rows } = await sql<CoveredUnit>`
    SELECT c.unit, r.unit AS kept, c.reserve, c.circulating_minor AS "circulatingMinor",
           (c.circulating_minor * c.factor)::bigint AS "neededMinor", c.reserve_minor AS "reserveMinor"
      FROM ledger.coverage c JOIN ledger.account r ON r.org_id = c.org_id AND r.account_id = c.reserve
     WHERE c.org_id = ${org} ORDER BY c.unit`.execute(tx);
  return rows;
}

/** What has gone to associations at exchanges, without what was undone. */
export async function loadGiven(tx: Tx, org: OrgId, unit: string): Promise<bigint> {
  const { rows } = await sql<{ minor: string }>`
    SELECT coalesce(sum(minor), 0)::text AS minor FROM ledger.daily
     WHERE org_id = ${org} AND unit = ${unit} AND kind = 'gift'`.execute(tx);
  return BigInt(rows[0]!.minor);
}
