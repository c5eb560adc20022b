import { localeFor, savesData } from '#screens/request-locale.ts';
import type { LayoutServerLoad } from './$types';

/** What the shell needs on every page: language, whether to save bytes, who is here and in which world. */
export const load: LayoutServerLoad = async ({ request, url, locals, cookies }) => ({
  locale: localeFor(request),
  saveData: savesData(request),
  path: url.pathname,
  back: url.pathname + url.search,
  name: locals.session?.name,
  example: locals.world.name === 'example',
  // Somebody else may be waiting for this phone.
  shared:
    locals.session !== null &&
    (locals.session.shared || (await locals.world.auth.onDevice(cookies)).length > 1),
  amounts: locals.session?.shared !== true ? 'said' : locals.hidesAmounts ? 'hidden' : 'shown',
});
