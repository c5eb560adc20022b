import { error, redirect } from '@sveltejs/kit';
import { may } from '#agents';
import { hashCode, loadRoll } from '#agents/server';
import { namedWord } from '#agents/screens/say.ts';
import { INVITATION_SIGNS, newCode } from '#host/auth/codes';
import { act, field, formKey } from '#host/forms';
import { carry, failed, insideScene, nameBook, orgOf, said, wordsFor, written } from '../../scene.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const scene = await insideScene(event);
  if (scene.group.state === 'dissolved') error(404, 'not_found');
  const words = wordsFor(event, scene);
  const { admission } = scene.group.articles;
  const place = event.url.searchParams.get('place');
  const roll = place === null ? null : await loadRoll(event.locals.world.host.db, scene.organization.org_id);
  return {
    classes:
      admission.classes.length > 1
        ? admission.classes.map((one) => ({ value: one.class, label: namedWord(words, 'class', one.class) }))
        : [],
    may: may(scene, 'invite', ['founder', 'statutes']),
    /** Someone who is here already, on paper or by name, and gets a way in. */
    place: place !== null && roll ? { id: place, name: nameBook(scene, roll)(place) } : null,
    origin: event.url.origin,
    formKey: formKey(),
  };
};

export const actions: Actions = {
  /** The code is shown on the answer and nowhere again: only its hash is kept. */
  async invite(event) {
    const org = await orgOf(event);
    const form = await event.request.formData();
    const code = newCode(INVITATION_SIGNS);
    const several = field(form, 'how') === 'several';
    const answer = await act(event, {
      command: 'agents.invite',
      org,
      input: said({
        member: written(form, 'place'),
        name: several ? undefined : written(form, 'name'),
        contact: several ? undefined : written(form, 'contact'),
        class: written(form, 'class'),
        uses: several ? Number(written(form, 'uses') ?? 1) : 1,
        days: Number(written(form, 'days') ?? 14),
        codeHash: hashCode(code),
      }),
      // A new code is a new invitation: the same page sent twice must not answer with a code that opens
      // nothing.
      key: `${field(form, 'key')}:${code}`,
    });
    if (!answer.ok) return failed(event, form, answer.refusal);
    if (answer.value.kind === 'waiting')
      redirect(303, `/g/${event.params.slug}/waiting/${answer.value.waiting}`);
    const { invitation } = answer.value.answer as { invitation: string };
    const days = Number(written(form, 'days') ?? 14);
    return { made: { code, name: written(form, 'name') ?? null, days, invitation } };
  },
  withdraw: (event) =>
    carry(
      event,
      'agents.withdraw_invitation',
      (form) => ({ invitation: field(form, 'invitation') }),
      '/members',
    ),
};
