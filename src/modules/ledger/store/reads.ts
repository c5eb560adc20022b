/** Accounts and what is in them, for commands and for pages. */
import { sql } from 'kysely';
import type { MemberId, OrgId } from '#kernel/command';
import type { Tx } from '#kernel/tx';
import type { Account, NamedAccount, Purpose } from '../core/account.ts';
import type { Movement } from '../core/correction.ts';
import type { Ledger, PostingKind } from '../core/posting.ts';
import type { KeptAccount, KeptRules } from '../core/upkeep.ts';
import type { Backer } from '../core/write-off.ts';
import { ageFrom, ageJson, loadKeepings, type AgeJson } from './age-rows.ts';
import { loadCoverages } from './coverage-rows.ts';
import { ledgerTables, type AccountRow, type BalanceRow, type TransferRow } from './tables.ts';

/** How many movements may be posted together. */
export const MOST_LEGS = 200;

/**
 * Of a row `t` of transfers: what was said of it, or of what was asked for or promised before it was paid.
 */
export const noteOf = sql`coalesce(
  (SELECT n.note FROM ledger.note n WHERE n.org_id = t.org_id AND n.number = t.number AND NOT n.of_set),
  (SELECT n.note FROM ledger.note n WHERE n.org_id = t.org_id AND n.number = t.set_number AND n.of_set),
  (SELECT r.note FROM ledger.request r WHERE r.org_id = t.org_id AND r.number = t.set_number),
  (SELECT h.note FROM ledger.hold h WHERE h.org_id = t.org_id AND h.number = t.set_number),
  (SELECT s.note FROM ledger.standing_try x JOIN ledger.standing s USING (org_id, standing_id)
    WHERE x.org_id = t.org_id AND x.number = t.set_number))`;

type AccountColumns = AccountRow & BalanceRow;

/** The accounts that belong to each unit. */
export interface UnitAccounts {
  readonly commons: ReadonlyMap<string, string>;
  readonly issues: ReadonlyMap<string, string>;
}

/** What is in these accounts, and in those that belong to the units. */
export async function loadLedger(
  tx: Tx,
  org: OrgId,
  accounts: readonly string[],
): Promise<Ledger & UnitAccounts> {
  const { rows } = await sql<AccountColumns & WithAge & WithCoverages>`
    SELECT a.*, b.*, ${ageJson(sql`a.unit`)} AS age,
           (SELECT json_agg(json_build_array(c.unit, c.issue, c.reserve, c.factor::text) ORDER BY c.unit)
              FROM ledger.coverage c WHERE c.org_id = ${org}) AS coverages,
           coalesce((SELECT t.number FROM ledger.transfer t
                      WHERE t.org_id = ${org} ORDER BY t.number DESC LIMIT 1), 0) AS last_number
      FROM ledger.account a
      JOIN ledger.balance b USING (org_id, account_id)
      LEFT JOIN ledger.age g USING (org_id, account_id)
     -- All by one list of ids: an OR over what they are would read all accounts of the group.
     WHERE a.org_id = ${org} AND a.account_id = ANY(
       ${accounts}::text[]
       || ARRAY(SELECT account_id FROM ledger.account WHERE org_id = ${org} AND purpose IN ('issue', 'commons'))
       || ARRAY(SELECT reserve FROM ledger.coverage WHERE org_id = ${org}))`.execute(tx);
  const found = rows.map(accountOf);
  const ofUnits = (purpose: Purpose) =>
    new Map(found.filter((one) => one.purpose === purpose).map((one) => [one.unit, one.id]));
  return {
    accounts: new Map(found.map((one) => [one.id, one])),
    commons: ofUnits('commons'),
    issues: ofUnits('issue'),
    lastNumber: rows[0]?.last_number ?? 0n,
    coverages: (rows[0]?.coverages ?? []).map(([unit, issue, reserve, factor]) => ({
      unit,
      issue,
      reserve,
      factor: BigInt(factor),
    })),
  };
}

interface WithAge {
  readonly last_number: bigint;
  readonly age: AgeJson | null;
}

interface WithCoverages {
  readonly coverages: readonly (readonly [string, string, string, string])[] | null;
}

