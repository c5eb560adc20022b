/** The days on which what is in an account came to it, as rows; and what holding has cost, by unit. */
import { sql, type RawBuilder } from 'kysely';
import { assert } from '#kernel/assert';
import type { CivilDate } from '#kernel/calendar';
import type { OrgId, RecordedAct } from '#kernel/command';
import type { Tx } from '#kernel/tx';
import { isForLying, movedAge, type Age, type Keeping } from '../core/age.ts';
import type { Posting } from '../core/posting.ts';
import { ledgerTables } from './tables.ts';

/** As the database writes it into one value; amounts as text, because they are larger than its numbers. */
export interface AgeJson {
  readonly asOf: CivilDate;
  readonly parts: string;
  readonly of: string;
  readonly days: readonly CivilDate[];
  readonly minors: readonly string[];
  readonly keepings: readonly Keeping[] | null;
}

/** Of a row `g` of `ledger.age`, or of none, as {@link AgeJson}; `unit` is that of its account. */
export function ageJson(unit: RawBuilder<unknown>): RawBuilder<AgeJson | null> {
  return sql`CASE WHEN g.account_id IS NULL THEN NULL ELSE json_build_object(
    'asOf', g.as_of, 'parts', g.owed_parts::text, 'of', g.owed_of::text,
    'days', g.days, 'minors', g.minors::text[],
    'keepings', (SELECT json_agg(json_build_object('from', k.from_on, 'parts', k.parts, 'of', k.of,
                                                   'freeDays', k.free_days, 'expiresDays', k.expires_days,
                                                   'monthlyMinor', k.monthly_minor::text)
                                 ORDER BY k.from_on)
                   FROM ledger.keeping k WHERE k.org_id = g.org_id AND k.unit = ${unit})) END`;
}

export function ageFrom(row: AgeJson | null): Age | null {
  if (row === null) return null;
  return {
    asOf: row.asOf,
    owed: { parts: BigInt(row.parts), of: BigInt(row.of) },
    layers: row.days.map((day, at) => ({ day, minor: BigInt(row.minors[at]!) })),
    keepings: row.keepings ?? [],
  };
}

/** What these movements make of the ages of the accounts they touch, one after the other. */
export function agesAfter(
  ages: ReadonlyMap<string, Age>,
  moves: readonly { readonly posting: Posting; readonly day: string }[],
): ReadonlyMap<string, Age> {
  const after = new Map(ages);
  for (const { posting, day: on } of moves) {
    const { source, target, amountMinor, kind } = posting;
    const [minor, day] = [BigInt(amountMinor), on as CivilDate];
    const [from, to] = [after.get(source), after.get(target)];
    const left = BigInt(posting.sourceAfterMinor);
    const come = BigInt(posting.targetAfterMinor);
    if (from) after.set(source, movedAge(from, { day, beforeMinor: left + minor, afterMinor: left, kind }));
    if (to) after.set(target, movedAge(to, { day, beforeMinor: come - minor, afterMinor: come, kind }));
  }
  return after;
}

export async function updateAges(tx: Tx, org: OrgId, ages: ReadonlyMap<string, Age>): Promise<void> {
  if (ages.size === 0) return;
  const all = [...ages];
  const column = <Value>(of: (age: Age) => Value) => all.map(([, age]) => of(age));
  // Lists of different lengths go in as text, and become lists again row by row.
  await sql`
    UPDATE ledger.age g
       SET as_of = u.as_of, owed_parts = u.parts, owed_of = u.of,
           days = u.days::date[], minors = u.minors::bigint[]
      FROM unnest(${all.map(([account]) => account)}::text[], ${column((age) => age.asOf)}::date[],
                  ${column((age) => String(age.owed.parts))}::numeric[],
                  ${column((age) => String(age.owed.of))}::bigint[],
                  ${column((age) => `{${age.layers.map((one) => one.day).join(',')}}`)}::text[],
                  ${column((age) => `{${age.layers.map((one) => String(one.minor)).join(',')}}`)}::text[])
           AS u(account_id, as_of, parts, of, days, minors)
     WHERE g.org_id = ${org} AND g.account_id = u.account_id`.execute(tx);
}

