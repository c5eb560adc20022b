import { localeFor, savesData } from '#screens/request-locale.ts';
import type { LayoutServerLoad } from './$types';

/** What the shell needs on every page. A person, their places and bands join here when there is a session. */
export const load: LayoutServerLoad = ({ request, url }) => ({
  locale: localeFor(request),
  saveData: savesData(request),
  path: url.pathname,
  back: url.pathname + url.search,
});
