/** How the facts of this module become rows. */
import { sql } from 'kysely';
import type { MemberId, RecordedAct } from '#kernel/command';
import type { Tx } from '#kernel/tx';
import type { Purpose } from '../core/account.ts';
import type { Posting } from '../core/posting.ts';
import { ageFrom, ageJson, agesAfter, updateAges, type AgeJson } from './age-rows.ts';
import { ledgerTables } from './tables.ts';

/** What was posted together, with what is said about it. */
export interface Posted {
  readonly act: RecordedAct;
  readonly bookedOn: string;
  /** Where it is charged for the days until then, and booked later. */
  readonly agedOn?: string;
  readonly postings: readonly Posting[];
  readonly note: string | null;
  /** What is said of single movements among several. */
  readonly notes: readonly { readonly number: string; readonly note: string }[];
  readonly by: MemberId | null;
}

/** Writes movements and what they make of the balances; behind the gate, in the order of their numbers. */
export async function insertPostings(tx: Tx, posted: readonly Posted[]): Promise<void> {
  const rows = posted.flatMap(({ act, bookedOn, agedOn = bookedOn, postings, by }) =>
    postings.map((posting) => ({ act, bookedOn, agedOn, by, posting, set: postings[0]!.number })),
  );
  const [first] = posted;
  if (rows.length === 0 || first === undefined) return;
  const column = <Value>(of: (row: (typeof rows)[number]) => Value) => rows.map(of);
  const moved = [...movedBy(rows.map((row) => row.posting))];
  const units = new Map(rows.flatMap(({ posting }) => unitsIn(posting)));
  const accounts = moved.map(([account]) => account);
  const days = dailyOf(rows);
  // One statement: no movement without its balances, and none that is not covered.
  const { rows: aged } = await sql<{ account: string; age: AgeJson | null }>`
    WITH posted AS (
      INSERT INTO ledger.transfer (org_id, number, unit, source, target, amount_minor, kind, set_number,
                                   corrects, booked_on, at, source_after_minor, target_after_minor,
                                   by_member, act_id)
      SELECT ${first.act.org}, * FROM unnest(
        ${column((row) => row.posting.number)}::bigint[], ${column((row) => row.posting.unit)}::text[],
        ${column((row) => row.posting.source)}::text[], ${column((row) => row.posting.target)}::text[],
        ${column((row) => row.posting.amountMinor)}::bigint[], ${column((row) => row.posting.kind)}::text[],
        ${column((row) => row.set)}::bigint[], ${column((row) => row.posting.corrects)}::bigint[],
        ${column((row) => row.bookedOn)}::date[], ${column((row) => row.act.at)}::timestamptz[],
        ${column((row) => row.posting.sourceAfterMinor)}::bigint[],
        ${column((row) => row.posting.targetAfterMinor)}::bigint[],
        ${column((row) => row.by)}::text[],
        ${column((row) => row.act.id)}::text[])
    ),
    days AS (
      INSERT INTO ledger.daily AS d (org_id, unit, kind, booked_on, movements, minor)
      SELECT ${first.act.org}, * FROM unnest(
        ${days.map((day) => day.unit)}::text[], ${days.map((day) => day.kind)}::text[],
        ${days.map((day) => day.bookedOn)}::date[], ${days.map((day) => day.movements)}::integer[],
        ${days.map((day) => String(day.minor))}::numeric[])
          ON CONFLICT (org_id, unit, kind, booked_on)
          DO UPDATE SET movements = d.movements + excluded.movements, minor = d.minor + excluded.minor
    ),
    moved AS (
      SELECT * FROM unnest(${accounts}::text[], ${moved.map(([, minor]) => String(minor))}::bigint[],
                           ${accounts.map((one) => units.get(one)!)}::text[]) AS m(account_id, minor, unit)
    ),
    covered AS (
      UPDATE ledger.coverage c
         SET circulating_minor = c.circulating_minor
               - coalesce((SELECT minor FROM moved WHERE account_id = c.issue), 0),
             reserve_minor = c.reserve_minor
               + coalesce((SELECT minor FROM moved WHERE account_id = c.reserve), 0)
       WHERE c.org_id = ${first.act.org} AND (c.issue = ANY(${accounts}) OR c.reserve = ANY(${accounts}))
    )
    UPDATE ledger.balance b
       SET balance_minor = b.balance_minor + m.minor,
           floor_minor = ${boundAgain(sql`b.balance_minor + m.minor - b.held_minor`).floor},
           ceiling_minor = ${boundAgain(sql`b.balance_minor + m.minor + b.coming_minor`).ceiling}
      FROM moved m LEFT JOIN ledger.age g ON g.org_id = ${first.act.org} AND g.account_id = m.account_id
     WHERE b.org_id = ${first.act.org} AND b.account_id = m.account_id
    RETURNING m.account_id AS account, ${ageJson(sql`m.unit`)} AS age`.execute(tx);
  await moveAges(tx, first.act, aged, rows);
  await addCorrected(
    tx,
    first.act,
    rows.map((row) => row.posting),
  );
  await insertNotes(tx, posted);
}

