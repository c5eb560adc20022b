/** What the bank said, what of it is booked, and what somebody lets be paid again and again. */
import { sql } from 'kysely';
import type { MemberId, OrgId } from '#kernel/command';
import type { Tx } from '#kernel/tx';
import type { Expected, Promised } from '../core/bank-match.ts';
import type { StandingOrder } from '../core/standing-order.ts';
import { ledgerTables, type BankLineRow, type BankStatementRow, type StandingRow } from './tables.ts';

export interface ReadStatement {
  readonly id: string;
  readonly unit: string;
  readonly name: string | null;
  /** Which account at the bank it is of, as the bank calls it; empty where it does not say. */
  readonly account: string;
  readonly opensOn: string | null;
  readonly closesOn: string | null;
  readonly openingMinor: bigint | null;
  readonly closingMinor: bigint | null;
  readonly readBy: MemberId | null;
  readonly readAt: string;
}

/** What was read from the bank, the latest first. */
export async function loadStatements(tx: Tx, org: OrgId): Promise<ReadStatement[]> {
  const rows = await ledgerTables(tx)
    .selectFrom('ledger.bank_statement')
    .selectAll()
    .where('org_id', '=', org)
    .orderBy('closes_on', (by) => by.desc().nullsLast())
    .orderBy('statement_id', 'desc')
    .limit(24)
    .execute();
  return rows.map(statementOf);
}

function statementOf(row: BankStatementRow): ReadStatement {
  return {
    id: row.statement_id,
    unit: row.unit,
    name: row.name,
    account: row.bank_account,
    opensOn: row.opens_on,
    closesOn: row.closes_on,
    openingMinor: row.opening_minor,
    closingMinor: row.closing_minor,
    readBy: row.read_by,
    readAt: row.read_at,
  };
}

export interface KeptLine {
  readonly id: string;
  readonly unit: string;
  readonly bookedOn: string;
  readonly minor: bigint;
  readonly party: string;
  readonly iban: string;
  readonly words: string;
  readonly number: bigint | null;
}

/** Lines of the bank: one, or those that nobody has booked yet, the oldest first. */
export async function loadBankLines(
  tx: Tx,
  org: OrgId,
  { line, most = 200 }: { readonly line?: string; readonly most?: number } = {},
): Promise<KeptLine[]> {
  let query = ledgerTables(tx).selectFrom('ledger.bank_line').selectAll().where('org_id', '=', org);
  query = line === undefined ? query.where('number', 'is', null) : query.where('line_id', '=', line);
  const rows = await query
    .orderBy('booked_on')
    .orderBy('amount_minor')
    .orderBy('line_id')
    .limit(most)
    .execute();
  return rows.map(lineOf);
}

function lineOf(row: BankLineRow): KeptLine {
  return {
    id: row.line_id,
    unit: row.unit,
    bookedOn: row.booked_on,
    minor: row.amount_minor,
    party: row.party ?? '',
    iban: row.iban ?? '',
    words: row.words ?? '',
    number: row.number,
  };
}

/** Which of these marks are known in a unit. */
export async function loadMarks(
  tx: Tx,
  org: OrgId,
  unit: string,
  marks: readonly string[],
): Promise<Set<string>> {
  if (marks.length === 0) return new Set();
  const rows = await ledgerTables(tx)
    .selectFrom('ledger.bank_line')
    .select('mark')
    .where('org_id', '=', org)
    .where('unit', '=', unit)
    .where('mark', 'in', [...marks])
    .execute();
  return new Set(rows.map((row) => row.mark));
}

/** Whether a movement is a line of the bank already. */
export async function isLineAlready(tx: Tx, org: OrgId, number: bigint): Promise<boolean> {
  const { rows } = await sql`
    SELECT FROM ledger.bank_line WHERE org_id = ${org} AND number = ${number}`.execute(tx);
  return rows.length > 0;
}

/** What is asked for and open in one unit, as far as a line of the bank may be it. */
export async function loadExpected(tx: Tx, org: OrgId, unit: string, today: string): Promise<Expected[]> {
  const { rows } = await sql<Expected>`
    SELECT request_id AS request, source AS account, amount_minor AS "amountMinor" FROM ledger.request
     WHERE org_id = ${org} AND unit = ${unit} AND answered_at IS NULL AND expires_on >= ${today}::date
     ORDER BY request_id DESC LIMIT 500`.execute(tx);
  return rows;
}

/** What is promised and waits in one unit: money that comes may be brought for it. */
export async function loadPromised(tx: Tx, org: OrgId, unit: string): Promise<Promised[]> {
  const { rows } = await sql<Promised>`
    SELECT source AS account, amount_minor AS "amountMinor" FROM ledger.hold
     WHERE org_id = ${org} AND unit = ${unit} AND ended_at IS NULL
     ORDER BY hold_id DESC LIMIT 500`.execute(tx);
  return rows;
}

/** To which account lines of the same other end were booked before, the latest first. */
export async function loadBefore(
  tx: Tx,
  org: OrgId,
  unit: string,
): Promise<{ readonly iban: string; readonly account: string }[]> {
  const { rows } = await sql<{ iban: string; account: string }>`
    SELECT l.iban, CASE WHEN l.amount_minor > 0 THEN t.target ELSE t.source END AS account
      FROM ledger.bank_line l JOIN ledger.transfer t ON t.org_id = l.org_id AND t.number = l.number
     WHERE l.org_id = ${org} AND l.unit = ${unit} AND l.iban IS NOT NULL
     ORDER BY l.booked_on DESC, l.line_id DESC LIMIT 500`.execute(tx);
  return rows;
}

