/** Whether whoever is here may look at lists for an organization: only those who could also take one in. */
import { error, type RequestEvent } from '@sveltejs/kit';
import type { OrgId } from '#kernel/command';
import { HOUSE, may } from '#agents';
import { loadScene } from '#agents/server';
import { words } from '#locales';
import { mustBeIn } from '#host/visit';
import { directoryOf } from '../find/directory.ts';

/** The organization in the address, when the person may list for it; otherwise the page ends here. */
export async function mustList(event: RequestEvent): Promise<OrgId> {
  const { person } = mustBeIn(event);
  const { host } = event.locals.world;
  const org = directoryOf(event.url);
  const now = new Date(host.clock()).toISOString();
  const scene = org && org !== HOUSE ? await loadScene(host.db, org, person, now) : null;
  if (org && scene && may(scene, 'list')) return org;
  const { t } = words(event.locals.locale);
  error(404, `${t('import.nobody')} ${t('import.house')}`);
}
