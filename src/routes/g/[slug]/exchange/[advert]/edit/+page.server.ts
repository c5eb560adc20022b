import { error } from '@sveltejs/kit';
import { formKey } from '#host/forms';
import { manyOf } from '../../../money/place.ts';
import { insideExchange, openAdvert } from '../../place.ts';
import { fieldsOf, writeAdvert } from '../../writing.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

async function ownAdvert(event: RequestEvent) {
  const place = await insideExchange(event);
  const advert = await openAdvert(place, event.params.advert, false);
  if (![advert.member, advert.enteredBy].includes(place.own)) error(404, 'not_found');
  return { place, advert };
}

export const load: PageServerLoad = async (event) => {
  const { place, advert } = await ownAdvert(event);
  return {
    base: place.base,
    here: `${place.base}/${advert.id}`,
    title: advert.title ?? '',
    was: fieldsOf(advert, place.units),
    picture: advert.picture === null ? null : advert.picture.description || (advert.title ?? ''),
    categories: place.categories(),
    units: place.units.map((one) => ({ value: one.unit, label: manyOf(place.words, one) })),
    mayBePublic: place.exchange.mayBePublic,
    formKey: formKey(),
  };
};

export const actions: Actions = {
  edit: async (event) => {
    const { place, advert } = await ownAdvert(event);
    return writeAdvert(event, place, {
      command: 'exchange.edit_advert',
      about: () => ({ advert: advert.id }),
      before: advert.picture?.digest ?? null,
      at: 'edit',
      to: () => `/${advert.id}`,
    });
  },
};
