/**
 * The words of a listing as a search sees them: without accents, case or letters that only some keyboards
 * have, so that whoever writes "Cordoba", "CÓRDOBA" or "Córdóba" finds the same bakery. The same folding is
 * done to what is kept and to what is asked; nothing here is ever shown.
 */

/** Letters that Unicode does not take apart, though people type them as others. */
const LETTERS: Readonly<Record<string, string>> = {
  ß: 'ss', ø: 'o', ł: 'l', đ: 'd', ð: 'd', þ: 'th', æ: 'ae', œ: 'oe', ı: 'i', ħ: 'h', ŋ: 'n', ς: 'σ', ё: 'е',
}; // prettier-ignore
const SPECIAL = new RegExp(`[${Object.keys(LETTERS).join('')}]`, 'gu');

/**
 * Longer "words" are not words (addresses of pages, keys); they are cut so that an index entry stays small.
 */
const LONGEST_WORD = 40;

/** Lower case, compatible forms, no marks: `Ångström’s` → `angstroms`. */
export function fold(text: string): string {
  // Most names are plain ASCII: no need to take them apart.
  if (/^[\x20-\x7e]*$/.test(text)) return text.toLowerCase().replace(/'s\b/g, 's');
  return text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/['’ʼ]s(?![\p{L}\p{N}])/gu, 's')
    .replace(SPECIAL, (letter) => LETTERS[letter] ?? letter);
}

/** The folded words of `text`, in order, repeated as they are. */
export function words(text: string): string[] {
  const found = fold(text).match(/[\p{L}\p{N}]+/gu) ?? [];
  return found.map((word) => (word.length > LONGEST_WORD ? word.slice(0, LONGEST_WORD) : word));
}

/** The folded words with one space between them: what names are sorted and compared by. */
export function foldedName(name: string): string {
  return words(name).join(' ');
}

/** Endings that say the legal form; two lists of the same organizations rarely write them alike. */
const LEGAL = new Set(
  'ltd limited llp plc cic inc llc coop cooperative co op society ev eg gmbh scic scop srl sl sa sccl scrl asbl vzw bt kft zrt oy ry as nv bv'.split(
    ' ',
  ),
);

/**
 * What two entries of the same organization most likely share: the name without its legal form, and the
 * place.
 */
export function twinText(
  name: string,
  postcode: string | undefined,
  city: string | undefined,
): string | null {
  const place = words(postcode ?? '').join('') || words(city ?? '').join(' ');
  const all = words(name);
  const core = all.filter((word) => !LEGAL.has(word));
  if (!place || all.length === 0) return null;
  return `${(core.length > 0 ? core : all).join(' ')}|${place}`;
}

/**
 * How many slips of the finger a word of this length may hold and still be meant: 1 from four letters, 2 from
 * eight.
 */
export function slipsAllowed(word: string): 0 | 1 | 2 {
  const length = [...word].length;
  return length >= 8 ? 2 : length >= 4 ? 1 : 0;
}

/**
 * Only so many first letters are looked at when a misspelt word is looked up; the rest is checked afterwards.
 */
const NEIGHBOUR_LETTERS = 6;

/**
 * Everything that is left of a word's beginning after leaving out up to `slips` letters, itself included. Two
 * words within that many slips always share one of these (symmetric deletion; W. Garbe, SymSpell, 2012).
 */
export function neighbours(word: string, slips: number): string[] {
  const start = [...word].slice(0, NEIGHBOUR_LETTERS).join('');
  const all = new Set([start]);
  let edge = [start];
  for (let step = 0; step < slips; step++) {
    const next: string[] = [];
    for (const text of edge) {
      const letters = [...text];
      for (let i = 0; i < letters.length; i++) {
        const shorter = [...letters.slice(0, i), ...letters.slice(i + 1)].join('');
        if (!all.has(shorter)) {
          all.add(shorter);
          next.push(shorter);
        }
      }
    }
    edge = next;
  }
  return [...all];
}

/** 32 bits of FNV-1a: enough to find neighbours by; every find is checked letter by letter. */
export function hash32(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) {
    hash ^= text.charCodeAt(i);
    hash = Math.imul(hash, 0x01000193);
  }
  return hash | 0;
}

/**
 * Letters changed, left out, added or swapped with the next, to come from one word to the other; at most
 * `most` + 1.
 */
export function slipsBetween(one: string, other: string, most: number): number {
  const a = [...one];
  const b = [...other];
  if (Math.abs(a.length - b.length) > most) return most + 1;
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      let cost = Math.min(row[j - 1]! + 1, last[j]! + 1, last[j - 1]! + same);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        cost = Math.min(cost, before[j - 2]! + 1);
      row.push(cost);
    }
    if (Math.min(...row) > most) return most + 1;
    before = last;
    last = row;
  }
  return Math.min(last[b.length]!, most + 1);
}
