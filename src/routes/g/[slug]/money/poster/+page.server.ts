import { redirect } from '@sveltejs/kit';
import { moneyPlace, myAccounts } from '../place.ts';
import { wordsIn } from '#agents';
import type { PageServerLoad } from './$types';

/** A sheet for a counter: whoever holds a camera before it pays whoever printed it. */
export const load: PageServerLoad = async (event) => {
  const place = await moneyPlace(event);
  const mine = await myAccounts(place);
  const [first] = mine;
  if (place.own === null || first === undefined) redirect(303, place.base);
  const asked = event.url.searchParams.get('unit');
  const unit = mine.find((one) => one.unit === asked)?.unit ?? first.unit;
  const rule = place.units.find((one) => one.unit === unit);
  const link = new URL(`${place.base}/pay`, event.url.origin);
  link.searchParams.set('to', place.own);
  if (mine.length > 1) link.searchParams.set('unit', unit);
  return {
    base: place.base,
    name: place.nameOf(place.own) ?? '',
    group: place.scene.organization.name,
    many: rule ? wordsIn(rule, place.words.locale).many : unit,
    link: link.href,
    host: event.url.host,
  };
};
