/**
 * The directory: public facts about organizations out there, found by anyone. This door opens in a browser
 * too.
 */
export { codeLabel, codeLabels, codesOf, isCode, SCHEMES, type CodeScheme } from './core/code-lists.ts';
export { FIELDS, guessMapping, type Field, type Mapping } from './core/columns.ts';
export { COUNTRIES, countryName } from './core/countries.ts';
export { DELIMITERS, ENCODINGS, FILE_RULES, type CsvFormat } from './core/csv-format.ts';
export { HOME_RULES, type HomeRule } from './core/home.ts';
export { FACETS, type Facet } from './core/index-words.ts';
export { degrees, type Coding, type ListingContent } from './core/listing.ts';
export { NOTES, ROW_RULES } from './core/listing-row.ts';
export { parseView, viewOf, type MapView } from './core/map-view.ts';
export { fold, foldedName, words } from './core/words.ts';
