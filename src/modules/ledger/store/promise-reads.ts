/** What waits: requests to be paid, and what is promised. */
import { sql } from 'kysely';
import type { OrgId } from '#kernel/command';
import type { Tx } from '#kernel/tx';
import type { Hold, PaymentRequest } from '../core/promised.ts';
import { ledgerTables, type HoldRow, type RequestRow } from './tables.ts';

function requestOf(row: RequestRow): PaymentRequest {
  return {
    id: row.request_id,
    unit: row.unit,
    source: row.source,
    target: row.target,
    amountMinor: row.amount_minor,
    note: row.note,
    askedBy: row.asked_by,
    askedAt: row.asked_at,
    expiresOn: row.expires_on,
    answeredAt: row.answered_at,
    answer: row.answer,
    reason: row.reason,
    number: row.number,
  };
}

export async function loadRequest(tx: Tx, org: OrgId, request: string): Promise<PaymentRequest | null> {
  const row = await ledgerTables(tx)
    .selectFrom('ledger.request')
    .selectAll()
    .where('org_id', '=', org)
    .where('request_id', '=', request)
    .executeTakeFirst();
  return row ? requestOf(row) : null;
}

/** Requests that these accounts were asked or have made, newest first. */
export async function loadRequestsOf(
  tx: Tx,
  org: OrgId,
  accounts: readonly string[],
  most: number,
): Promise<PaymentRequest[]> {
  const { rows } = await sql<RequestRow>`
    SELECT * FROM ledger.request
     WHERE org_id = ${org} AND (source = ANY(${accounts}) OR target = ANY(${accounts}))
     ORDER BY answered_at IS NOT NULL, request_id DESC LIMIT ${most}`.execute(tx);
  return rows.map(requestOf);
}

/** Up to how much an account pays another without being asked; null where it does not. */
export async function loadTrusted(
  tx: Tx,
  org: OrgId,
  source: string,
  target: string,
): Promise<bigint | null> {
  const row = await ledgerTables(tx)
    .selectFrom('ledger.trusted_payee')
    .select('most_minor')
    .where('org_id', '=', org)
    .where('source', '=', source)
    .where('target', '=', target)
    .executeTakeFirst();
  return row?.most_minor ?? null;
}

export interface TrustedPayee {
  readonly source: string;
  readonly target: string;
  readonly mostMinor: bigint;
}

export async function loadTrustedPayees(
  tx: Tx,
  org: OrgId,
  accounts: readonly string[],
): Promise<TrustedPayee[]> {
  const { rows } = await sql<{ source: string; target: string; most_minor: bigint }>`
    SELECT source, target, most_minor FROM ledger.trusted_payee
     WHERE org_id = ${org} AND source = ANY(${accounts}) ORDER BY source, target`.execute(tx);
  return rows.map((row) => ({ source: row.source, target: row.target, mostMinor: row.most_minor }));
}

function holdOf(row: HoldRow): Hold {
  return {
    id: row.hold_id,
    unit: row.unit,
    source: row.source,
    target: row.target,
    amountMinor: row.amount_minor,
    note: row.note,
    heldBy: row.held_by,
    heldAt: row.held_at,
    until: row.until,
    endedAt: row.ended_at,
    endedAs: row.ended_as,
    number: row.number,
  };
}

export async function loadHold(tx: Tx, org: OrgId, hold: string): Promise<Hold | null> {
  const row = await ledgerTables(tx)
    .selectFrom('ledger.hold')
    .selectAll()
    .where('org_id', '=', org)
    .where('hold_id', '=', hold)
    .executeTakeFirst();
  return row ? holdOf(row) : null;
}

export async function loadHoldsOf(
  tx: Tx,
  org: OrgId,
  accounts: readonly string[],
  most: number,
): Promise<Hold[]> {
  const { rows } = await sql<HoldRow>`
    SELECT * FROM ledger.hold
     WHERE org_id = ${org} AND (source = ANY(${accounts}) OR target = ANY(${accounts}))
     ORDER BY ended_at IS NOT NULL, hold_id DESC LIMIT ${most}`.execute(tx);
  return rows.map(holdOf);
}

/** Promises whose last day is over or about to be, somewhere on earth; of any group or of one. */
export async function loadLapsed(
  tx: Tx,
  org: OrgId | null,
  today: string,
): Promise<{ readonly org: OrgId; readonly hold: string; readonly until: string }[]> {
  const { rows } = await sql<{ org: OrgId; hold: string; until: string }>`
    SELECT org_id AS org, hold_id AS hold, until FROM ledger.hold
     WHERE ended_at IS NULL AND until <= ${today}::date + 1 ${org === null ? sql`` : sql`AND org_id = ${org}`}
     ORDER BY until, hold_id LIMIT 1000`.execute(tx);
  return rows;
}
