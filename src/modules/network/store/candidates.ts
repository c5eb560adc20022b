/**
 * A bounded set of listings to rank. However many listings there are and however common a word is, a search
 * reads no more than a few thousand entries: rare words are followed through the word index to the end;
 * common ones are sampled in the order of names, and the answer says "more than".
 */
import { sql } from 'kysely';
import type { Tx } from '#kernel/tx';
import { EARTH_KM, kilometres, squareRange, squaresAround, type Square } from '../core/grid.ts';
import type { Near } from '../core/query.ts';
import type { Candidate, Ranked } from '../core/ranking.ts';

/** No more are ranked; beyond, the answer says "more than 1,000" and asks for another word. */
export const MOST_CANDIDATES = 1_000;
/** Up to so many matches of a word are quickly followed through the word index. */
const QUICKLY_FOLLOWED = 20_000;
/** So many listings in the order of names are looked through for common words. */
const SAMPLE = 1_500;

export interface Candidates {
  readonly rows: Candidate[];
  /** There may be more than these. */
  readonly more: boolean;
}

/** How many of all listings match, or may be expected to. */
export interface Share {
  readonly matching: number;
  readonly listings: number;
}

/**
 * So common that a page of it stands among the first names, where the index would have to give tens of
 * thousands.
 */
export function isCommon({ matching, listings }: Share, most: number, enough: number): boolean {
  return most > QUICKLY_FOLLOWED && (matching / listings) * SAMPLE > enough * 1.5;
}

const COLUMNS = sql.raw('l.id, l.version, l.folded, l.facets, l.lat_e6, l.lon_e6');

/** Every listing that the question finds, up to the bound, in whatever order the index gives them. */
export async function exhaustive(
  tx: Tx,
  org: string,
  question: string | null,
  within: readonly Square[] = [],
): Promise<Candidates> {
  const asked = question === null ? sql`true` : sql`l.words @@ ${question}::tsquery`;
  const { rows } = await sql<Candidate>`SELECT ${COLUMNS} FROM network.listing l
    WHERE l.org_id = ${org} AND ${asked} AND ${inside(within)}
    LIMIT ${sql.lit(MOST_CANDIDATES + 1)}`.execute(tx);
  return capped(rows);
}

/** What the question finds within these squares: everything there is read, and asked. */
export async function placeFirst(
  tx: Tx,
  org: string,
  question: string,
  within: readonly Square[],
): Promise<Candidates> {
  const { rows } = await sql<Candidate>`SELECT ${COLUMNS} FROM (
      SELECT * FROM network.listing l WHERE l.org_id = ${org} AND ${inside(within)} AND l.square IS NOT NULL
      OFFSET 0) AS l
    WHERE l.words @@ ${question}::tsquery
    LIMIT ${sql.lit(MOST_CANDIDATES + 1)}`.execute(tx);
  return capped(rows);
}

/**
 * What lies within these squares among the first `most` that the question finds: where there are more, the
 * answer is a part of them from all over.
 */
export async function wordsFirst(
  tx: Tx,
  org: string,
  question: string,
  within: readonly Square[],
  most: number,
): Promise<Candidates> {
  const { rows } = await sql<Candidate & { read: bigint }>`SELECT ${COLUMNS}, l.read FROM (
      SELECT *, count(*) OVER () AS read FROM (
        SELECT * FROM network.listing l WHERE l.org_id = ${org} AND l.words @@ ${question}::tsquery
        LIMIT ${sql.lit(most + 1)}) AS l) AS l
    WHERE ${inside(within)} AND l.square IS NOT NULL`.execute(tx);
  const all = capped(rows);
  return { ...all, more: all.more || Number(rows[0]?.read ?? 0n) > most };
}

/**
 * A question that finds many: names that begin as asked, then what the index gives, or, where the words are
 * `common`, what is found among the first names.
 */
export async function sampled(
  tx: Tx,
  org: string,
  question: string,
  asked: string,
  enough: number,
  common: boolean,
): Promise<Candidates> {
  const named = await beginning(tx, org, question, asked);
  const first = common ? await amongFirstNames(tx, org, question) : [];
  const found = first.length >= enough ? { rows: first, more: true } : await exhaustive(tx, org, question);
  const all = new Map([...named, ...found.rows].map((row) => [row.id, row]));
  return {
    rows: [...all.values()].slice(0, MOST_CANDIDATES),
    more: found.more || all.size > MOST_CANDIDATES,
  };
}

async function amongFirstNames(tx: Tx, org: string, question: string): Promise<Candidate[]> {
  const { rows } = await sql<Candidate>`SELECT ${COLUMNS} FROM (
      SELECT * FROM network.listing WHERE org_id = ${org} ORDER BY folded, id LIMIT ${sql.lit(SAMPLE)}) AS l
    WHERE l.words @@ ${question}::tsquery`.execute(tx);
  return rows;
}

/** Listings whose name begins with what was asked: found by name, however common its words are. */
async function beginning(tx: Tx, org: string, question: string, asked: string): Promise<Candidate[]> {
  const { rows } = await sql<Candidate>`SELECT ${COLUMNS} FROM (
      SELECT * FROM network.listing
      WHERE org_id = ${org} AND folded >= ${asked} AND folded < ${`${asked}\u{10ffff}`}
      ORDER BY folded, id LIMIT 200) AS l
    WHERE l.words @@ ${question}::tsquery`.execute(tx);
  return rows;
}

/** Names are walked through no further than this in search of those that match. */
const LONGEST_WALK = 20_000;

