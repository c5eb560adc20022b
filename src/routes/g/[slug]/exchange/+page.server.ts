import { isId } from '#kernel/id';
import { redirect } from '@sveltejs/kit';
import { booksOf, may, type Articles } from '#agents';
import { ADVERT_KINDS, type AdvertKind } from '#exchange';
import {
  afterAdvert,
  countCategories,
  findAdverts,
  loadPossibleRings,
  type AdvertQuery,
} from '#exchange/server';
import { titled } from '#agents/screens/say.ts';
import { categoryName } from '#exchange/screens/shown-advert.ts';
import { parseView, viewOf } from '#network';
import type { MapGroup } from '#network/server';
import { drawMap } from '#network/screens/map-links.ts';
import { field, formKey } from '#host/forms';
import { dropWatch, keepWatch, loadWatches, type Watch } from '#host/watches';
import type { Words } from '#locales';
import { manyOf } from '../money/place.ts';
import { failed } from '../scene.ts';
import { exchangePlace, insideExchange, type ExchangePlace } from './place.ts';
import type { Actions, PageServerLoad } from './$types';

/** So many are drawn on the map: the newest. */
const MOST_DRAWN = 500;

/** What is offered and needed among us, to look through by words, kind, and price. */
export const load: PageServerLoad = async (event) => {
  const place = await exchangePlace(event);
  const { db, org, scene, base, words } = place;
  const asked = event.url.searchParams;
  const query = queryIn(place, asked);
  const after = afterAdvert(asked.get('after') ?? '') === null ? null : asked.get('after');
  const { adverts, next } = await findAdverts(db, org, scene.today, query, after);
  const all = { ...query, category: undefined };
  const counts = await countCategories(db, org, scene.today, all);
  const address = (more: Record<string, string | null>) => {
    const kept = {
      q: query.q ?? '',
      kind: query.kind ?? '',
      category: query.category ?? '',
      pays: query.pays ?? '',
    };
    const entries = Object.entries({ ...kept, ...more }).filter(
      ([, value]) => value !== '' && value !== null,
    );
    const text = new URLSearchParams(entries).toString();
    return text === '' ? base : `${base}?${text}`;
  };
  return {
    base,
    inside: place.isInside,
    member: place.own !== null,
    q: query.q ?? '',
    kind: query.kind ?? '',
    pays: query.pays ?? '',
    category: query.category ?? '',
    narrowed: [query.q, query.kind, query.category, query.pays].some((one) => one),
    adverts: adverts.map((one) => place.shown(one)),
    next: next === null ? null : address({ after: next }),
    first: after === null ? null : address({}),
    kinds: ['', ...ADVERT_KINDS].map((kind) => ({ kind, href: address({ kind }) })),
    categories: counts
      .map((one) => ({
        category: one.category,
        label: titled(words, categoryName(words, scene.group.articles, one.category)),
        count: one.offers + one.needs,
        href: address({ category: one.category === query.category ? null : one.category }),
      }))
      .sort((a, b) => b.count - a.count || a.label.localeCompare(b.label, words.locale)),
    watches:
      place.own === null ? [] : (await loadWatches(db, org, place.own)).map((one) => watchOf(place, one)),
    formKey: formKey(),
    payments: place.units.map((one) => ({ value: one.unit, label: manyOf(words, one) })),
    // Of everything that stands, however the list is narrowed.
    missing: missingIn(place, await countCategories(db, org, scene.today)),
    map: await mapOf(place, query, asked.get('at') ?? ''),
    rings: await ringsOf(place),
    mayEnter: place.own !== null && may(scene, 'enter_on_paper') === 'alone',
  };
};

