import { findAdverts } from '#exchange/server';
import type { Advert } from '#exchange';
import { insideExchange } from '../place.ts';
import type { PageServerLoad } from './$types';

const MOST_PRINTED = 1000;

/** All that stands, by kind and category, for whoever reads on paper. */
export const load: PageServerLoad = async (event) => {
  const place = await insideExchange(event);
  const { db, org, scene, words } = place;
  const { adverts } = await findAdverts(db, org, scene.today, {}, null, MOST_PRINTED);
  const contacts = new Map(place.roll!.members.map((one) => [one.id as string, one.contact]));
  const line = (advert: Advert) => ({
    ...place.shown(advert),
    text: advert.words ?? '',
    availability: advert.availability ?? '',
    contact: place.exchange.showsContact ? (contacts.get(advert.member) ?? '') : '',
  });
  const parts = place.categories().map(({ value, label }) => ({
    label,
    offers: adverts.filter((one) => one.category === value && one.kind === 'offer').map(line),
    needs: adverts.filter((one) => one.category === value && one.kind === 'need').map(line),
  }));
  const known = place.categories().map((one) => one.value);
  const others = adverts.filter((one) => !known.includes(one.category));
  const last = parts.at(-1)!;
  return {
    base: place.base,
    name: scene.organization.name,
    on: words.date(scene.today),
    parts: [
      ...parts.slice(0, -1),
      {
        label: last.label,
        offers: [...last.offers, ...others.filter((one) => one.kind === 'offer').map(line)],
        needs: [...last.needs, ...others.filter((one) => one.kind === 'need').map(line)],
      },
    ].filter((one) => one.offers.length + one.needs.length > 0),
    count: adverts.length,
  };
};
