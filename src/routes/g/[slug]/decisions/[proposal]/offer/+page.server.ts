import { error } from '@sveltejs/kit';
import { field, formKey } from '#host/forms';
import { carry, written } from '../../../scene.ts';
import { openPlace } from '../../place.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const place = await openPlace(event);
  if (place.state !== 'talk') error(404, 'not_found');
  const { title, body, version } = place.proposal;
  return { here: place.here, title, body, version, formKey: formKey() };
};

export const actions: Actions = {
  default: (event) =>
    carry(
      event,
      'decisions.offer_change',
      (form) => ({
        proposal: event.params.proposal,
        base: Number(field(form, 'base')),
        title: field(form, 'title'),
        body: field(form, 'body'),
        why: written(form, 'why'),
      }),
      `/decisions/${event.params.proposal}`,
    ),
};
