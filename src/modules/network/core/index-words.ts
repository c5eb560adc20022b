/** How a listing is found: the words and facets it is kept under. Names of streets are not among them. */
import { codesIn, type ListingContent } from './listing.ts';
import { words } from './words.ts';

export const FACETS = ['country', 'structure', 'activity'] as const;
export type Facet = (typeof FACETS)[number];

/** A facet's value as one word that no text can be folded to: the slash keeps it apart. */
export function facetWord(facet: Facet, code: string): string {
  return `${facet}/${code}`;
}

/** The facet words of a listing, sorted. */
export function facetWords(content: ListingContent): string[] {
  return [
    ...codesIn(content, 'activity').map((code) => facetWord('activity', code)),
    ...(content.country ? [facetWord('country', content.country)] : []),
    ...codesIn(content, 'structure').map((code) => facetWord('structure', code)),
  ].sort();
}

/**
 * At most so many words of one listing are kept: a description pasted into a tag column must not flood the
 * index.
 */
const MOST_WORDS = 60;

/** Every word that finds the listing, each once. */
export function indexWords(content: ListingContent): string[] {
  const texts = [content.name, content.city, content.region, content.postcode];
  for (const coding of content.codings) texts.push(coding.text);
  const found = new Set<string>();
  for (const text of texts) {
    if (!text) continue;
    for (const word of words(text)) {
      found.add(word);
      if (found.size >= MOST_WORDS) return [...found];
    }
  }
  return [...found];
}
