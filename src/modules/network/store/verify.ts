/**
 * Whether the directory is what the register says: rows against digests, and what is derived against the
 * rows.
 */
import { sql } from 'kysely';
import type { Tx } from '#kernel/tx';
import { foundBy } from '../core/classify.ts';
import type { ListingContent } from '../core/listing.ts';
import { FINEST } from '../core/grid.ts';
import { COARSER_LEVELS, FINEST_COUNTED } from './derived.ts';
import { writtenDigest } from './reads.ts';

/** An act of this module as the register has it. */
export interface ActFact {
  readonly id: string;
  /** The instant, ISO 8601 in UTC. */
  readonly at: string;
  readonly name: string;
  readonly fact: { readonly [key: string]: unknown };
}

export interface DirectoryProblem {
  readonly rule:
    | 'listing_rows_differ'
    | 'listing_without_act'
    | 'listing_not_latest'
    | 'listing_index_differs'
    | 'listing_counts_differ';
  readonly act?: string;
  readonly listing?: string;
  /** What is counted wrong: a word, facets, a square, or the whole directory. */
  readonly count?: string;
}

const MOST_PROBLEMS = 100;

/**
 * Compares every version with the digest of the act that wrote it, and every listing with its latest version.
 * Gives the problems found, at most a hundred; an empty list means that every row is as recorded.
 */
export async function verifyListings(
  tx: Tx,
  org: string,
  acts: readonly ActFact[],
): Promise<DirectoryProblem[]> {
  const problems: DirectoryProblem[] = [];
  const mine = acts.filter(
    (act) => act.name === 'network.import_listings' || act.name === 'network.undo_import',
  );
  for (const act of mine) {
    const written = await writtenDigest(tx, org, act.id);
    if (written.digest !== act.fact['digest']) problems.push({ rule: 'listing_rows_differ', act: act.id });
  }
  problems.push(...(await wronglyDated(tx, org, mine)));
  const strangers = await sql<{ act_id: string }>`SELECT DISTINCT act_id FROM network.listing_version
    WHERE org_id = ${org} AND act_id <> ALL (${mine.map((act) => act.id)}::text[])`.execute(tx);
  for (const row of strangers.rows) problems.push({ rule: 'listing_without_act', act: row.act_id });
  problems.push(
    ...(await notLatest(tx, org)),
    ...(await notAsDerived(tx, org)),
    ...(await notAsCounted(tx, org)),
  );
  return problems.slice(0, MOST_PROBLEMS);
}

async function wronglyDated(tx: Tx, org: string, acts: readonly ActFact[]): Promise<DirectoryProblem[]> {
  const { rows } = await sql<{ act: string }>`
    SELECT DISTINCT v.act_id AS act FROM network.listing_version v
      JOIN unnest(${acts.map((act) => act.id)}::text[], ${acts.map((act) => act.at.slice(0, 10))}::date[]) AS a (id, day)
        ON a.id = v.act_id
     WHERE v.org_id = ${org} AND v.recorded_on <> a.day`.execute(tx);
  return rows.map(({ act }) => ({ rule: 'listing_rows_differ', act }));
}

async function notLatest(tx: Tx, org: string): Promise<DirectoryProblem[]> {
  const { rows } = await sql<{ id: string }>`
    SELECT coalesce(l.id, v.listing_id) AS id
    FROM (SELECT * FROM network.listing WHERE org_id = ${org}) AS l
    FULL JOIN (
      SELECT DISTINCT ON (listing_id) listing_id, version, content FROM network.listing_version
      WHERE org_id = ${org} ORDER BY listing_id, version DESC) AS v ON v.listing_id = l.id
    WHERE l.version IS DISTINCT FROM v.version AND (l.id IS NOT NULL OR v.content IS NOT NULL)
      OR l.id IS NOT NULL AND v.content IS NULL
    LIMIT ${sql.lit(MOST_PROBLEMS)}`.execute(tx);
  return rows.map((row) => ({ rule: 'listing_not_latest', listing: row.id }));
}

interface DerivedRow {
  readonly id: string;
  readonly content: string;
  readonly source: string;
  readonly source_id: string;
  readonly folded: string;
  readonly words: readonly string[];
  readonly facets: readonly string[];
  readonly square: bigint | null;
  readonly lat_e6: number | null;
  readonly lon_e6: number | null;
  readonly twin: bigint | null;
}

