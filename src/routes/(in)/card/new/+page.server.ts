import { redirect } from '@sveltejs/kit';
import { field, refused } from '#host/forms';
import { mustBeIn, nextPath, proveBy } from '#host/visit';
import type { Actions, PageServerLoad } from './$types';

const AFTER = '/me/ways-in';

export const load: PageServerLoad = async (event) => {
  const session = mustBeIn(event);
  const { auth } = event.locals.world;
  const { card, secret } = await auth.ways(session);
  event.setHeaders({ 'cache-control': 'no-store' });
  return {
    next: nextPath(event.url.searchParams.get('next'), AFTER),
    has: card !== null,
    proved: auth.proved(session),
    digits: secret === 'digits',
  };
};

export const actions: Actions = {
  async make(event) {
    const form = await event.request.formData();
    const session = await proveBy(event, form);
    if (!session.ok) return refused(event, session.refusal);
    const card = await event.locals.world.auth.makeCard(session.value);
    return card.ok ? { card: card.value } : refused(event, card.refusal);
  },
  async keep(event) {
    const form = await event.request.formData();
    const kept = await event.locals.world.auth.keepCard(mustBeIn(event));
    if (!kept.ok) return refused(event, kept.refusal);
    redirect(303, nextPath(field(form, 'next'), AFTER));
  },
};
