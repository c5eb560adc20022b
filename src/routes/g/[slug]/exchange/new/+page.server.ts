import { may, standingKind, standsFully } from '#agents';
import { field, formKey } from '#host/forms';
import { manyOf } from '../../money/place.ts';
import { byName, insideExchange } from '../place.ts';
import { writeAdvert } from '../writing.ts';
import type { Actions, PageServerLoad } from './$types';

/** A member offers or asks; or writes it down for somebody without a phone. */
export const load: PageServerLoad = async (event) => {
  const place = await insideExchange(event);
  const { scene, words, units } = place;
  const asked = event.url.searchParams;
  const onPaper = asked.get('on') === 'paper' && may(scene, 'enter_on_paper') === 'alone';
  return {
    base: place.base,
    kind: asked.get('kind') === 'need' ? 'need' : 'offer',
    category: asked.get('category') ?? '',
    categories: place.categories(),
    units: units.map((one) => ({ value: one.unit, label: manyOf(words, one) })),
    mayBePublic: place.exchange.mayBePublic,
    standDays: place.exchange.standDays,
    onPaper: onPaper
      ? place
          .roll!.members.filter((one) => one.person === null && one.memberOrg === null)
          .filter((one) => standsFully(standingKind(one, scene.today), false))
          .map((one) => ({ value: one.id, label: one.name ?? '' }))
          .sort(byName(words))
      : null,
    formKey: formKey(),
  };
};

export const actions: Actions = {
  publish: async (event) =>
    writeAdvert(event, await insideExchange(event), {
      command: 'exchange.publish_advert',
      about: () => ({}),
      before: null,
      at: 'publish',
      to: (answer) => `/${(answer as { advert: string }).advert}`,
    }),
  enter: async (event) =>
    writeAdvert(event, await insideExchange(event), {
      command: 'exchange.enter_advert',
      about: (form) => ({ member: field(form, 'member') }),
      before: null,
      at: 'enter',
      to: (answer) => `/${(answer as { advert: string }).advert}`,
    }),
};
