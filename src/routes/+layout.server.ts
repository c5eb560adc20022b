import { localeFor, savesData } from '#screens/request-locale.ts';
import type { LayoutServerLoad } from './$types';

/** What the shell needs on every page: language, whether to save bytes, who is here and in which world. */
export const load: LayoutServerLoad = ({ request, url, locals }) => ({
  locale: localeFor(request),
  saveData: savesData(request),
  path: url.pathname,
  back: url.pathname + url.search,
  name: locals.session?.name,
  example: locals.world.name === 'example',
});
