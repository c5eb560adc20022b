/**
 * The one search: by words, facets and nearness; the same for the page, the map and the interface for
 * programs.
 */
import { sql } from 'kysely';
import type { Tx } from '#kernel/tx';
import { FACETS, type Facet } from '../core/index-words.ts';
import type { ListingContent } from '../core/listing.ts';
import { facetFilters, queryTerms, type DirectoryQuery } from '../core/query.ts';
import {
  compareKeys,
  pageKey,
  pageWord,
  ranked,
  tierOf,
  type Candidate,
  type Ranked,
  type TermWords,
} from '../core/ranking.ts';
import {
  byName,
  distance,
  exhaustive,
  isCommon,
  MOST_CANDIDATES,
  nearest,
  sampled,
  type Candidates,
} from './candidates.ts';
import { readDirectory } from './reads.ts';
import { counted, findWords, tsquery } from './words-found.ts';

export interface Listing {
  readonly id: string;
  readonly content: ListingContent;
  /** The source's own date, or the day on which the list was taken in. */
  readonly date: string;
  /** Kilometres from where the search was made. */
  readonly km: number | null;
}

export interface FacetValue {
  readonly code: string;
  readonly listings: number;
}

export interface SearchResult {
  readonly listings: readonly Listing[];
  /** How many there are; at least so many when `more`. */
  readonly total: number;
  readonly more: boolean;
  readonly facets: Readonly<Record<Facet, readonly FacetValue[]>>;
  /** Facets were counted among the first found, not among all. */
  readonly facetsOfFirst: boolean;
  readonly next: string | null;
  /** Words that were not found as written, with what was looked for instead. */
  readonly instead: readonly { readonly term: string; readonly words: readonly string[] }[];
}

export const PAGE_SIZE = 20;

/** What a query means here: its terms as index words, and the whole as one question. */
export interface Asked {
  /** The words as they were asked for, folded. */
  readonly spelt: string;
  readonly terms: readonly TermWords[];
  readonly filters: readonly string[];
  /** Null when everything is asked for. */
  readonly question: string | null;
  /** How many listings each of its terms and facets finds, at most. */
  readonly bounds: readonly number[];
  /** No more listings than this can match. */
  readonly most: number;
  /** A word of the query is in no listing at all. */
  readonly nothing: boolean;
}

export async function ask(tx: Tx, org: string, query: DirectoryQuery): Promise<Asked> {
  const spelt = queryTerms(query.q);
  const terms = await findWords(tx, org, spelt);
  const filters = facetFilters(query).map(({ word }) => word);
  const filterCounts = await counted(tx, org, filters);
  const bounds = [...terms.map((term) => term.most), ...filters.map((word) => filterCounts.get(word) ?? 0)];
  const groups = [...terms.map((term) => term.words), ...filters.map((word) => [word])];
  return {
    spelt: spelt.join(' '),
    terms,
    filters,
    question: groups.length === 0 ? null : tsquery(groups),
    bounds,
    most: Math.min(...bounds, Number.MAX_SAFE_INTEGER),
    nothing: bounds.includes(0),
  };
}

export async function searchListings(
  tx: Tx,
  org: string,
  query: DirectoryQuery,
  limit: number = PAGE_SIZE,
): Promise<SearchResult> {
  const asked = await ask(tx, org, query);
  if (asked.nothing) return emptyResult(asked);
  const after = pageKey(query.page);
  const wanted = limit + 1;
  const found = await findCandidates(tx, org, query, asked, after, wanted);
  const order = (row: Candidate) =>
    query.near ? distance(row, query.near) : tierOf(row.folded, asked.spelt, asked.terms);
  const sorted = ranked(found.rows, order).filter(({ key }) => after === null || compareKeys(key, after) > 0);
  const page = sorted.slice(0, limit);
  const listings = await readContents(tx, org, page, query.near !== null);
  const counts = await countAll(tx, org, query, asked, found);
  const last = page.at(-1);
  return {
    listings,
    ...counts,
    next: sorted.length > limit && last ? pageWord(last.key) : null,
    instead: insteadOf(asked),
  };
}

async function findCandidates(
  tx: Tx,
  org: string,
  query: DirectoryQuery,
  { question, bounds, most, spelt, terms, filters }: Asked,
  after: Ranked['key'] | null,
  wanted: number,
): Promise<Candidates> {
  const few = question !== null && most <= MOST_CANDIDATES;
  if (query.near) {
    if (!few) return nearest(tx, org, question, query.near, after, wanted);
    const found = await exhaustive(tx, org, question);
    const reach = query.near.km ?? Number.MAX_VALUE;
    return { ...found, rows: found.rows.filter((row) => distance(row, query.near!) <= reach) };
  }
  if (question !== null && terms.length > 0) {
    if (few) return exhaustive(tx, org, question);
    const listings = await countListings(tx, org);
    const matching = bounds.reduce((product, bound) => product * Math.min(1, bound / listings), listings);
    return sampled(tx, org, question, spelt, wanted, isCommon({ matching, listings }, most, wanted));
  }
  const matching = filters.length === 0 ? 0 : await countFacets(tx, org, filters);
  const listings = await countListings(tx, org);
  const rows = await byName(tx, org, question, after, wanted, { matching, listings });
  return { rows, more: false };
}

async function countListings(tx: Tx, org: string): Promise<number> {
  return Number((await readDirectory(tx, org)).listings);
}

type Counts = Pick<SearchResult, 'total' | 'more' | 'facets' | 'facetsOfFirst'>;

