/**
 * An **advert**: what a member offers, or needs. It stands until a day, and longer when its owner says so;
 * what it costs may be said in several ways, or it is a gift, or both agree on it later. On pages it is
 * always called what it is, an offer or a need.
 */
import { addDays, type CivilDate } from '#kernel/calendar';
import type { MemberId } from '#kernel/command';
import type { KeptFile } from '#kernel/file';
import { refuse, type Refused } from '#kernel/outcome';
import { exchangeOf, OTHER_CATEGORY, unitIn, type Articles } from '#agents';

export const ADVERT_KINDS = ['offer', 'need'] as const;
export type AdvertKind = (typeof ADVERT_KINDS)[number];

/** So much of one unit; whole minor units, as text. */
export type PricePart = { readonly unit: string; readonly minor: string };

/** Ways to pay: “12 hours”, or “8 hours and 40 €”. */
export type Prices = readonly (readonly PricePart[])[];

export const MOST_WAYS_TO_PAY = 3;
export const MOST_PARTS = 3;
/** How many offers and needs one member has standing, at most. */
export const MOST_STANDING = 60;
/** This many days before an advert ends, its owner is asked whether it still stands. */
export const RENEW_DAYS = 7;
export const LONGEST = { title: 80, words: 2000, availability: 120, place: 80, description: 300 } as const;

/** A picture of what is offered, with what can be seen in it. */
export type AdvertPicture = {
  readonly digest: string;
  readonly smallDigest: string | null;
  readonly type: KeptFile['type'];
  readonly bytes: number;
  readonly width: number | null;
  readonly height: number | null;
  /** What can be seen in it; empty where its owner has not said. */
  readonly description: string;
};

export interface Advert {
  readonly id: string;
  readonly kind: AdvertKind;
  readonly member: MemberId;
  readonly enteredBy: MemberId | null;
  readonly category: string;
  /** Null where whoever wrote it has been forgotten. */
  readonly title: string | null;
  readonly words: string | null;
  readonly availability: string | null;
  readonly place: string | null;
  readonly lat: number | null;
  readonly lon: number | null;
  readonly gift: boolean;
  readonly prices: Prices;
  readonly isPublic: boolean;
  readonly picture: AdvertPicture | null;
  readonly publishedAt: string;
  readonly renewedAt: string;
  readonly standsUntil: string;
  readonly endedAt: string | null;
  readonly hiddenAt: string | null;
  readonly hiddenBy: MemberId | null;
  readonly hiddenReason: string | null;
}

/** What an owner writes. */
export interface AdvertWords {
  readonly kind: AdvertKind;
  readonly category: string;
  readonly gift: boolean;
  readonly prices: Prices;
  readonly isPublic: boolean;
  readonly lat: number | null;
  readonly lon: number | null;
}

/** In order of precedence. */
export const ADVERT_WORDS_RULES = [
  'no_exchange_here',
  'category_unknown',
  'price_of_gift',
  'price_unit_unknown',
  'price_unit_twice',
  'price_not_positive',
  'place_half_said',
  'public_not_allowed',
] as const;
export type AdvertWordsRule = (typeof ADVERT_WORDS_RULES)[number];

/** The first rule that what is written breaks; null where it can stand. */
export function wrongWithAdvert(
  articles: Pick<Articles, 'exchange' | 'books'>,
  written: AdvertWords,
): Refused<AdvertWordsRule> | null {
  const exchange = exchangeOf(articles);
  if (exchange === null) return refuse('no_exchange_here');
  const { category, gift, prices, isPublic } = written;
  const known = [OTHER_CATEGORY, ...exchange.categories.map((one) => one.category)];
  if (!known.includes(category)) return refuse('category_unknown');
  if (gift && prices.length > 0) return refuse('price_of_gift');
  const wrong = prices.map((parts) => wrongWithParts(articles, parts)).find((one) => one !== null);
  if (wrong) return wrong;
  if ((written.lat === null) !== (written.lon === null)) return refuse('place_half_said');
  return isPublic && !exchange.mayBePublic ? refuse('public_not_allowed') : null;
}

export type PartsRule = 'price_unit_unknown' | 'price_unit_twice' | 'price_not_positive';

export function wrongWithParts(
  articles: Pick<Articles, 'books'>,
  parts: readonly PricePart[],
): Refused<PartsRule> | null {
  const units = parts.map((one) => one.unit);
  const unknown = units.find((unit) => unitIn(articles, unit) === undefined);
  if (unknown !== undefined) return refuse('price_unit_unknown', { unit: unknown });
  if (new Set(units).size !== units.length) return refuse('price_unit_twice');
  return parts.every((one) => BigInt(one.minor) > 0n) ? null : refuse('price_not_positive');
}

/** The last day on which it stands, from today on. */
export function standsUntil(articles: Pick<Articles, 'exchange'>, today: string): CivilDate {
  return addDays(today as CivilDate, exchangeOf(articles)?.standDays ?? 0);
}

/** `standing`: others find it. Of the rest, why they do not. */
export type AdvertState = 'standing' | 'ended' | 'over' | 'hidden' | 'forgotten';

export function advertState(
  advert: Pick<Advert, 'endedAt' | 'hiddenAt' | 'standsUntil' | 'title'>,
  today: string,
): AdvertState {
  if (advert.title === null) return 'forgotten';
  if (advert.hiddenAt !== null) return 'hidden';
  if (advert.endedAt !== null) return 'ended';
  return advert.standsUntil < today ? 'over' : 'standing';
}

/** Whether its owner is asked by now if it still stands. */
export function endsSoon(advert: Advert, today: string): boolean {
  const soon = addDays(today as CivilDate, RENEW_DAYS);
  return advertState(advert, today) === 'standing' && advert.standsUntil <= soon;
}

/** About where: nobody needs to know the house. */
export function aboutHere(degrees: number): number {
  return Math.round(degrees * 100) / 100;
}