function accountOf(row: AccountColumns & Partial<WithAge>): Account {
  return {
    id: row.account_id,
    unit: row.unit,
    purpose: row.purpose,
    member: row.member_id,
    name: row.name,
    openedAt: row.opened_at,
    closedAt: row.closed_at,
    frozen: row.frozen_until === null ? null : { until: row.frozen_until, reason: row.frozen_reason ?? '' },
    balanceMinor: row.balance_minor,
    heldMinor: row.held_minor,
    comingMinor: row.coming_minor,
    // What the rules say; where an account stood beyond when they changed, the database lets it stay there.
    limits: { floorMinor: row.rule_floor_minor, ceilingMinor: row.rule_ceiling_minor },
    ...(row.age == null ? {} : { age: ageFrom(row.age) }),
  };
}

/** These accounts, and no more. */
export async function loadThese(
  tx: Tx,
  org: OrgId,
  accounts: readonly string[],
): Promise<ReadonlyMap<string, Account>> {
  const { rows } = await sql<AccountColumns>`
    SELECT a.*, b.* FROM ledger.account a JOIN ledger.balance b USING (org_id, account_id)
     WHERE a.org_id = ${org} AND account_id = ANY(${accounts})`.execute(tx);
  return new Map(rows.map((row) => [row.account_id, accountOf(row)]));
}

export async function loadAccount(tx: Tx, org: OrgId, account: string): Promise<Account | null> {
  const { accounts } = await loadLedger(tx, org, [account]);
  return accounts.get(account) ?? null;
}

/** An account with what the group has granted it and still counts; null where it is not there. */
export async function loadGranted(
  tx: Tx,
  org: OrgId,
  account: string,
  today: string,
): Promise<{ readonly account: Account; readonly grantedMinor: bigint } | null> {
  const { rows } = await sql<AccountColumns>`
    SELECT a.*, b.* FROM ledger.account a JOIN ledger.balance b USING (org_id, account_id)
     WHERE a.org_id = ${org} AND a.account_id = ${account}`.execute(tx);
  const [row] = rows;
  if (!row) return null;
  const counts = row.granted_until !== null && row.granted_until >= today;
  return { account: accountOf(row), grantedMinor: counts ? row.granted_minor! : 0n };
}

/** How much one account stakes for another. */
export async function loadStake(tx: Tx, org: OrgId, source: string, target: string): Promise<bigint> {
  const row = await ledgerTables(tx)
    .selectFrom('ledger.stake')
    .select('amount_minor')
    .where('org_id', '=', org)
    .where('source', '=', source)
    .where('target', '=', target)
    .executeTakeFirst();
  return row?.amount_minor ?? 0n;
}

/** Who stakes for an account, and how much. */
export async function loadBackers(tx: Tx, org: OrgId, target: string): Promise<Backer[]> {
  const rows = await ledgerTables(tx)
    .selectFrom('ledger.stake')
    .select(['source', 'amount_minor'])
    .where('org_id', '=', org)
    .where('target', '=', target)
    .orderBy('source')
    .execute();
  return rows.map((row) => ({ source: row.source, amountMinor: row.amount_minor }));
}

/** Every account of one member, closed ones among them, in the order of their units. */
export async function loadAccountsOf(tx: Tx, org: OrgId, member: MemberId): Promise<Account[]> {
  const { rows } = await sql<AccountColumns>`
    SELECT a.*, b.* FROM ledger.account a JOIN ledger.balance b USING (org_id, account_id)
     WHERE a.org_id = ${org} AND a.member_id = ${member} ORDER BY a.unit`.execute(tx);
  return rows.map(accountOf);
}

export async function loadNamed(tx: Tx, org: OrgId, accounts: readonly string[]): Promise<NamedAccount[]> {
  const { rows } = await sql<NamedAccount>`
    SELECT account_id AS id, unit, purpose, member_id AS member, name FROM ledger.account
     WHERE org_id = ${org} AND account_id = ANY(${accounts})`.execute(tx);
  return rows;
}

/** Every account that is open, in the order of their units. */
export async function loadOpenAccounts(tx: Tx, org: OrgId): Promise<NamedAccount[]> {
  const { rows } = await sql<NamedAccount>`
    SELECT account_id AS id, unit, purpose, member_id AS member, name FROM ledger.account
     WHERE org_id = ${org} AND closed_at IS NULL ORDER BY unit, account_id`.execute(tx);
  return rows;
}

