/**
 * A listing: public facts about an organization out there, as somebody else published them. It is not the
 * organization itself, and nobody has claimed it; every fact in it has a source, a licence and a date, and a
 * code is only what one source said, so that several may stand beside each other.
 */
import type { HomeRule } from './home.ts';

export interface Coding {
  /** Which list the code is from, or that the words are the source's own. */
  readonly scheme: 'structure' | 'activity' | 'type-in-words' | 'activity-in-words';
  readonly code?: string;
  readonly text?: string;
  /** Who said so. */
  readonly source: string;
}

/**
 * What is kept of a listing, word for word; also what its digest is over. Places are in millionths of a
 * degree.
 */
export interface ListingContent {
  readonly name: string;
  readonly source: string;
  readonly sourceId: string;
  readonly licence: string;
  /** The source's own date for this entry, when it gives one. */
  readonly date?: string;
  readonly country?: string;
  readonly region?: string;
  readonly city?: string;
  readonly postcode?: string;
  readonly street?: string;
  readonly latE6?: number;
  readonly lonE6?: number;
  /** Set when the place was blurred, with the rule that says why; then there is no street. */
  readonly blurred?: HomeRule;
  readonly website?: string;
  readonly description?: string;
  readonly codings: readonly Coding[];
}

/** The parts of a listing that a change may touch, in the order they are shown. */
export const CONTENT_KEYS = [
  'name', 'licence', 'date', 'country', 'region', 'city', 'postcode', 'street', 'latE6', 'lonE6', 'blurred',
  'website', 'description', 'codings',
] as const satisfies readonly (keyof ListingContent)[]; // prettier-ignore

/** The parts of a listing and of a coding in the order that canonical JSON puts them in. */
const KEYS_IN_ORDER = [
  'blurred', 'city', 'codings', 'country', 'date', 'description', 'latE6', 'licence', 'lonE6', 'name', 'postcode',
  'region', 'source', 'sourceId', 'street', 'website',
] as const satisfies readonly (keyof ListingContent)[]; // prettier-ignore
const CODING_KEYS_IN_ORDER = [
  'code',
  'scheme',
  'source',
  'text',
] as const satisfies readonly (keyof Coding)[];

/**
 * Canonical JSON (RFC 8785 for the strings and whole numbers that a listing holds): the same content, the
 * same text.
 */
export function contentText(content: ListingContent): string {
  let text = '';
  for (const key of KEYS_IN_ORDER) {
    const value = content[key];
    if (value === undefined) continue;
    const said = typeof value === 'object' ? `[${value.map(codingText).join(',')}]` : JSON.stringify(value);
    text += `${text === '' ? '' : ','}"${key}":${said}`;
  }
  return `{${text}}`;
}

function codingText(coding: Coding): string {
  let text = '';
  for (const key of CODING_KEYS_IN_ORDER) {
    const value = coding[key];
    if (value !== undefined) text += `${text === '' ? '' : ','}"${key}":${JSON.stringify(value)}`;
  }
  return `{${text}}`;
}

export interface FieldChange {
  readonly field: string;
  readonly before: string;
  readonly after: string;
}

/** What differs between two versions, field by field, in words a person can compare. */
export function contentChanges(before: ListingContent, after: ListingContent): FieldChange[] {
  return CONTENT_KEYS.flatMap((field) => {
    const [was, is] = [shown(before[field]), shown(after[field])];
    return was === is ? [] : [{ field, before: was, after: is }];
  });
}

function shown(value: ListingContent[keyof ListingContent]): string {
  if (value === undefined) return '';
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return degrees(value);
  return value.map((coding) => coding.code ?? coding.text ?? '').join(', ');
}

/** Millionths of a degree as a decimal number in text: 51608344 → 51.608344. */
export function degrees(e6: number): string {
  return (e6 / 1e6).toFixed(6).replace(/\.?0+$/, '');
}

/** Codes of a scheme, each once, in the order given. */
export function codesIn(content: ListingContent, scheme: Coding['scheme']): string[] {
  return [
    ...new Set(
      content.codings.flatMap((coding) => (coding.scheme === scheme && coding.code ? [coding.code] : [])),
    ),
  ];
}
