/** An offer or a need as a page shows it. */
import { inWords, categoryWord, type Articles, type UnitRule } from '#agents';
import type { Words } from '#locales';
import { advertState, type Advert, type AdvertState } from '../core/advert.ts';
import { priceWord } from './say-price.ts';

export interface ShownAdvert {
  readonly id: string;
  readonly href: string;
  readonly kind: Advert['kind'];
  readonly title: string;
  readonly category: string;
  readonly price: string;
  readonly place: string;
  /** Empty where whoever looks may not know who it is. */
  readonly who: string;
  readonly state: AdvertState;
  /** What can be seen in its picture; null where it has none. */
  readonly picture: string | null;
}

export interface ShowingAdverts {
  readonly words: Words;
  readonly articles: Pick<Articles, 'books' | 'exchange'>;
  readonly units: readonly UnitRule[];
  readonly base: string;
  readonly today: string;
  readonly whoOf: (advert: Advert) => string;
}

export function categoryName(words: Words, articles: Pick<Articles, 'exchange'>, category: string): string {
  return inWords(words, { key: 'rule-edit.way-name', words: { how: categoryWord(articles, category) } });
}

export function showAdvert(showing: ShowingAdverts, advert: Advert): ShownAdvert {
  const { words, articles, units, base, today, whoOf } = showing;
  const title = advert.title ?? words.t('exchange.gone');
  return {
    id: advert.id,
    href: `${base}/${advert.id}`,
    kind: advert.kind,
    title,
    category: categoryName(words, articles, advert.category),
    price: priceWord(words, units, advert),
    place: advert.place ?? '',
    who: whoOf(advert),
    state: advertState(advert, today),
    picture: advert.picture === null ? null : advert.picture.description || title,
  };
}