/** What is held in common, and where units come from. */
export async function loadCommonAccounts(tx: Tx, org: OrgId): Promise<Account[]> {
  const { rows } = await sql<AccountColumns>`
    SELECT a.*, b.* FROM ledger.account a JOIN ledger.balance b USING (org_id, account_id)
     WHERE a.org_id = ${org} AND a.member_id IS NULL ORDER BY a.unit, a.opened_at, a.account_id`.execute(tx);
  return rows.map(accountOf);
}

/** Where every account stands beside the rules: what {@link decideUpkeep} looks at. */
export async function loadKept(tx: Tx, org: OrgId): Promise<KeptAccount[]> {
  const { rows } = await sql<AccountColumns & { staked_minor: bigint; backed_minor: bigint }>`
    SELECT a.*, b.*,
           coalesce((SELECT sum(amount_minor) FROM ledger.stake s
                      WHERE s.org_id = a.org_id AND s.source = a.account_id), 0)::bigint AS staked_minor,
           coalesce((SELECT sum(amount_minor) FROM ledger.stake s
                      WHERE s.org_id = a.org_id AND s.target = a.account_id), 0)::bigint AS backed_minor
      FROM ledger.account a JOIN ledger.balance b USING (org_id, account_id)
     WHERE a.org_id = ${org} ORDER BY a.account_id`.execute(tx);
  return rows.map((row) => ({
    account: row.account_id,
    unit: row.unit,
    purpose: row.purpose,
    member: row.member_id,
    name: row.name,
    closedAt: row.closed_at,
    balanceMinor: row.balance_minor,
    promisedMinor: row.held_minor + row.coming_minor,
    floorMinor: row.rule_floor_minor,
    ceilingMinor: row.rule_ceiling_minor,
    stakedMinor: row.staked_minor,
    backedMinor: row.backed_minor,
    granted: row.granted_minor === null ? null : { minor: row.granted_minor, until: row.granted_until! },
  }));
}

/** Accounts of members in one unit in the order of their ids, after one of them and up to another. */
export async function accountsAfter(
  tx: Tx,
  org: OrgId,
  unit: string,
  after: string | null,
  last: string,
  most: number,
): Promise<Account[]> {
  const { rows } = await sql<AccountColumns & WithAge>`
    SELECT a.*, b.*, ${ageJson(sql`a.unit`)} AS age
      FROM (SELECT * FROM ledger.account
             WHERE org_id = ${org} AND unit = ${unit} AND purpose = 'holding'
               AND account_id > ${after ?? ''} AND account_id <= ${last}
             ORDER BY account_id LIMIT ${most}) a
      JOIN ledger.balance b USING (org_id, account_id)
      LEFT JOIN ledger.age g USING (org_id, account_id)
     ORDER BY a.account_id`.execute(tx);
  return rows.map(accountOf);
}

/** What the books do already, besides the accounts. */
export async function loadKeptRules(tx: Tx, org: OrgId): Promise<KeptRules> {
  return { keepings: await loadKeepings(tx, org), coverages: await loadCoverages(tx, org) };
}

/** The movements of one account, newest first, before a number if one is given. */
export async function loadStatement(
  tx: Tx,
  org: OrgId,
  account: string,
  { before, most }: { readonly before?: bigint; readonly most: number },
): Promise<Entry[]> {
  // Each side by its own index: an OR over both would read all that was ever posted.
  const side = (column: 'source' | 'target') => sql`
    (SELECT * FROM ledger.transfer
      WHERE org_id = ${org} AND ${sql.ref(column)} = ${account}
        ${before === undefined ? sql`` : sql`AND number < ${before}`}
      ORDER BY number DESC LIMIT ${most})`;
  const { rows } = await sql<NotedRow>`
    SELECT t.*, c.corrected_minor, ${correctsKindOf}, ${noteOf} AS note
      FROM (${side('source')} UNION ALL ${side('target')}) t
      LEFT JOIN ledger.corrected c USING (org_id, number)
     ORDER BY t.number DESC LIMIT ${most}`.execute(tx);
  return rows.map((row) => entryOf(row, account));
}

type EntryRow = TransferRow & {
  readonly corrected_minor: bigint | null;
  readonly corrects_kind: PostingKind | null;
};

/** Of a row `t` of transfers: the kind of the one that it puts right. */
const correctsKindOf = sql`(SELECT o.kind FROM ledger.transfer o
                             WHERE o.org_id = t.org_id AND o.number = t.corrects) AS corrects_kind`;
type NotedRow = EntryRow & { readonly note: string | null };