/**
 * What the bank says that there was at the end of a day in the other accounts it has named in this unit; null
 * where of one of them it has not said so yet.
 */
export async function loadElsewhere(
  tx: Tx,
  org: OrgId,
  { unit, account, day }: { readonly unit: string; readonly account: string; readonly day: string },
): Promise<bigint | null> {
  if (account === '') return 0n;
  const { rows } = await sql<{ minor: bigint | null }>`
    SELECT CASE WHEN count(*) = count(minor) THEN coalesce(sum(minor), 0)::bigint END AS minor
      FROM (SELECT (SELECT s.closing_minor FROM ledger.bank_statement s
                     WHERE s.org_id = ${org} AND s.unit = ${unit} AND s.bank_account = a.bank_account
                       AND s.closes_on <= ${day}::date AND s.closing_minor IS NOT NULL
                     ORDER BY s.closes_on DESC, s.statement_id DESC LIMIT 1) AS minor
              FROM (SELECT DISTINCT bank_account FROM ledger.bank_statement
                     WHERE org_id = ${org} AND unit = ${unit}
                       AND bank_account NOT IN (${account}, '')) a) others`.execute(tx);
  return rows[0]!.minor;
}

/**
 * What the books say was in the bank at the end of a day: all that came into circulation by then, without
 * what
 * is counted in cash.
 */
export async function loadInBank(tx: Tx, org: OrgId, unit: string, day: string): Promise<bigint> {
  const { rows } = await sql<{ minor: bigint }>`
    SELECT coalesce(sum(CASE WHEN t.target = a.account_id THEN -t.amount_minor
                             ELSE t.amount_minor END), 0)::bigint AS minor
      FROM ledger.account a
      JOIN ledger.transfer t ON t.org_id = a.org_id AND (t.source = a.account_id OR t.target = a.account_id)
     WHERE a.org_id = ${org} AND a.unit = ${unit} AND t.booked_on <= ${day}::date
       AND (a.purpose = 'issue' OR EXISTS (SELECT FROM ledger.cash_count c
                             WHERE c.org_id = a.org_id AND c.account_id = a.account_id))`.execute(tx);
  return rows[0]?.minor ?? 0n;
}

/** How many the clock looks at together. */
export const STANDING_PAGE = 500;
/** So long after its last day what was due while nothing ran is still paid. */
const LATE_DAYS = 31;

interface StandingQuery {
  readonly standing?: string;
  readonly accounts?: readonly string[];
  /** Those that may be due on this day, in the order of their ids, after one of them. */
  readonly due?: { readonly today: string; readonly after: string };
}

/**
 * Standing orders: one, or all that these accounts pay or are paid by, or a page of those that are not over,
 * with what came of each.
 */
export async function loadStanding(
  tx: Tx,
  org: OrgId | null,
  { standing, accounts, due }: StandingQuery,
): Promise<(StandingOrder & { readonly org: OrgId })[]> {
  const either = (ids: readonly string[]) => sql`AND (s.source = ANY(${ids}) OR s.target = ANY(${ids}))`;
  const { rows } = await sql<StandingRow & { tries: TryRow[] }>`
    SELECT s.*, coalesce((SELECT jsonb_agg(jsonb_build_object(
                                   'due', t.due_on, 'attempt', t.attempt, 'on', t.tried_on,
                                   'number', t.number::text, 'rule', t.rule) ORDER BY t.due_on, t.attempt)
                            FROM ledger.standing_try t
                           WHERE t.org_id = s.org_id AND t.standing_id = s.standing_id), '[]'::jsonb) AS tries
      FROM ledger.standing s
     WHERE ${org === null ? sql`true` : sql`s.org_id = ${org}`}
       ${standing === undefined ? sql`` : sql`AND s.standing_id = ${standing}`}
       ${accounts === undefined ? sql`` : either(accounts)}
       ${due === undefined ? sql`` : mayBeDue(due)}
     ORDER BY s.standing_id LIMIT ${due === undefined ? 5000 : STANDING_PAGE}`.execute(tx);
  return rows.map(standingOf);
}

function mayBeDue({ today, after }: NonNullable<StandingQuery['due']>) {
  return sql`AND s.ended_at IS NULL AND s.until_on >= ${today}::date - ${LATE_DAYS}::int
             AND s.standing_id > ${after}`;
}

/** How many orders to pay out of an account are not over. */
export async function countStanding(tx: Tx, org: OrgId, source: string, today: string): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    SELECT count(*)::int AS n FROM ledger.standing
     WHERE org_id = ${org} AND source = ${source} AND ended_at IS NULL
       AND until_on >= ${today}::date`.execute(tx);
  return rows[0]!.n;
}

interface TryRow {
  readonly due: string;
  readonly attempt: number;
  readonly on: string;
  readonly number: string | null;
  readonly rule: string | null;
}

function standingOf(row: StandingRow & { tries: TryRow[] }): StandingOrder & { readonly org: OrgId } {
  return {
    org: row.org_id,
    id: row.standing_id,
    unit: row.unit,
    source: row.source,
    target: row.target,
    amountMinor: row.amount_minor,
    note: row.note,
    every: row.every,
    day: row.day,
    fromOn: row.from_on,
    untilOn: row.until_on,
    orderedBy: row.ordered_by,
    orderedAt: row.ordered_at,
    endedAt: row.ended_at,
    tries: row.tries.map((one) => ({
      dueOn: one.due,
      attempt: one.attempt,
      triedOn: one.on,
      number: one.number === null ? null : BigInt(one.number),
      rule: one.rule,
    })),
  };
}
