/** Entries for whoever wrote them, months for all of us, and what the telling of a month is made from. */
import { sql } from 'kysely';
import type { MemberId, OrgId } from '#kernel/command';
import type { Tx } from '#kernel/tx';
import type { Told } from '../core/carried.ts';
import type { Entry, Whom } from '../core/entry.ts';
import { careTables, type EntryRow } from './tables.ts';

/** Of a row `e` of entries: that no later one puts it right. */
const COUNTS = sql<boolean>`NOT EXISTS (SELECT 1 FROM care.entry later
  WHERE later.org_id = e.org_id AND later.corrects = e.entry_id)`;

function entryOf(row: EntryRow): Entry {
  return {
    id: row.entry_id,
    member: row.member_id,
    activity: row.activity,
    on: row.on_day,
    minutes: row.minutes,
    beside: row.beside,
    there: row.there,
    asked: row.asked,
    for: whomOf(row),
    words: row.words,
    at: row.at,
    corrects: row.corrects,
    act: row.act_id,
  };
}

function whomOf({ whom, whom_member, whom_name }: EntryRow): Whom {
  if (whom === 'member') return { whom, member: whom_member! };
  return whom === 'ours' ? { whom, name: whom_name! } : { whom };
}

/** What one member has written, of days from `from` on, latest day first; only what counts. */
export async function loadEntriesOf(
  tx: Tx,
  org: OrgId,
  member: MemberId,
  { from, until, most }: { readonly from: string; readonly until: string; readonly most: number },
): Promise<Entry[]> {
  const { rows } = await sql<EntryRow>`
    SELECT e.* FROM care.entry e
     WHERE e.org_id = ${org} AND e.member_id = ${member} AND e.on_day BETWEEN ${from} AND ${until}
       AND ${COUNTS}
     ORDER BY e.on_day DESC, e.entry_id DESC LIMIT ${most}`.execute(tx);
  return rows.map(entryOf);
}

/**
 * An entry with all that it puts right, and what puts it right: the latest first; empty where there is
 * none.
 */
export async function loadChain(tx: Tx, org: OrgId, entry: string): Promise<Entry[]> {
  const { rows } = await sql<EntryRow>`
    WITH RECURSIVE later AS (
      SELECT e.* FROM care.entry e WHERE e.org_id = ${org} AND e.entry_id = ${entry}
       UNION
      SELECT e.* FROM care.entry e JOIN later l ON e.org_id = l.org_id AND e.corrects = l.entry_id
    ), chain AS (
      SELECT * FROM later
       UNION
      SELECT e.* FROM care.entry e JOIN chain c ON e.org_id = c.org_id AND e.entry_id = c.corrects
    )
    SELECT * FROM chain`.execute(tx);
  return latestFirst(rows.map(entryOf));
}

/** As they put each other right, whatever their hours say: two may be of the same instant. */
function latestFirst(entries: readonly Entry[]): Entry[] {
  const chain: Entry[] = [];
  let next = entries.find((one) => !entries.some((other) => other.corrects === one.id));
  while (next !== undefined) {
    chain.push(next);
    const { corrects } = next;
    next = entries.find((one) => one.id === corrects);
  }
  return chain;
}

/** What counts of everybody’s days in a month; for the telling of it alone. */
export async function loadGiven(tx: Tx, org: OrgId, month: string, next: string): Promise<Entry[]> {
  const { rows } = await sql<EntryRow>`
    SELECT e.* FROM care.entry e
     WHERE e.org_id = ${org} AND e.on_day >= ${month} AND e.on_day < ${next} AND e.asked AND ${COUNTS}
     ORDER BY e.entry_id`.execute(tx);
  return rows.map(entryOf);
}

export async function isMonthTold(tx: Tx, org: OrgId, month: string): Promise<boolean> {
  const row = await careTables(tx)
    .selectFrom('care.month')
    .select('month')
    .where('org_id', '=', org)
    .where('month', '=', month)
    .executeTakeFirst();
  return row !== undefined;
}

/** Months of which something is written and nothing is told, each by its first day. */
export async function loadUntoldMonths(tx: Tx, org: OrgId | null): Promise<{ org: OrgId; month: string }[]> {
  const { rows } = await sql<{ org: OrgId; month: string }>`
    SELECT DISTINCT e.org_id AS org, date_trunc('month', e.on_day)::date AS month FROM care.entry e
     WHERE ${org === null ? sql`true` : sql`e.org_id = ${org}`}
       AND NOT EXISTS (SELECT 1 FROM care.month m
                        WHERE m.org_id = e.org_id AND m.month = date_trunc('month', e.on_day)::date)
     ORDER BY 1, 2`.execute(tx);
  return rows;
}

export interface ToldMonth {
  readonly month: string;
  readonly people: number | null;
  readonly least: number;
  readonly told: readonly Told[];
}

/** The months that were told, the latest first. */
export async function loadToldMonths(tx: Tx, org: OrgId, most: number): Promise<ToldMonth[]> {
  const months = await careTables(tx)
    .selectFrom('care.month')
    .select(['month', 'people', 'least'])
    .where('org_id', '=', org)
    .orderBy('month', 'desc')
    .limit(most)
    .execute();
  if (months.length === 0) return [];
  const told = await careTables(tx)
    .selectFrom('care.told')
    .select(['month', 'activity', 'division', 'part', 'minutes'])
    .where('org_id', '=', org)
    .where(
      'month',
      'in',
      months.map((one) => one.month),
    )
    .orderBy('minutes', 'desc')
    .execute();
  return months.map((one) => ({
    ...one,
    told: told
      .filter((row) => row.month === one.month)
      .map(({ activity, division, part, minutes }) => ({
        activity,
        division,
        part,
        minutes: Number(minutes),
      })),
  }));
}

/** The last day of which each member has written down what they did; what it was is told to nobody. */
export async function loadLastCare(tx: Tx, org: OrgId): Promise<ReadonlyMap<MemberId, string>> {
  const { rows } = await sql<{ member: MemberId; day: string }>`
    SELECT member_id AS member, max(on_day) AS day FROM care.entry WHERE org_id = ${org} GROUP BY 1`.execute(
    tx,
  );
  return new Map(rows.map((row) => [row.member, row.day]));
}
