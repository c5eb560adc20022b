/**
 * The order of what was found: the very name, names that begin so, names with all the words, then the rest.
 */

export interface Candidate {
  readonly id: string;
  readonly version: bigint;
  readonly folded: string;
  readonly facets: readonly string[];
  readonly lat_e6: number | null;
  readonly lon_e6: number | null;
}

/** For one term: every index word that counts as it, the term itself first when it exists. */
export interface TermWords {
  readonly term: string;
  readonly words: readonly string[];
  /** How many listings these find, at most. */
  readonly most: number;
}

export type Tier = 0 | 1 | 2 | 3;

export function tierOf(folded: string, asked: string, terms: readonly TermWords[]): Tier {
  if (terms.length === 0) return 3;
  if (folded === asked) return 0;
  if (folded.startsWith(`${asked} `)) return 1;
  const inName = new Set(folded.split(' '));
  return terms.every((term) => term.words.some((word) => inName.has(word))) ? 2 : 3;
}

export interface Ranked {
  readonly candidate: Candidate;
  readonly key: readonly [order: number, folded: string, id: string];
}

/** Sorts by tier (or distance), then name, then id: a total order, so that pages neither skip nor repeat. */
export function ranked(candidates: readonly Candidate[], order: (candidate: Candidate) => number): Ranked[] {
  return candidates
    .map((candidate): Ranked => ({ candidate, key: [order(candidate), candidate.folded, candidate.id] }))
    .sort((a, b) => compareKeys(a.key, b.key));
}

export function compareKeys(a: Ranked['key'], b: Ranked['key']): number {
  if (a[0] !== b[0]) return a[0] - b[0];
  if (a[1] !== b[1]) return a[1] < b[1] ? -1 : 1;
  return a[2] === b[2] ? 0 : a[2] < b[2] ? -1 : 1;
}

/** A page's beginning as one word of an address; it says nothing that the page before did not show. */
export function pageWord(key: Ranked['key']): string {
  return Buffer.from(JSON.stringify(key)).toString('base64url');
}

/** The key in a page word; null when somebody made it up. */
export function pageKey(word: string | null): Ranked['key'] | null {
  if (!word) return null;
  try {
    const key: unknown = JSON.parse(Buffer.from(word, 'base64url').toString());
    if (!Array.isArray(key) || key.length !== 3) return null;
    const [order, folded, id] = key as unknown[];
    const fits = typeof order === 'number' && typeof folded === 'string' && typeof id === 'string';
    return fits && !folded.includes('\u0000') && !id.includes('\u0000') ? [order, folded, id] : null;
  } catch {
    return null;
  }
}