async function notAsDerived(tx: Tx, org: string): Promise<DirectoryProblem[]> {
  const problems: DirectoryProblem[] = [];
  for (let after = ''; problems.length < MOST_PROBLEMS;) {
    const { rows } = await sql<DerivedRow>`
      SELECT l.id, v.content, l.source, l.source_id, l.folded, tsvector_to_array(l.words) AS words, l.facets,
        l.square, l.lat_e6, l.lon_e6, l.twin
      FROM network.listing l
      JOIN network.listing_version v ON v.org_id = l.org_id AND v.listing_id = l.id AND v.version = l.version
      WHERE l.org_id = ${org} AND l.id > ${after} AND v.content IS NOT NULL ORDER BY l.id LIMIT 2000`.execute(
      tx,
    );
    if (rows.length === 0) break;
    after = rows.at(-1)!.id;
    for (const row of rows)
      if (!isAsDerived(row)) problems.push({ rule: 'listing_index_differs', listing: row.id });
  }
  return problems;
}

/** The content, or null where somebody has made it something else than a listing. */
function contentOf(
  text: string,
): { readonly content: ListingContent; readonly found: ReturnType<typeof foundBy> } | null {
  try {
    const content = JSON.parse(text) as ListingContent;
    return { content, found: foundBy(content) };
  } catch {
    return null;
  }
}

function isAsDerived(row: DerivedRow): boolean {
  const read = contentOf(row.content);
  if (!read) return false;
  const { content, found } = read;
  const number = (value: bigint | null) => (value === null ? null : Number(value));
  return (
    row.source === content.source &&
    row.source_id === content.sourceId &&
    row.folded === found.folded &&
    [...row.words].sort().join(' ') === [...new Set(found.words)].sort().join(' ') &&
    row.facets.join(' ') === found.facets.join(' ') &&
    number(row.square) === found.square &&
    row.lat_e6 === found.latE6 &&
    row.lon_e6 === found.lonE6 &&
    number(row.twin) === found.twin
  );
}

/**
 * What is counted, counted again. Words and facets by the listings; the coarser squares by the finer ones.
 */
async function notAsCounted(tx: Tx, org: string): Promise<DirectoryProblem[]> {
  const { rows } = await sql<{ count: string }>`
    WITH listings AS MATERIALIZED (SELECT * FROM network.listing WHERE org_id = ${org}),
      words AS (
        SELECT word, count(*) AS n FROM listings, unnest(tsvector_to_array(words)) AS word GROUP BY word),
      facets AS (SELECT facets, count(*) AS n FROM listings GROUP BY facets),
      placed AS (
        SELECT ${sql.lit(FINEST_COUNTED)} AS level, f AS facet, square >> ${sql.lit(2 * (FINEST - FINEST_COUNTED))} AS square,
               lat_e6, lon_e6
          FROM listings, unnest(ARRAY['']) AS f WHERE square IS NOT NULL
        UNION ALL
        SELECT level, f, square >> (2 * (${sql.lit(FINEST)} - level)), lat_e6, lon_e6
          FROM listings, unnest(${sql.lit(`{${COARSER_LEVELS.join(',')}}`)}::int[]) AS level, unnest(array_append(facets, '')) AS f
         WHERE square IS NOT NULL),
      squares AS (
        SELECT level, facet, square, count(*) AS n, sum(lat_e6) AS lat, sum(lon_e6) AS lon
          FROM placed GROUP BY level, facet, square)
    SELECT coalesce(a.word, w.word) AS count
      FROM words a FULL JOIN (SELECT * FROM network.word WHERE org_id = ${org}) w ON w.word = a.word
     WHERE a.n IS DISTINCT FROM w.listings
    UNION ALL
    SELECT array_to_string(coalesce(a.facets, c.facets), ' ')
      FROM facets a FULL JOIN (SELECT * FROM network.facet_count WHERE org_id = ${org}) c ON c.facets = a.facets
     WHERE a.n IS DISTINCT FROM c.listings
    UNION ALL
    SELECT concat_ws(' ', coalesce(a.level, c.level), coalesce(a.facet, c.facet), coalesce(a.square, c.square))
      FROM squares a FULL JOIN (SELECT * FROM network.square_count WHERE org_id = ${org}) c
        ON c.level = a.level AND c.facet = a.facet AND c.square = a.square
     WHERE (a.n, a.lat, a.lon) IS DISTINCT FROM (c.listings, c.lat_sum, c.lon_sum)
    UNION ALL
    SELECT 'directory'
     WHERE (SELECT count(*) FROM listings) IS DISTINCT FROM
           coalesce((SELECT listings FROM network.directory WHERE org_id = ${org}), 0)
    LIMIT ${sql.lit(MOST_PROBLEMS)}`.execute(tx);
  return rows.map(({ count }) => ({ rule: 'listing_counts_differ', count }));
}
