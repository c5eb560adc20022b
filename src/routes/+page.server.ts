import { redirect } from '@sveltejs/kit';
import type { PageServerLoad } from './$types';

/** Whoever is in goes to their day; everybody else stands before the two doors. */
export const load: PageServerLoad = async ({ locals }) => {
  if (locals.session) redirect(303, '/today');
  return { isEmpty: !(await locals.world.auth.anyoneHere()) };
};
