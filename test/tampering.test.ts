/**
 * Whoever holds the machine can write what they like into the database. This changes one value in every
 * column of every table that the register answers for, and each change has to be found.
 */
import { sql, type Kysely } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openDatabase } from '../src/host/database.ts';
import { tellStories } from '../src/host/example.ts';
import { latestHead } from '../src/host/register/heads.ts';
import { verifyRegister } from '../src/host/register/verify.ts';
import { commands, REPLAYED_TABLES } from '../src/host/registry.ts';
import { compareRows, replay } from '../src/host/replay.ts';
import { perform } from '../src/host/dispatcher.ts';
import type { Host } from '../src/host/host.ts';
import { verifyLists } from '../src/host/verify-lists.ts';
import { makeId } from '../src/kernel/id.ts';
import { HOUSE } from '../src/modules/agents/index.ts';
import { accountOf, foundWithBooks, maiz } from '../src/modules/ledger/commands/with-books.ts';
import { lookAtFile, newImport, stageImport } from '../src/modules/network/index.server.ts';
import { openStage, type OneOfUs, type Stage } from './stage.ts';
import { fillBooks } from './filled-books.ts';
import { freshDatabase, type TestDatabase } from './with-database.ts';

/**
 * What no register answers for: how people come in, what is still to be done, scratch paper, the words of an
 * import.
 */
const NOT_ANSWERED_FOR = [
  /^auth\./,
  /^host\./,
  /^pgboss\./,
  /^network\.import/,
  // An edition is only ever compared with that of a dry run.
  /^network\.directory\.edition$/,
  // Made from the word itself whenever it is searched for anew; a wrong one finds a misspelling less.
  /^network\.word\.near$/,
  // Since when a key is known, and when a head was signed: the signature holds the rest.
  /^register\.signer\.since$/,
];
const LIST = [
  'source_id,name,country,city,lat,lon',
  '1,Cooperativa La Espiga,MX,Oaxaca,17.06,-96.72',
  '2,Banco de Tiempo,ES,Málaga,36.72,-4.42',
].join('\n');

let stage: Stage;
let database: TestDatabase;
let replayed: TestDatabase;
let owner: { readonly db: Kysely<unknown>; close(): Promise<void> };

beforeAll(async () => {
  stage = await openStage();
  ({ database } = stage);
  await tellStories(database.url, () => undefined);
  await fillWhatNoStoryTells();
  await fillBooks(stage);
  await bringInList(stage.host);
  for (const { org_id: org } of await trees(database.db))
    await latestHead(database.db, org, '2027-12-01T00:00:00.000Z');
  replayed = await freshDatabase();
  await replay(database.db, replayed.db, commands);
  owner = openDatabase(database.ownerUrl, 1);
  await breakLocks();
});

afterAll(async () => {
  await owner.close();
  await replayed.drop();
  // Says once more that everything holds: what was changed stands as it stood.
  await stage.close();
});

async function fillWhatNoStoryTells(): Promise<void> {
  const { org, us } = await stage.found(['Rosa', 'Marek', 'Amina']);
  const [rosa, marek, amina] = us as [OneOfUs, OneOfUs, OneOfUs];
  const { answer } = await stage.do(rosa, 'agents.form_household', org, {});
  await stage.do(marek, 'agents.join_household', org, answer);
  await stage.do(rosa, 'agents.confirm_household', org, { member: marek.member });
  const request = makeId('ret', stage.clock.now, stage.host.chance(10));
  const requestedAt = new Date(stage.clock.now).toISOString();
  await stage.do(amina, 'agents.vouch_return', org, { request, requestedAt, member: marek.member });
  const trusting = { ...maiz, credit: { by: 'trust', minor: '10000' } } as const;
  const circle = await foundWithBooks(stage, ['Luz', 'Sol'], trusting);
  const [luz, sol] = circle.us as [OneOfUs, OneOfUs];
  const [source, target] = [
    (await accountOf(stage, circle.org, luz)).id,
    (await accountOf(stage, circle.org, sol)).id,
  ];
  await stage.do(luz, 'ledger.stake', circle.org, { source, target, amountMinor: '500' });
}

async function bringInList(host: Host): Promise<void> {
  async function* bytes() {
    yield Buffer.from(LIST);
  }
  const look = await lookAtFile(bytes);
  if (!look.ok) throw new Error(look.refusal.rule);
  const { chance } = host;
  const made = { org: HOUSE, source: 'a list', licence: 'CC0 1.0', millis: Date.now(), chance };
  const importId = await newImport(host.pool, { ...made, fileName: 'list.csv', look: look.value });
  const { format, mapping } = look.value;
  await stageImport(host.pool, { ...made, importId, bytes: bytes(), format, mapping });
  const answer = await perform(host, {
    command: 'network.import_listings',
    org: HOUSE,
    actor: { person: null, channel: 'cli', operator: true },
    input: { import: importId },
    key: 'list',
  });
  if (!answer.ok) throw new Error(answer.refusal.rule);
}

async function trees(db: Kysely<unknown>) {
  return (await sql<{ org_id: typeof HOUSE }>`SELECT org_id FROM register.tree`.execute(db)).rows;
}

async function problems(tx: Kysely<unknown>): Promise<string[]> {
  const { broken } = await verifyRegister(tx);
  if (broken.length > 0) return broken.map((one) => one.rule);
  return [...(await compareRows(tx, replayed.db)), ...(await verifyLists(tx))].map((one) => one.rule);
}

