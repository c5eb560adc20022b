/**
 * The dry run: a file is read once, row by row, and what each row would do is written down beside the
 * directory. Nothing in the directory changes, and no act is made; the rows stream through in batches, so
 * that a million of them need no more memory than a thousand.
 */
import type { Pool, PoolClient } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { makeId } from '#kernel/id';
import {
  classify,
  foundBy,
  refuseRepeated,
  sourceKey,
  type Standing,
  type Verdict,
} from '../core/classify.ts';
import type { Mapping } from '../core/columns.ts';
import { readCsv, type CsvRead } from '../core/csv.ts';
import type { CsvFormat } from '../core/csv-format.ts';
import { contentText } from '../core/listing.ts';
import { readRow, type Note, type RowDefaults, type RowResult } from '../core/listing-row.ts';
import { Seen } from '../core/seen.ts';

const ROWS_IN_A_BATCH = 4_000;
/** Longer lists than any we know of; said rather than discovered by a full disk. */
export const MOST_ROWS = 5_000_000;

export interface StagingCounts {
  added: number;
  changed: number;
  same: number;
  refused: number;
}

export interface StagingOptions {
  readonly org: string;
  readonly importId: string;
  readonly bytes: AsyncIterable<Uint8Array>;
  readonly format: CsvFormat;
  readonly mapping: Mapping;
  readonly defaults: RowDefaults;
  /** Milliseconds since 1970: part of the ids of listings that would be added. */
  readonly millis: number;
  readonly chance: (bytes: number) => Uint8Array;
  readonly onProgress?: (rows: number) => void;
}

export type StagingResult =
  | { readonly ok: true; readonly counts: StagingCounts }
  | { readonly ok: false; readonly rule: 'file_too_long' };

/**
 * Reads the file and writes the dry run of an import that is already known. Replaces an earlier dry run of
 * it.
 */
export async function stageRows(pool: Pool, options: StagingOptions): Promise<StagingResult> {
  const client = await pool.connect();
  try {
    await client.query('BEGIN');
    await client.query('SET LOCAL statement_timeout = 0; SET LOCAL idle_in_transaction_session_timeout = 0');
    await client.query('DELETE FROM network.import_row WHERE org_id = $1 AND import_id = $2', [
      options.org,
      options.importId,
    ]);
    const result = await stageAll(client, options);
    await client.query(result.ok ? 'COMMIT' : 'ROLLBACK');
    return result;
  } catch (fault) {
    await client.query('ROLLBACK').catch(() => undefined);
    throw fault;
  } finally {
    client.release();
  }
}

async function stageAll(client: PoolClient, options: StagingOptions): Promise<StagingResult> {
  const { rows } = await client.query<Directory>(
    'SELECT edition, listings FROM network.directory WHERE org_id = $1',
    [options.org],
  );
  const batch = new Batch(client, options, rows[0] ?? { edition: 0n, listings: 0n });
  let columns = -1;
  let count = 0;
  for await (const read of readCsv(options.bytes, options.format)) {
    for (const row of read) {
      if (columns < 0) {
        // The first row that can be read is the heading.
        if ('cells' in row) columns = row.cells.length;
        continue;
      }
      if (++count > MOST_ROWS) return { ok: false, rule: 'file_too_long' };
      if (batch.add(row, columns)) {
        await batch.write();
        options.onProgress?.(count);
      }
    }
  }
  await batch.end();
  options.onProgress?.(count);
  await markStaged(client, options, batch);
  return { ok: true, counts: batch.counts };
}

interface Directory {
  readonly edition: bigint;
  readonly listings: bigint;
}

/** Some thousand rows on their way from the file into the dry run. */
class Batch {
  /** The state of the directory that this dry run is made against. */
  readonly edition: bigint;
  readonly counts: StagingCounts = { added: 0, changed: 0, same: 0, refused: 0 };
  private made = 0;
  private written: Promise<void> = Promise.resolve();
  private rows: { line: number; result: RowResult; name: string }[] = [];
  private readonly seen = new Seen();
  private readonly twins = new Seen();
  private readonly client: PoolClient;
  private readonly options: StagingOptions;
  private readonly hasListings: boolean;

