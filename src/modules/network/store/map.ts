/** How many listings lie where, for the map: from counts that are kept, or from what a search found. */
import { sql } from 'kysely';
import type { Tx } from '#kernel/tx';
import { FINEST, placeAt, squareFromNumber, squareNumber, type Place, type Square } from '../core/grid.ts';
import { groupLevel, squareKey, squaresInView, type MapView } from '../core/map-view.ts';
import type { DirectoryQuery } from '../core/query.ts';
import type { Candidate } from '../core/ranking.ts';
import { distance, exhaustive, inside, placeFirst, wordsFirst, type Candidates } from './candidates.ts';
import { FINEST_COUNTED, FINEST_WITH_FACETS } from './derived.ts';
import { ask, type Asked } from './search.ts';

export interface MapGroup {
  /** Where its listings are on average. */
  readonly place: Place;
  readonly listings: number;
  /** The one listing, when it is only one and known. */
  readonly id: string | null;
}

export interface MapAnswer {
  readonly groups: readonly MapGroup[];
  /** How many listings are in view; at least so many when `more`. */
  readonly inView: number;
  readonly more: boolean;
}

/** The groups of listings in a view, largest first. */
export async function mapCells(
  tx: Tx,
  org: string,
  query: DirectoryQuery,
  view: MapView,
): Promise<MapAnswer> {
  const asked = await ask(tx, org, query);
  if (asked.nothing) return { groups: [], inView: 0, more: false };
  const finest = asked.filters.length === 0 ? FINEST_COUNTED : FINEST_WITH_FACETS;
  const counted = asked.terms.length === 0 && asked.filters.length <= 1 && !query.near?.km;
  return counted && groupLevel(view.zoom) <= finest
    ? fromCounts(tx, org, asked.filters[0] ?? '', view)
    : fromListings(tx, org, query, asked, view);
}

async function fromCounts(tx: Tx, org: string, facet: string, view: MapView): Promise<MapAnswer> {
  const level = groupLevel(view.zoom);
  const numbers = [...new Set(squaresInView(view, level).map(squareNumber))];
  const { rows } = await sql<{ square: bigint; listings: bigint; lat_sum: bigint; lon_sum: bigint }>`
    SELECT square, listings, lat_sum, lon_sum FROM network.square_count
    WHERE org_id = ${org} AND level = ${sql.lit(level)} AND facet = ${facet} AND square = ANY (${numbers}::bigint[])`.execute(
    tx,
  );
  const groups = rows.map((row) => {
    const listings = Number(row.listings);
    const middle = (sum: bigint) => Number(sum) / listings / 1e6;
    return { place: { lat: middle(row.lat_sum), lon: middle(row.lon_sum) }, listings, id: null };
  });
  return answer(groups, false);
}

async function fromListings(
  tx: Tx,
  org: string,
  query: DirectoryQuery,
  asked: Asked,
  view: MapView,
): Promise<MapAnswer> {
  const squares = coveringSquares(view);
  const found = await inView(tx, org, asked, squares);
  const reach = query.near?.km ?? Number.MAX_VALUE;
  // A whole city without a question is too much to read one by one, but quickly counted.
  if (found.more && asked.question === null && !query.near?.km) return fromSquares(tx, org, view, squares);
  const rows = query.near ? found.rows.filter((row) => distance(row, query.near!) <= reach) : found.rows;
  return answer(grouped(rows, view), found.more);
}

/** Fewer than so many listings are read one by one. */
const QUICKLY_READ = 2_500;

/**
 * What the question finds within these squares, by whichever way reads the least: its words, or its place.
 */
async function inView(
  tx: Tx,
  org: string,
  { question, most }: Asked,
  squares: readonly Square[],
): Promise<Candidates> {
  if (question === null || squares.length === 0) return exhaustive(tx, org, question, squares);
  if (most <= QUICKLY_READ) return wordsFirst(tx, org, question, squares, most);
  const there = await countWithin(tx, org, squares);
  return there <= QUICKLY_READ
    ? placeFirst(tx, org, question, squares)
    : wordsFirst(tx, org, question, squares, QUICKLY_READ);
}

async function countWithin(tx: Tx, org: string, squares: readonly Square[]): Promise<number> {
  const { rows } = await sql<{ n: bigint | null }>`
    SELECT sum(listings)::bigint AS n FROM network.square_count
    WHERE org_id = ${org} AND level = ${squares[0]!.level} AND facet = ''
      AND square = ANY (${squares.map(squareNumber)}::bigint[])`.execute(tx);
  return Number(rows[0]?.n ?? 0n);
}

async function fromSquares(
  tx: Tx,
  org: string,
  view: MapView,
  squares: readonly Square[],
): Promise<MapAnswer> {
  const level = groupLevel(view.zoom);
  const shift = sql.lit(2 * (FINEST - level));
  const { rows } = await sql<{ square: bigint; listings: bigint }>`
    SELECT square >> ${shift} AS square, count(*) AS listings FROM network.listing l
    WHERE l.org_id = ${org} AND ${inside(squares)} AND l.square IS NOT NULL GROUP BY 1`.execute(tx);
  const visible = new Set(squaresInView(view, level).map(squareNumber));
  const groups = rows
    .filter((row) => visible.has(Number(row.square)))
    .map((row) => {
      const { x, y } = squareFromNumber(level, Number(row.square));
      const place = placeAt((x + 0.5) / 2 ** level, (y + 0.5) / 2 ** level);
      return { place, listings: Number(row.listings), id: null };
    });
  return answer(groups, false);
}

/** A few squares that cover the view; in a view of the whole world, none: then all listings count. */
function coveringSquares(view: MapView): Square[] {
  if (view.zoom < 2) return [];
  const level = Math.min(view.zoom + 2, FINEST_COUNTED);
  const unique = new Map(squaresInView(view, level).map((square) => [squareNumber(square), square]));
  return [...unique.values()];
}

function grouped(rows: readonly Candidate[], view: MapView): MapGroup[] {
  const level = groupLevel(view.zoom);
  const visible = new Set(squaresInView(view, level).map(({ x, y }) => `${x}/${y}`));
  const squares = new Map<string, { lat: number; lon: number; ids: string[] }>();
  for (const row of rows) {
    if (row.lat_e6 === null || row.lon_e6 === null) continue;
    const place = { lat: row.lat_e6 / 1e6, lon: row.lon_e6 / 1e6 };
    const key = squareKey(place, level);
    if (!visible.has(key)) continue;
    const group = squares.get(key) ?? { lat: 0, lon: 0, ids: [] };
    group.lat += place.lat;
    group.lon += place.lon;
    group.ids.push(row.id);
    squares.set(key, group);
  }
  return [...squares.values()].map(({ lat, lon, ids }) => ({
    place: { lat: lat / ids.length, lon: lon / ids.length },
    listings: ids.length,
    id: ids.length === 1 ? ids[0]! : null,
  }));
}

function answer(groups: MapGroup[], more: boolean): MapAnswer {
  groups.sort((a, b) => b.listings - a.listings || a.place.lat - b.place.lat || a.place.lon - b.place.lon);
  return { groups, inView: groups.reduce((sum, group) => sum + group.listings, 0), more };
}
