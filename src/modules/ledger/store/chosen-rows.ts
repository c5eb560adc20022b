/** To whom holders have what stays behind go, and what was counted, as rows. */
import { sql } from 'kysely';
import type { MemberId, OrgId, RecordedAct } from '#kernel/command';
import type { Tx } from '#kernel/tx';
import { ledgerTables, type CountRow } from './tables.ts';

/** Nobody, and what stays behind goes to all of us. */
export async function setChosen(
  tx: Tx,
  act: RecordedAct,
  { source, target }: { readonly source: string; readonly target: string | null },
): Promise<void> {
  if (target === null) {
    await sql`DELETE FROM ledger.chosen WHERE org_id = ${act.org} AND source = ${source}`.execute(tx);
    return;
  }
  await sql`
    INSERT INTO ledger.chosen (org_id, source, target, since, act_id)
    VALUES (${act.org}, ${source}, ${target}, ${act.at}, ${act.id})
    ON CONFLICT (org_id, source)
    DO UPDATE SET target = excluded.target, since = excluded.since, act_id = excluded.act_id`.execute(tx);
}

/** Whom holders have chosen, by their accounts. */
export async function loadChosen(
  tx: Tx,
  org: OrgId,
  sources: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const { rows } = await sql<{ source: string; target: string }>`
    SELECT source, target FROM ledger.chosen WHERE org_id = ${org} AND source = ANY(${sources})`.execute(tx);
  return new Map(rows.map((row) => [row.source, row.target]));
}

export interface NewCount {
  readonly count: string;
  readonly account: string;
  readonly countedOn: string;
  readonly countedMinor: string;
  readonly bookedMinor: string;
  readonly by: MemberId;
  readonly note: string;
}

export async function insertCount(tx: Tx, act: RecordedAct, one: NewCount): Promise<void> {
  await ledgerTables(tx)
    .insertInto('ledger.count')
    .values({
      org_id: act.org,
      count_id: one.count,
      account: one.account,
      counted_on: one.countedOn,
      counted_minor: BigInt(one.countedMinor),
      booked_minor: BigInt(one.bookedMinor),
      counted_by: one.by,
      at: act.at,
      note: one.note || null,
      explained_by: null,
      explained_at: null,
      explanation: null,
      explain_act_id: null,
      act_id: act.id,
    })
    .execute();
}

export async function explainCount(
  tx: Tx,
  act: RecordedAct,
  { count, by, note }: { readonly count: string; readonly by: MemberId; readonly note: string },
): Promise<void> {
  await ledgerTables(tx)
    .updateTable('ledger.count')
    .set({ explained_by: by, explained_at: act.at, explanation: note || null, explain_act_id: act.id })
    .where('org_id', '=', act.org)
    .where('count_id', '=', count)
    .execute();
}

export async function loadCount(tx: Tx, org: OrgId, count: string): Promise<CountRow | null> {
  const row = await ledgerTables(tx)
    .selectFrom('ledger.count')
    .selectAll()
    .where('org_id', '=', org)
    .where('count_id', '=', count)
    .executeTakeFirst();
  return row ?? null;
}

/** What was counted of an account, the latest first. */
export async function loadCounts(tx: Tx, org: OrgId, account: string, most: number): Promise<CountRow[]> {
  return ledgerTables(tx)
    .selectFrom('ledger.count')
    .selectAll()
    .where('org_id', '=', org)
    .where('account', '=', account)
    .orderBy('counted_on', 'desc')
    .orderBy('count_id', 'desc')
    .limit(most)
    .execute();
}

/** What an account had at the end of a day, by what is booked until now. */
export async function loadBookedOn(tx: Tx, org: OrgId, account: string, day: string): Promise<bigint> {
  // From what is there now, without what has moved since: a day that is counted is not long ago.
  const { rows } = await sql<{ minor: bigint }>`
    SELECT (b.balance_minor
            + coalesce((SELECT sum(amount_minor) FROM ledger.transfer
                         WHERE org_id = ${org} AND source = ${account} AND booked_on > ${day}::date), 0)
            - coalesce((SELECT sum(amount_minor) FROM ledger.transfer
                         WHERE org_id = ${org} AND target = ${account} AND booked_on > ${day}::date), 0)
           )::bigint AS minor
      FROM ledger.balance b WHERE b.org_id = ${org} AND b.account_id = ${account}`.execute(tx);
  return rows[0]?.minor ?? 0n;
}
