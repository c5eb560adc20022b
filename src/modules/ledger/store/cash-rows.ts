/** What was paid in coins and notes, as rows: said, missed, received, taken back, lapsed. */
import { sql } from 'kysely';
import type { MemberId, OrgId, RecordedAct } from '#kernel/command';
import type { Tx } from '#kernel/tx';
import type { AskedInCash, CashPayment } from '../core/cash-payment.ts';
import { loadRequest } from './promise-reads.ts';
import { loadNamed } from './reads.ts';
import { ledgerTables, type CashPaymentRow } from './tables.ts';

function cashOf(row: CashPaymentRow): CashPayment {
  return {
    id: row.cash_id,
    unit: row.unit,
    payer: row.payer,
    receiver: row.receiver,
    account: row.account_id,
    amountMinor: row.amount_minor,
    note: row.note,
    request: row.request_id,
    saidBy: row.said_by,
    saidAt: row.said_at,
    until: row.until,
    missed:
      row.missed_by === null ? null : { by: row.missed_by, at: row.missed_at!, words: row.missed_words },
    endedAt: row.ended_at,
    endedAs: row.ended_as,
    endedBy: row.ended_by,
    number: row.number,
  };
}

export async function loadCash(tx: Tx, org: OrgId, cash: string): Promise<CashPayment | null> {
  const row = await ledgerTables(tx)
    .selectFrom('ledger.cash_payment')
    .selectAll()
    .where('org_id', '=', org)
    .where('cash_id', '=', cash)
    .executeTakeFirst();
  return row ? cashOf(row) : null;
}

/**
 * What a member has paid or was paid, and for whoever keeps what we hold in common, all that came into it;
 * what waits comes first, then the newest.
 */
export async function loadCashOf(
  tx: Tx,
  org: OrgId,
  { member, keeps }: { readonly member: MemberId; readonly keeps: boolean },
  most: number,
): Promise<CashPayment[]> {
  // Each by its own index: an OR over all would read all that was ever paid.
  const those = (which: ReturnType<typeof sql>) => sql`
    (SELECT * FROM ledger.cash_payment WHERE org_id = ${org} AND ${which}
      ORDER BY ended_at IS NOT NULL, cash_id DESC LIMIT ${most})`;
  const { rows } = await sql<CashPaymentRow>`
    SELECT * FROM (${those(sql`payer = ${member}`)}
      UNION ${those(sql`receiver = ${member}`)}
      ${keeps ? sql`UNION ${those(sql`account_id IS NOT NULL`)}` : sql``}) found
     ORDER BY ended_at IS NOT NULL, cash_id DESC LIMIT ${most}`.execute(tx);
  return rows.map(cashOf);
}

/** What one of us said to have paid another in cash since then, the latest first. */
export async function loadCashBetween(
  tx: Tx,
  org: OrgId,
  { payer, receiver, since }: Readonly<Record<'payer' | 'receiver', MemberId>> & { readonly since: string },
): Promise<CashPayment[]> {
  const rows = await ledgerTables(tx)
    .selectFrom('ledger.cash_payment')
    .selectAll()
    .where('org_id', '=', org)
    .where('payer', '=', payer)
    .where('receiver', '=', receiver)
    .where('said_at', '>=', since)
    .orderBy('cash_id', 'desc')
    .execute();
  return rows.map(cashOf);
}

/** What somebody says was brought for one common account, and nobody has received yet. */
export async function loadCashInto(tx: Tx, org: OrgId, account: string): Promise<CashPayment[]> {
  const rows = await ledgerTables(tx)
    .selectFrom('ledger.cash_payment')
    .selectAll()
    .where('org_id', '=', org)
    .where('account_id', '=', account)
    .where('ended_at', 'is', null)
    .orderBy('cash_id')
    .execute();
  return rows.map(cashOf);
}

/** Whose movement it was, where one came of cash. */
export async function loadCashByNumber(tx: Tx, org: OrgId, number: bigint): Promise<CashPayment | null> {
  const row = await ledgerTables(tx)
    .selectFrom('ledger.cash_payment')
    .selectAll()
    .where('org_id', '=', org)
    .where('number', '=', number)
    .executeTakeFirst();
  return row ? cashOf(row) : null;
}

