/**
 * The article `exchange`: how a group offers and asks for things and help. Of which kinds they are, how
 * long an offer stands before its owner renews it, who can read how to reach somebody, and after how many
 * quiet days somebody is called. What an offer is and how it becomes an agreement, the exchange module
 * knows.
 */
import type { Articles } from './statutes.ts';

/** A kind of offers and needs. */
export interface Category {
  readonly category: string;
  /** What the group itself calls it; without one it is called by the word that every language has for it. */
  readonly name?: string;
}

export interface Exchange {
  readonly categories: readonly Category[];
  /** For how many days an offer or a need stands. */
  readonly standDays: number;
  /** Whether members read how to reach each other; else only whom they have an agreement with. */
  readonly showsContact: boolean;
  /** Whether an owner may let everybody read an offer or a need, members or not. */
  readonly mayBePublic: boolean;
  /** After so many days without a sign of somebody, those who care for the circle are asked to call. */
  readonly quietDays: number;
}

/** Categories that every language has a word for. */
export const KNOWN_CATEGORIES = [
  'food',
  'home_repair',
  'care',
  'teaching',
  'transport',
  'lending',
  'health',
  'garden',
  'crafts',
  'paperwork',
  'culture',
  'clothes',
] as const;

/** Where nothing else fits, and where those are whose category has been taken out of the rules. */
export const OTHER_CATEGORY = 'other';

export const MOST_CATEGORIES = 40;

export const EXCHANGE_RANGES = { standDays: [7, 365], quietDays: [14, 365] } as const;

/** What is usual, where a group begins with it. */
export const USUAL_EXCHANGE: Exchange = {
  categories: KNOWN_CATEGORIES.map((category) => ({ category })),
  standDays: 90,
  showsContact: false,
  mayBePublic: true,
  quietDays: 90,
};

/** How this group exchanges; null where its rules do not speak of it. */
export function exchangeOf(articles: Pick<Articles, 'exchange'>): Exchange | null {
  return articles.exchange ?? null;
}

/** Whether the categories can be told apart, and the days can be meant. */
export function exchangeFits({ categories, standDays, quietDays }: Exchange): boolean {
  const keys = categories.map((one) => one.category);
  const isIn = (value: number, [least, most]: readonly [number, number]) => value >= least && value <= most;
  return (
    new Set(keys).size === keys.length &&
    !keys.includes(OTHER_CATEGORY) &&
    keys.length <= MOST_CATEGORIES &&
    isIn(standDays, EXCHANGE_RANGES.standDays) &&
    isIn(quietDays, EXCHANGE_RANGES.quietDays)
  );
}
