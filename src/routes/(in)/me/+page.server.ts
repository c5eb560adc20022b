import { redirect } from '@sveltejs/kit';
import { act, field, formKey, refused } from '#host/forms';
import { mustBeIn, proveBy } from '#host/visit';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const session = mustBeIn(event);
  const { auth } = event.locals.world;
  const [notices, returns, people, ways, ending, letters] = await Promise.all([
    auth.notices(session),
    auth.returnsAsMe(session),
    auth.onDevice(event.cookies),
    auth.ways(session),
    auth.mayEnd(session),
    auth.digest(session),
  ]);
  return {
    key: formKey(),
    name: session.name,
    notices,
    returns,
    shared: people.length > 1,
    proved: ending.ok,
    digits: ways.secret === 'digits',
    letters,
  };
};

export const actions: Actions = {
  async name(event) {
    const { person } = mustBeIn(event);
    const form = await event.request.formData();
    const name = field(form, 'name');
    const done = await act(event, {
      command: 'agents.edit_profile',
      input: { name },
      key: field(form, 'key'),
    });
    if (!done.ok) return refused(event, done.refusal);
    const { auth, host } = event.locals.world;
    await auth.rename(host.db, person, name);
    redirect(303, '/me');
  },
  async letters(event) {
    const form = await event.request.formData();
    const { auth, host } = event.locals.world;
    const { locale } = event.locals;
    const saysMore = field(form, 'more') === 'yes';
    const done = await auth.setDigest(mustBeIn(event), { every: field(form, 'every'), locale, saysMore });
    return done.ok ? { letters: new Date(host.clock()).toISOString() } : refused(event, done.refusal);
  },
  async erase(event) {
    const { name } = mustBeIn(event);
    const form = await event.request.formData();
    const typed = field(form, 'sure').trim().toLowerCase();
    if (typed !== name.trim().toLowerCase()) return refused(event, { rule: 'name_not_repeated' });
    // A phone that somebody has left open is not enough to be gone for good.
    const session = await proveBy(event, form);
    if (!session.ok) return refused(event, session.refusal);
    const ending = await event.locals.world.auth.mayEnd(session.value);
    if (!ending.ok) return refused(event, ending.refusal);
    const done = await act(event, { command: 'agents.erase_me', input: {}, key: field(form, 'key') });
    if (!done.ok) return refused(event, done.refusal);
    redirect(303, '/');
  },
};