/** A movement as one of its two accounts sees it. */
export interface Entry {
  readonly number: bigint;
  readonly at: string;
  readonly bookedOn: string;
  readonly kind: PostingKind;
  readonly unit: string;
  /** The account at the other end. */
  readonly other: string;
  /** What it did to this one: negative where it left. */
  readonly minor: bigint;
  readonly afterMinor: bigint;
  readonly note: string | null;
  readonly byMember: MemberId | null;
  readonly corrects: bigint | null;
  readonly correctsKind: PostingKind | null;
  readonly correctedMinor: bigint;
  readonly act: string;
}

function entryOf(row: NotedRow, account: string): Entry {
  const leaves = row.source === account;
  return {
    number: row.number,
    at: row.at,
    bookedOn: row.booked_on,
    kind: row.kind,
    unit: row.unit,
    other: leaves ? row.target : row.source,
    minor: leaves ? -row.amount_minor : row.amount_minor,
    afterMinor: leaves ? row.source_after_minor : row.target_after_minor,
    note: row.note,
    byMember: row.by_member,
    corrects: row.corrects,
    correctsKind: row.corrects_kind,
    correctedMinor: row.corrected_minor ?? 0n,
    act: row.act_id,
  };
}

/** A movement, and what it rests on. */
export interface BookedMovement extends Movement {
  readonly correctsKind: PostingKind | null;
  readonly unit: string;
  readonly at: string;
  readonly byMember: MemberId | null;
}

/** What was written beside a movement; null where nothing was, or it was forgotten. */
export async function loadNote(tx: Tx, org: OrgId, number: bigint): Promise<string | null> {
  const { rows } = await sql<{ note: string | null }>`
    SELECT ${noteOf} AS note FROM ledger.transfer t
     WHERE t.org_id = ${org} AND t.number = ${number}`.execute(tx);
  return rows[0]?.note ?? null;
}

/** These movements, and all that was posted together with them. */
export async function loadMovements(
  tx: Tx,
  org: OrgId,
  numbers: readonly bigint[],
): Promise<BookedMovement[]> {
  const { rows } = await sql<EntryRow>`
    SELECT t.*, c.corrected_minor, ${correctsKindOf}
      FROM (SELECT DISTINCT set_number FROM ledger.transfer
             WHERE org_id = ${org} AND number = ANY(${numbers})) s
      JOIN ledger.transfer t ON t.org_id = ${org} AND t.set_number = s.set_number
       AND t.number BETWEEN s.set_number AND s.set_number + ${MOST_LEGS - 1}
      LEFT JOIN ledger.corrected c ON c.org_id = t.org_id AND c.number = t.number
     ORDER BY t.number`.execute(tx);
  return rows.map(movementOf);
}

function movementOf(row: EntryRow): BookedMovement {
  return {
    number: row.number,
    setNumber: row.set_number,
    unit: row.unit,
    source: row.source,
    target: row.target,
    amountMinor: row.amount_minor,
    kind: row.kind,
    correctsKind: row.corrects_kind,
    correctedMinor: row.corrected_minor ?? 0n,
    at: row.at,
    byMember: row.by_member,
  };
}

/** The movements by which one was moved to other common accounts, each after the one that it moves on. */
export async function loadMovedOn(tx: Tx, org: OrgId, number: bigint): Promise<Movement[]> {
  const { rows } = await sql<EntryRow>`
    WITH RECURSIVE moved AS (
      SELECT * FROM ledger.transfer WHERE org_id = ${org} AND corrects = ${number} AND kind = 'reclass'
      UNION ALL
      SELECT t.* FROM moved m JOIN ledger.transfer t
        ON t.org_id = m.org_id AND t.corrects = m.number AND t.kind = 'reclass')
    SELECT t.*, c.corrected_minor, ${correctsKindOf}
      FROM moved t LEFT JOIN ledger.corrected c USING (org_id, number) ORDER BY number`.execute(tx);
  return rows.map(movementOf);
}

/** Every account there ever was, with the day on which it was opened. */
export async function loadAllAccounts(tx: Tx, org: OrgId): Promise<Account[]> {
  const { rows } = await sql<AccountColumns>`
    SELECT a.*, b.* FROM ledger.account a JOIN ledger.balance b USING (org_id, account_id)
     WHERE a.org_id = ${org} ORDER BY a.opened_at, a.account_id`.execute(tx);
  return rows.map(accountOf);
}
