import { rulesParts } from '#agents/screens/rules-words.ts';
import { additions } from '#agents';
import { words } from '#locales';
import { foundingPath, openDraft, rehearsalOf } from '../circle.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const circle = await openDraft(event);
  const { articles } = circle.scene.group;
  const here = foundingPath(event);
  return {
    here,
    title: circle.scene.organization.name,
    rehearsal: rehearsalOf(circle),
    parts: rulesParts(words(event.locals.locale), articles, {
      changeHref: ({ path }) => `${here}/rules/${path}`,
    }),
    signed: circle.signed.length,
    additions: additions(articles),
  };
};