function queryIn({ isInside, units, scene }: ExchangePlace, asked: URLSearchParams): AdvertQuery {
  const kind = asked.get('kind') ?? '';
  const pays = asked.get('pays') ?? '';
  const category = asked.get('category') ?? '';
  const of = asked.get('of') ?? '';
  return {
    q: (asked.get('q') ?? '').slice(0, 200),
    kind: (ADVERT_KINDS as readonly string[]).includes(kind) ? (kind as AdvertKind) : undefined,
    category: /^[a-z][a-z0-9_]{0,39}$/.test(category) ? category : undefined,
    pays: pays === 'gift' || units.some((one) => one.unit === pays) ? pays : undefined,
    member: isInside && isId('mem', of) ? of : undefined,
    publicOnly: !isInside || scene.viewer.member === null,
  };
}

/** What somebody needs and nobody offers. */
function missingIn(
  { words, scene, isInside }: ExchangePlace,
  counts: readonly { readonly category: string; readonly offers: number; readonly needs: number }[],
): string[] {
  if (!isInside) return [];
  return counts
    .filter((one) => one.needs > 0 && one.offers === 0)
    .map((one) => categoryName(words, scene.group.articles, one.category));
}

/** Where those are of which it is said; no map where it is said of none. */
async function mapOf({ db, org, scene, base }: ExchangePlace, query: AdvertQuery, at: string) {
  const { adverts } = await findAdverts(db, org, scene.today, { ...query, placed: true }, null, MOST_DRAWN);
  if (adverts.length === 0) return null;
  const placed = adverts.map((one) => ({ place: { lat: one.lat!, lon: one.lon! }, id: one.id }));
  const groups = [...Map.groupBy(placed, ({ place }) => `${place.lat} ${place.lon}`).values()].map(
    (here): MapGroup => ({
      place: here[0]!.place,
      listings: here.length,
      id: here.length === 1 ? here[0]!.id : null,
    }),
  );
  const view = parseView(at) ?? viewOf(placed.map((one) => one.place));
  const plain = {
    q: query.q ?? '',
    country: null,
    structure: null,
    activity: null,
    near: null,
    in: null,
    page: null,
  };
  return drawMap(base, plain, view, { groups, inView: placed.length, more: false });
}

/** How many rings there would be with whoever looks. */
async function ringsOf({ db, org, scene, own }: ExchangePlace): Promise<number> {
  return own === null ? 0 : (await loadPossibleRings(db, org, own, scene.today)).rings.length;
}

function watchOf({ words, scene, base }: ExchangePlace, { id, ...query }: Watch) {
  const named = [
    query.kind === null ? '' : words.t(`exchange.kind.${query.kind}`),
    query.category === null ? '' : categoryName(words, scene.group.articles, query.category),
    query.q === '' ? '' : `“${query.q}”`,
    query.pays === null ? '' : paysWord(words, scene.group.articles, query.pays),
  ];
  const asked = Object.entries(query).flatMap(([name, value]) => (value ? [[name, value]] : []));
  return {
    id,
    label: named.filter((one) => one !== '').join(' · '),
    href: `${base}?${new URLSearchParams(asked)}`,
  };
}

function paysWord(words: Words, articles: Articles, pays: string): string {
  const rule = booksOf(articles).units.find((one) => one.unit === pays);
  return rule ? manyOf(words, rule) : words.t('exchange.price.gift');
}

export const actions: Actions = {
  /** Keeps the search of this page, to be told by letter when something new fits. */
  watch: async (event) => {
    const place = await insideExchange(event);
    const form = await event.request.formData();
    const asked = new URLSearchParams(
      ['q', 'kind', 'category', 'pays'].map((name) => [name, field(form, name)]),
    );
    const kept = await keepWatch(event.locals.world.host, place.org, place.own, queryIn(place, asked));
    if (!kept.ok) return failed(event, form, kept.refusal);
    redirect(303, `${place.base}#watches`);
  },
  unwatch: async (event) => {
    const place = await insideExchange(event);
    const form = await event.request.formData();
    await dropWatch(place.db, place.org, place.own, field(form, 'of'));
    redirect(303, `${place.base}#watches`);
  },
};
