/** Balances that wait to count, closed periods, receipts and counts of cash, for commands and for pages. */
import { sql, type Kysely } from 'kysely';
import type { MemberId, OrgId } from '#kernel/command';
import type { Tx } from '#kernel/tx';
import type { CashCount } from '../core/cash.ts';
import { closedThrough, type Closing } from '../core/closing.ts';
import type { Opening } from '../core/opening.ts';
import type { Receipt } from '../core/receipt.ts';
import type { TrialRow } from '../core/spreadsheet.ts';
import { ledgerTables, type ClosingRow, type OpeningRow, type ReceiptRow } from './tables.ts';

/** What was brought, newest first; one of it, or what still waits. */
export async function loadOpenings(
  tx: Tx,
  org: OrgId,
  { opening, waits }: { readonly opening?: string; readonly waits?: true } = {},
): Promise<Opening[]> {
  let query = ledgerTables(tx).selectFrom('ledger.opening').selectAll().where('org_id', '=', org);
  if (opening !== undefined) query = query.where('opening_id', '=', opening);
  if (waits) query = query.where('ended_at', 'is', null);
  const rows = await query.orderBy('opening_id', 'desc').limit(40).execute();
  if (rows.length === 0) return [];
  const ids = rows.map((one) => one.opening_id);
  const lines = await ledgerTables(tx)
    .selectFrom('ledger.opening_line')
    .selectAll()
    .where('org_id', '=', org)
    .where('opening_id', 'in', ids)
    .orderBy('account_id')
    .execute();
  const doubts = await ledgerTables(tx)
    .selectFrom('ledger.opening_doubt')
    .selectAll()
    .where('org_id', '=', org)
    .where('opening_id', 'in', ids)
    .orderBy('doubted_at')
    .orderBy('member_id')
    .execute();
  const of = Map.groupBy(lines, (one) => one.opening_id);
  const against = Map.groupBy(doubts, (one) => one.opening_id);
  return rows.map((row) => ({
    ...openingOf(row),
    doubts: (against.get(row.opening_id) ?? []).map((one) => {
      return { by: one.member_id, at: one.doubted_at, reason: one.reason };
    }),
    lines: (of.get(row.opening_id) ?? []).map(lineOf),
  }));
}

function lineOf(row: { account_id: string; amount_minor: bigint }) {
  return { account: row.account_id, amountMinor: row.amount_minor };
}

function openingOf(row: OpeningRow): Omit<Opening, 'lines' | 'doubts'> {
  return {
    id: row.opening_id,
    unit: row.unit,
    note: row.note,
    handedInBy: row.handed_in_by,
    handedInAt: row.handed_in_at,
    countsOn: row.counts_on,
    endedAt: row.ended_at,
    endedAs: row.ended_as,
    stoppedBy: row.stopped_by,
    reason: row.reason,
    rule: row.rule,
    number: row.number,
    broughtBy: row.brought_by,
    decided: row.decided,
  };
}