/** A request with the holders of its accounts, and whether somebody says that it was paid in cash. */
export async function loadAskedInCash(tx: Tx, org: OrgId, asked: string): Promise<AskedInCash | null> {
  const request = await loadRequest(tx, org, asked);
  if (request === null) return null;
  const named = await loadNamed(tx, org, [request.source, request.target]);
  const holder = (id: string) => named.find((one) => one.id === id)?.member ?? null;
  const isSaid = await isSaidPaid(tx, org, asked);
  return { ...request, asked: holder(request.source), asking: holder(request.target), isSaid };
}

/** Whether it waits for a yes that this request was paid in cash. */
export async function isSaidPaid(tx: Tx, org: OrgId, request: string): Promise<boolean> {
  const row = await ledgerTables(tx)
    .selectFrom('ledger.cash_payment')
    .select('cash_id')
    .where('org_id', '=', org)
    .where('request_id', '=', request)
    .where('ended_at', 'is', null)
    .executeTakeFirst();
  return row !== undefined;
}

/** Those whose last day is over or about to be, somewhere on earth; of any group or of one. */
export async function loadLapsingCash(
  tx: Tx,
  org: OrgId | null,
  today: string,
): Promise<{ readonly org: OrgId; readonly cash: string; readonly until: string }[]> {
  const { rows } = await sql<{ org: OrgId; cash: string; until: string }>`
    SELECT org_id AS org, cash_id AS cash, until FROM ledger.cash_payment
     WHERE ended_at IS NULL AND until <= ${today}::date + 1 ${org === null ? sql`` : sql`AND org_id = ${org}`}
     ORDER BY until, cash_id LIMIT 1000`.execute(tx);
  return rows;
}

export interface NewCash {
  readonly cash: string;
  readonly unit: string;
  readonly payer: MemberId;
  readonly receiver: MemberId | null;
  readonly account: string | null;
  readonly amountMinor: string;
  readonly note: string;
  readonly request: string | null;
  readonly by: MemberId;
  readonly until: string;
}

export async function insertCash(tx: Tx, act: RecordedAct, one: NewCash): Promise<void> {
  await ledgerTables(tx)
    .insertInto('ledger.cash_payment')
    .values({
      org_id: act.org,
      cash_id: one.cash,
      unit: one.unit,
      payer: one.payer,
      receiver: one.receiver,
      account_id: one.account,
      amount_minor: BigInt(one.amountMinor),
      note: one.note || null,
      request_id: one.request,
      said_by: one.by,
      said_at: act.at,
      until: one.until,
      missed_by: null,
      missed_at: null,
      missed_words: null,
      missed_act_id: null,
      ended_at: null,
      ended_as: null,
      ended_by: null,
      number: null,
      act_id: act.id,
    })
    .execute();
}

/** Whoever was to receive it says that they have not; said again, in other words. */
export async function setMissed(
  tx: Tx,
  act: RecordedAct,
  one: { readonly cash: string; readonly by: MemberId; readonly words: string },
): Promise<void> {
  await ledgerTables(tx)
    .updateTable('ledger.cash_payment')
    .set({
      missed_by: one.by,
      missed_at: act.at,
      missed_words: one.words || null,
      missed_act_id: act.id,
    })
    .where('org_id', '=', act.org)
    .where('cash_id', '=', one.cash)
    .execute();
}

export async function endCash(
  tx: Tx,
  act: RecordedAct,
  cash: string,
  end: {
    readonly as: 'received' | 'taken_back' | 'lapsed';
    readonly by: MemberId | null;
    readonly number?: string;
  },
): Promise<void> {
  await ledgerTables(tx)
    .updateTable('ledger.cash_payment')
    .set({
      ended_at: act.at,
      ended_as: end.as,
      ended_by: end.by,
      number: end.number === undefined ? null : BigInt(end.number),
    })
    .where('org_id', '=', act.org)
    .where('cash_id', '=', cash)
    .execute();
}
