/** The one search. Everything it shows is said by its address. */
import { HOUSE } from '#agents';
import { readDirectory, showDirectory } from '#network/server';
import { directoryOf } from './directory.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url, setHeaders }) => {
  const { host } = locals.world;
  const org = directoryOf(url) ?? HOUSE;
  const { listings } = await readDirectory(host.db, org);
  setHeaders({ 'cache-control': 'private, max-age=60' });
  return {
    anything: listings > 0n,
    org: org === HOUSE ? null : org,
    found: await showDirectory(host.db, org, url, locals.locale),
  };
};