  constructor(client: PoolClient, options: StagingOptions, directory: Directory) {
    this.client = client;
    this.options = options;
    this.edition = directory.edition;
    this.hasListings = directory.listings > 0n;
  }

  /** Takes a row; true when the batch is full. */
  add(row: CsvRead, columns: number): boolean {
    const { mapping, defaults } = this.options;
    if ('rule' in row) {
      this.rows.push({ line: row.line, result: { ok: false, refusal: { rule: row.rule } }, name: '' });
    } else {
      const result = refuseRepeated(readRow(row, columns, mapping, defaults), row.line, this.seen);
      const name = result.ok ? result.content.name : (row.cells[mapping.indexOf('name')] ?? '');
      this.rows.push({ line: row.line, result, name: plainText(name.slice(0, 300)) });
    }
    return this.rows.length >= ROWS_IN_A_BATCH;
  }

  async write(): Promise<void> {
    if (this.rows.length === 0) return;
    const rows = this.rows;
    this.rows = [];
    if (this.hasListings) await this.written;
    const standing = this.hasListings ? await this.standing(rows) : new Map<string, Standing>();
    const verdicts = rows.map(({ result }) =>
      classify(result, result.ok ? standing.get(sourceKey(result.content)) : undefined),
    );
    const found = verdicts.map((verdict) => ('content' in verdict ? foundBy(verdict.content) : null));
    const twins = this.hasListings
      ? await this.standingTwins(found.map((one) => one?.twin ?? null))
      : new Map();
    const chance = this.options.chance(10);
    let text = '';
    for (const [i, { line, name }] of rows.entries()) {
      const verdict = verdicts[i]!;
      const one = found[i]!;
      const notes: Note[] = 'notes' in verdict ? [...verdict.notes] : [];
      if (verdict.kind === 'add' && one.twin !== null) {
        const earlier = this.twins.firstLine(one.twin, line);
        const listing = twins.get(one.twin) as string | undefined;
        if (listing) notes.push({ note: 'possible_twin', listing });
        else if (earlier !== undefined) notes.push({ note: 'possible_twin', line: earlier });
      }
      const id = 'was' in verdict ? verdict.was.id : this.nextId(chance);
      text += copyRow(this.options, line, name, verdict, id, notes, one);
      this.counts[COUNTED[verdict.kind]]++;
    }
    await this.written;
    // The database takes these rows in while the next ones are being read.
    this.written = copy(this.client, text);
    this.written.catch(() => undefined);
  }

  /** Waits for what is still on its way. */
  async end(): Promise<void> {
    await this.write();
    await this.written;
  }

  /** Ids of one import follow each other (RFC 9562 §6.2, method 1), so that they are written side by side. */
  private nextId(chance: Uint8Array): string {
    this.made++;
    new DataView(chance.buffer, chance.byteOffset).setUint32(2, this.made);
    return makeId('lst', this.options.millis, chance);
  }

  private async standing(rows: readonly { result: RowResult }[]): Promise<Map<string, Standing>> {
    const contents = rows.flatMap(({ result }) => (result.ok ? [result.content] : []));
    const found = await this.client.query<Standing & { source: string; source_id: string }>(
      `SELECT l.source, l.source_id, l.id, l.version, v.content
       FROM unnest($2::text[], $3::text[]) AS k (source, source_id)
       JOIN network.listing l ON l.org_id = $1 AND l.source = k.source AND l.source_id = k.source_id
       JOIN network.listing_version v ON v.org_id = $1 AND v.listing_id = l.id AND v.version = l.version`,
      [this.options.org, contents.map((one) => one.source), contents.map((one) => one.sourceId)],
    );
    return new Map(
      found.rows.map((row) => [sourceKey({ source: row.source, sourceId: row.source_id }), row]),
    );
  }

