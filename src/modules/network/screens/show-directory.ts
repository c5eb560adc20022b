/** Everything that the page of the search shows, from its address. */
import type { Tx } from '#kernel/tx';
import { addressOf, nearText, queryFromAddress, type DirectoryQuery } from '../core/query.ts';
import { parseView, viewOf, WORLD, type MapView } from '../core/map-view.ts';
import { mapCells } from '../store/map.ts';
import { searchListings, type Listing, type SearchResult } from '../store/search.ts';
import { facetLinks, type FacetChoices } from './facet-links.ts';
import { drawMap, type DrawnMap } from './map-links.ts';

export interface ShownDirectory {
  readonly q: string;
  /** What a new search keeps. */
  readonly kept: readonly { readonly name: string; readonly value: string }[];
  readonly near: string | null;
  readonly result: Pick<SearchResult, 'total' | 'more' | 'instead' | 'facetsOfFirst'>;
  readonly listings: readonly Listing[];
  readonly facets: readonly FacetChoices[];
  readonly map: DrawnMap;
  readonly next: string | null;
  readonly first: string | null;
  readonly dataHref: string;
  readonly narrowed: boolean;
  /** Where nothing was found: the same with less asked. */
  readonly wider: readonly { readonly words: string; readonly href: string }[];
}

export async function showDirectory(
  tx: Tx,
  org: string,
  address: URL,
  locale: string,
): Promise<ShownDirectory> {
  const query = queryFromAddress(address.searchParams);
  const base = '/find';
  const result = await searchListings(tx, org, query);
  const view = parseView(address.searchParams.get('at') ?? '') ?? fittingView(query, result);
  const map = drawMap(base, query, view, await mapCells(tx, org, query, view));
  const narrowed = addressOf(query, { in: null }) !== '?';
  return {
    q: query.q,
    kept: Object.entries({
      country: query.country,
      structure: query.structure,
      activity: query.activity,
      near: query.near ? nearText(query.near) : null,
      in: query.in,
    }).flatMap(([name, value]) => (value ? [{ name, value }] : [])),
    near: query.near ? `${query.near.lat}, ${query.near.lon}` : null,
    result: {
      total: result.total,
      more: result.more,
      instead: result.instead,
      facetsOfFirst: result.facetsOfFirst,
    },
    listings: result.listings,
    facets: facetLinks(base, query, result.facets, locale),
    map,
    next: result.next ? base + addressOf(query, { page: result.next }) : null,
    first: query.page ? base + addressOf(query) : null,
    dataHref: `/api/v1/organizations${addressOf(query)}`,
    narrowed,
    wider: result.listings.length > 0 ? [] : widerThan(base, query),
  };
}

/** One word at a time, or without what narrows: the shortest ways from nothing to something. */
function widerThan(base: string, query: DirectoryQuery): ShownDirectory['wider'] {
  const terms = query.q.trim().split(/\s+/);
  const narrow: Partial<DirectoryQuery> = { country: null, structure: null, activity: null, near: null };
  const isNarrow = query.country ?? query.structure ?? query.activity ?? query.near;
  return [
    ...(isNarrow && query.q ? [{ words: query.q, href: base + addressOf(query, narrow) }] : []),
    ...(terms.length > 1 ? [...new Set(terms)].slice(0, 4) : []).map((term) => ({
      words: term,
      href: base + addressOf(query, { ...narrow, q: term }),
    })),
  ];
}

/** Without a view in the address: around what was found; the world when nothing narrows the search. */
function fittingView(query: DirectoryQuery, { listings }: SearchResult): MapView {
  if (query.near) return { middle: query.near, zoom: 8 };
  if (!query.q && !query.country) return WORLD;
  const places = listings.flatMap(({ content: { latE6, lonE6 } }) =>
    latE6 === undefined || lonE6 === undefined ? [] : [{ lat: latE6 / 1e6, lon: lonE6 / 1e6 }],
  );
  return viewOf(places);
}
