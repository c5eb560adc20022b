/**
 * Rules that were written against an older version, laid onto those of today: only what they say differently
 * from the version they were written on comes along, and whatever was adopted since stays.
 */
import { booksOf } from './books.ts';
import { checkStatutes, type Articles } from './statutes.ts';
import { voiceOf } from './voice.ts';
import { inOneOrder } from './wording.ts';

export interface Rebased {
  /** Where two changed the same place, it stands here as it was wanted. */
  readonly articles: Articles;
  /** Whether no place was changed by both, and the whole can be lived under: then nobody has to be asked. */
  readonly isClear: boolean;
}

interface Sides {
  readonly before: unknown;
  readonly wanted: unknown;
  readonly today: unknown;
}
type Merged = Sides['wanted'];
type Parts = { readonly [key: string]: unknown };

/** Articles that are made of parts; whatever else there is, is changed as a whole. */
const PARTED = ['', 'admission', 'voice', 'books', 'exchange', 'care', 'powers', 'exit', 'dissolution'];
/** Lists whose parts are known by a name of their own. */
const LISTED: { readonly [path: string]: string } = {
  'admission.classes': 'class',
  roles: 'role',
  'voice.entrenched': 'article',
  'books.units': 'unit',
  'exchange.categories': 'category',
};

export function rebaseArticles(before: Articles, wanted: Articles, today: Articles): Rebased {
  const both: string[] = [];
  const all = [before, wanted, today];
  const hasVoice = all.some((one) => one.voice !== undefined);
  const hasBooks = all.some((one) => one.books !== undefined);
  const spoken = (one: Articles) => ({
    ...one,
    ...(hasVoice ? { voice: voiceOf(one) } : {}),
    ...(hasBooks ? { books: booksOf(one) } : {}),
  });
  const sides = { before: spoken(before), wanted: spoken(wanted), today: spoken(today) };
  const articles = merge(sides, '', both) as Articles;
  const stands = checkStatutes(articles, Object.keys(articles.powers), today).ok;
  return { articles, isClear: both.length === 0 && stands };
}

function merge(sides: Sides, path: string, both: string[]): Merged {
  const { before, wanted, today } = sides;
  if (isSame(wanted, before)) return today;
  if (isSame(today, before) || isSame(today, wanted)) return wanted;
  const name = LISTED[path];
  if (name !== undefined) return mergeLists(sides, path, name, both);
  if (PARTED.includes(path)) return mergeMaps(sides as { [side in keyof Sides]: Parts }, path, both);
  both.push(path);
  return wanted;
}

function mergeMaps(
  { before, wanted, today }: { readonly [side in keyof Sides]: Parts },
  path: string,
  both: string[],
): Parts {
  const keys = new Set([...Object.keys(today), ...Object.keys(wanted)]);
  const parts = [...keys].map((key): [string, unknown] => [
    key,
    merge(
      { before: before[key], wanted: wanted[key], today: today[key] },
      path === '' ? key : `${path}.${key}`,
      both,
    ),
  ]);
  return Object.fromEntries(parts.filter(([, part]) => part !== undefined));
}

/** In the order of today; what is new of the wanted ones comes after. */
function mergeLists({ before, wanted, today }: Sides, path: string, name: string, both: string[]): Merged {
  const named = (list: unknown): Parts =>
    Object.fromEntries((list as readonly Parts[]).map((one) => [one[name] as string, one]));
  const sides = { before: named(before), wanted: named(wanted), today: named(today) };
  return Object.values(mergeMaps(sides, path, both));
}

function isSame(one: unknown, other: unknown): boolean {
  return inOneOrder(one) === inOneOrder(other);
}
