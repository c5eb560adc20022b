/**
 * The rows of a group are a function of its register. A replay writes them again, from the facts alone, into
 * an empty database, and lays both side by side: a row that somebody changed by hand is named.
 */
import { sql, type Kysely } from 'kysely';
import { civilDateAt } from '#kernel/calendar';
import type { ActId, AnyCommand, Fact, OrgId } from '#kernel/command';
import { assert } from '#kernel/assert';
import type { Tx } from '#kernel/tx';
import { HOUSE, HOUSE_GROUP } from '#agents';
import { recordAuthority } from '#agents/server';
import { forgetRows } from './forget-rows.ts';
import { REPLAYED_TABLES } from './registry.ts';
import { joinPersonal, parseLeaf, type Personal } from './register/leaf.ts';
import type { Broken } from './register/verify.ts';

const PAGE = 1_000;

interface ActRow {
  position: bigint;
  leaf: Buffer;
  body: Buffer | null;
}

/**
 * Writes the rows of every register in `from` into `scratch`, an empty migrated database. Returns the acts
 * replayed.
 */
export async function replay(
  from: Kysely<unknown>,
  scratch: Kysely<unknown>,
  commands: ReadonlyMap<string, AnyCommand<Tx>>,
  onActs: (acts: number) => void = () => undefined,
): Promise<number> {
  const orgs = await sql<{ org_id: OrgId }>`SELECT org_id FROM register.tree ORDER BY org_id`.execute(from);
  let acts = 0;
  for (const { org_id: org } of orgs.rows) {
    const zone = { timeZone: HOUSE_GROUP.timeZone };
    for (let next = 0; ;) {
      const page = await readActs(from, org, next);
      await scratch.transaction().execute(async (tx) => {
        for (const row of page) await replayOne(tx, org, row, commands, zone);
      });
      acts += page.length;
      next += page.length;
      onActs(acts);
      if (page.length < PAGE) break;
    }
  }
  return acts;
}

async function readActs(db: Kysely<unknown>, org: OrgId, from: number): Promise<ActRow[]> {
  const rows = await sql<ActRow>`
    SELECT l.position, l.leaf, p.body FROM register.leaf l
      LEFT JOIN register.payload p ON p.org_id = l.org_id AND p.act_id = l.act_id
     WHERE l.org_id = ${org} AND l.position >= ${from} ORDER BY l.position LIMIT ${PAGE}`.execute(db);
  return rows.rows;
}

async function replayOne(
  tx: Tx,
  org: OrgId,
  row: ActRow,
  commands: ReadonlyMap<string, AnyCommand<Tx>>,
  zone: { timeZone: string },
): Promise<void> {
  const leaf = parseLeaf(row.leaf);
  assert(leaf.ok, 'a register is replayed after its leaves were verified');
  const command = commands.get(leaf.value.command);
  assert(command, 'every command that was ever performed is still known');
  const personal = row.body === null ? null : (JSON.parse(row.body.toString('utf8')) as Personal);
  const fact = joinPersonal(leaf.value.fact, personal) as Fact;
  const act = { id: leaf.value.act as ActId, org, at: leaf.value.at };
  if (command.replayed !== false) await command.record(tx, [{ act, fact }]);
  await forgetRows(tx, org, fact);
  if (org !== HOUSE && typeof fact['timeZone'] === 'string') zone.timeZone = fact['timeZone'];
  // What a post has used of its limit is written for every act, whoever writes the rest.
  await recordAuthority(tx, [
    { act, authority: leaf.value.authority, today: civilDateAt(act.at, zone.timeZone) },
  ]);
}

/** Lays the rows of both databases side by side, table by table, organization by organization. */
export async function compareRows(
  actual: Kysely<unknown>,
  replayed: Kysely<unknown>,
  tables: readonly string[] = REPLAYED_TABLES,
): Promise<Broken[]> {
  const broken: Broken[] = [];
  for (const table of tables) {
    const [is, should] = [await digests(actual, table), await digests(replayed, table)];
    const owners = new Set([...is.keys(), ...should.keys()]);
    for (const owner of [...owners].sort()) {
      if (is.get(owner) === should.get(owner)) continue;
      broken.push(await firstDifference(actual, replayed, table, owner));
    }
  }
  return broken;
}

/** One digest for each owner of rows: the organization, or for what belongs to a person, the person. */
async function digests(db: Kysely<unknown>, table: string): Promise<Map<string, string>> {
  const rows = await sql<{ owner: string; digest: string }>`
    SELECT ${sql.ref(ownerOf(table))} AS owner,
           count(*) || ':' || sum(hashtextextended(t::text, 0)::numeric)::text AS digest
      FROM ${sql.table(table)} AS t GROUP BY 1`.execute(db);
  return new Map(rows.rows.map((row) => [row.owner, row.digest]));
}

function ownerOf(table: string): string {
  return table === 'agents.person' ? 'person_id' : 'org_id';
}

async function firstDifference(
  actual: Kysely<unknown>,
  replayed: Kysely<unknown>,
  table: string,
  owner: string,
): Promise<Broken> {
  const [is, should] = [await rowsOf(actual, table, owner), await rowsOf(replayed, table, owner)];
  const extra = is.find((row) => !should.includes(row));
  const absent = should.find((row) => !is.includes(row));
  return {
    rule: 'row_differs',
    org: owner,
    table,
    ...(extra === undefined ? {} : { is: extra }),
    ...(absent === undefined ? {} : { should: absent }),
  };
}

async function rowsOf(db: Kysely<unknown>, table: string, owner: string): Promise<string[]> {
  const rows = await sql<{ row: string }>`
    SELECT t::text AS row FROM ${sql.table(table)} AS t
     WHERE ${sql.ref(ownerOf(table))} = ${owner} ORDER BY 1`.execute(db);
  return rows.rows.map((row) => row.row);
}
