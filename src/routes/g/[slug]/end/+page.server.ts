import { error } from '@sveltejs/kit';
import { may } from '#agents';
import { powerWord } from '#agents/screens/say.ts';
import { field, formKey } from '#host/forms';
import { decidedBy } from '../propose.ts';
import { carry, insideScene, wordsFor } from '../scene.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const scene = await insideScene(event);
  const mayEnd = may(scene, 'dissolve');
  if (mayEnd === null || scene.draft) error(404, 'not_found');
  const words = wordsFor(event, scene);
  const { powers, dissolution } = scene.group.articles;
  return {
    may: mayEnd,
    decided: decidedBy(words, scene, 'dissolve'),
    power: powers['dissolve'] ? powerWord(words, powers['dissolve']) : null,
    assets: words.t(`rule.leaving.assets.${dissolution.assetsTo}`),
    formKey: formKey(),
  };
};

export const actions: Actions = {
  end: (event) => carry(event, 'agents.dissolve', (form) => ({ note: field(form, 'note') }), ''),
};
