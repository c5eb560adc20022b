/**
 * What somebody looks for. Everything is in the address, so that a search can be sent to a friend, kept as a
 * bookmark and asked by a program in the same words.
 */
import { z } from 'zod';
import type { OrgId } from '#kernel/command';
import { isId } from '#kernel/id';
import { codeLabels, codesOf, isCode, type CodeScheme } from './code-lists.ts';
import { COUNTRIES, countryNames } from './countries.ts';
import { facetWord, type Facet } from './index-words.ts';
import type { Place } from './grid.ts';
import { words } from './words.ts';

export interface Near extends Place {
  /** At most so far; null orders by distance without an end. */
  readonly km: number | null;
}

export interface DirectoryQuery {
  readonly q: string;
  readonly country: string | null;
  readonly structure: string | null;
  readonly activity: string | null;
  readonly near: Near | null;
  /** Whose directory; null is the house's. */
  readonly in: OrgId | null;
  /** Where the page begins; null is the first. */
  readonly page: string | null;
}

const blank = (text: string) => (text === '' ? null : text);
const code = (scheme: CodeScheme) =>
  z
    .string()
    .refine((text) => text === '' || isCode(scheme, text), { message: 'not in the code list' })
    .transform(blank);

/** `lat,lon` or `lat,lon,km` in decimal degrees. */
export function parseNear(text: string): Near | null {
  const parts = text.split(',').map((part) => part.trim());
  if (parts.length < 2 || parts.length > 3 || !parts.every((part) => /^-?\d{1,5}(\.\d{1,9})?$/.test(part)))
    return null;
  const [lat, lon, km] = parts.map(Number) as [number, number, number | undefined];
  if (Math.abs(lat) > 90 || Math.abs(lon) > 180 || (km !== undefined && (km <= 0 || km > 20_040)))
    return null;
  return { lat, lon, km: km ?? null };
}

/** The schema of `GET /api/v1/organizations`; the page of the search reads its address with the same. */
export const organizationsQuery = z.strictObject({
  q: z.string().max(200).default('').describe('Words of a name, an activity or a place'),
  country: z
    .string()
    .refine((text) => text === '' || COUNTRIES.includes(text), { message: 'not an ISO 3166-1 alpha-2 code' })
    .transform(blank)
    .default(null)
    .describe('Two letters of ISO 3166-1'),
  structure: code('structure').default(null).describe('ESSGLOBAL organisational structure'),
  activity: code('activity').default(null).describe('ICA activity as listed by ESSGLOBAL'),
  near: z
    .string()
    .refine((text) => text === '' || parseNear(text) !== null, { message: 'not lat,lon or lat,lon,km' })
    .transform((text) => parseNear(text))
    .default(null)
    .describe('lat,lon or lat,lon,km: nearest first'),
  in: z
    .string()
    .refine((text) => text === '' || isId('org', text), { message: 'not an organization' })
    .transform((text) => (isId('org', text) ? text : null))
    .default(null)
    .describe('The organization whose directory is searched; without it, the directory of this instance'),
  page: z.string().max(400).transform(blank).default(null).describe('The `next` of the answer before'),
});

/**
 * Reads a query from an address, leaving out what cannot be understood: a page never fails over a mistyped
 * address.
 */
export function queryFromAddress(address: URLSearchParams): DirectoryQuery {
  const values: Record<string, string> = {};
  for (const key of ['q', 'country', 'structure', 'activity', 'near', 'in', 'page'] as const) {
    const value = (address.get(key) ?? '')
      .toWellFormed()
      .replaceAll('\u0000', '')
      .slice(0, key === 'q' ? 200 : 400);
    if (organizationsQuery.shape[key].safeParse(value).success) values[key] = value;
  }
  return organizationsQuery.parse(values);
}

/**
 * The address of a query, in one order, without what is empty; `change` replaces parts and goes back to page
 * one.
 */
export function addressOf(query: DirectoryQuery, change: Partial<DirectoryQuery> = {}): string {
  const next = { ...query, page: null, ...change };
  const parts = new URLSearchParams();
  for (const key of ['q', 'country', 'structure', 'activity'] as const)
    if (next[key]) parts.set(key, next[key]);
  if (next.near) parts.set('near', nearText(next.near));
  if (next.in) parts.set('in', next.in);
  if (next.page) parts.set('page', next.page);
  return parts.size > 0 ? `?${parts}` : '?';
}

export function nearText(near: Near): string {
  return [near.lat, near.lon, ...(near.km === null ? [] : [near.km])].join(',');
}

/** The facets that a query is narrowed to, as index words. */
export function facetFilters(query: DirectoryQuery): { facet: Facet; word: string }[] {
  return (['country', 'structure', 'activity'] as const).flatMap((facet) => {
    const value = query[facet];
    return value ? [{ facet, word: facetWord(facet, value) }] : [];
  });
}

const MOST_TERMS = 8;

/** The words to look for: each once, not more than a person would write. */
export function queryTerms(q: string): string[] {
  return [...new Set(words(q))].slice(0, MOST_TERMS);
}

// Words of labels that say nothing about what is meant.
const IDLE = new Set(
  words('other services all and or of otros servicios todas y o de la el a sin con por en the'),
);
const BY_LABEL = new Map<string, string[]>();
const COUNTRY_BY_NAME = new Map<string, string>();

function remember(word: string, facet: string): void {
  const known = BY_LABEL.get(word);
  if (!known) BY_LABEL.set(word, [facet]);
  else if (!known.includes(facet)) known.push(facet);
}
for (const scheme of ['structure', 'activity'] as const) {
  for (const one of codesOf(scheme)) {
    for (const label of codeLabels(scheme, one)) {
      for (const word of words(label)) if (!IDLE.has(word)) remember(word, facetWord(scheme, one));
    }
  }
}
for (const one of COUNTRIES) {
  for (const name of countryNames(one)) COUNTRY_BY_NAME.set(words(name).join(' '), facetWord('country', one));
}

/**
 * For each term, the facets whose label says it, in any language that we have: whoever asks for "vivienda in
 * Italia" also means what is coded ICA210 and lies in IT. A country of several words counts when all of them
 * are asked for.
 */
export function labelFacets(terms: readonly string[]): string[][] {
  const facets = terms.map((term) => [...(BY_LABEL.get(term) ?? [])]);
  for (let from = 0; from < terms.length; from++) {
    for (let to = from + 1; to <= Math.min(terms.length, from + 4); to++) {
      const country = COUNTRY_BY_NAME.get(terms.slice(from, to).join(' '));
      if (country) for (let i = from; i < to; i++) facets[i]!.push(country);
    }
  }
  return facets;
}
