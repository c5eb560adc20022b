import { redirect } from '@sveltejs/kit';
import { changeRule, inWords, ruleFields, rulesText } from '#agents';
import { KNOWN_POSTS } from '#agents/screens/known-posts.ts';
import { act, field, formKey, refused } from '#host/forms';
import { words } from '#locales';
import { foundingPath, nothingHere, openDraft, rehearsalOf } from '../../circle.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const circle = await openDraft(event);
  const { articles, statutesVersion } = circle.scene.group;
  const fields = ruleFields(articles, event.params.path, KNOWN_POSTS);
  if (!fields) nothingHere(event);
  const spoken = words(event.locals.locale);
  return {
    key: formKey(),
    here: `${foundingPath(event)}/rules`,
    title: circle.scene.organization.name,
    rehearsal: rehearsalOf(circle),
    base: statutesVersion,
    fields,
    now: rulesText(articles)
      .filter(({ path }) => path === event.params.path)
      .map((sentence) => inWords(spoken, sentence)),
    signed: circle.signed.length,
  };
};

export const actions: Actions = {
  async default(event) {
    const { org, scene } = await openDraft(event);
    const form = await event.request.formData();
    const articles = changeRule(scene.group.articles, event.params.path, KNOWN_POSTS, (name) =>
      field(form, name),
    );
    if (!articles) nothingHere(event);
    const amended = await act(event, {
      command: 'agents.amend',
      org,
      input: { base: Number(field(form, 'base')), articles },
      key: field(form, 'key'),
    });
    const isAsBefore = !amended.ok && amended.refusal.rule === 'nothing_changes';
    if (!amended.ok && !isAsBefore) return refused(event, amended.refusal);
    redirect(303, `${foundingPath(event)}/rules`);
  },
};
