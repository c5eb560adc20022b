import { redirect } from '@sveltejs/kit';
import { keepCookies, mustBeIn } from '#host/visit';
import type { Actions, PageServerLoad } from './$types';

/** There is nothing to see here; signing out is a form on other pages. */
export const load: PageServerLoad = () => redirect(303, '/');

export const actions: Actions = {
  /** Gives the phone to the next person: the names stay, this session ends. */
  async over(event) {
    keepCookies(event, await event.locals.world.auth.handOver(mustBeIn(event)));
    redirect(303, '/sign-in');
  },
  async out(event) {
    keepCookies(event, await event.locals.world.auth.signOut(mustBeIn(event)));
    redirect(303, '/');
  },
  /** The device is not theirs: it shall not know them any more. */
  async forget(event) {
    keepCookies(event, await event.locals.world.auth.signOut(mustBeIn(event), { forget: true }));
    redirect(303, '/');
  },
};
