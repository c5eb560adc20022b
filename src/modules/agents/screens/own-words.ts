/**
 * The words of a language, with those that a group has for its own posts and kinds of members put over them.
 */
import type { Key, Words } from '#locales';
import type { OwnNames } from '../core/rule-words.ts';

export function ownWords(words: Words, names: OwnNames): Words {
  if (Object.keys(names).length === 0) return words;
  const isOwn = (key: string) => Object.hasOwn(names, key);
  return {
    ...words,
    has: (key): key is Key => isOwn(key) || words.has(key),
    t: (key, values) => (isOwn(key) ? names[key]! : words.t(key, values)),
  };
}