/** What is found where nothing but rows of this table can have been touched. */
async function problemsIn(tx: Kysely<unknown>, table: string): Promise<string[]> {
  const broken = table.startsWith('register.')
    ? (await verifyRegister(tx)).broken
    : [
        ...(await compareRows(
          tx,
          replayed.db,
          REPLAYED_TABLES.filter((one) => one === table),
        )),
        ...(table.startsWith('network.') ? await verifyLists(tx) : []),
      ];
  return broken.map((one) => one.rule);
}

interface Column {
  readonly table: string;
  readonly column: string;
  readonly type: string;
}

async function columns(): Promise<Column[]> {
  const { rows } = await sql<Column>`
    SELECT n.nspname || '.' || c.relname AS table, a.attname AS column, format_type(a.atttypid, null) AS type
      FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace JOIN pg_attribute a ON a.attrelid = c.oid
     WHERE c.relkind = 'r' AND n.nspname IN ('agents', 'care', 'exchange', 'ledger', 'register', 'network', 'auth', 'host')
       AND a.attnum > 0 AND NOT a.attisdropped
     ORDER BY 1, a.attnum`.execute(owner.db);
  return rows;
}

/** Another value of that type, made from the one that stands there. */
const OTHER: Readonly<Record<string, (column: string) => string>> = {
  text: (column) => `coalesce(${column}, '') || 'x'`,
  bigint: (column) => `coalesce(${column}, 0) + 1`,
  // Far enough that no other row of a list has that place.
  integer: (column) => `coalesce(${column}, 0) + 1000`,
  smallint: (column) => `coalesce(${column}, 0) + 1`,
  boolean: (column) => `NOT coalesce(${column}, false)`,
  date: (column) => `coalesce(${column}, '2026-01-01') + 1`,
  'timestamp with time zone': (column) => `coalesce(${column}, '2026-01-01') + interval '1 second'`,
  jsonb: (column) => `jsonb_build_array(${column})`,
  bytea: (column) => `set_byte(${column}, 0, (get_byte(${column}, 0) + 1) % 256)`,
  'text[]': (column) => `array_append(${column}, 'x')`,
  'double precision': (column) => `coalesce(${column}, 0) + 1`,
  numeric: (column) => `coalesce(${column}, 0) + 1`,
  'date[]': (column) => `array_append(${column}, '2026-01-01'::date)`,
  'bigint[]': (column) => `array_append(${column}, 1::bigint)`,
  'integer[]': (column) => `array_append(${column}, 1)`,
  tsvector: (column) => `${column} || array_to_tsvector(ARRAY['x'])`,
};

/** Changes one value as the owner of the database can, says what is found, and puts the old one back. */
async function tamper({ table, column, type }: Column): Promise<string[] | 'nothing to change'> {
  const name = `"${column}"`;
  const other = OTHER[type];
  if (!other) throw new Error(`${table}.${column} is of a type ${type} that nobody has thought of`);
  const run = (statement: string) => sql.raw<{ place: string }>(statement).execute(owner.db);
  const chosen = `SELECT ctid FROM ${table} ORDER BY (${name} IS NULL), ctid DESC LIMIT 1`;
  await run(`CREATE TEMP TABLE kept AS SELECT ${name} AS value FROM ${table} WHERE ctid = (${chosen})`);
  const set = `UPDATE ${table} SET ${name} = ${other(name)} WHERE ctid = (${chosen}) RETURNING ctid::text AS place`;
  const place = (await run(set)).rows[0]?.place;
  const found = place === undefined ? 'nothing to change' : await problemsIn(owner.db, table);
  if (place !== undefined)
    await run(`UPDATE ${table} SET ${name} = (SELECT value FROM kept) WHERE ctid = '${place}'`);
  await run('DROP TABLE kept');
  return found;
}

/** Whoever owns the database is held up by no rule in it. */
async function breakLocks(): Promise<void> {
  const { rows } = await sql<{ table: string; constraint: string }>`
    SELECT conrelid::regclass::text AS table, conname AS constraint FROM pg_constraint
     WHERE contype = 'c' AND connamespace::regnamespace::text IN ('agents', 'care', 'exchange', 'ledger', 'register', 'network')`.execute(
    owner.db,
  );
  for (const one of rows)
    await sql.raw(`ALTER TABLE ${one.table} DROP CONSTRAINT "${one.constraint}"`).execute(owner.db);
  await sql`SET session_replication_role = replica`.execute(owner.db);
}

describe('whoever writes into the database', () => {
  test('is not seen where nothing was touched', async () => {
    expect(await problems(owner.db)).toEqual([]);
  });

  test('is found, in every column that the register answers for', async () => {
    const all = await columns();
    const answered = all.filter(
      ({ table, column }) => !NOT_ANSWERED_FOR.some((one) => one.test(`${table}.${column}`)),
    );
    const unseen: string[] = [];
    const untouched: string[] = [];
    for (const one of answered) {
      const found = await tamper(one);
      if (found === 'nothing to change') untouched.push(`${one.table}.${one.column}`);
      else if (found.length === 0) unseen.push(`${one.table}.${one.column}`);
    }
    expect(unseen).toEqual([]);
    // The stories fill every table; a new one that they leave empty would be tested by nobody.
    expect(untouched).toEqual([]);
    expect(answered.length).toBeGreaterThan(100);
  }, 600_000);
});
