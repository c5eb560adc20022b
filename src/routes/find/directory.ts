/** Whose directory an address is about: that of an organization in `in`, or the house's. */
import { error } from '@sveltejs/kit';
import type { OrgId } from '#kernel/command';
import { isId } from '#kernel/id';
import { HOUSE, visibleGroup } from '#agents';
import { loadScene, type Scene } from '#agents/server';

export function directoryOf(url: URL): OrgId | null {
  const org = url.searchParams.get('in');
  return isId('org', org) ? org : null;
}

/**
 * The group whose directory is looked into; null for the house's. Whoever may not see it finds nothing there.
 */
export async function groupInside(locals: App.Locals, url: URL): Promise<Scene | null> {
  const org = directoryOf(url);
  if (org === null || org === HOUSE) return null;
  const { host } = locals.world;
  const now = new Date(host.clock()).toISOString();
  const scene = await loadScene(host.db, org, locals.session?.person ?? null, now);
  if (!scene || visibleGroup(scene.viewer, scene.group.state) === 'nothing') error(404, 'not_found');
  return scene;
}
