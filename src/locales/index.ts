/// <reference types="vite/client" />
/**
 * The words of the house, one JSON file per language beside this one, flat keys, ICU MessageFormat. A new
 * language is one more file: nothing here names the files. For the server only: pages are rendered with
 * their words in place, so no dictionary travels to a browser.
 */
import { readdirSync, readFileSync } from 'node:fs';
export type { DateStyle, Formats, Unit } from './formats.ts';
export { dirOf } from './speak.ts';
export type { Key, Locale, Part, Value, Values, Words } from './speak.ts';
import { type Dictionary, dirOf, type Locale, speak, type Words } from './speak.ts';

const dictionaries = readDictionaries();

/** Every language there is, under its own name, in the order of those names. */
export const locales: readonly { locale: Locale; name: string; dir: 'ltr' | 'rtl' }[] = [...dictionaries]
  .map(([locale, dictionary]) => ({ locale, name: dictionary['language.name'], dir: dirOf(locale) }))
  .sort((a, b) => a.name.localeCompare(b.name));

const known = new Map<string, Words>();

/** The words of a language, its dates and its numbers; an unknown language gets English. */
export function words(locale: Locale, timeZone?: string): Words {
  const spoken = isLocale(locale) ? locale : 'en';
  const id = `${spoken} ${timeZone ?? ''}`;
  const found = known.get(id);
  if (found !== undefined) return found;
  const made = speak(spoken, dictionaryOf(spoken), timeZone);
  known.set(id, made);
  return made;
}

export function isLocale(tag: string): tag is Locale {
  return dictionaries.has(tag);
}

/** The raw messages of a language, for the tests and the reference pages made from them. */
export function messagesOf(locale: Locale): Readonly<Record<string, string>> {
  return dictionaryOf(locale);
}

function dictionaryOf(locale: Locale): Dictionary {
  const dictionary = dictionaries.get(locale);
  if (dictionary === undefined) throw new Error(`There is no language ${locale}.`);
  return dictionary;
}

/**
 * Vite writes the files into the build; the command line and scripts, run by Node itself, read the folder.
 */
function readDictionaries(): Map<Locale, Dictionary> {
  const bundled: Record<string, Dictionary> = import.meta.env
    ? import.meta.glob<Dictionary>('./*.json', { eager: true, import: 'default' })
    : fromFolder();
  return new Map(Object.entries(bundled).map(([path, found]) => [path.replace(/^\.\/|\.json$/g, ''), found]));
}

function fromFolder(): Record<string, Dictionary> {
  const folder = new URL('.', import.meta.url);
  const files = readdirSync(folder).filter((name) => name.endsWith('.json'));
  return Object.fromEntries(
    files.map((name) => [name, JSON.parse(readFileSync(new URL(name, folder), 'utf8')) as Dictionary]),
  );
}
