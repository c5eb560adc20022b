/** A list on its way in: what the file is, which columns it has, and its bytes while people look at them. */
import { createHash } from 'node:crypto';
import type { Pool } from 'pg';
import { makeId } from '#kernel/id';
import { checkMapping, guessMapping, type Mapping, type MappingRule } from '../core/columns.ts';
import { readCsv } from '../core/csv.ts';
import {
  firstLine,
  guessDelimiter,
  guessEncoding,
  otherKind,
  type CsvFormat,
  type FileRule,
} from '../core/csv-format.ts';
import { refuse, type Refused } from '#kernel/outcome';
import type { Field } from '../core/columns.ts';
import { stageRows, type StagingCounts } from './staging.ts';

export type Bytes = AsyncIterable<Uint8Array>;

/** What can be known of a file before anything is decided about it. */
export interface FileLook {
  readonly sha256: string;
  readonly size: number;
  readonly format: CsvFormat;
  readonly headers: readonly string[];
  readonly mapping: Mapping;
  /** The first rows, for people to compare the guess with. */
  readonly sample: readonly (readonly string[])[];
}

const HEAD = 65_536;

/** Looks at a file once: its digest, and a guess at what it is. `open` is called twice. */
export async function lookAtFile(
  open: () => Bytes,
  correction?: Partial<CsvFormat>,
): Promise<{ ok: true; value: FileLook } | Refused<FileRule>> {
  const hash = createHash('sha256');
  let size = 0;
  let head: Uint8Array = new Uint8Array();
  for await (const chunk of open()) {
    hash.update(chunk);
    size += chunk.length;
    if (head.length < HEAD) head = Buffer.concat([head, chunk]).subarray(0, HEAD);
  }
  if (size === 0) return refuse('file_empty');
  const other = otherKind(head);
  if (other) return refuse('file_not_a_table', { kind: other });
  const encoding = correction?.encoding ?? guessEncoding(head);
  const delimiter = correction?.delimiter ?? guessDelimiter(firstLine(head, encoding));
  const rows = await firstRows(open(), { encoding, delimiter });
  const headers = rows[0]?.map((header) =>
    header
      .replace(/\p{Cc}/gu, ' ')
      .trim()
      .slice(0, 100),
  );
  if (!headers) return refuse('file_not_a_table', { kind: 'unknown' });
  if (rows.length === 1) return refuse('file_header_only');
  const look = { sha256: hash.digest('hex'), size, format: { encoding, delimiter }, headers };
  return { ok: true, value: { ...look, mapping: guessMapping(headers), sample: rows.slice(1, 4) } };
}

async function firstRows(bytes: Bytes, format: CsvFormat): Promise<string[][]> {
  const rows: string[][] = [];
  for await (const read of readCsv(bytes, format)) {
    for (const row of read) {
      if ('cells' in row)
        rows.push(row.cells.map((cell) => cell.slice(0, 200).toWellFormed().replaceAll('\u0000', '')));
      if (rows.length === 4) return rows;
    }
  }
  return rows;
}

export interface NewImport {
  readonly org: string;
  readonly fileName: string;
  readonly source: string;
  readonly licence: string;
  readonly look: FileLook;
  readonly millis: number;
  readonly chance: (bytes: number) => Uint8Array;
}

/** Makes an import known; nothing is staged yet. Gives its id. */
export async function newImport(pool: Pool, made: NewImport): Promise<string> {
  const id = makeId('imp', made.millis, made.chance(10));
  const at = new Date(made.millis).toISOString();
  await pool.query(
    `INSERT INTO network.import (org_id, id, file_name, file_sha256, source, licence, format, mapping, headers,
       edition, staged_at, staged_on, state)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 0, $10, $11, 'uploaded')`,
    [
      made.org,
      id,
      clean(made.fileName, 200),
      made.look.sha256,
      clean(made.source, 200),
      clean(made.licence, 200),
      JSON.stringify(made.look.format),
      JSON.stringify(made.look.mapping),
      JSON.stringify(made.look.headers),
      at,
      at.slice(0, 10),
    ],
  );
  return id;
}

function clean(text: string, most: number): string {
  return text
    .replace(/\p{Cc}+/gu, ' ')
    .trim()
    .slice(0, most)
    .toWellFormed();
}

const PART = 262_144;

/** Keeps the bytes of an uploaded file, in parts, until its import is in or given up. */
export async function keepFile(pool: Pool, org: string, importId: string, bytes: Uint8Array): Promise<void> {
  for (let part = 0; part * PART < bytes.length; part++) {
    await pool.query(
      'INSERT INTO network.import_file (org_id, import_id, part, bytes) VALUES ($1, $2, $3, $4)',
      [org, importId, part, Buffer.from(bytes.subarray(part * PART, (part + 1) * PART))],
    );
  }
}

/** The bytes of a kept file, part by part. */
export async function* keptFile(pool: Pool, org: string, importId: string): Bytes {
  for (let part = 0; ; part++) {
    const { rows } = await pool.query<{ bytes: Buffer }>(
      'SELECT bytes FROM network.import_file WHERE org_id = $1 AND import_id = $2 AND part = $3',
      [org, importId, part],
    );
    if (!rows[0]) return;
    yield rows[0].bytes;
  }
}

export interface StageOptions {
  readonly org: string;
  readonly importId: string;
  readonly bytes: Bytes;
  readonly format: CsvFormat;
  readonly mapping: Mapping;
  readonly source: string;
  readonly licence: string;
  readonly millis: number;
  readonly chance: (bytes: number) => Uint8Array;
  readonly onProgress?: (rows: number) => void;
}

/** Keeps the corrected mapping and makes the dry run. */
export async function stageImport(
  pool: Pool,
  options: StageOptions,
): Promise<
  | { ok: true; value: StagingCounts }
  | Refused<MappingRule | 'file_too_long' | 'source_missing' | 'import_already_in'>
> {
  const wrong = checkMapping(options.mapping);
  if (wrong) return refuse(wrong.rule, { field: wrong.field satisfies Field });
  const source = clean(options.source, 200);
  if (source === '' && !options.mapping.includes('source')) return refuse('source_missing');
  const licence = clean(options.licence, 200);
  const { rowCount } = await pool.query(
    `UPDATE network.import SET format = $3, mapping = $4, source = $5, licence = $6
     WHERE org_id = $1 AND id = $2 AND state IN ('uploaded', 'staged')`,
    [
      options.org,
      options.importId,
      JSON.stringify(options.format),
      JSON.stringify(options.mapping),
      source,
      licence,
    ],
  );
  if (rowCount === 0) return refuse('import_already_in', { import: options.importId });
  const staged = await stageRows(pool, { ...options, defaults: { source, licence } });
  return staged.ok ? { ok: true, value: staged.counts } : refuse(staged.rule);
}

/** Forgets an import that was never taken in, with its file and its dry run. */
export async function dropImport(pool: Pool, org: string, importId: string): Promise<void> {
  for (const table of ['network.import_row', 'network.import_file']) {
    await pool.query(`DELETE FROM ${table} WHERE org_id = $1 AND import_id = $2`, [org, importId]);
  }
  await pool.query(
    "DELETE FROM network.import WHERE org_id = $1 AND id = $2 AND state IN ('uploaded', 'staged')",
    [org, importId],
  );
}
