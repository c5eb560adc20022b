import { redirect } from '@sveltejs/kit';
import { field, refused } from '#host/forms';
import { keepCookies, mustBeIn } from '#host/visit';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const session = mustBeIn(event);
  const { auth } = event.locals.world;
  event.setHeaders({ 'cache-control': 'no-store' });
  const [sessions, { anywhere }, people] = await Promise.all([
    auth.sessions(session),
    auth.ways(session),
    auth.onDevice(event.cookies),
  ]);
  return {
    shared: session.shared,
    sessions,
    anywhere,
    others: people.filter(({ person }) => person !== session.person),
  };
};

export const actions: Actions = {
  /** Whether others use this device too: then amounts are hidden on it until they are asked for. */
  async shared(event) {
    const session = mustBeIn(event);
    const form = await event.request.formData();
    await event.locals.world.auth.setShared(session, field(form, 'shared') === 'yes');
    redirect(303, '/me/devices#this');
  },
  async there(event) {
    const form = await event.request.formData();
    const ended = await event.locals.world.auth.signOutThere(mustBeIn(event), field(form, 'id'));
    if (!ended.ok) return refused(event, ended.refusal);
    redirect(303, ended.value.here ? '/' : '/me/devices');
  },
  async elsewhere(event) {
    await event.locals.world.auth.signOutEverywhere(mustBeIn(event), { keepHere: true });
    redirect(303, '/me/devices');
  },
  async everywhere(event) {
    keepCookies(event, await event.locals.world.auth.signOutEverywhere(mustBeIn(event)));
    redirect(303, '/');
  },
};
