/** How what the bank said and standing orders become rows. */
import { sql } from 'kysely';
import type { MemberId, RecordedAct } from '#kernel/command';
import type { Tx } from '#kernel/tx';
import type { Every } from '../core/standing-order.ts';
import { ledgerTables } from './tables.ts';

/** A line as a fact has it; what tells of somebody is gone where they were forgotten. */
export type NewLine = {
  readonly line: string;
  readonly mark: string;
  readonly bookedOn: string;
  readonly amountMinor: string;
  readonly party?: string;
  readonly iban?: string;
  readonly words?: string;
};

export interface NewStatement {
  readonly statement: string;
  readonly unit: string;
  readonly digest: string;
  readonly name: string;
  /** As it was recorded before a group had several accounts at the bank, nothing. */
  readonly account?: string;
  readonly opensOn: string | null;
  readonly closesOn: string | null;
  readonly openingMinor: string | null;
  readonly closingMinor: string | null;
  readonly by: MemberId | null;
  readonly lines: readonly NewLine[];
}

const big = (minor: string | null) => (minor === null ? null : BigInt(minor));
const orNull = (text: string | undefined) => (text === undefined || text === '' ? null : text);

export async function insertStatement(tx: Tx, act: RecordedAct, one: NewStatement): Promise<void> {
  const place = { org_id: act.org, statement_id: one.statement, unit: one.unit, act_id: act.id };
  await ledgerTables(tx)
    .insertInto('ledger.bank_statement')
    .values({
      ...place,
      digest: one.digest,
      name: orNull(one.name),
      bank_account: one.account ?? '',
      opens_on: one.opensOn,
      closes_on: one.closesOn,
      opening_minor: big(one.openingMinor),
      closing_minor: big(one.closingMinor),
      read_by: one.by,
      read_at: act.at,
    })
    .execute();
  if (one.lines.length === 0) return;
  await ledgerTables(tx)
    .insertInto('ledger.bank_line')
    .values(
      one.lines.map((line) => ({
        ...place,
        line_id: line.line,
        mark: line.mark,
        booked_on: line.bookedOn,
        amount_minor: BigInt(line.amountMinor),
        party: orNull(line.party),
        iban: orNull(line.iban),
        words: orNull(line.words),
        number: null,
        booked_at: null,
        book_act_id: null,
      })),
    )
    .execute();
}

export async function bookLineRow(
  tx: Tx,
  act: RecordedAct,
  { line, number }: { readonly line: string; readonly number: string },
): Promise<void> {
  await ledgerTables(tx)
    .updateTable('ledger.bank_line')
    .set({ number: BigInt(number), booked_at: act.at, book_act_id: act.id })
    .where('org_id', '=', act.org)
    .where('line_id', '=', line)
    .execute();
}

export interface NewStanding {
  readonly standing: string;
  readonly unit: string;
  readonly source: string;
  readonly target: string;
  readonly amountMinor: string;
  readonly note: string;
  readonly every: Every;
  readonly day: number;
  readonly fromOn: string;
  readonly until: string;
  readonly by: MemberId;
}

export async function insertStanding(tx: Tx, act: RecordedAct, one: NewStanding): Promise<void> {
  await ledgerTables(tx)
    .insertInto('ledger.standing')
    .values({
      org_id: act.org,
      standing_id: one.standing,
      unit: one.unit,
      source: one.source,
      target: one.target,
      amount_minor: BigInt(one.amountMinor),
      note: orNull(one.note),
      every: one.every,
      day: one.day,
      from_on: one.fromOn,
      until_on: one.until,
      ordered_by: one.by,
      ordered_at: act.at,
      ended_at: null,
      act_id: act.id,
    })
    .execute();
}

export async function endStandingRow(tx: Tx, act: RecordedAct, standing: string): Promise<void> {
  await ledgerTables(tx)
    .updateTable('ledger.standing')
    .set({ ended_at: act.at })
    .where('org_id', '=', act.org)
    .where('standing_id', '=', standing)
    .execute();
}

export async function insertTry(
  tx: Tx,
  act: RecordedAct,
  one: {
    readonly standing: string;
    readonly dueOn: string;
    readonly attempt: number;
    readonly bookedOn: string;
    readonly number: string | null;
    readonly rule: string | null;
  },
): Promise<void> {
  await sql`
    INSERT INTO ledger.standing_try (org_id, standing_id, due_on, attempt, tried_on, number, rule, act_id)
    VALUES (${act.org}, ${one.standing}, ${one.dueOn}, ${one.attempt}, ${one.bookedOn}, ${one.number},
            ${one.rule}, ${act.id})`.execute(tx);
}
