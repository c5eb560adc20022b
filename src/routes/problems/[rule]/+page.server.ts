import { error } from '@sveltejs/kit';
import { explain } from '#host/api/explain';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = ({ params, locals }) => {
  const said = explain(params.rule, locals.locale);
  if (!said) error(404, 'not_found');
  return said;
};
