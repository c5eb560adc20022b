/**
 * From a row of somebody's list to a listing, or to the rule that refuses it. A value that cannot be right is
 * left out with a note and the rest of the row is kept; only what would make the listing itself wrong (no
 * name, a place that is not on Earth) refuses the row.
 */
import { codesOf, codeLabels, isCode, type CodeScheme } from './code-lists.ts';
import type { Field, Mapping } from './columns.ts';
import { countryCode } from './countries.ts';
import { blurPlace, blurPostcode, looksLikeHome } from './home.ts';
import type { Coding, ListingContent } from './listing.ts';
import { fold } from './words.ts';

/** Why a row is refused, in order of precedence (after the rules of the file's own shape). */
export const ROW_RULES = [
  'cell_too_large',
  'quote_left_open',
  'row_unreadable',
  'row_too_wide',
  'row_without_name',
  'name_too_long',
  'coordinates_out_of_range',
  'source_id_repeated',
] as const;
export type RowRule = (typeof ROW_RULES)[number];

/** What was mended or left out of a row that was kept. */
export const NOTES = [
  'row_short', 'read_as_windows_1252', 'control_characters_removed', 'country_unknown', 'website_unusable',
  'coordinates_incomplete', 'coordinates_unreadable', 'date_unreadable', 'code_unknown', 'text_cut', 'possible_twin',
] as const; // prettier-ignore
export type NoteRule = (typeof NOTES)[number];

export interface Note {
  readonly note: NoteRule;
  readonly field?: string;
  readonly value?: string;
  readonly listing?: string;
  readonly line?: number;
}

export interface RowRefusal {
  readonly rule: RowRule;
  readonly [fact: string]: string | number;
}

/** What stands for a column that the list does not have. */
export interface RowDefaults {
  readonly source: string;
  readonly licence: string;
}

const LONGEST: Partial<Record<Field, number>> = {
  name: 300,
  description: 2000,
  website: 500,
  activityText: 1000,
  typeText: 300,
};
const LONGEST_OTHER = 200;
/** No fact about an organization needs more; a larger cell is a mistake in the file. */
export const LARGEST_CELL = 100_000;

export type RowResult =
  | { readonly ok: true; readonly content: ListingContent; readonly notes: readonly Note[] }
  | { readonly ok: false; readonly refusal: RowRefusal };

/** Decides what a row says. `line` serves as the source's id where the list has none. */
export function readRow(
  row: { readonly line: number; readonly cells: readonly string[]; readonly mended: boolean },
  columns: number,
  mapping: Mapping,
  defaults: RowDefaults,
): RowResult {
  const notes: Note[] = [];
  if (row.mended) notes.push({ note: 'read_as_windows_1252' });
  const tooLarge = row.cells.findIndex((cell) => cell.length > LARGEST_CELL);
  if (tooLarge >= 0) return refused('cell_too_large', { column: tooLarge + 1, most: LARGEST_CELL });
  if (row.cells.length > columns && row.cells.slice(columns).some((cell) => cell.trim() !== '')) {
    return refused('row_too_wide', { cells: row.cells.length, columns });
  }
  if (row.cells.length < columns) notes.push({ note: 'row_short' });
  const value = reader(row.cells, mapping, notes);
  const name = value('name');
  if (!/[\p{L}\p{N}]/u.test(name)) return refused('row_without_name', {});
  if (name.length > LONGEST.name!)
    return refused('name_too_long', { letters: name.length, most: LONGEST.name! });
  const place = readPlace(value('lat'), value('lon'), notes);
  if (place === 'outside') {
    return refused('coordinates_out_of_range', {
      lat: value('lat').slice(0, 40),
      lon: value('lon').slice(0, 40),
    });
  }
  const source = value('source') || defaults.source;
  const content: ListingContent = {
    name,
    source,
    sourceId: value('sourceId') || `line ${row.line}`,
    licence: value('licence') || defaults.licence,
    ...optional('date', readDate(value('date'), notes)),
    ...optional('country', readCountry(value('country'), notes)),
    ...optional('region', value('region')),
    ...optional('city', value('city')),
    ...optional('postcode', value('postcode')),
    ...optional('street', value('street')),
    ...(place ?? {}),
    ...optional('website', readWebsite(value('website'), notes)),
    ...optional('description', value('description')),
    codings: readCodings(value, source, notes),
  };
  return { ok: true, content: blurHome(content), notes };
}