interface Daily {
  readonly unit: string;
  readonly kind: string;
  readonly bookedOn: string;
  movements: number;
  minor: bigint;
}

/** What these make of each day, by unit and kind. */
function dailyOf(rows: readonly { readonly posting: Posting; readonly bookedOn: string }[]): Daily[] {
  const days = new Map<string, Daily>();
  for (const { posting, bookedOn } of rows) {
    const { unit, kind, amountMinor } = posting;
    const place = `${unit} ${kind} ${bookedOn}`;
    const day = days.get(place) ?? { unit, kind, bookedOn, movements: 0, minor: 0n };
    day.movements += 1;
    day.minor += BigInt(amountMinor);
    days.set(place, day);
  }
  return [...days.values()];
}

function unitsIn({ source, target, unit }: Posting): readonly (readonly [string, string])[] {
  return [
    [source, unit],
    [target, unit],
  ];
}

/** Where holding costs something, the days on which it came move along. */
async function moveAges(
  tx: Tx,
  act: RecordedAct,
  aged: readonly { readonly account: string; readonly age: AgeJson | null }[],
  rows: readonly { readonly posting: Posting; readonly agedOn: string }[],
): Promise<void> {
  const ages = new Map(
    aged.flatMap(({ account, age }) => {
      const found = ageFrom(age);
      return found === null ? [] : [[account, found] as const];
    }),
  );
  if (ages.size === 0) return;
  const moves = rows.map(({ posting, agedOn }) => ({ posting, day: agedOn }));
  await updateAges(tx, act.org, agesAfter(ages, moves));
}

/**
 * What was brought stands where it stood elsewhere: an account that comes to be beyond a limit by it is bound
 * there, and comes back as after a change of the rules. Written before the movements themselves.
 */
export async function bindWhereItStands(
  tx: Tx,
  act: RecordedAct,
  postings: readonly Posting[],
): Promise<void> {
  const moved = [...movedBy(postings)];
  await sql`
    UPDATE ledger.balance b
       SET floor_minor = CASE WHEN b.floor_minor IS NULL THEN NULL
                              ELSE least(b.floor_minor, b.balance_minor + m.minor - b.held_minor) END,
           ceiling_minor = CASE WHEN b.ceiling_minor IS NULL THEN NULL
                                ELSE greatest(b.ceiling_minor, b.balance_minor + m.minor + b.coming_minor) END
      FROM unnest(${moved.map(([account]) => account)}::text[],
                  ${moved.map(([, minor]) => String(minor))}::bigint[]) AS m(account_id, minor)
     WHERE b.org_id = ${act.org} AND b.account_id = m.account_id`.execute(tx);
}

/** What is said of a set stands under the number of its first movement; of one of many, under its own. */
async function insertNotes(tx: Tx, posted: readonly Posted[]): Promise<void> {
  const noted = posted.flatMap(({ act, note, notes, postings: [first] }) => {
    const single = notes.map((one) => ({ act, number: one.number, ofSet: false, note: one.note }));
    if (note === null || first === undefined) return single;
    return [...single, { act, number: first.number, ofSet: true, note }];
  });
  if (noted.length === 0) return;
  await sql`
    INSERT INTO ledger.note (org_id, number, of_set, note, act_id)
    SELECT ${noted[0]!.act.org}, * FROM unnest(
      ${noted.map((one) => one.number)}::bigint[], ${noted.map((one) => one.ofSet)}::boolean[],
      ${noted.map((one) => one.note)}::text[], ${noted.map((one) => one.act.id)}::text[])`.execute(tx);
}

/** What of earlier movements has been put right by these; never more than there was, the table says. */
async function addCorrected(tx: Tx, act: RecordedAct, postings: readonly Posting[]): Promise<void> {
  const back = new Map<string, bigint>();
  for (const { corrects, amountMinor } of postings) {
    if (corrects !== null) back.set(corrects, (back.get(corrects) ?? 0n) + BigInt(amountMinor));
  }
  if (back.size === 0) return;
  await sql`
    WITH back AS (
      SELECT t.org_id, t.number, t.unit, t.kind, t.booked_on, t.amount_minor, b.minor
        FROM unnest(${[...back.keys()]}::bigint[],
                    ${[...back.values()].map(String)}::bigint[]) AS b(number, minor)
        JOIN ledger.transfer t ON t.org_id = ${act.org} AND t.number = b.number
    ), less AS (
      UPDATE ledger.daily d SET minor = d.minor - b.minor
        FROM (SELECT org_id, unit, kind, booked_on, sum(minor) AS minor FROM back GROUP BY 1, 2, 3, 4) b
       WHERE (d.org_id, d.unit, d.kind, d.booked_on) = (b.org_id, b.unit, b.kind, b.booked_on)
    )
    INSERT INTO ledger.corrected AS c (org_id, number, amount_minor, corrected_minor)
    SELECT org_id, number, amount_minor, minor FROM back
        ON CONFLICT (org_id, number)
        DO UPDATE SET corrected_minor = c.corrected_minor + excluded.corrected_minor`.execute(tx);
}

