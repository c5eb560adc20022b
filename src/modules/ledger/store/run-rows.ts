/** Runs in which all holders of a unit are charged, as rows. */
import { sql } from 'kysely';
import { assert } from '#kernel/assert';
import type { OrgId, RecordedAct } from '#kernel/command';
import type { Tx } from '#kernel/tx';
import type { Account } from '../core/account.ts';
import type { RunCharge, RunCharged } from '../core/charge-run.ts';
import type { Posting } from '../core/posting.ts';
import { accountsAfter } from './reads.ts';
import { ledgerTables, type RunRow } from './tables.ts';
import { insertPostings } from './writes.ts';

/** How many hold a unit, and the last of them: whoever comes later is not charged by this run. */
export async function loadPopulation(
  tx: Tx,
  org: OrgId,
  unit: string,
): Promise<{ readonly accounts: number; readonly lastAccount: string | null }> {
  const { rows } = await sql<{ accounts: number; last: string | null }>`
    SELECT count(*)::int AS accounts, max(account_id) AS last FROM ledger.account
     WHERE org_id = ${org} AND unit = ${unit} AND purpose = 'holding'`.execute(tx);
  return { accounts: rows[0]!.accounts, lastAccount: rows[0]!.last };
}

export async function loadRun(tx: Tx, org: OrgId, run: string): Promise<RunRow | null> {
  const row = await ledgerTables(tx)
    .selectFrom('ledger.run')
    .selectAll()
    .where('org_id', '=', org)
    .where('run_id', '=', run)
    .executeTakeFirst();
  return row ?? null;
}

export async function loadRunOn(
  tx: Tx,
  org: OrgId,
  unit: string,
  charge: RunCharge,
  on: string,
): Promise<RunRow | null> {
  const row = await ledgerTables(tx)
    .selectFrom('ledger.run')
    .selectAll()
    .where('org_id', '=', org)
    .where('unit', '=', unit)
    .where('charge', '=', charge)
    .where('charged_on', '=', on)
    .executeTakeFirst();
  return row ?? null;
}

/** Runs that have begun and are not done, the first first. */
export async function loadOpenRuns(tx: Tx, org: OrgId): Promise<RunRow[]> {
  return ledgerTables(tx)
    .selectFrom('ledger.run')
    .selectAll()
    .where('org_id', '=', org)
    .where('ended_at', 'is', null)
    .orderBy('run_id')
    .execute();
}

/** The latest run of a unit, for pages that say until when its balances are charged. */
export async function loadLastRun(tx: Tx, org: OrgId, unit: string): Promise<RunRow | null> {
  const row = await ledgerTables(tx)
    .selectFrom('ledger.run')
    .selectAll()
    .where('org_id', '=', org)
    .where('unit', '=', unit)
    .orderBy('charged_on', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row ?? null;
}

/** The accounts that come next in a run, and what is needed to charge them. */
export async function loadChunk(
  tx: Tx,
  org: OrgId,
  run: RunRow,
  most: number,
): Promise<{ readonly accounts: readonly Account[]; readonly commons: string; readonly lastNumber: bigint }> {
  const { rows } = await sql<{ commons: string; last: bigint }>`
    SELECT a.account_id AS commons,
           coalesce((SELECT t.number FROM ledger.transfer t
                      WHERE t.org_id = ${org} ORDER BY t.number DESC LIMIT 1), 0) AS last
      FROM ledger.account a
     WHERE a.org_id = ${org} AND a.unit = ${run.unit} AND a.purpose = 'commons'`.execute(tx);
  const [found] = rows;
  assert(found, 'a unit has a common account');
  const accounts =
    run.last_account === null
      ? []
      : await accountsAfter(tx, org, run.unit, run.up_to, run.last_account, most);
  return { accounts, commons: found.commons, lastNumber: found.last };
}

export interface NewRun {
  readonly run: string;
  readonly unit: string;
  readonly charge: RunCharge;
  readonly on: string;
  readonly eachMinor: string | null;
  readonly accounts: number;
  readonly lastAccount: string | null;
}

export async function insertRun(tx: Tx, act: RecordedAct, one: NewRun): Promise<void> {
  await ledgerTables(tx)
    .insertInto('ledger.run')
    .values({
      org_id: act.org,
      run_id: one.run,
      unit: one.unit,
      charge: one.charge,
      charged_on: one.on,
      each_minor: one.eachMinor === null ? null : BigInt(one.eachMinor),
      accounts: one.accounts,
      last_account: one.lastAccount,
      begun_at: act.at,
      chunks: 0,
      up_to: null,
      looked: 0,
      charged: 0,
      total_minor: 0n,
      ended_at: null,
      act_id: act.id,
    })
    .execute();
}

export interface NewChunk {
  readonly run: string;
  readonly unit: string;
  readonly on: string;
  readonly chunk: number;
  readonly looked: number;
  readonly upTo: string | null;
  readonly isLast: boolean;
  readonly commons: string;
  readonly firstNumber: string;
  readonly charges: readonly RunCharged[];
  readonly totalMinor: string;
  readonly bookedOn: string;
}

/** What a part of a run charges is posted, each charge by itself, and the run is so much further. */
export async function recordChunk(tx: Tx, act: RecordedAct, chunk: NewChunk): Promise<void> {
  const postings = await postingsOf(tx, act.org, chunk);
  const { bookedOn, on, charges } = chunk;
  const posted = postings.map((one) => ({
    ...{ act, bookedOn, agedOn: on, postings: [one], note: null, notes: [], by: null },
  }));
  await insertPostings(tx, posted);
  await sql`
    UPDATE ledger.run
       SET chunks = ${chunk.chunk}, up_to = coalesce(${chunk.upTo}, up_to), looked = looked + ${chunk.looked},
           charged = charged + ${new Set(charges.map(([account]) => account)).size},
           total_minor = total_minor + ${chunk.totalMinor}::bigint,
           ended_at = ${chunk.isLast ? act.at : null}
     WHERE org_id = ${act.org} AND run_id = ${chunk.run}`.execute(tx);
}

async function postingsOf(tx: Tx, org: OrgId, chunk: NewChunk): Promise<Posting[]> {
  const { charges, commons, unit } = chunk;
  if (charges.length === 0) return [];
  const accounts = [...new Set(charges.map(([account]) => account)), commons];
  const { rows } = await sql<{ account: string; minor: bigint }>`
    SELECT account_id AS account, balance_minor AS minor FROM ledger.balance
     WHERE org_id = ${org} AND account_id = ANY(${accounts})`.execute(tx);
  const has = new Map(rows.map((row) => [row.account, row.minor]));
  let number = BigInt(chunk.firstNumber);
  return charges.map(([source, kind, amountMinor]) => {
    const minor = BigInt(amountMinor);
    has.set(source, has.get(source)! - minor);
    has.set(commons, has.get(commons)! + minor);
    const after = { sourceAfterMinor: String(has.get(source)), targetAfterMinor: String(has.get(commons)) };
    const posting = {
      number: String(number),
      unit,
      source,
      target: commons,
      amountMinor,
      kind,
      corrects: null,
    };
    number += 1n;
    return { ...posting, ...after };
  });
}
