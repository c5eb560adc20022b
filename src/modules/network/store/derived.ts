/**
 * Everything a search, a count or a map reads is derived from the latest versions of the listings. It is kept
 * up with one set-based statement each: what the changed listings counted for is taken away, what they count
 * for now is added.
 */
import { sql } from 'kysely';
import type { Tx } from '#kernel/tx';
import { FINEST } from '../core/grid.ts';
import { hash32, neighbours, slipsAllowed } from '../core/words.ts';

/** Levels of the map at which counts are kept; see core/grid.ts. */
const COUNTED_LEVELS = [12, 10, 8, 6, 4] as const;
/**
 * Nearer than this only all listings are counted, not each facet: there are few enough to be read one by one.
 */
export const FINEST_WITH_FACETS = 10;
export const FINEST_COUNTED = COUNTED_LEVELS[0];
/** Where the facets are counted too. */
export const COARSER_LEVELS = COUNTED_LEVELS.filter((level) => level <= FINEST_WITH_FACETS);

/**
 * Brings what is derived up to date with the rows of a dry run (or of an undo) that add, change or withdraw.
 * The versions themselves have been written before.
 */
export async function applyRows(tx: Tx, org: string, scratchId: string): Promise<void> {
  const before = sql`network.listing l WHERE l.org_id = ${org} AND l.id IN (
    SELECT listing_id FROM network.import_row
    WHERE org_id = ${org} AND import_id = ${scratchId} AND kind IN ('change', 'withdraw'))`;
  const after = sql`network.import_row l
    WHERE l.org_id = ${org} AND l.import_id = ${scratchId} AND l.kind IN ('add', 'change')`;
  const old = await sql<{ n: bigint }>`SELECT count(*) AS n FROM ${before}`.execute(tx);
  const touched = (old.rows[0]?.n ?? 0n) > 0n;
  await sql`CREATE TEMP TABLE words_counted (word text, n bigint) ON COMMIT DROP`.execute(tx);
  await sql`CREATE TEMP TABLE facets_counted (facets text[], n bigint) ON COMMIT DROP`.execute(tx);
  await sql`CREATE TEMP TABLE squares_counted (level smallint, facet text, square bigint, n bigint, lat bigint,
    lon bigint) ON COMMIT DROP`.execute(tx);
  if (touched) await count(tx, before, sql`tsvector_to_array(l.words)`, -1);
  await writeListings(tx, org, scratchId);
  await count(tx, after, sql`l.words`, 1);
  await coarserSquares(tx);
  await mergeWords(tx, org, touched);
  await mergeFacets(tx, org, touched);
  await mergeSquares(tx, org, touched);
  await sql`SELECT network.settle()`.execute(tx);
  await sql`DROP TABLE words_counted, facets_counted, squares_counted`.execute(tx);
}

type Fragment = ReturnType<typeof sql>;

async function count(tx: Tx, from: Fragment, words: Fragment, sign: 1 | -1): Promise<void> {
  const n = sql`${sql.lit(sign)} * count(*)`;
  await sql`INSERT INTO words_counted
    SELECT w, ${n} FROM (SELECT unnest(${words}) AS w FROM ${from}) AS all_words GROUP BY w`.execute(tx);
  await sql`INSERT INTO facets_counted SELECT l.facets, ${n} FROM ${from} GROUP BY l.facets`.execute(tx);
  for (const [level, facets] of [
    [FINEST_COUNTED, sql`ARRAY['']`],
    [FINEST_WITH_FACETS, sql`l.facets`],
  ] as const) {
    await sql`INSERT INTO squares_counted
      SELECT ${sql.lit(level)}, f, square, ${n}, ${sql.lit(sign)} * sum(lat), ${sql.lit(sign)} * sum(lon)
      FROM (SELECT unnest(${facets}) AS f, l.square >> ${sql.lit(2 * (FINEST - level))} AS square,
              l.lat_e6::bigint AS lat, l.lon_e6::bigint AS lon
            FROM ${from} AND l.square IS NOT NULL) AS placed
      GROUP BY f, square`.execute(tx);
  }
}

