/** The one search. Everything it shows is said by its address. */
import { HOUSE } from '#agents';
import { readDirectory, showDirectory } from '#network/server';
import { mayList } from '../import/may-list.ts';
import { groupInside } from './directory.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url, setHeaders }) => {
  const { host } = locals.world;
  const scene = await groupInside(locals, url);
  const org = scene?.organization.org_id ?? HOUSE;
  const { listings } = await readDirectory(host.db, org);
  setHeaders({ 'cache-control': 'private, max-age=60' });
  return {
    anything: listings > 0n,
    of: scene && {
      org,
      slug: scene.organization.slug,
      name: scene.organization.name,
      mayList: mayList(scene),
    },
    found: await showDirectory(host.db, org, url, locals.locale),
  };
};
