/** What is known of imports and their dry runs. */
import { sql } from 'kysely';
import type { Tx } from '#kernel/tx';
import type { FieldChange } from '../core/listing.ts';
import type { ImportRow } from './tables.ts';
import { network } from './tables.ts';
import { undoRows } from './writes.ts';

export interface ImportState {
  readonly state: ImportRow['state'];
  readonly source: string;
  readonly fileSha256: string;
  readonly added: number;
  readonly changed: number;
  readonly same: number;
  readonly refused: number;
  /** The directory has changed since the dry run. */
  readonly outOfDate: boolean;
  /** Rows of the dry run that are still there; fewer than were counted after a crash of the database. */
  readonly rowsThere: number;
  /** Over the rows that would be written, in the order of the file; see {@link rowDigest}. */
  readonly digest: string;
}

/**
 * SHA-256 over the SHA-256 of every row in order; a row is its listing and version, the import and line it
 * came from, the version it goes back to, and canonical content. Computed by the database from the stored
 * text, so that `verify` needs nothing but the rows.
 */
function rowDigest(rows: ReturnType<typeof sql>) {
  return sql<{ rows: bigint; digest: string | null }>`
    SELECT count(*) AS rows, encode(sha256(string_agg(
      sha256(convert_to(concat_ws(' ', listing_id, version, import_id, line, coalesce(before_version, 0), content), 'UTF8')),
      ''::bytea ORDER BY line, listing_id)), 'hex') AS digest
    FROM (${rows}) AS r`;
}

export async function readImports(tx: Tx, org: string): Promise<ImportRow[]> {
  return network(tx)
    .selectFrom('network.import')
    .selectAll()
    .where('org_id', '=', org)
    .orderBy('id', 'desc')
    .limit(100)
    .execute();
}

export async function readImport(tx: Tx, org: string, importId: string): Promise<ImportRow | undefined> {
  return network(tx)
    .selectFrom('network.import')
    .selectAll()
    .where('org_id', '=', org)
    .where('id', '=', importId)
    .executeTakeFirst();
}

/** Everything that committing an import depends on. */
export async function readImportState(
  tx: Tx,
  org: string,
  importId: string,
): Promise<ImportState | undefined> {
  const found = await readImport(tx, org, importId);
  if (!found) return undefined;
  const written = sql`SELECT listing_id, version, content, import_id, line,
      CASE kind WHEN 'change' THEN version - 1 END AS before_version
    FROM network.import_row
    WHERE org_id = ${org} AND import_id = ${importId} AND kind IN ('add', 'change')`;
  await sql`SET LOCAL statement_timeout = 0`.execute(tx);
  const digest = await rowDigest(written).execute(tx);
  const directory = await readDirectory(tx, org);
  return {
    state: found.state,
    source: found.source,
    fileSha256: found.file_sha256,
    added: Number(found.added),
    changed: Number(found.changed),
    same: Number(found.same),
    refused: Number(found.refused),
    outOfDate: directory.edition !== found.edition,
    rowsThere: Number(digest.rows[0]?.rows ?? 0n),
    digest: digest.rows[0]?.digest ?? '',
  };
}

export interface UndoState {
  readonly state: ImportRow['state'];
  /** Later imports, still in force, that changed what this one brought. */
  readonly builtUponBy: readonly string[];
  readonly withdrawn: number;
  readonly returned: number;
  readonly digest: string;
}

/** Everything that taking an import back depends on. */
export async function readUndoState(tx: Tx, org: string, importId: string): Promise<UndoState | undefined> {
  const found = await readImport(tx, org, importId);
  if (!found) return undefined;
  const later = await network(tx)
    .selectFrom('network.import_touch as t')
    .innerJoin('network.import as i', (join) =>
      join.onRef('i.org_id', '=', 't.org_id').onRef('i.id', '=', 't.import_id'),
    )
    .select('i.id')
    .where('t.org_id', '=', org)
    .where('t.before_import_id', '=', importId)
    .where('i.state', '=', 'committed')
    .orderBy('i.id')
    .execute();
  await sql`SET LOCAL statement_timeout = 0`.execute(tx);
  const digest = await rowDigest(undoRows(org, importId)).execute(tx);
  const withdrawn = await sql<{ n: bigint }>`
    SELECT count(*) AS n FROM (${undoRows(org, importId)}) AS r WHERE content IS NULL`.execute(tx);
  const gone = Number(withdrawn.rows[0]?.n ?? 0n);
  return {
    state: found.state,
    builtUponBy: later.map((row) => row.id),
    withdrawn: gone,
    returned: Number(digest.rows[0]?.rows ?? 0n) - gone,
    digest: digest.rows[0]?.digest ?? '',
  };
}

