import { error } from '@sveltejs/kit';
import { may } from '#agents';
import { namedWord } from '#agents/screens/say.ts';
import { field, formKey } from '#host/forms';
import { carry, insideScene, wordsFor, written } from '../../scene.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const scene = await insideScene(event);
  if (scene.group.state === 'dissolved') error(404, 'not_found');
  const words = wordsFor(event, scene);
  const { classes } = scene.group.articles.admission;
  return {
    classes:
      classes.length > 1
        ? classes.map((one) => ({ value: one.class, label: namedWord(words, 'class', one.class) }))
        : [],
    may: may(scene, 'enter_on_paper', ['founder', 'statutes']),
    formKey: formKey(),
  };
};

export const actions: Actions = {
  enter: (event) =>
    carry(
      event,
      'agents.enter_on_paper',
      (form) => ({
        name: field(form, 'name'),
        contact: written(form, 'contact'),
        class: written(form, 'class'),
      }),
      '/members',
    ),
};
