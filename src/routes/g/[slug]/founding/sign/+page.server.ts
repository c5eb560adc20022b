import { redirect } from '@sveltejs/kit';
import { rulesParts } from '#agents/screens/rules-words.ts';
import { act, field, formKey, refused } from '#host/forms';
import { words } from '#locales';
import { foundingPath, openDraft, rehearsalOf } from '../circle.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const circle = await openDraft(event);
  const { group, organization } = circle.scene;
  return {
    key: formKey(),
    here: foundingPath(event),
    title: organization.name,
    rehearsal: rehearsalOf(circle),
    version: group.statutesVersion,
    parts: rulesParts(words(event.locals.locale), group.articles),
    total: circle.seats.length,
  };
};

export const actions: Actions = {
  async default(event) {
    const { org } = await openDraft(event);
    const form = await event.request.formData();
    const signed = await act(event, {
      command: 'agents.sign',
      org,
      input: { subject: 'founding', statutes: Number(field(form, 'version')) },
      key: field(form, 'key'),
    });
    if (!signed.ok) return refused(event, signed.refusal);
    redirect(303, foundingPath(event));
  },
};
