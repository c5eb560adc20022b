/** The directory for programs: the same search as the page, in plain JSON. */
import type { Tx } from '#kernel/tx';
import { codeLabel, SCHEMES } from '../core/code-lists.ts';
import type { Coding } from '../core/listing.ts';
import type { DirectoryQuery } from '../core/query.ts';
import { listingById, searchListings, type Listing, type SearchResult } from './search.ts';

export interface OrganizationJson {
  readonly id: string;
  readonly name: string;
  readonly description: string | null;
  readonly country: string | null;
  readonly region: string | null;
  readonly city: string | null;
  readonly postcode: string | null;
  readonly street: string | null;
  readonly place: {
    readonly lat: number;
    readonly lon: number;
    /** `area`: the middle of a square of about a kilometre, because it looks like somebody's home. */
    readonly precision: 'exact' | 'area';
  } | null;
  readonly blurred: string | null;
  readonly website: string | null;
  readonly codings: readonly { scheme: string; code: string | null; label: string; source: string }[];
  readonly source: string;
  readonly source_id: string;
  readonly licence: string;
  readonly date: string;
  readonly claimed: false;
  readonly km?: number;
}

export interface OrganizationsAnswer {
  readonly organizations: readonly OrganizationJson[];
  readonly total: number;
  /** There are more than `total`. */
  readonly more: boolean;
  readonly facets: SearchResult['facets'];
  /** What to give as `page` for the next ones; null at the end. */
  readonly next: string | null;
}

/** `GET /api/v1/organizations`. */
export async function answerOrganizations(
  tx: Tx,
  org: string,
  query: DirectoryQuery,
): Promise<OrganizationsAnswer> {
  const { listings, total, more, facets, next } = await searchListings(tx, org, query);
  return { organizations: listings.map(toJson), total, more, facets, next };
}

/** `GET /api/v1/organizations/{id}` for a listing. */
export async function answerListing(tx: Tx, org: string, id: string): Promise<OrganizationJson | undefined> {
  const listing = await listingById(tx, org, id);
  return listing && toJson(listing);
}

function toJson({ id, content, date, km }: Listing): OrganizationJson {
  const { latE6, lonE6 } = content;
  return {
    id,
    name: content.name,
    description: content.description ?? null,
    country: content.country ?? null,
    region: content.region ?? null,
    city: content.city ?? null,
    postcode: content.postcode ?? null,
    street: content.street ?? null,
    place:
      latE6 === undefined || lonE6 === undefined
        ? null
        : { lat: latE6 / 1e6, lon: lonE6 / 1e6, precision: content.blurred ? 'area' : 'exact' },
    blurred: content.blurred ?? null,
    website: content.website ?? null,
    codings: content.codings.map(codingJson),
    source: content.source,
    source_id: content.sourceId,
    licence: content.licence,
    date,
    claimed: false,
    ...(km === null ? {} : { km: Math.round(km * 1000) / 1000 }),
  };
}

function codingJson({ scheme, code, text, source }: Coding) {
  const known = scheme === 'structure' || scheme === 'activity' ? scheme : null;
  return {
    scheme: known ? SCHEMES[known] : `source:${scheme}`,
    code: code ?? null,
    label: known && code ? codeLabel(known, code, 'en') : (text ?? ''),
    source,
  };
}