/** Without words, totals and facets are read from counts that are kept; with words, from what was found. */
async function countAll(
  tx: Tx,
  org: string,
  query: DirectoryQuery,
  asked: Asked,
  found: Candidates,
): Promise<Counts> {
  if (asked.terms.length > 0 || query.near?.km) {
    return {
      total: found.rows.length,
      more: found.more,
      facets: facetsAmong(found.rows),
      facetsOfFirst: found.more,
    };
  }
  const facets = await facetCounts(tx, org, query);
  const total =
    asked.filters.length === 0 ? await countListings(tx, org) : await countFacets(tx, org, asked.filters);
  return { total, more: false, facets, facetsOfFirst: false };
}

async function countFacets(tx: Tx, org: string, filters: readonly string[]): Promise<number> {
  const { rows } = await sql<{ n: bigint | null }>`SELECT sum(listings)::bigint AS n FROM network.facet_count
    WHERE org_id = ${org} AND facets @> ${filters}::text[]`.execute(tx);
  return Number(rows[0]?.n ?? 0n);
}

/** Each facet is counted under the other choices, so that another value can be chosen instead. */
export async function facetCounts(
  tx: Tx,
  org: string,
  query: DirectoryQuery,
): Promise<SearchResult['facets']> {
  const filters = facetFilters(query);
  const all = await countUnder(
    tx,
    org,
    filters.map(({ word }) => word),
  );
  const result = { ...all };
  for (const { facet } of filters) {
    const others = filters.filter((filter) => filter.facet !== facet).map(({ word }) => word);
    result[facet] = (await countUnder(tx, org, others))[facet];
  }
  return result;
}

async function countUnder(
  tx: Tx,
  org: string,
  filters: readonly string[],
): Promise<Record<Facet, FacetValue[]>> {
  if (filters.length === 0) return countAlone(tx, org);
  const { rows } = await sql<{ facet: string; n: bigint }>`
    SELECT f AS facet, sum(listings)::bigint AS n FROM network.facet_count, unnest(facets) AS f
    WHERE org_id = ${org} AND facets @> ${filters}::text[]
    GROUP BY f`.execute(tx);
  return sortFacets(new Map(rows.map((row) => [row.facet, Number(row.n)])));
}

/** Nothing chosen: a facet is counted like any other word. */
async function countAlone(tx: Tx, org: string): Promise<Record<Facet, FacetValue[]>> {
  const ranges = FACETS.map((facet) => sql`(word > ${`${facet}/`} AND word < ${`${facet}0`})`);
  const { rows } = await sql<{ word: string; listings: bigint }>`SELECT word, listings FROM network.word
    WHERE org_id = ${org} AND (${sql.join(ranges, sql` OR `)})`.execute(tx);
  return sortFacets(new Map(rows.map((row) => [row.word, Number(row.listings)])));
}

function facetsAmong(rows: readonly Candidate[]): Record<Facet, FacetValue[]> {
  const counts = new Map<string, number>();
  for (const row of rows) for (const word of row.facets) counts.set(word, (counts.get(word) ?? 0) + 1);
  return sortFacets(counts);
}

function sortFacets(counts: ReadonlyMap<string, number>): Record<Facet, FacetValue[]> {
  const facets: Record<Facet, FacetValue[]> = { country: [], structure: [], activity: [] };
  for (const [word, listings] of counts) {
    const [facet, code] = word.split('/') as [Facet, string];
    facets[facet].push({ code, listings });
  }
  for (const values of Object.values(facets)) {
    values.sort((a, b) => b.listings - a.listings || (a.code < b.code ? -1 : 1));
  }
  return facets;
}

function insteadOf({ terms }: Asked): SearchResult['instead'] {
  return terms
    .filter(
      (term) =>
        term.words.length > 0 && !term.words.some((word) => word.startsWith(term.term) || word.includes('/')),
    )
    .map(({ term, words }) => ({ term, words }));
}

function emptyResult(asked: Asked): SearchResult {
  const facets = { country: [], structure: [], activity: [] };
  return {
    listings: [],
    total: 0,
    more: false,
    facets,
    facetsOfFirst: false,
    next: null,
    instead: insteadOf(asked),
  };
}

interface ContentRow {
  readonly id: string;
  readonly content: string;
  readonly recorded_on: string;
}

async function readContents(tx: Tx, org: string, page: readonly Ranked[], near: boolean): Promise<Listing[]> {
  if (page.length === 0) return [];
  const { rows } = await sql<ContentRow>`
    SELECT v.listing_id AS id, v.content, v.recorded_on
    FROM unnest(${page.map(({ candidate }) => candidate.id)}::text[],
      ${page.map(({ candidate }) => String(candidate.version))}::bigint[]) AS k (id, version)
    JOIN network.listing_version v ON v.org_id = ${org} AND v.listing_id = k.id AND v.version = k.version`.execute(
    tx,
  );
  const byId = new Map(rows.map((row) => [row.id, row]));
  return page.flatMap(({ candidate, key }) => {
    const row = byId.get(candidate.id);
    return row ? [toListing(row, near && candidate.lat_e6 !== null ? key[0] : null)] : [];
  });
}

function toListing(row: ContentRow, km: number | null): Listing {
  const content = JSON.parse(row.content) as ListingContent;
  return { id: row.id, content, date: content.date ?? row.recorded_on, km };
}

/** One listing as it stands; undefined when there is none of that id, or none any more. */
export async function listingById(tx: Tx, org: string, id: string): Promise<Listing | undefined> {
  const { rows } = await sql<ContentRow>`
    SELECT l.id, v.content, v.recorded_on FROM network.listing l
    JOIN network.listing_version v ON v.org_id = l.org_id AND v.listing_id = l.id AND v.version = l.version
    WHERE l.org_id = ${org} AND l.id = ${id}`.execute(tx);
  return rows[0] ? toListing(rows[0], null) : undefined;
}
