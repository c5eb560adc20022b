/**
 * Makes words out of a dictionary: sentences with their values, and dates and numbers as the language writes
 * them. It opens no file, so that a page that works by itself in a browser can speak too.
 */
import IntlMessageFormat from 'intl-messageformat';
import type en from './en.json';
import { type Formats, formatsFor } from './formats.ts';

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
  /** Whoever reads is not alone: what somebody has and pays is not said. */
  readonly hidesAmounts?: boolean;
  /** The sentence of a key. Plain text: Svelte escapes it where it is shown. */
  t(key: Key, values?: Values): string;
  /** A sentence with its point, where it does not end in a sign of its own already. */
  full(sentence: string): string;
  /** The same for a sentence with marks, `See <link>the result</link>`, so that a component can set them. */
  rich(key: Key, values?: Values): Part[];
  /** Whether a key made at run time (`refusal.${rule}`) has words. */
  has(key: string): key is Key;
}

export type Dictionary = Readonly<Record<string, string>> & {
  'language.name': string;
  'language.formats': string;
};

/** The words of one dictionary. It may be a part of one: what is asked for must be in it. */
export function speak(locale: Locale, dictionary: Dictionary, timeZone: string | undefined): Words {
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
    t: (key, values) => onePoint(String(message(key, false).format(spoken(values)))),
    full: (sentence) => onePoint(`${sentence}.`),
    rich: (key, values) => partsOf(message(key, true), spoken(values)),
  };
}

/** What people call a thing may end in a point or a question mark; the sentence that quotes it adds no second one. */
function onePoint(text: string): string {
  return text.replace(/([?!…]|\.{3}|(?<!\.)\.)\.(?=\s|$)/g, '$1');
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

export function dirOf(locale: Locale): 'ltr' | 'rtl' {
  return new Intl.Locale(locale).getTextInfo().direction === 'rtl' ? 'rtl' : 'ltr';
}
