/** Payments that somebody disputes, and those that were entered for somebody. */
import { sql } from 'kysely';
import type { MemberId, OrgId } from '#kernel/command';
import type { Tx } from '#kernel/tx';
import type { Dispute } from '../core/dispute.ts';
import { ledgerTables, type DisputeRow, type EnteredRow } from './tables.ts';

export async function loadDispute(tx: Tx, org: OrgId, number: bigint): Promise<Dispute | null> {
  const row = await ledgerTables(tx)
    .selectFrom('ledger.dispute')
    .selectAll()
    .where('org_id', '=', org)
    .where('number', '=', number)
    .executeTakeFirst();
  return row ? disputeOf(row) : null;
}

/** Those that nobody has settled yet, the oldest first. */
export async function loadOpenDisputes(tx: Tx, org: OrgId): Promise<Dispute[]> {
  const { rows } = await sql<DisputeRow>`
    SELECT * FROM ledger.dispute WHERE org_id = ${org} AND ended_at IS NULL ORDER BY number`.execute(tx);
  return rows.map(disputeOf);
}

function disputeOf(row: DisputeRow): Dispute {
  return {
    number: row.number,
    openedBy: row.opened_by,
    openedAt: row.opened_at,
    reason: row.reason,
    endedAt: row.ended_at,
    endedAs: row.ended_as,
    settledBy: row.settled_by,
    words: row.words,
    backMinor: row.back_minor,
  };
}

/** A payment that somebody else has entered for a member. */
export interface Entered {
  readonly number: bigint;
  readonly member: MemberId;
  readonly enteredBy: MemberId;
  readonly until: string;
  readonly deniedAt: string | null;
}

export async function loadEntered(tx: Tx, org: OrgId, number: bigint): Promise<Entered | null> {
  const row = await ledgerTables(tx)
    .selectFrom('ledger.entered')
    .selectAll()
    .where('org_id', '=', org)
    .where('number', '=', number)
    .executeTakeFirst();
  return row ? enteredOf(row) : null;
}

/** What was entered for a member and can still be denied. */
export async function loadDeniable(tx: Tx, org: OrgId, member: MemberId, today: string): Promise<Entered[]> {
  const { rows } = await sql<EnteredRow>`
    SELECT * FROM ledger.entered WHERE org_id = ${org} AND member_id = ${member} AND denied_at IS NULL
       AND until >= ${today}::date ORDER BY number`.execute(tx);
  return rows.map(enteredOf);
}

function enteredOf(row: EnteredRow): Entered {
  return {
    number: row.number,
    member: row.member_id,
    enteredBy: row.entered_by,
    until: row.until,
    deniedAt: row.denied_at,
  };
}