/** The digest of the rows that an act wrote, as they stand now. */
export async function writtenDigest(
  tx: Tx,
  org: string,
  actId: string,
): Promise<{ rows: number; digest: string }> {
  const rows = sql`SELECT listing_id, version, content, import_id, line, before_version FROM network.listing_version
    WHERE org_id = ${org} AND act_id = ${actId}`;
  const { rows: found } = await rowDigest(rows).execute(tx);
  return { rows: Number(found[0]?.rows ?? 0n), digest: found[0]?.digest ?? '' };
}

export async function readDirectory(tx: Tx, org: string): Promise<{ edition: bigint; listings: bigint }> {
  const row = await network(tx)
    .selectFrom('network.directory')
    .select(['edition', 'listings'])
    .where('org_id', '=', org)
    .executeTakeFirst();
  return row ?? { edition: 0n, listings: 0n };
}

export interface DryRunRow {
  readonly line: number;
  readonly kind: 'add' | 'change' | 'same' | 'refuse';
  readonly name: string;
  readonly rule: string | null;
  readonly facts: Record<string, string | number> | null;
  readonly notes: readonly Record<string, string | number>[];
  readonly changes: readonly FieldChange[];
}

export interface DryRunQuery {
  readonly kind?: 'add' | 'change' | 'same' | 'refuse' | 'noted' | undefined;
  readonly afterLine?: number | undefined;
  readonly limit: number;
}

/** What an import would do, row by row, from one line on. */
export async function readDryRun(
  tx: Tx,
  org: string,
  importId: string,
  query: DryRunQuery,
): Promise<DryRunRow[]> {
  let rows = network(tx)
    .selectFrom('network.import_row')
    .select(['line', 'kind', 'name', 'rule', 'facts', 'notes', 'changes'])
    .where('org_id', '=', org)
    .where('import_id', '=', importId)
    .where('line', '>', BigInt(query.afterLine ?? 0));
  if (query.kind === 'noted') rows = rows.where('notes', 'is not', null);
  else if (query.kind) rows = rows.where('kind', '=', query.kind);
  const found = await rows.orderBy('line').limit(query.limit).execute();
  return found.map((row) => ({
    line: Number(row.line),
    kind: row.kind as DryRunRow['kind'],
    name: row.name,
    rule: row.rule,
    facts: row.facts,
    notes: row.notes ?? [],
    changes: row.changes ?? [],
  }));
}

/** How often each note was made and each rule refused: the dry run in a few lines. */
export async function readDryRunReasons(
  tx: Tx,
  org: string,
  importId: string,
): Promise<{ rules: { rule: string; rows: number }[]; notes: { note: string; rows: number }[] }> {
  const rules = await sql<{ rule: string; rows: bigint }>`
    SELECT rule, count(*) AS rows FROM network.import_row
    WHERE org_id = ${org} AND import_id = ${importId} AND rule IS NOT NULL
    GROUP BY rule ORDER BY rows DESC, rule`.execute(tx);
  const notes = await sql<{ note: string; rows: bigint }>`
    SELECT n->>'note' AS note, count(*) AS rows FROM network.import_row, jsonb_array_elements(notes) AS n
    WHERE org_id = ${org} AND import_id = ${importId} AND notes IS NOT NULL
    GROUP BY 1 ORDER BY rows DESC, note`.execute(tx);
  return {
    rules: rules.rows.map((row) => ({ rule: row.rule, rows: Number(row.rows) })),
    notes: notes.rows.map((row) => ({ note: row.note, rows: Number(row.rows) })),
  };
}
