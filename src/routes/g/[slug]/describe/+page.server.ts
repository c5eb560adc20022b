import { error } from '@sveltejs/kit';
import { may } from '#agents';
import { field, formKey } from '#host/forms';
import { decidedBy } from '../propose.ts';
import { carry, insideScene, wordsFor } from '../scene.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const scene = await insideScene(event);
  const mayDescribe = may(scene, 'describe', ['founder', 'statutes']);
  if (mayDescribe === null) error(404, 'not_found');
  return {
    may: mayDescribe,
    decided: decidedBy(wordsFor(event, scene), scene, 'describe'),
    formKey: formKey(),
  };
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
