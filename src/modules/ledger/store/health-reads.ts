/** What the figures of a unit are reckoned from. */
import { sql } from 'kysely';
import type { MemberId, OrgId } from '#kernel/command';
import type { Tx } from '#kernel/tx';
import type { HeldBalance } from '../core/health.ts';

export interface HolderBalance extends HeldBalance {
  readonly account: string;
  readonly member: MemberId;
  /** The last day on which something came or went; null where nothing has. */
  readonly movedOn: string | null;
}

/** Those who hold a unit now, with when they last paid or were paid. */
export async function loadHolderBalances(tx: Tx, org: OrgId, unit: string): Promise<HolderBalance[]> {
  const { rows } = await sql<HolderBalance>`
    SELECT a.account_id AS account, a.member_id AS member, b.balance_minor AS "balanceMinor",
           b.rule_floor_minor AS "floorMinor", b.rule_ceiling_minor AS "ceilingMinor",
           greatest(
             (SELECT t.booked_on FROM ledger.transfer t WHERE t.org_id = a.org_id AND t.source = a.account_id
               ORDER BY t.number DESC LIMIT 1),
             (SELECT t.booked_on FROM ledger.transfer t WHERE t.org_id = a.org_id AND t.target = a.account_id
               ORDER BY t.number DESC LIMIT 1)) AS "movedOn"
      FROM ledger.account a JOIN ledger.balance b USING (org_id, account_id)
     WHERE a.org_id = ${org} AND a.unit = ${unit} AND a.purpose = 'holding' AND a.closed_at IS NULL
     ORDER BY a.account_id`.execute(tx);
  return rows;
}

/** When each member last asked to be paid. */
export async function loadLastAsked(tx: Tx, org: OrgId): Promise<ReadonlyMap<MemberId, string>> {
  const { rows } = await sql<{ member: MemberId; at: string }>`
    SELECT asked_by AS member, max(asked_at) AS at FROM ledger.request
     WHERE org_id = ${org} GROUP BY 1`.execute(tx);
  return new Map(rows.map((row) => [row.member, row.at]));
}

export interface MonthTurnover {
  /** The first day of it. */
  readonly month: string;
  readonly payments: number;
  readonly minor: bigint;
}

/** What members have paid each other in each of the last months, the oldest first; what went back is not. */
export async function loadTurnover(
  tx: Tx,
  org: OrgId,
  unit: string,
  since: string,
): Promise<MonthTurnover[]> {
  const { rows } = await sql<Omit<MonthTurnover, 'minor'> & { minor: string }>`
    SELECT date_trunc('month', booked_on)::date AS month, sum(movements)::int AS payments,
           sum(minor)::text AS minor
      FROM ledger.daily
     WHERE org_id = ${org} AND unit = ${unit} AND kind = 'payment' AND booked_on >= ${since}::date
     GROUP BY 1 ORDER BY 1`.execute(tx);
  return rows.map((row) => ({ ...row, minor: BigInt(row.minor) }));
}