/**
 * An account that stood beyond its limits when the rules changed is bound again as far as it has come back:
 * no further than what the rules say.
 */
function boundAgain(stands: ReturnType<typeof sql>) {
  return {
    floor: sql`CASE WHEN b.floor_minor IS NULL THEN NULL
                    ELSE greatest(b.floor_minor, least(b.rule_floor_minor, ${stands})) END`,
    ceiling: sql`CASE WHEN b.ceiling_minor IS NULL THEN NULL
                      ELSE least(b.ceiling_minor, greatest(b.rule_ceiling_minor, ${stands})) END`,
  };
}

/** What all of these make of each account together. */
function movedBy(postings: readonly Posting[]): ReadonlyMap<string, bigint> {
  const moved = new Map<string, bigint>();
  for (const { source, target, amountMinor } of postings) {
    moved.set(source, (moved.get(source) ?? 0n) - BigInt(amountMinor));
    moved.set(target, (moved.get(target) ?? 0n) + BigInt(amountMinor));
  }
  return moved;
}

export interface NewAccount {
  readonly account: string;
  readonly unit: string;
  readonly purpose: Purpose;
  readonly member: MemberId | null;
  readonly name: string;
  readonly floorMinor: string | null;
  readonly ceilingMinor: string | null;
}

export async function insertAccounts(
  tx: Tx,
  act: RecordedAct,
  accounts: readonly NewAccount[],
): Promise<void> {
  if (accounts.length === 0) return;
  await ledgerTables(tx)
    .insertInto('ledger.account')
    .values(
      accounts.map((one) => ({
        org_id: act.org,
        account_id: one.account,
        unit: one.unit,
        purpose: one.purpose,
        member_id: one.member,
        name: one.name,
        opened_at: act.at,
        closed_at: null,
        frozen_until: null,
        frozen_reason: null,
        frozen_act_id: null,
        granted_minor: null,
        granted_until: null,
        act_id: act.id,
      })),
    )
    .execute();
  const big = (minor: string | null) => (minor === null ? null : BigInt(minor));
  await ledgerTables(tx)
    .insertInto('ledger.balance')
    .values(
      accounts.map((one) => ({
        org_id: act.org,
        account_id: one.account,
        balance_minor: 0n,
        held_minor: 0n,
        coming_minor: 0n,
        rule_floor_minor: big(one.floorMinor),
        rule_ceiling_minor: big(one.ceilingMinor),
        floor_minor: big(one.floorMinor),
        ceiling_minor: big(one.ceilingMinor),
      })),
    )
    .execute();
}

export interface NewLimits {
  readonly account: string;
  readonly floorMinor: string | null;
  readonly ceilingMinor: string | null;
}

/** New limits; whoever stands beyond them may stay there, and come back. */
export async function changeLimits(tx: Tx, act: RecordedAct, limits: readonly NewLimits[]): Promise<void> {
  if (limits.length === 0) return;
  await sql`
    UPDATE ledger.balance b
       SET rule_floor_minor = l.floor_minor, rule_ceiling_minor = l.ceiling_minor,
           floor_minor = CASE WHEN l.floor_minor IS NULL THEN NULL
                              ELSE least(l.floor_minor, b.balance_minor - b.held_minor) END,
           ceiling_minor = CASE WHEN l.ceiling_minor IS NULL THEN NULL
                                ELSE greatest(l.ceiling_minor, b.balance_minor + b.coming_minor) END
      FROM unnest(${limits.map((one) => one.account)}::text[],
                  ${limits.map((one) => one.floorMinor)}::bigint[],
                  ${limits.map((one) => one.ceilingMinor)}::bigint[])
           AS l(account_id, floor_minor, ceiling_minor)
     WHERE b.org_id = ${act.org} AND b.account_id = l.account_id`.execute(tx);
}

export async function reopenAccounts(tx: Tx, act: RecordedAct, accounts: readonly string[]): Promise<void> {
  await setClosed(tx, act, accounts, null);
}

export async function closeAccounts(tx: Tx, act: RecordedAct, accounts: readonly string[]): Promise<void> {
  await setClosed(tx, act, accounts, act.at);
}

async function setClosed(
  tx: Tx,
  act: RecordedAct,
  accounts: readonly string[],
  closedAt: string | null,
): Promise<void> {
  if (accounts.length === 0) return;
  await ledgerTables(tx)
    .updateTable('ledger.account')
    .set({ closed_at: closedAt })
    .where('org_id', '=', act.org)
    .where('account_id', 'in', [...accounts])
    .execute();
}
