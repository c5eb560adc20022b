/**
 * Brings a database to the state this program expects: every dated SQL file of the host and of the modules,
 * applied once, in one sorted list. What was applied is never edited and never forgotten.
 */
import { createHash } from 'node:crypto';
import { glob, readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { APP_ROLE } from './engine/engine.ts';
import { Plain, sentence } from './engine/plain.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const FOLDERS = ['src/host/store', 'src/modules/*/store'];
const FILE_NAME = /^\d{4}-\d{2}-\d{2}-\d{2}-[a-z0-9-]+\.sql$/;
/** Any number, as long as it stays: the lock that lets one program migrate at a time. */
const MIGRATION_LOCK = 7_241_001;

export interface Migration {
  readonly name: string;
  readonly sql: string;
  readonly sha256: string;
}

export interface MigrateOptions {
  /** Folders of SQL files, below `root`; `*` stands for any folder. */
  readonly folders?: readonly string[];
  readonly root?: string;
  /** Tables (`schema.table`) whose rows are never changed or deleted by the application. */
  readonly appendOnly?: readonly string[];
  /** The role of the application; `null` when it is the same as the owner's. */
  readonly appRole?: string | null;
  readonly report?: (words: string) => void;
}

/** Reads all migrations in the order in which they are applied. */
export async function readMigrations(
  root = ROOT,
  folders: readonly string[] = FOLDERS,
): Promise<Migration[]> {
  const found: Migration[] = [];
  for (const folder of folders) {
    for await (const file of glob(`${folder}/*.sql`, { cwd: root })) {
      const name = path.basename(file);
      if (!FILE_NAME.test(name)) throw new Plain(`${file}: a migration is named YYYY-MM-DD-nn-name.sql.`);
      const sql = await readFile(path.join(root, file), 'utf8');
      found.push({ name, sql, sha256: createHash('sha256').update(sql).digest('hex') });
    }
  }
  found.sort((a, b) => (a.name < b.name ? -1 : 1));
  const twice = found.find((one, index) => one.name === found[index + 1]?.name);
  if (twice) throw new Plain(`Two migrations are named ${twice.name}.`);
  return found;
}

/** Applies what is missing, as the owner, and gives the application its rights. Returns the names applied. */
export async function migrate(ownerUrl: string, options: MigrateOptions = {}): Promise<string[]> {
  const migrations = await readMigrations(options.root, options.folders);
  const appendOnly = options.appendOnly ?? (await readAppendOnly(options.root));
  const appRole = options.appRole === undefined ? APP_ROLE : options.appRole;
  return alone(ownerUrl, async (client) => {
    await client.query(`
      CREATE SCHEMA IF NOT EXISTS host;
      CREATE TABLE IF NOT EXISTS host.migration (
        name text PRIMARY KEY,
        sha256 text NOT NULL,
        applied_at timestamptz NOT NULL DEFAULT now()
      )`);
    const pending = await findPending(client, migrations);
    if (pending.length > 0) options.report?.(`Bringing the database up to date (${pending.length})`);
    for (const migration of pending) await apply(client, migration);
    if (appRole !== null) await grant(client, appRole, appendOnly);
    return pending.map(({ name }) => name);
  });
}

/** Makes database `name` when it is not there. */
export async function makeDatabase(adminUrl: string, name: string): Promise<void> {
  await alone(adminUrl, async (client) => {
    const { rowCount } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [name]);
    if (rowCount === 0) await client.query(`CREATE DATABASE ${client.escapeIdentifier(name)}`);
  });
}

/** Makes the role of the application when it is not there; `anew` gives it the password again. */
export async function makeAppRole(
  adminUrl: string,
  role: string,
  password: string,
  anew?: 'anew',
): Promise<void> {
  await alone(adminUrl, async (client) => {
    const { rowCount } = await client.query('SELECT 1 FROM pg_roles WHERE rolname = $1', [role]);
    if (rowCount !== 0 && !anew) return;
    const verb = rowCount === 0 ? 'CREATE' : 'ALTER';
    const secret = client.escapeLiteral(password);
    await client.query(`${verb} ROLE ${client.escapeIdentifier(role)} LOGIN PASSWORD ${secret}`);
  });
}

/** Two programs that start at once make nothing twice. */
async function alone<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url, application_name: 'tequio migrate' });
  client.on('error', () => undefined);
  await client.connect();
  try {
    await client.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK]);
    return await work(client);
  } finally {
    await client.end();
  }
}

async function findPending(client: pg.Client, migrations: readonly Migration[]): Promise<Migration[]> {
  const { rows } = await client.query<{ name: string; sha256: string }>(
    'SELECT name, sha256 FROM host.migration',
  );
  const applied = new Map(rows.map((row) => [row.name, row.sha256]));
  const known = new Set(migrations.map(({ name }) => name));
  const unknown = [...applied.keys()].find((name) => !known.has(name));
  if (unknown !== undefined) {
    throw new Plain(`The database was written by a newer Tequio (it knows ${unknown}): update this one.`);
  }
  const edited = migrations.find(({ name, sha256 }) => (applied.get(name) ?? sha256) !== sha256);
  if (edited) {
    throw new Plain(
      `${edited.name} was changed after it was applied: put it back, and say the change in a new file.`,
    );
  }
  return migrations.filter(({ name }) => !applied.has(name));
}

async function apply(client: pg.Client, { name, sql, sha256 }: Migration): Promise<void> {
  await client.query('BEGIN');
  try {
    await client.query(sql);
    await client.query('INSERT INTO host.migration (name, sha256) VALUES ($1, $2)', [name, sha256]);
    await client.query('COMMIT');
  } catch (cause) {
    await client.query('ROLLBACK').catch(() => undefined);
    throw new Plain(`${name} could not be applied: ${sentence(cause)}`, { cause });
  }
}

/**
 * Rights are given anew every time: a table that came today is as reachable, and as protected, as the others.
 */
async function grant(client: pg.Client, role: string, appendOnly: readonly string[]): Promise<void> {
  const { rows } = await client.query<{ schema: string }>(
    `SELECT nspname AS schema FROM pg_namespace
     WHERE nspname !~ '^pg_' AND nspname NOT IN ('information_schema', 'public')
       AND pg_has_role(nspowner, 'USAGE')`,
  );
  const to = client.escapeIdentifier(role);
  const statements = rows.flatMap(({ schema }) => {
    const name = client.escapeIdentifier(schema);
    return [
      `GRANT USAGE ON SCHEMA ${name} TO ${to}`,
      `GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA ${name} TO ${to}`,
      `GRANT USAGE ON ALL SEQUENCES IN SCHEMA ${name} TO ${to}`,
    ];
  });
  statements.push(`REVOKE INSERT, UPDATE, DELETE ON host.migration FROM ${to}`);
  for (const table of appendOnly) {
    const name = table
      .split('.')
      .map((part) => client.escapeIdentifier(part))
      .join('.');
    statements.push(`REVOKE UPDATE, DELETE ON ${name} FROM ${to}`);
  }
  await client.query(['BEGIN', ...statements, 'COMMIT'].join(';\n'));
}

/** `ops/append-only`: one `schema.table` a line, `#` before a remark. */
async function readAppendOnly(root = ROOT): Promise<string[]> {
  const text = await readFile(path.join(root, 'ops', 'append-only'), 'utf8').catch(() => '');
  return text
    .split('\n')
    .map((line) => line.replace(/#.*/, '').trim())
    .filter((line) => line !== '');
}
