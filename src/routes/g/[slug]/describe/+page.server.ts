import { error } from '@sveltejs/kit';
import { may } from '#agents';
import { field, formKey } from '#host/forms';
import { carry, insideScene } from '../scene.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const scene = await insideScene(event);
  const mayDescribe = may(scene, 'describe', ['founder', 'statutes']);
  if (mayDescribe === null) error(404, 'not_found');
  return { may: mayDescribe, formKey: formKey() };
};

export const actions: Actions = {
  describe: (event) =>
    carry(
      event,
      'agents.describe',
      (form) => ({ name: field(form, 'name'), purpose: field(form, 'purpose'), place: field(form, 'place') }),
      '',
    ),
};
