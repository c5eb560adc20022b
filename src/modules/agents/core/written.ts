/** Words that people write themselves: a name, a sentence, what a group calls a post. */

/** Control signs, and marks that turn the direction of what follows. */
const UNSEEN = /\p{Cc}|[\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

/** Without control signs, with single spaces, trimmed. */
export function asWritten(raw: string): string {
  return raw.normalize('NFC').replace(UNSEEN, ' ').replace(/\s+/g, ' ').trim();
}

/**
 * The key under which articles keep something that a group has named itself: the letters of the name that a
 * key can have, and unlike all that are `taken`. A name in another script has none of them and gets the
 * `otherwise`.
 */
export function keyFor(name: string, taken: readonly string[], otherwise: string): string {
  const plain = name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^[_0-9]+|_+$/g, '')
    .slice(0, 32)
    .replace(/_+$/, '');
  const stem = plain === '' ? otherwise : plain;
  if (plain !== '' && !taken.includes(stem)) return stem;
  for (let number = plain === '' ? 1 : 2; ; number++) {
    const key = `${stem}_${number}`;
    if (!taken.includes(key)) return key;
  }
}
