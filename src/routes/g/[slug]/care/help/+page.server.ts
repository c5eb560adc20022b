import { addDays, type CivilDate } from '#kernel/calendar';
import { field, formKey } from '#host/forms';
import { DAYS_AHEAD } from '#care';
import { carry } from '../../scene.ts';
import { activityChoices, carePlace } from '../place.ts';
import type { Actions, PageServerLoad } from './$types';

/** So many days are offered at once; who needs more asks again. */
const DAYS = 14;

export const load: PageServerLoad = async (event) => {
  const place = await carePlace(event);
  const today = place.scene.today as CivilDate;
  const days = Array.from({ length: DAYS }, (_none, at) => addDays(today, at));
  return {
    base: place.base,
    activities: activityChoices(place),
    days: days.map((value) => ({ value, label: place.words.date(value, 'weekday') })),
    later: addDays(today, DAYS),
    latest: addDays(today, DAYS_AHEAD),
    formKey: formKey(),
  };
};

export const actions: Actions = {
  ask: (event) =>
    carry(
      event,
      'care.ask_help',
      (form) => ({
        care: {
          activity: field(form, 'activity'),
          words: field(form, 'words'),
          place: field(form, 'place'),
          days: [...form.getAll('day'), field(form, 'later')].filter(
            (one): one is string => typeof one === 'string' && one !== '',
          ),
        },
      }),
      '/care',
    ),
};
