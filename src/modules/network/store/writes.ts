/**
 * What an import, and taking it back, writes: versions that are never changed, then everything derived from
 * them.
 */
import { sql } from 'kysely';
import type { RecordedAct } from '#kernel/command';
import type { Tx } from '#kernel/tx';
import { foundBy } from '../core/classify.ts';
import type { ListingContent } from '../core/listing.ts';
import { applyRows } from './derived.ts';
import { network } from './tables.ts';

export interface ImportRecord {
  readonly importId: string;
  readonly added: number;
}

/** Writes what the staged rows of an import would do. */
export async function writeImport(
  tx: Tx,
  act: RecordedAct,
  { importId, added }: ImportRecord,
): Promise<void> {
  const { org } = act;
  await unhurried(tx);
  await sql`INSERT INTO network.listing_version
      (org_id, listing_id, version, act_id, import_id, line, before_version, recorded_on, content)
    SELECT org_id, listing_id, version, ${act.id}, import_id, line,
      CASE kind WHEN 'change' THEN version - 1 END, ${act.at.slice(0, 10)}::date, content
    FROM network.import_row
    WHERE org_id = ${org} AND import_id = ${importId} AND kind IN ('add', 'change')
    ORDER BY line`.execute(tx);
  await sql`INSERT INTO network.import_touch (org_id, import_id, before_import_id)
    SELECT DISTINCT v.org_id, r.import_id, v.import_id
    FROM network.import_row r
    JOIN network.listing_version v
      ON v.org_id = r.org_id AND v.listing_id = r.listing_id AND v.version = r.version - 1
    WHERE r.org_id = ${org} AND r.import_id = ${importId} AND r.kind = 'change'
    ON CONFLICT DO NOTHING`.execute(tx);
  await applyRows(tx, org, importId);
  await finish(tx, org, importId, 'committed', added);
  // The dry run has become the record; what it refused stays readable until the next one.
  await sql`DELETE FROM network.import_row
    WHERE org_id = ${org} AND import_id = ${importId} AND kind <> 'refuse'`.execute(tx);
}

/**
 * The versions that taking an import back would write: for every listing that stands as the import left it,
 * what it was before; nothing, when the import brought it.
 */
export function undoRows(org: string, importId: string) {
  return sql<{ listing_id: string }>`
    SELECT v.listing_id, v.version + 1 AS version, coalesce(b.import_id, v.import_id) AS import_id, v.line,
      b.before_version, b.content
    FROM network.listing_version v
    JOIN network.listing l ON l.org_id = v.org_id AND l.id = v.listing_id AND l.version = v.version
    LEFT JOIN network.listing_version b
      ON b.org_id = v.org_id AND b.listing_id = v.listing_id AND b.version = v.before_version
    WHERE v.org_id = ${org} AND v.import_id = ${importId}`;
}

export interface UndoRecord {
  readonly importId: string;
  readonly withdrawn: number;
}

export async function writeUndo(
  tx: Tx,
  act: RecordedAct,
  { importId, withdrawn }: UndoRecord,
): Promise<void> {
  const { org } = act;
  await unhurried(tx);
  const scratch = `undo of ${importId}`;
  await sql`INSERT INTO network.listing_version
      (org_id, listing_id, version, act_id, import_id, line, before_version, recorded_on, content)
    SELECT ${org}, listing_id, version, ${act.id}, import_id, line, before_version,
      ${act.at.slice(0, 10)}::date, content
    FROM (${undoRows(org, importId)}) AS back`.execute(tx);
  await sql`INSERT INTO network.import_row (org_id, import_id, line, kind, listing_id, version, name)
    SELECT org_id, ${scratch}, row_number() OVER (ORDER BY listing_id), 'withdraw', listing_id, version, ''
    FROM network.listing_version WHERE org_id = ${org} AND act_id = ${act.id} AND content IS NULL`.execute(
    tx,
  );
  await stageReturned(tx, act, scratch);
  await applyRows(tx, org, scratch);
  await sql`DELETE FROM network.import_row WHERE org_id = ${org} AND import_id = ${scratch}`.execute(tx);
  await finish(tx, org, importId, 'undone', -withdrawn);
}

/**
 * What a listing is found by depends on its content alone, so it is derived here as it was in the dry run.
 */
async function stageReturned(tx: Tx, act: RecordedAct, scratch: string): Promise<void> {
  let after = '';
  for (let line = 10_000_000_000n; ;) {
    const { rows } = await sql<{ listing_id: string; version: bigint; content: string }>`
      SELECT listing_id, version, content FROM network.listing_version
      WHERE org_id = ${act.org} AND act_id = ${act.id} AND content IS NOT NULL AND listing_id > ${after}
      ORDER BY listing_id LIMIT 2000`.execute(tx);
    if (rows.length === 0) return;
    after = rows.at(-1)!.listing_id;
    const values = rows.map((row) => {
      const content = JSON.parse(row.content) as ListingContent;
      const found = foundBy(content);
      return {
        org_id: act.org,
        import_id: scratch,
        line: line++,
        kind: 'change' as const,
        listing_id: row.listing_id,
        version: row.version,
        name: content.name,
        source: content.source,
        source_id: content.sourceId,
        content: row.content,
        folded: found.folded,
        words: [...found.words],
        facets: [...found.facets],
        square: found.square === null ? null : BigInt(found.square),
        lat_e6: found.latE6,
        lon_e6: found.lonE6,
        twin: found.twin === null ? null : BigInt(found.twin),
      };
    });
    await network(tx).insertInto('network.import_row').values(values).execute();
  }
}

async function finish(
  tx: Tx,
  org: string,
  importId: string,
  state: 'committed' | 'undone',
  more: number,
): Promise<void> {
  const db = network(tx);
  await db
    .updateTable('network.import')
    .set({ state })
    .where('org_id', '=', org)
    .where('id', '=', importId)
    .execute();
  await db
    .deleteFrom('network.import_file')
    .where('org_id', '=', org)
    .where('import_id', '=', importId)
    .execute();
  await sql`INSERT INTO network.directory (org_id, edition, listings) VALUES (${org}, 1, ${Math.max(0, more)})
    ON CONFLICT (org_id) DO UPDATE SET edition = directory.edition + 1, listings = directory.listings + ${more}`.execute(
    tx,
  );
}

/** A long list takes its time; the limits that guard ordinary acts would cut it off half-way. */
async function unhurried(tx: Tx): Promise<void> {
  await sql`SET LOCAL statement_timeout = 0`.execute(tx);
  await sql`SET LOCAL work_mem = '64MB'`.execute(tx);
}