/**
 * The next listings by name; `question` null means all. Where many match, names are walked through in their
 * order until enough are found; where few do, or the walk was in vain, what the index gives is sorted.
 * Walking reads about limit × listings / matching rows and sorting reads `matching`: the smaller is done.
 */
export async function byName(
  tx: Tx,
  org: string,
  question: string | null,
  after: Ranked['key'] | null,
  limit: number,
  { matching, listings }: Share,
): Promise<Candidate[]> {
  const from = after ? sql`AND (l.folded, l.id) > (${after[1]}, ${after[2]})` : sql``;
  const order = sql`ORDER BY l.folded, l.id`;
  if (question === null) {
    const all = await sql<Candidate>`SELECT ${COLUMNS} FROM network.listing l
      WHERE l.org_id = ${org} ${from} ${order} LIMIT ${limit}`.execute(tx);
    return all.rows;
  }
  const asked = sql`l.words @@ ${question}::tsquery`;
  if (matching * matching > limit * listings) {
    const walked = await sql<Candidate>`SELECT ${COLUMNS} FROM (
        SELECT * FROM network.listing l WHERE l.org_id = ${org} ${from} ${order}
        LIMIT ${sql.lit(LONGEST_WALK)}) AS l
      WHERE ${asked} LIMIT ${limit}`.execute(tx);
    if (walked.rows.length === limit || listings <= LONGEST_WALK) return walked.rows;
  }
  const { rows } = await sql<Candidate>`WITH l AS MATERIALIZED (
      SELECT ${COLUMNS} FROM network.listing l WHERE l.org_id = ${org} AND ${asked} ${from})
    SELECT * FROM l ${order} LIMIT ${limit}`.execute(tx);
  return rows;
}

/**
 * The first circle is a short walk; each next one three times as wide, until enough is found or the Earth
 * ends.
 */
const FIRST_KM = 0.3;
const WIDEST_KM = 20_040;

/** How often a circle with too many listings is made smaller before some of them have to do. */
const NARROWINGS = 6;

/** The nearest listings, at least `enough` beyond `after` when there are so many within reach. */
export async function nearest(
  tx: Tx,
  org: string,
  question: string | null,
  near: Near,
  after: Ranked['key'] | null,
  enough: number,
): Promise<Candidates> {
  const reach = near.km ?? WIDEST_KM;
  const past = after?.[0] ?? 0;
  const around = (km: number) => aroundWithin(tx, org, question, near, km);
  const suffices = (found: Candidates) =>
    found.rows.filter((row) => after === null || distance(row, near) >= past).length >= enough;
  let inner = past;
  for (let km = Math.min(Math.max(FIRST_KM, past * 1.05), reach); ; km = Math.min(km * 3, reach)) {
    let found = await around(km);
    // More than can be read at once: somewhere between the last circle and this one is the right one.
    for (let step = 0, outer = km; found.more && step < NARROWINGS; step++) {
      const middle = inner === 0 ? outer / 3 : Math.sqrt(inner * outer);
      const narrower = await around(middle);
      if (narrower.more) [found, outer] = [narrower, middle];
      else if (suffices(narrower)) return { rows: narrower.rows, more: true };
      else inner = middle;
    }
    if (suffices(found) || km >= reach || found.more)
      return { rows: found.rows, more: found.more || km < reach };
    inner = km;
  }
}

async function aroundWithin(
  tx: Tx,
  org: string,
  question: string | null,
  near: Near,
  km: number,
): Promise<Candidates> {
  const asked = question === null ? sql`true` : sql`l.words @@ ${question}::tsquery`;
  const { rows } = await sql<Candidate>`SELECT ${COLUMNS} FROM network.listing l
    WHERE l.org_id = ${org} AND ${inside(squaresAround(near, km))} AND l.square IS NOT NULL AND ${asked}
      AND ${chord(near)} <= ${Math.sin(Math.min(km / EARTH_KM / 2, Math.PI / 2)) ** 2 * (1 + 1e-9)}::float8
    LIMIT ${sql.lit(MOST_CANDIDATES + 1)}`.execute(tx);
  return capped(rows);
}

/**
 * The haversine of the angle between a place and a listing: it grows with the distance, and is quick to
 * reckon.
 */
function chord({ lat, lon }: Near) {
  return sql`(sin(radians(l.lat_e6 / 1e6 - ${lat}::float8) / 2) ^ 2 + cos(radians(${lat}::float8)) *
    cos(radians(l.lat_e6 / 1e6::float8)) * sin(radians(l.lon_e6 / 1e6 - ${lon}::float8) / 2) ^ 2)`;
}

/** Kilometres from a place to a listing; one without a place is farther than anything. */
export function distance(row: Candidate, near: Near): number {
  if (row.lat_e6 === null || row.lon_e6 === null) return Number.MAX_VALUE;
  return kilometres(near, { lat: row.lat_e6 / 1e6, lon: row.lon_e6 / 1e6 });
}

/** That a listing lies in one of these squares; anywhere, when there are none. */
export function inside(squares: readonly Square[]) {
  if (squares.length === 0) return sql`true`;
  const ranges = squares.map((square) => {
    const { first, end } = squareRange(square);
    return sql`(l.square >= ${sql.lit(first)} AND l.square < ${sql.lit(end)})`;
  });
  return sql`(${sql.join(ranges, sql` OR `)})`;
}

function capped(rows: Candidate[]): Candidates {
  return { rows: rows.slice(0, MOST_CANDIDATES), more: rows.length > MOST_CANDIDATES };
}