export interface NewKeeping extends Omit<Keeping, 'from'> {
  readonly unit: string;
}

/** From a day on holding costs so much; what lies there then counts as come on that day. */
export async function insertKeepings(
  tx: Tx,
  act: RecordedAct,
  from: string,
  keepings: readonly NewKeeping[],
): Promise<void> {
  for (const keeping of keepings) {
    const { unit, parts, of, freeDays, expiresDays, monthlyMinor } = keeping;
    await sql`
      INSERT INTO ledger.keeping (org_id, unit, from_on, parts, of, free_days, expires_days,
                                  monthly_minor, act_id)
      VALUES (${act.org}, ${unit}, ${from}, ${parts}, ${of}, ${freeDays}, ${expiresDays},
              ${monthlyMinor}, ${act.id})
      ON CONFLICT (org_id, unit, from_on) DO UPDATE
        SET parts = excluded.parts, of = excluded.of, free_days = excluded.free_days,
            expires_days = excluded.expires_days,
            monthly_minor = excluded.monthly_minor, act_id = excluded.act_id`.execute(tx);
    if (isForLying(keeping)) await insertAges(tx, act.org, from, sql`a.unit = ${unit}`);
  }
}

/** Accounts that are opened where holding costs something keep their days from the beginning. */
export async function insertNewAges(
  tx: Tx,
  act: RecordedAct,
  from: string,
  accounts: readonly string[],
): Promise<void> {
  if (accounts.length === 0) return;
  const isKept = sql`EXISTS (SELECT FROM ledger.keeping k WHERE k.org_id = a.org_id AND k.unit = a.unit
                                AND (k.parts > 0 OR k.expires_days IS NOT NULL))`;
  await insertAges(tx, act.org, from, sql`a.account_id = ANY(${accounts}) AND ${isKept}`);
}

async function insertAges(tx: Tx, org: OrgId, from: string, which: RawBuilder<unknown>): Promise<void> {
  await sql`
    INSERT INTO ledger.age (org_id, account_id, as_of, owed_parts, owed_of, days, minors)
    SELECT a.org_id, a.account_id, ${from}::date, 0, 1,
           CASE WHEN b.balance_minor > 0 THEN ARRAY[${from}::date] ELSE '{}' END,
           CASE WHEN b.balance_minor > 0 THEN ARRAY[b.balance_minor] ELSE '{}' END
      FROM ledger.account a JOIN ledger.balance b USING (org_id, account_id)
     WHERE a.org_id = ${org} AND a.purpose = 'holding' AND ${which}
    ON CONFLICT (org_id, account_id) DO NOTHING`.execute(tx);
}

/** What holding costs now, by unit. */
export async function loadKeepings(tx: Tx, org: OrgId): Promise<ReadonlyMap<string, Keeping>> {
  const rows = await ledgerTables(tx)
    .selectFrom('ledger.keeping')
    .selectAll()
    .where('org_id', '=', org)
    .orderBy('from_on')
    .execute();
  return new Map(
    rows.map((row) => [
      row.unit,
      {
        from: row.from_on as CivilDate,
        parts: Number(row.parts),
        of: Number(row.of),
        freeDays: row.free_days,
        expiresDays: row.expires_days,
        monthlyMinor: row.monthly_minor === null ? null : String(row.monthly_minor),
      },
    ]),
  );
}

/** The ages of these accounts, by account; those of units in which nothing is asked have none. */
export async function loadAges(
  tx: Tx,
  org: OrgId,
  accounts: readonly string[],
): Promise<ReadonlyMap<string, Age>> {
  const { rows } = await sql<{ account: string; age: AgeJson | null }>`
    SELECT a.account_id AS account, ${ageJson(sql`a.unit`)} AS age
      FROM ledger.account a JOIN ledger.age g USING (org_id, account_id)
     WHERE a.org_id = ${org} AND a.account_id = ANY(${accounts})`.execute(tx);
  return new Map(
    rows.map(({ account, age }) => {
      const found = ageFrom(age);
      assert(found, 'a row of ages has an age');
      return [account, found];
    }),
  );
}
