/// <reference types="vite/client" />
/**
 * The words of the house, one JSON file per language beside this one, flat keys, ICU MessageFormat. A new
 * language is one more file: nothing here names the files. For the server only: pages are rendered with
 * their words in place, so no dictionary travels to a browser.
 */
import { readdirSync, readFileSync } from 'node:fs';
import IntlMessageFormat from 'intl-messageformat';
import type en from './en.json';
export type { DateStyle, Formats, Unit } from './formats.ts';
import { formatsFor, type Formats } from './formats.ts';

export type Key = keyof typeof en;
/** The file name without `.json`: a BCP 47 tag such as `en`, `es` or `pt-BR`. */
export type Locale = string;
export type Value = string | number | bigint | Date;
export type Values = Readonly<Record<string, Value>>;
/** A sentence with marked words in it: plain text, or text under the name of its mark. */
export type Part = string | { mark: string; text: string };

export interface Words extends Formats {
  readonly locale: Locale;
  readonly dir: 'ltr' | 'rtl';
  /** The sentence of a key. Plain text: Svelte escapes it where it is shown. */
  t(key: Key, values?: Values): string;
  /** The same for a sentence with marks, `See <link>the result</link>`, so that a component can set them. */
  rich(key: Key, values?: Values): Part[];
  /** Whether a key made at run time (`refusal.${rule}`) has words. */
  has(key: string): key is Key;
}

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
  const made = makeWords(spoken, timeZone);
  known.set(id, made);
  return made;
}

export function isLocale(tag: string): tag is Locale {
  return dictionaries.has(tag);
}

export function dirOf(locale: Locale): 'ltr' | 'rtl' {
  return new Intl.Locale(locale).getTextInfo().direction === 'rtl' ? 'rtl' : 'ltr';
}

/** The raw messages of a language, for the tests and the reference pages made from them. */
export function messagesOf(locale: Locale): Readonly<Record<string, string>> {
  return dictionaryOf(locale);
}

function makeWords(locale: Locale, timeZone: string | undefined): Words {
  const dictionary = dictionaryOf(locale);
  const tag = dictionary['language.formats'];
  const compiled = new Map<string, IntlMessageFormat>();
  const message = (key: Key, marks: boolean): IntlMessageFormat => {
    const id = `${marks ? 'rich' : 'text'} ${key}`;
    const found = compiled.get(id);
    if (found !== undefined) return found;
    const text = dictionary[key];
    if (text === undefined) throw new Error(`No words for “${key}” in ${locale}.`);
    const made = new IntlMessageFormat(text, tag, undefined, { ignoreTag: !marks });
    compiled.set(id, made);
    return made;
  };
  return {
    locale,
    dir: dirOf(locale),
    ...formatsFor(tag, timeZone),
    has: (key): key is Key => key in dictionary,
    t: (key, values) => String(message(key, false).format(spoken(values))),
    rich: (key, values) => partsOf(message(key, true), spoken(values)),
  };
}

/** ICU counts with numbers; a bigint that is shown as a count always fits one. */
function spoken(values: Values = {}): Record<string, string | number | Date> {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, typeof value === 'bigint' ? Number(value) : value]),
  );
}

function partsOf(message: IntlMessageFormat, values: Record<string, string | number | Date>): Part[] {
  const marks = Object.fromEntries(
    marksIn(message.getAst()).map((mark) => [
      mark,
      (chunks: Part[]): Part => ({ mark, text: chunks.map(String).join('') }),
    ]),
  );
  const formatted = message.format<Part>({ ...values, ...marks });
  return Array.isArray(formatted) ? formatted : [formatted];
}

const TAG_ELEMENT = 8;

function marksIn(ast: ReturnType<IntlMessageFormat['getAst']>): string[] {
  return ast.flatMap((element) => {
    if ('options' in element && element.options !== undefined) {
      return Object.values(element.options).flatMap((option) => marksIn(option.value));
    }
    if (element.type !== TAG_ELEMENT || !('children' in element)) return [];
    return [element.value, ...marksIn(element.children)];
  });
}

type Dictionary = Readonly<Record<string, string>> & { 'language.name': string; 'language.formats': string };

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
