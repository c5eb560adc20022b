/** How balances that are brought, closed periods, receipts and counts of cash become rows. */
import { sql } from 'kysely';
import type { MemberId, RecordedAct } from '#kernel/command';
import type { Tx } from '#kernel/tx';
import type { Pieces } from '../core/cash.ts';
import type { Balance } from '../core/opening.ts';
import type { NamedReceipt } from '../core/receipt.ts';
import { ledgerTables, type OpeningRow } from './tables.ts';

export interface NewOpening {
  readonly opening: string;
  readonly unit: string;
  readonly note: string;
  readonly by: MemberId | null;
  readonly until: string;
  /** As it was recorded before lists answered to those who signed, nobody. */
  readonly broughtBy?: readonly MemberId[];
  readonly decided?: boolean;
  readonly lines: readonly Balance[];
}

export async function insertOpening(tx: Tx, act: RecordedAct, one: NewOpening): Promise<void> {
  const place = { org_id: act.org, opening_id: one.opening, act_id: act.id };
  await ledgerTables(tx)
    .insertInto('ledger.opening')
    .values({
      ...place,
      unit: one.unit,
      note: one.note || null,
      handed_in_by: one.by,
      handed_in_at: act.at,
      counts_on: one.until,
      ended_at: null,
      ended_as: null,
      stopped_by: null,
      reason: null,
      rule: null,
      number: null,
      end_act_id: null,
      brought_by: one.broughtBy ?? [],
      decided: one.decided ?? false,
    })
    .execute();
  await ledgerTables(tx)
    .insertInto('ledger.opening_line')
    .values(
      one.lines.map(({ account, amountMinor }) => ({
        ...place,
        account_id: account,
        amount_minor: BigInt(amountMinor),
      })),
    )
    .execute();
}

export async function endOpening(
  tx: Tx,
  act: RecordedAct,
  opening: string,
  end: Pick<OpeningRow, 'ended_as'> & Partial<Pick<OpeningRow, 'stopped_by' | 'reason' | 'rule' | 'number'>>,
): Promise<void> {
  await ledgerTables(tx)
    .updateTable('ledger.opening')
    .set({ ...end, ended_at: act.at, end_act_id: act.id })
    .where('org_id', '=', act.org)
    .where('opening_id', '=', opening)
    .execute();
}

export async function insertDoubt(
  tx: Tx,
  act: RecordedAct,
  one: { readonly opening: string; readonly by: MemberId; readonly reason: string | null },
): Promise<void> {
  await sql`
    INSERT INTO ledger.opening_doubt (org_id, opening_id, member_id, reason, doubted_at, act_id)
    VALUES (${act.org}, ${one.opening}, ${one.by}, ${one.reason ?? null}, ${act.at}, ${act.id})`.execute(tx);
}

export async function insertClosing(
  tx: Tx,
  act: RecordedAct,
  one: { readonly closing: string; readonly throughOn: string; readonly note: string },
): Promise<void> {
  await ledgerTables(tx)
    .insertInto('ledger.closing')
    .values({
      org_id: act.org,
      closing_id: one.closing,
      through_on: one.throughOn,
      note: one.note || null,
      closed_at: act.at,
      reopened_at: null,
      reason: null,
      reopen_act_id: null,
      act_id: act.id,
    })
    .execute();
}

export async function reopenClosings(
  tx: Tx,
  act: RecordedAct,
  closings: readonly string[],
  reason: string,
): Promise<void> {
  await ledgerTables(tx)
    .updateTable('ledger.closing')
    .set({ reopened_at: act.at, reason: reason || null, reopen_act_id: act.id })
    .where('org_id', '=', act.org)
    .where('closing_id', 'in', [...closings])
    .execute();
}

export interface NewReceipt extends Omit<NamedReceipt, 'name'> {
  readonly receipt: string;
  readonly number: string;
  /** Null where whoever added it has been forgotten. */
  readonly document: string | null;
  readonly name: string | null;
  readonly by: MemberId;
}

export async function insertReceipt(tx: Tx, act: RecordedAct, one: NewReceipt): Promise<void> {
  await ledgerTables(tx)
    .insertInto('ledger.receipt')
    .values({
      org_id: act.org,
      receipt_id: one.receipt,
      number: BigInt(one.number),
      document: one.document === '' ? null : one.document,
      name: one.name,
      type: one.type,
      bytes: one.bytes,
      width: one.width,
      height: one.height,
      digest: one.digest,
      small_digest: one.smallDigest,
      added_by: one.by,
      added_at: act.at,
      taken_back_at: null,
      act_id: act.id,
    })
    .execute();
}

export async function takeBackReceiptRow(tx: Tx, act: RecordedAct, receipt: string): Promise<void> {
  await ledgerTables(tx)
    .updateTable('ledger.receipt')
    .set({ name: null, document: null, taken_back_at: act.at })
    .where('org_id', '=', act.org)
    .where('receipt_id', '=', receipt)
    .execute();
}

export interface NewCount {
  readonly counting: string;
  readonly account: string;
  readonly expectedMinor: string;
  readonly countedMinor: string;
  readonly pieces: readonly Pieces[];
  readonly note: string;
  readonly by: MemberId | null;
  readonly number: string | null;
}

export async function insertCount(tx: Tx, act: RecordedAct, one: NewCount): Promise<void> {
  await sql`
    INSERT INTO ledger.cash_count (org_id, count_id, account_id, expected_minor, counted_minor, pieces,
                                   reason, counted_by, counted_at, number, act_id)
    VALUES (${act.org}, ${one.counting}, ${one.account}, ${one.expectedMinor}, ${one.countedMinor},
            ${JSON.stringify(one.pieces)}::jsonb, ${one.note || null}, ${one.by}, ${act.at}, ${one.number},
            ${act.id})`.execute(tx);
}
