import { addDays, type CivilDate } from '#kernel/calendar';
import { DAYS_BACK } from '#care';
import { loadChain } from '#care/server';
import { formKey } from '#host/forms';
import { carry } from '../../scene.ts';
import { activityChoices, careIn, carePlace, isActivity, writtenAs } from '../place.ts';
import type { Actions, PageServerLoad } from './$types';

/** Somebody writes down what they did; the same as another time has it filled in already. */
export const load: PageServerLoad = async (event) => {
  const place = await carePlace(event);
  const { db, org, own, scene } = place;
  const asked = event.url.searchParams;
  const [again] = await loadChain(db, org, asked.get('again') ?? '');
  const what = asked.get('activity') ?? '';
  const first = isActivity(what) ? { activity: what } : {};
  return {
    base: place.base,
    activities: activityChoices(place),
    people: place.others,
    was: again?.member === own && again !== undefined ? { ...writtenAs(again), on: scene.today } : first,
    today: scene.today,
    since: addDays(scene.today as CivilDate, -DAYS_BACK),
    formKey: formKey(),
  };
};

export const actions: Actions = {
  log: (event) => carry(event, 'care.log', (form) => ({ care: careIn(form) }), '/care'),
};
