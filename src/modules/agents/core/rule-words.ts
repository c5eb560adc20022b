/** How a sentence of the rules comes by its words: a key of the locales, values, and values that are words again. */

export interface Wording {
  readonly key: string;
  readonly values?: { readonly [name: string]: string | number };
  /** Name → word key. */
  readonly words?: { readonly [name: string]: string };
}

/** What a language must be able to do for this. */
export interface Speaker<Key extends string> {
  t(key: Key, values?: { readonly [name: string]: string | number }): string;
  has(key: string): boolean;
}

/**
 * The sentence in that language. A key that is missing there is a bug of the locales, and is told as one; but a
 * post or a class that a group has named itself has no word there, and is said by its own name.
 */
export function inWords<Key extends string>(speaker: Speaker<Key>, { key, values, words }: Wording): string {
  const named = Object.entries(words ?? {}).map(([name, word]) => [name, wordFor(speaker, word)] as const);
  return speaker.t(key as Key, { ...values, ...Object.fromEntries(named) });
}

function wordFor<Key extends string>(speaker: Speaker<Key>, word: string): string {
  const own = /^(?:role|class)\.(?<name>.+)$/.exec(word)?.groups?.['name'];
  if (own === undefined || speaker.has(word)) return speaker.t(word as Key);
  return own.replaceAll('_', ' ');
}
