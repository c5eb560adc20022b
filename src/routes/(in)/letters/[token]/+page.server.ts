/**
 * Where the link at the foot of a letter leads: it stops the letters, and does nothing else. Opening it changes
 * nothing, because programs that look through mail open every link.
 */
import { error } from '@sveltejs/kit';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params, setHeaders }) => {
  setHeaders({ 'cache-control': 'no-store', 'x-robots-tag': 'noindex' });
  if (!locals.world.auth.isStopToken(params.token)) error(404, 'not_found');
};

export const actions: Actions = {
  async default({ locals, params }) {
    if (!(await locals.world.auth.stopDigest(params.token))) error(404, 'not_found');
    return { stopped: true };
  },
};
