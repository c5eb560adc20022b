/** The facets of a result as links: one to choose a value, or to take the chosen one away. */
import { codeLabel } from '../core/code-lists.ts';
import { countryName } from '../core/countries.ts';
import { FACETS, type Facet } from '../core/index-words.ts';
import { addressOf, type DirectoryQuery } from '../core/query.ts';
import type { SearchResult } from '../store/search.ts';

export interface FacetChoices {
  readonly facet: Facet;
  readonly values: readonly { label: string; href: string; listings: number; chosen: boolean }[];
}

export function facetLinks(
  base: string,
  query: DirectoryQuery,
  facets: SearchResult['facets'],
  locale: string,
): FacetChoices[] {
  return FACETS.map((facet) => ({
    facet,
    values: facets[facet].map(({ code, listings }) => {
      const chosen = query[facet] === code;
      return {
        label: facet === 'country' ? countryName(code, locale) : codeLabel(facet, code, locale),
        href: base + addressOf(query, { [facet]: chosen ? null : code }),
        listings,
        chosen,
      };
    }),
  }));
}
