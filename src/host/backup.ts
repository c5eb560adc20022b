/**
 * A backup is one file, taken while people go on working: every table as it stood at one moment, with the
 * heads of all registers, so that whoever kept a head can hold the backup to it. It is also the way between
 * major versions of PostgreSQL. Secrets of the machine and open sessions are not in it: after a restore
 * people sign in again, with the ways in that they have.
 *
 * The file is gzip over lines: a manifest (JSON), then for each table a line `COPY …`, its rows in
 * PostgreSQL's text form, and `\.`; at the end the number of rows and a SHA-256 of each table.
 */
import { createHash, type Hash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { once } from 'node:events';
import { rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { finished, pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import pg from 'pg';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';
import { z } from 'zod';
import { Plain } from './engine/plain.ts';

const FORMAT = 'tequio-backup';
const END_OF_TABLE = '\\.';
const LINE_FEED = Buffer.from('\n');
/** Tables that belong to this machine or this moment, not to the people. */
export const NOT_IN_BACKUP: readonly string[] = [
  'host.secret',
  'host.migration',
  'host.rate',
  'auth.session',
  'auth.verification',
];
/** Schemas of the queue: what it has to do is made again from the registers. */
const SCHEMAS_LEFT_OUT = ['pg_catalog', 'information_schema', 'pg_toast', 'pgboss'];

const manifestShape = z.object({
  format: z.literal(FORMAT),
  v: z.literal(1),
  at: z.string(),
  migrations: z.array(z.string()),
  tables: z.array(z.object({ table: z.string(), columns: z.array(z.string()) })),
  heads: z.array(z.object({ org: z.string(), size: z.string(), frontier: z.string() })),
});
export type Manifest = z.infer<typeof manifestShape>;

const endShape = z.object({
  end: z.literal(FORMAT),
  tables: z.record(z.string(), z.object({ rows: z.number(), sha256: z.string() })),
});

export interface BackupDone {
  readonly file: string;
  readonly tables: number;
  readonly rows: number;
  readonly bytes: number;
}

type Progress = (words: string) => void;

/**
 * Writes a backup of the database at `ownerUrl` into `file`; an unfinished one never stands under that name,
 * and nothing is left of it when the disk is full.
 */
export async function writeBackup(
  ownerUrl: string,
  file: string,
  progress: Progress = () => {},
): Promise<BackupDone> {
  const client = await connect(ownerUrl);
  const unfinished = `${file}.unfinished`;
  const count = { tables: 0, rows: 0 };
  try {
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
    await client.query('SET LOCAL statement_timeout = 0');
    // Opened and listened to in one breath: a file that cannot be written is an error like any other.
    const out = createWriteStream(unfinished, { mode: 0o600, flush: true });
    await pipeline(piecesOf(client, count, progress), createGzip({ level: 6 }), out);
    await client.query('COMMIT');
    await rename(unfinished, file);
    return { file, ...count, bytes: out.bytesWritten };
  } catch (error) {
    await rm(unfinished, { force: true });
    if (!['ENOSPC', 'EDQUOT'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
    const folder = path.dirname(file);
    throw new Plain(`The disk is full (${folder}): make room, or name a FILE on another disk.`, {
      cause: error,
    });
  } finally {
    await client.end();
  }
}

/** The lines of the backup, as fast as they are taken. */
async function* piecesOf(
  client: pg.Client,
  count: { tables: number; rows: number },
  progress: Progress,
): AsyncGenerator<string | Buffer> {
  const manifest = await readManifest(client);
  yield `${JSON.stringify(manifest)}\n`;
  const tables: Record<string, { rows: number; sha256: string }> = {};
  for (const { table, columns } of manifest.tables) {
    progress(table);
    const written = { rows: 0, sha256: '' };
    yield* rowsOf(client, table, columns, written);
    tables[table] = written;
    count.tables += 1;
    count.rows += written.rows;
  }
  yield `${JSON.stringify({ end: FORMAT, tables })}\n`;
}

async function connect(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url, application_name: 'tequio backup' });
  client.on('error', () => undefined);
  await client.connect();
  return client;
}

async function readManifest(client: pg.Client): Promise<Manifest> {
  const migrations = await client.query<{ name: string }>('SELECT name FROM host.migration ORDER BY name');
  const heads = await client.query<{ org: string; size: string; frontier: string }>(
    `SELECT org_id AS org, size::text AS size, encode(frontier, 'hex') AS frontier FROM register.tree ORDER BY 1`,
  );
  return {
    format: FORMAT,
    v: 1,
    at: new Date().toISOString(),
    migrations: migrations.rows.map((row) => row.name),
    tables: await tablesInOrder(client),
    heads: heads.rows,
  };
}

/** Every table of ours with its columns, those that others refer to first. */
async function tablesInOrder(client: pg.Client): Promise<Manifest['tables']> {
  const found = await client.query<{ table: string; columns: string[]; needs: string[] }>(
    `SELECT n.nspname || '.' || c.relname AS table,
            ARRAY(SELECT a.attname::text FROM pg_attribute a
                   WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
                   ORDER BY a.attnum) AS columns,
            ARRAY(SELECT fn.nspname || '.' || fc.relname FROM pg_constraint k
                    JOIN pg_class fc ON fc.oid = k.confrelid JOIN pg_namespace fn ON fn.oid = fc.relnamespace
                   WHERE k.conrelid = c.oid AND k.contype = 'f' AND k.confrelid <> c.oid) AS needs
       FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE c.relkind = 'r' AND c.relpersistence = 'p' AND n.nspname <> ALL($1) AND n.nspname NOT LIKE 'pg\\_%'
      ORDER BY 1`,
    [SCHEMAS_LEFT_OUT],
  );
  const waiting = found.rows.filter((row) => !NOT_IN_BACKUP.includes(row.table));
  const done: Manifest['tables'] = [];
  const has = (name: string) =>
    done.some((one) => one.table === name) || !waiting.some((one) => one.table === name);
  while (waiting.length > 0) {
    const next = waiting.findIndex((row) => row.needs.every(has));
    if (next < 0) throw new Plain('The tables refer to each other in a circle; this backup cannot be made.');
    const [row] = waiting.splice(next, 1);
    done.push({ table: row!.table, columns: row!.columns });
  }
  return done;
}

function quoted(name: string): string {
  return name
    .split('.')
    .map((part) => `"${part.replaceAll('"', '""')}"`)
    .join('.');
}

function copyOf(table: string, columns: readonly string[]): string {
  return `COPY ${quoted(table)} (${columns.map(quoted).join(', ')})`;
}

async function* rowsOf(
  client: pg.Client,
  table: string,
  columns: readonly string[],
  written: { rows: number; sha256: string },
): AsyncGenerator<string | Buffer> {
  yield `${copyOf(table, columns)}\n`;
  const hash = createHash('sha256');
  const stream = client.query(copyTo(`${copyOf(table, columns)} TO STDOUT`));
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    hash.update(chunk);
    for (const byte of chunk) if (byte === 0x0a) written.rows += 1;
    yield chunk;
  }
  written.sha256 = hash.digest('hex');
  yield `${END_OF_TABLE}\n`;
}

export interface RestoreDone {
  readonly at: string;
  readonly tables: number;
  readonly rows: number;
}

/**
 * Puts a backup into an empty, migrated database: all of it or nothing. Refuses a file that is not whole, one
 * of a newer version, and a database in which somebody is already.
 */
export async function readBackup(
  ownerUrl: string,
  file: string,
  progress: Progress = () => {},
): Promise<RestoreDone> {
  const client = await connect(ownerUrl);
  const lines = linesOf(file);
  try {
    await client.query('BEGIN');
    await client.query('SET LOCAL statement_timeout = 0');
    await refuseUnlessEmpty(client);
    const manifest = await readFirstLine(client, lines);
    // The house's tree and the like, which the migrations made; what refers to them is empty.
    await client.query(`TRUNCATE ${manifest.tables.map((one) => quoted(one.table)).join(', ')} CASCADE`);
    const read = new Map<string, { rows: number; sha256: string }>();
    for (const one of manifest.tables) {
      progress(one.table);
      read.set(one.table, await readTable(client, lines, one.table, one.columns));
    }
    const rows = await compareEnd(lines, read);
    await client.query('COMMIT');
    return { at: manifest.at, tables: manifest.tables.length, rows };
  } catch (error) {
    await client.query('ROLLBACK').catch(() => undefined);
    if (error instanceof Plain || (error as { code?: string }).code === 'ENOENT') throw error;
    throw new Plain(
      `This backup could not be read whole: ${(error as Error).message}. Nothing was changed.`,
      {
        cause: error,
      },
    );
  } finally {
    await client.end();
  }
}

async function refuseUnlessEmpty(client: pg.Client): Promise<void> {
  const used = await client.query<{ used: boolean }>(
    'SELECT EXISTS (SELECT FROM register.leaf) OR EXISTS (SELECT FROM auth.login) AS used',
  );
  if (used.rows[0]?.used) {
    throw new Plain(
      'Somebody is already here: a backup goes only into an empty Tequio (another TEQUIO_DATA).',
    );
  }
}

type Lines = AsyncGenerator<Buffer, void>;

/** The lines of the file as bytes: only a line feed ends one, whatever signs a language has for that. */
async function* linesOf(file: string): Lines {
  const gunzip = createGunzip();
  // A file that cannot be read, or is no gzip, breaks the loop below.
  const feeding = pipeline(createReadStream(file), gunzip);
  feeding.catch(() => undefined);
  let rest: Buffer[] = [];
  for await (const chunk of gunzip as AsyncIterable<Buffer>) {
    let start = 0;
    for (let end = chunk.indexOf(0x0a); end >= 0; end = chunk.indexOf(0x0a, start)) {
      const last = chunk.subarray(start, end);
      yield rest.length > 0 ? Buffer.concat([...rest, last]) : last;
      rest = [];
      start = end + 1;
    }
    if (start < chunk.length) rest.push(Buffer.from(chunk.subarray(start)));
  }
  await feeding;
}

async function nextLine(lines: Lines): Promise<Buffer> {
  const next = await lines.next();
  if (next.done) throw new Plain('This backup ends too early: the file is not whole. Nothing was changed.');
  return next.value;
}

function isLine(line: Buffer, text: string): boolean {
  return line.equals(Buffer.from(text));
}

async function readFirstLine(client: pg.Client, lines: Lines): Promise<Manifest> {
  const parsed = manifestShape.safeParse(parseJson(String(await nextLine(lines))));
  if (!parsed.success) throw new Plain('This file is not a backup of Tequio.');
  const known = await client.query<{ name: string }>('SELECT name FROM host.migration');
  const ours = new Set(known.rows.map((row) => row.name));
  const newer = parsed.data.migrations.find((name) => !ours.has(name));
  if (newer !== undefined) {
    throw new Plain(
      `This backup was made by a newer version of Tequio (${newer}): update first, then restore.`,
    );
  }
  return parsed.data;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

async function readTable(
  client: pg.Client,
  lines: Lines,
  table: string,
  columns: readonly string[],
): Promise<{ rows: number; sha256: string }> {
  const copy = copyOf(table, columns);
  if (!isLine(await nextLine(lines), copy))
    throw new Plain(`This backup is damaged before ${table}. Nothing was changed.`);
  const stream = client.query(copyFrom(`${copy} FROM STDIN`));
  const hash: Hash = createHash('sha256');
  let rows = 0;
  try {
    for (;;) {
      const row = await nextLine(lines);
      if (isLine(row, END_OF_TABLE)) break;
      const bytes = Buffer.concat([row, LINE_FEED]);
      hash.update(bytes);
      rows += 1;
      if (!stream.write(bytes)) await once(stream, 'drain');
    }
  } catch (error) {
    // Otherwise the server would wait for rows for ever.
    stream.on('error', () => undefined);
    stream.destroy(error as Error);
    throw error;
  }
  stream.end();
  await finished(stream);
  return { rows, sha256: hash.digest('hex') };
}

async function compareEnd(
  lines: Lines,
  read: ReadonlyMap<string, { rows: number; sha256: string }>,
): Promise<number> {
  const end = endShape.safeParse(parseJson(String(await nextLine(lines))));
  if (!end.success)
    throw new Plain('This backup ends too early: the file is not whole. Nothing was changed.');
  let rows = 0;
  for (const [table, seen] of read) {
    const meant = end.data.tables[table];
    if (meant?.rows !== seen.rows || meant.sha256 !== seen.sha256) {
      throw new Plain(`The rows of ${table} are not those that were backed up. Nothing was changed.`);
    }
    rows += seen.rows;
  }
  return rows;
}
