import { fail, redirect } from '@sveltejs/kit';
import { changeRule, inWords, ruleFields, rulesText } from '#agents';
import { known } from '#agents/screens/known.ts';
import { ownWords } from '#agents/screens/own-words.ts';
import { act, field, formKey, refusalWords, statusOf } from '#host/forms';
import { words } from '#locales';
import { foundingPath, nothingHere, openDraft, rehearsalOf } from '../../circle.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const circle = await openDraft(event);
  const { path } = event.params;
  const { articles, statutesVersion } = circle.scene.group;
  const fields = ruleFields(articles, path, known(event.locals.locale));
  if (!fields) nothingHere(event);
  const spoken = words(event.locals.locale);
  return {
    key: formKey(),
    here: `${foundingPath(event)}/rules`,
    title: circle.scene.organization.name,
    rehearsal: rehearsalOf(circle),
    base: statutesVersion,
    path,
    fields,
    now: rulesText(articles)
      .filter((sentence) => sentence.path === path)
      .map((sentence) => inWords(spoken, sentence)),
    signed: circle.signed.length,
  };
};

export const actions: Actions = {
  async default(event) {
    const { org, scene } = await openDraft(event);
    const form = await event.request.formData();
    const { articles } = scene.group;
    const changed = changeRule(articles, event.params.path, known(event.locals.locale), (name) =>
      field(form, name),
    );
    if (!changed) nothingHere(event);
    const { fields } = changed;
    if (!changed.ok) return fail(422, { fields, problems: changed.problems });
    const amended = await act(event, {
      command: 'agents.amend',
      org,
      input: { base: Number(field(form, 'base')), articles: changed.articles },
      key: field(form, 'key'),
    });
    if (!amended.ok && amended.refusal.rule !== 'nothing_changes') {
      const spoken = ownWords(words(event.locals.locale), scene.names);
      return fail(statusOf(amended.refusal), { fields, refusal: refusalWords(amended.refusal, spoken) });
    }
    redirect(303, `${foundingPath(event)}/rules`);
  },
};