/** How many lists in one unit somebody has said to be wrong since a day. */
export async function countDoubts(
  tx: Tx,
  org: OrgId,
  member: MemberId,
  { unit, since }: { readonly unit: string; readonly since: string },
): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    SELECT count(*)::int AS n FROM ledger.opening_doubt d JOIN ledger.opening o USING (org_id, opening_id)
     WHERE d.org_id = ${org} AND d.member_id = ${member} AND o.unit = ${unit}
       AND d.doubted_at >= ${since}::date`.execute(tx);
  return rows[0]!.n;
}

/** In which of these accounts something has been booked that was not given back in full. */
export async function loadBegun(tx: Tx, org: OrgId, accounts: readonly string[]): Promise<Set<string>> {
  const movesOf = (side: 'source' | 'target') => sql`EXISTS (
    SELECT FROM ledger.transfer t LEFT JOIN ledger.corrected c USING (org_id, number)
     WHERE t.org_id = ${org} AND ${sql.ref(`t.${side}`)} = a.id AND t.corrects IS NULL
       AND c.corrected_minor IS DISTINCT FROM t.amount_minor)`;
  const { rows } = await sql<{ account: string }>`
    SELECT a.id AS account FROM unnest(${accounts}::text[]) AS a(id)
     WHERE ${movesOf('source')} OR ${movesOf('target')}`.execute(tx);
  return new Set(rows.map((row) => row.account));
}

/** What counts by now, in all groups, or in one. */
export async function loadCounting(
  tx: Tx,
  org: OrgId | null,
  today: string,
): Promise<{ readonly org: OrgId; readonly opening: string }[]> {
  const { rows } = await sql<{ org: OrgId; opening: string }>`
    SELECT org_id AS org, opening_id AS opening FROM ledger.opening
     WHERE ended_at IS NULL AND counts_on <= ${today}::date + 1
       ${org === null ? sql`` : sql`AND org_id = ${org}`}
     ORDER BY 1, 2 LIMIT 1000`.execute(tx);
  return rows;
}

/** Every period that was ever closed, the latest first. */
export async function loadClosings(tx: Tx, org: OrgId): Promise<Closing[]> {
  const rows = await ledgerTables(tx)
    .selectFrom('ledger.closing')
    .selectAll()
    .where('org_id', '=', org)
    .orderBy('through_on', 'desc')
    .orderBy('closing_id', 'desc')
    .execute();
  return rows.map(closingOf);
}

function closingOf(row: ClosingRow): Closing {
  return {
    id: row.closing_id,
    throughOn: row.through_on,
    note: row.note,
    closedAt: row.closed_at,
    reopenedAt: row.reopened_at,
    reason: row.reason,
  };
}

export async function loadClosedThrough(tx: Tx, org: OrgId): Promise<string | null> {
  return closedThrough(await loadClosings(tx, org));
}

/** The receipts of these movements, those that were taken back among them. */
export async function loadReceipts(tx: Tx, org: OrgId, numbers: readonly bigint[]): Promise<Receipt[]> {
  if (numbers.length === 0) return [];
  const rows = await ledgerTables(tx)
    .selectFrom('ledger.receipt')
    .selectAll()
    .where('org_id', '=', org)
    .where('number', 'in', [...numbers])
    .orderBy('receipt_id')
    .execute();
  return rows.map(receiptOf);
}

export async function loadReceipt(tx: Tx, org: OrgId, receipt: string): Promise<Receipt | null> {
  const row = await ledgerTables(tx)
    .selectFrom('ledger.receipt')
    .selectAll()
    .where('org_id', '=', org)
    .where('receipt_id', '=', receipt)
    .executeTakeFirst();
  return row === undefined ? null : receiptOf(row);
}

function receiptOf(row: ReceiptRow): Receipt {
  return {
    id: row.receipt_id,
    number: row.number,
    document: row.document,
    name: row.name,
    type: row.type,
    bytes: row.bytes,
    width: row.width,
    height: row.height,
    digest: row.digest,
    smallDigest: row.small_digest,
    addedBy: row.added_by,
    addedAt: row.added_at,
    act: row.act_id,
    takenBackAt: row.taken_back_at,
  };
}

/** The files of a group that its receipts refer to; those that were taken back or forgotten do not. */
export async function ledgerFiles(
  db: Kysely<unknown>,
  org: OrgId,
): Promise<{ of: string; member: MemberId; digest: string; smallDigest: string | null }[]> {
  const { rows } = await sql<{ of: string; member: MemberId; digest: string; smallDigest: string | null }>`
    SELECT receipt_id AS of, added_by AS member, digest, small_digest AS "smallDigest" FROM ledger.receipt
     WHERE org_id = ${org} AND name IS NOT NULL ORDER BY receipt_id`.execute(db);
  return rows;
}

/** The counts of one account, the latest first. */
export async function loadCashCounts(tx: Tx, org: OrgId, account: string): Promise<CashCount[]> {
  const rows = await ledgerTables(tx)
    .selectFrom('ledger.cash_count')
    .selectAll()
    .where('org_id', '=', org)
    .where('account_id', '=', account)
    .orderBy('counted_at', 'desc')
    .orderBy('count_id', 'desc')
    .limit(24)
    .execute();
  return rows.map((row) => ({
    id: row.count_id,
    account: row.account_id,
    expectedMinor: row.expected_minor,
    countedMinor: row.counted_minor,
    pieces: row.pieces,
    reason: row.reason,
    countedBy: row.counted_by,
    countedAt: row.counted_at,
    number: row.number,
  }));
}

/** What every account had before a period, what moved in it, and what it had at its end. */
export async function loadTrial(
  tx: Tx,
  org: OrgId,
  { fromOn, throughOn }: { readonly fromOn: string; readonly throughOn: string },
): Promise<TrialRow[]> {
  const { rows } = await sql<Omit<TrialRow, 'closingMinor'>>`
    SELECT a.account_id AS account, a.unit,
           coalesce(sum(CASE WHEN m.booked_on < ${fromOn}::date THEN m.came - m.went END), 0)::bigint
             AS "openingMinor",
           coalesce(sum(CASE WHEN m.booked_on >= ${fromOn}::date THEN m.went END), 0)::bigint AS "outMinor",
           coalesce(sum(CASE WHEN m.booked_on >= ${fromOn}::date THEN m.came END), 0)::bigint AS "inMinor"
      FROM ledger.account a
      LEFT JOIN (SELECT source AS account_id, booked_on, amount_minor AS went, 0 AS came FROM ledger.transfer
                  WHERE org_id = ${org} AND booked_on <= ${throughOn}::date
                 UNION ALL
                 SELECT target, booked_on, 0, amount_minor FROM ledger.transfer
                  WHERE org_id = ${org} AND booked_on <= ${throughOn}::date) m USING (account_id)
     WHERE a.org_id = ${org}
     GROUP BY 1, 2 ORDER BY a.unit, 1`.execute(tx);
  return rows.map((row) => ({ ...row, closingMinor: row.openingMinor - row.outMinor + row.inMinor }));
}