function refused(rule: RowRule, facts: Record<string, string | number>): RowResult {
  return { ok: false, refusal: { ...facts, rule } };
}

function optional<Key extends string>(key: Key, value: string): { [K in Key]?: string } {
  return (value === '' ? {} : { [key]: value }) as { [K in Key]?: string };
}

/**
 * A function that gives the cleaned value of a field; of several columns with one meaning, all, divided by
 * `;`.
 */
function reader(cells: readonly string[], mapping: Mapping, notes: Note[]): (field: Field) => string {
  const values = new Map<Field, string>();
  for (let column = 0; column < mapping.length; column++) {
    const field = mapping[column];
    const cell = cells[column];
    if (!field || field === 'contact' || !cell) continue;
    let text = cell;
    // eslint would have us believe that control characters are a mistake here; finding them is the purpose.
    if (/[^\P{Cc}\t\n\r]/u.test(text)) {
      text = text.replace(/[^\P{Cc}\t\n\r]/gu, '');
      notes.push({ note: 'control_characters_removed', field });
    }
    text = text.isWellFormed() ? text : text.toWellFormed();
    text = text.replace(/[\s\u200b]+/g, ' ').trim();
    const most = LONGEST[field] ?? LONGEST_OTHER;
    if (text.length > most && field !== 'name') {
      text = `${text.slice(0, most - 1).toWellFormed()}…`;
      notes.push({ note: 'text_cut', field });
    }
    if (text === '' || text === '-') continue;
    const before = values.get(field);
    values.set(field, before ? `${before}; ${text}` : text);
  }
  return (field) => values.get(field) ?? '';
}

function readCountry(text: string, notes: Note[]): string {
  if (text === '') return '';
  const code = countryCode(text, fold);
  if (!code) notes.push({ note: 'country_unknown', field: 'country', value: text });
  return code ?? '';
}

function readPlace(
  latText: string,
  lonText: string,
  notes: Note[],
): { latE6: number; lonE6: number } | null | 'outside' {
  if (latText === '' && lonText === '') return null;
  if (latText === '' || lonText === '') {
    notes.push({ note: 'coordinates_incomplete' });
    return null;
  }
  const lat = readDegrees(latText);
  const lon = readDegrees(lonText);
  // Exactly 0, 0 lies in the sea off Ghana; it is what programs write when they do not know.
  if (lat === null || lon === null || (lat === 0 && lon === 0)) {
    notes.push({ note: 'coordinates_unreadable', value: `${latText.slice(0, 40)}, ${lonText.slice(0, 40)}` });
    return null;
  }
  if (Math.abs(lat) > 90 || Math.abs(lon) > 180) return 'outside';
  return { latE6: Math.round(lat * 1e6), lonE6: Math.round(lon * 1e6) };
}

function readDegrees(text: string): number | null {
  const plain = text.replace(',', '.').replace('−', '-');
  return /^[+-]?\d{1,6}(\.\d*)?$/.test(plain) ? Number(plain) : null;
}

/** A date, or the day of an instant: `2017-05-01…`, or seconds since 1970 as OpenFairDB writes them. */
function readDate(text: string, notes: Note[]): string {
  if (text === '') return '';
  const day = /^(\d{4}-\d{2}-\d{2})([T ].*)?$/.exec(text)?.[1];
  const seconds = /^\d{9,10}$/.test(text) ? Number(text) : NaN;
  const at = day ? Date.parse(`${day}T00:00:00Z`) : seconds * 1000;
  const date = Number.isNaN(at) ? '' : new Date(at).toISOString().slice(0, 10);
  if (date === '' || (day && date !== day)) {
    notes.push({ note: 'date_unreadable', field: 'date', value: text.slice(0, 40) });
    return '';
  }
  return date;
}

