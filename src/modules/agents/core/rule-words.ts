/**
 * How a sentence of the rules comes by its words: a key of the locales, values, and values that are words
 * again.
 */
import type { UnitWords } from './books.ts';
import type { Articles } from './statutes.ts';
import { languageName, unitAmount, unitElsewhere, unitWord, type SpokenUnit } from './unit-words.ts';

export type Word =
  /** A key of the locales. */
  | string
  /** A name that the group itself has written. */
  | { readonly own: string }
  /** So much of what the group counts. */
  | { readonly minor: string; readonly unit: SpokenUnit }
  /** What that is called: one of it, several, or what it is called in other languages than the reader’s. */
  | { readonly called: keyof UnitWords | 'elsewhere'; readonly unit: SpokenUnit }
  | { readonly language: string }
  /** Words that have words in them again. */
  | Wording;

export interface Wording {
  readonly key: string;
  readonly values?: { readonly [name: string]: string | number };
  /** Name → word. */
  readonly words?: { readonly [name: string]: Word };
  /**
   * Name → words of which one is meant: `the coordinator, the treasurer or the secretary`; of `all`, each.
   */
  readonly lists?: { readonly [name: string]: readonly Word[] };
}

/** What a language must be able to do for this. */
export interface Speaker<Key extends string> {
  readonly locale: string;
  t(key: Key, values?: { readonly [name: string]: string | number }): string;
  has(key: string): boolean;
  list(items: readonly string[], type: 'conjunction' | 'disjunction'): string;
  figure(minor: bigint, scale: number, least?: number): string;
}

/**
 * The sentence in that language. A key that is missing there is a bug of the locales, and is told as one; but
 * a post or a class that a group has named itself has no word there, and is said by its own name.
 */
export function inWords<Key extends string>(speaker: Speaker<Key>, wording: Wording): string {
  const { key, values, words = {}, lists = {} } = wording;
  const named = Object.entries(words).map(([name, word]) => [name, wordFor(speaker, word)] as const);
  const listed = Object.entries(lists).map(([name, several]) => {
    const said = several.map((word) => wordFor(speaker, word));
    // Of most lists one is enough; of what is called `all`, each is meant.
    return [name, speaker.list(said, name === 'all' ? 'conjunction' : 'disjunction')] as const;
  });
  return speaker.t(key as Key, { ...values, ...Object.fromEntries([...named, ...listed]) });
}

/** How a post of these rules is called: as the group wrote it, or by the word of the language. */
export function postWord({ roles }: Pick<Articles, 'roles'>, role: string): Word {
  const own = roles.find((one) => one.role === role)?.name;
  return own === undefined ? `role.${role}` : { own };
}

/** The same for a kind of member. */
export function classWord({ admission }: Pick<Articles, 'admission'>, name: string): Word {
  const own = admission.classes.find((one) => one.class === name)?.name;
  return own === undefined ? `class.${name}` : { own };
}

/** The same for a kind of offers and needs. */
export function categoryWord({ exchange }: Pick<Articles, 'exchange'>, category: string): Word {
  const own = exchange?.categories.find((one) => one.category === category)?.name;
  return own === undefined ? `category.${category}` : { own };
}

/** Names that a group has written, by the key under which a language would have the word. */
export interface OwnNames {
  readonly [word: string]: string;
}

/** Of several versions of the rules the last one that has a name for something is believed. */
export function ownNames(versions: readonly Pick<Articles, 'roles' | 'admission' | 'exchange'>[]): OwnNames {
  return Object.fromEntries(
    versions.flatMap(({ roles, admission, exchange }) => [
      ...roles.flatMap(({ role, name }) => (name === undefined ? [] : [[`role.${role}`, name] as const])),
      ...admission.classes.flatMap((one) =>
        one.name === undefined ? [] : [[`class.${one.class}`, one.name] as const],
      ),
      ...(exchange?.categories ?? []).flatMap(({ category, name }) =>
        name === undefined ? [] : [[`category.${category}`, name] as const],
      ),
    ]),
  );
}

function wordFor<Key extends string>(speaker: Speaker<Key>, word: Word): string {
  if (typeof word === 'string') return knownWord(speaker, word);
  if ('own' in word) return word.own;
  if ('minor' in word) return unitAmount(speaker, word.unit, BigInt(word.minor));
  if ('language' in word) return languageName(speaker.locale, word.language);
  if ('key' in word) return inWords(speaker, word);
  const { called, unit } = word;
  return called === 'elsewhere' ? unitElsewhere(speaker, unit) : unitWord(speaker, unit, called);
}

function knownWord<Key extends string>(speaker: Speaker<Key>, word: string): string {
  const own = /^(?:role|class|category)\.(?<name>.+)$/.exec(word)?.groups?.['name'];
  if (own === undefined || speaker.has(word)) return speaker.t(word as Key);
  return own.replaceAll('_', ' ');
}