  private async standingTwins(twins: readonly (number | null)[]): Promise<Map<number, string>> {
    const { rows } = await this.client.query<{ twin: bigint; id: string }>(
      'SELECT DISTINCT ON (twin) twin, id FROM network.listing WHERE org_id = $1 AND twin = ANY ($2::bigint[]) ORDER BY twin, id',
      [this.options.org, twins.filter((twin) => twin !== null)],
    );
    return new Map(rows.map((row) => [Number(row.twin), row.id]));
  }
}

const COUNTED = { add: 'added', change: 'changed', same: 'same', refuse: 'refused' } as const;

const COLUMNS =
  'org_id, import_id, line, kind, listing_id, version, rule, name, source, source_id, facts, notes, changes, content, folded, words, ' +
  'facets, square, lat_e6, lon_e6, twin';

/** One row in the text form of COPY. A row that changes nothing needs no content. */
function copyRow(
  { org, importId }: StagingOptions,
  line: number,
  name: string,
  verdict: Verdict,
  id: string,
  notes: readonly Note[],
  found: ReturnType<typeof foundBy> | null,
): string {
  const writes = verdict.kind === 'add' || verdict.kind === 'change' ? found : null;
  const refusal = verdict.kind === 'refuse' ? verdict.refusal : null;
  const cells = [
    org, importId, String(line), verdict.kind,
    refusal ? null : id,
    verdict.kind === 'add' ? '1' : 'was' in verdict ? String(verdict.was.version + (writes ? 1n : 0n)) : null,
    refusal?.rule ?? null,
    name,
    writes && 'content' in verdict ? verdict.content.source : null,
    writes && 'content' in verdict ? verdict.content.sourceId : null,
    refusal ? json(refusal) : null,
    notes.length > 0 ? json(notes) : null,
    verdict.kind === 'change' ? json(verdict.changes) : null,
    writes && 'content' in verdict ? contentText(verdict.content) : null,
    writes?.folded ?? null,
    writes ? array(writes.words) : null,
    writes ? array(writes.facets) : null,
    writes?.square ?? null,
    writes?.latE6 ?? null,
    writes?.lonE6 ?? null,
    writes?.twin ?? null,
  ]; // prettier-ignore
  return `${cells.map(cell).join('\t')}\n`;
}

function cell(value: string | number | null): string {
  if (value === null) return '\\N';
  if (typeof value === 'number') return String(value);
  return /[\\\t\n\r]/.test(value)
    ? value.replaceAll('\\', '\\\\').replaceAll('\t', '\\t').replaceAll('\n', '\\n').replaceAll('\r', '\\r')
    : value;
}

/** Words hold letters, digits and a slash only; quotes keep a word like NULL a word. */
function array(texts: readonly string[]): string {
  return texts.length === 0 ? '{}' : `{"${texts.join('","')}"}`;
}

/** JSON without what a jsonb column cannot hold. */
function json(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) => (typeof part === 'string' ? plainText(part) : part));
}

function plainText(text: string): string {
  return text.toWellFormed().replaceAll('\u0000', '');
}

function copy(client: PoolClient, text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const stream = client.query(copyFrom(`COPY network.import_row (${COLUMNS}) FROM STDIN`));
    stream.on('error', reject);
    stream.on('finish', resolve);
    stream.end(text);
  });
}

async function markStaged(
  client: PoolClient,
  options: StagingOptions,
  { counts, edition }: Batch,
): Promise<void> {
  await client.query(
    `UPDATE network.import
     SET state = 'staged', added = $3, changed = $4, same = $5, refused = $6, edition = $7
     WHERE org_id = $1 AND id = $2 AND state IN ('uploaded', 'staged')`,
    [options.org, options.importId, counts.added, counts.changed, counts.same, counts.refused, edition],
  );
}