async function writeListings(tx: Tx, org: string, scratchId: string): Promise<void> {
  await sql`DELETE FROM network.listing WHERE org_id = ${org} AND id IN (
    SELECT listing_id FROM network.import_row
    WHERE org_id = ${org} AND import_id = ${scratchId} AND kind = 'withdraw')`.execute(tx);
  const columns = sql.raw('version, source, source_id, folded, words, facets, square, lat_e6, lon_e6, twin');
  const values = sql.raw(
    'r.version, r.source, r.source_id, r.folded, array_to_tsvector(r.words), r.facets, r.square, r.lat_e6, r.lon_e6, r.twin',
  );
  await sql`UPDATE network.listing l SET (${columns}) = ROW (${values}) FROM network.import_row r
    WHERE r.org_id = ${org} AND r.import_id = ${scratchId} AND r.kind = 'change'
      AND l.org_id = r.org_id AND l.id = r.listing_id`.execute(tx);
  await sql`INSERT INTO network.listing (org_id, id, ${columns})
    SELECT r.org_id, r.listing_id, ${values} FROM network.import_row r
    WHERE r.org_id = ${org} AND r.import_id = ${scratchId} AND r.kind = 'add'`.execute(tx);
}

/**
 * Four squares of a level are one of the next: the coarser counts come from the finer ones, not from the
 * rows.
 */
async function coarserSquares(tx: Tx): Promise<void> {
  for (const [i, level] of COUNTED_LEVELS.entries()) {
    const finer = COUNTED_LEVELS[i - 1];
    if (finer === undefined) continue;
    await sql`INSERT INTO squares_counted
      SELECT ${sql.lit(level)}, facet, square >> ${sql.lit(2 * (finer - level))}, sum(n), sum(lat), sum(lon)
      FROM squares_counted WHERE level = ${sql.lit(finer)} GROUP BY 2, 3`.execute(tx);
  }
}

async function mergeWords(tx: Tx, org: string, touched: boolean): Promise<void> {
  await sql`UPDATE network.word w SET listings = w.listings + c.n
    FROM (SELECT word, sum(n)::bigint AS n FROM words_counted GROUP BY word) AS c
    WHERE w.org_id = ${org} AND w.word = c.word AND c.n <> 0`.execute(tx);
  const fresh = await sql<{ word: string; n: bigint }>`SELECT word, sum(n)::bigint AS n FROM words_counted c
    WHERE NOT EXISTS (SELECT FROM network.word w WHERE w.org_id = ${org} AND w.word = c.word)
    GROUP BY word HAVING sum(n) > 0 ORDER BY word`.execute(tx);
  for (let at = 0; at < fresh.rows.length; at += 5_000) {
    const rows = fresh.rows.slice(at, at + 5_000);
    await sql`INSERT INTO network.word (org_id, word, listings, near)
      SELECT ${org}, word, listings, near::int4[]
      FROM unnest(${rows.map((row) => row.word)}::text[], ${rows.map((row) => String(row.n))}::bigint[],
        ${rows.map((row) => nearText(row.word))}::text[]) AS fresh (word, listings, near)`.execute(tx);
  }
  if (touched) await sql`DELETE FROM network.word WHERE org_id = ${org} AND listings <= 0`.execute(tx);
}

/** Numbers and codes have no spelling: a postcode with another digit is another place. */
function nearText(word: string): string {
  const slips = /[\d/]/.test(word) ? 0 : slipsAllowed(word);
  return slips === 0 ? '{}' : `{${neighbours(word, slips).map(hash32).join(',')}}`;
}

async function mergeFacets(tx: Tx, org: string, touched: boolean): Promise<void> {
  await sql`INSERT INTO network.facet_count (org_id, facets, listings)
    SELECT ${org}, facets, sum(n)::bigint FROM facets_counted GROUP BY facets
    ON CONFLICT (org_id, facets) DO UPDATE SET listings = facet_count.listings + excluded.listings`.execute(
    tx,
  );
  if (touched) await sql`DELETE FROM network.facet_count WHERE org_id = ${org} AND listings <= 0`.execute(tx);
}

async function mergeSquares(tx: Tx, org: string, touched: boolean): Promise<void> {
  await sql`INSERT INTO network.square_count (org_id, level, facet, square, listings, lat_sum, lon_sum)
    SELECT ${org}, level, facet, square, sum(n)::bigint, sum(lat)::bigint, sum(lon)::bigint
    FROM squares_counted GROUP BY level, facet, square ORDER BY level, facet, square
    ON CONFLICT (org_id, level, facet, square) DO UPDATE SET listings = square_count.listings + excluded.listings,
      lat_sum = square_count.lat_sum + excluded.lat_sum, lon_sum = square_count.lon_sum + excluded.lon_sum`.execute(
    tx,
  );
  if (touched)
    await sql`DELETE FROM network.square_count WHERE org_id = ${org} AND listings <= 0`.execute(tx);
}
