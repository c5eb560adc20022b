/** The one search. Everything it shows is said by its address. */
import { error } from '@sveltejs/kit';
import { HOUSE, may, visibleGroup } from '#agents';
import { loadScene } from '#agents/server';
import { readDirectory, showDirectory } from '#network/server';
import { directoryOf } from './directory.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url, setHeaders }) => {
  const { host } = locals.world;
  const org = directoryOf(url) ?? HOUSE;
  const { listings } = await readDirectory(host.db, org);
  const now = new Date(host.clock()).toISOString();
  const scene = org === HOUSE ? null : await loadScene(host.db, org, locals.session?.person ?? null, now);
  const seen = scene && visibleGroup(scene.viewer, scene.group.state) !== 'nothing' ? scene : null;
  if (org !== HOUSE && !seen) error(404, 'not_found');
  setHeaders({ 'cache-control': 'private, max-age=60' });
  return {
    anything: listings > 0n,
    of: seen && {
      org,
      slug: seen.organization.slug,
      name: seen.organization.name,
      mayList: may(seen, 'list') !== null,
    },
    found: await showDirectory(host.db, org, url, locals.locale),
  };
};
