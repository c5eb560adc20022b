/** What a row of a list would do to the directory: the heart of the dry run. */
import { squareNumber, squareOf, FINEST } from './grid.ts';
import { facetWords, indexWords } from './index-words.ts';
import { contentChanges, contentText, type FieldChange, type ListingContent } from './listing.ts';
import type { Note, RowRefusal, RowResult } from './listing-row.ts';
import { foldedName, twinText } from './words.ts';
import { hash53, type Seen } from './seen.ts';

/** A listing as it stands in the directory before the import. */
export interface Standing {
  readonly id: string;
  readonly version: bigint;
  readonly content: string;
}

export type Verdict =
  | { readonly kind: 'add'; readonly content: ListingContent; readonly notes: readonly Note[] }
  | {
      readonly kind: 'change';
      readonly content: ListingContent;
      readonly notes: readonly Note[];
      readonly changes: readonly FieldChange[];
      readonly was: Standing;
    }
  | {
      readonly kind: 'same';
      readonly content: ListingContent;
      readonly notes: readonly Note[];
      readonly was: Standing;
    }
  | { readonly kind: 'refuse'; readonly refusal: RowRefusal };

export function sourceKey(content: { readonly source: string; readonly sourceId: string }): string {
  return `${content.source}\u0000${content.sourceId}`;
}

/** Refuses a row whose source id an earlier row of the same file has; the first one counts. */
export function refuseRepeated(row: RowResult, line: number, seen: Seen): RowResult {
  if (!row.ok) return row;
  const first = seen.firstLine(hash53(sourceKey(row.content)), line);
  if (first === undefined) return row;
  const facts = { source: row.content.source, sourceId: row.content.sourceId, line: first };
  return { ok: false, refusal: { ...facts, rule: 'source_id_repeated' } };
}

/**
 * Same source and source id: the same listing. Anything else that looks alike is only noted, never merged.
 */
export function classify(row: RowResult, standing: Standing | undefined): Verdict {
  if (!row.ok) return { kind: 'refuse', refusal: row.refusal };
  const { content, notes } = row;
  if (!standing) return { kind: 'add', content, notes };
  if (standing.content === contentText(content)) return { kind: 'same', content, notes, was: standing };
  const before = JSON.parse(standing.content) as ListingContent;
  return { kind: 'change', content, notes, changes: contentChanges(before, content), was: standing };
}

/** What a listing is found by, derived from its content alone; made again by `verify`. */
export interface Found {
  readonly folded: string;
  readonly words: readonly string[];
  readonly facets: readonly string[];
  readonly square: number | null;
  readonly latE6: number | null;
  readonly lonE6: number | null;
  readonly twin: number | null;
}

export function foundBy(content: ListingContent): Found {
  const { latE6, lonE6 } = content;
  const facets = facetWords(content);
  const twin = twinText(content.name, content.postcode, content.city);
  return {
    folded: foldedName(content.name),
    words: [...indexWords(content), ...facets],
    facets,
    square:
      latE6 === undefined || lonE6 === undefined
        ? null
        : squareNumber(squareOf({ lat: latE6 / 1e6, lon: lonE6 / 1e6 }, FINEST)),
    latE6: latE6 ?? null,
    lonE6: lonE6 ?? null,
    twin: twin === null ? null : hash53(twin),
  };
}