/** The first thing in the cell that is the address of a page; an e-mail address or a word is none. */
function readWebsite(text: string, notes: Note[]): string {
  if (text === '') return '';
  for (const part of text.split(/[\s;]+/)) {
    const bare = part.replace(/[,)]+$/, '');
    if (bare.includes('@') && !bare.includes('/')) continue;
    const address = `${/^https:/i.test(bare) ? 'https' : 'http'}://${bare.replace(/^https?:\/*/i, '')}`;
    if (!URL.canParse(address)) continue;
    const url = new URL(address);
    if (url.username || url.password || !/^[^.]+(\.[^.]+)*\.[\p{L}\d-]{2,}$/u.test(url.hostname)) continue;
    return address;
  }
  // Left out of the note too: where an address should be, people write their e-mail.
  notes.push({
    note: 'website_unusable',
    field: 'website',
    value: text.includes('@') ? '…@…' : text.slice(0, 80),
  });
  return '';
}

const MOST_CODES = 12;

function readCodings(value: (field: Field) => string, source: string, notes: Note[]): Coding[] {
  const codings: Coding[] = [];
  for (const scheme of ['structure', 'activity'] as const) {
    const parts = value(scheme).split(/\s*[;|]\s*/);
    for (const part of parts.slice(0, MOST_CODES)) {
      if (part === '') continue;
      const code = readCode(scheme, part);
      if (code) codings.push({ scheme, code, source });
      else {
        codings.push({
          scheme: `${scheme === 'structure' ? 'type' : 'activity'}-in-words`,
          text: part,
          source,
        });
        notes.push({ note: 'code_unknown', field: scheme, value: part.slice(0, 80) });
      }
    }
  }
  if (value('typeText')) codings.push({ scheme: 'type-in-words', text: value('typeText'), source });
  if (value('activityText'))
    codings.push({ scheme: 'activity-in-words', text: value('activityText'), source });
  return codings;
}

const CODE_BY_LABEL: Record<CodeScheme, Map<string, string>> = { structure: new Map(), activity: new Map() };
for (const scheme of ['structure', 'activity'] as const) {
  for (const code of codesOf(scheme)) {
    for (const label of codeLabels(scheme, code)) CODE_BY_LABEL[scheme].set(fold(label), code);
  }
}

/**
 * A code as written, as the end of its address (releases of ESSGLOBAL differ in what comes before), or as its
 * label.
 */
function readCode(scheme: CodeScheme, text: string): string | null {
  const last = text.split(/[/#:]/).at(-1)!.trim().toUpperCase();
  if (isCode(scheme, last)) return last;
  return CODE_BY_LABEL[scheme].get(fold(text)) ?? null;
}

/** Takes the door away from what looks like a home; see home.ts for why. */
function blurHome(content: ListingContent): ListingContent {
  const codes = (scheme: CodeScheme) =>
    content.codings.flatMap((coding) => (coding.scheme === scheme && coding.code ? [coding.code] : []));
  const rule = looksLikeHome({
    name: content.name,
    street: content.street,
    website: content.website,
    structures: codes('structure'),
    activities: codes('activity'),
    raw: content.codings
      .flatMap((coding) => (coding.scheme === 'type-in-words' && coding.text ? [coding.text] : []))
      .join(' '),
  });
  if (!rule) return content;
  const { street: _street, postcode, latE6, lonE6, ...rest } = content;
  return {
    ...rest,
    ...optional('postcode', blurPostcode(postcode ?? '')),
    ...(latE6 !== undefined && lonE6 !== undefined ? blurPlace(latE6, lonE6) : {}),
    blurred: rule,
  };
}
