/** The group that an address of the API speaks of, as the caller may see it. */
import type { OrgId } from '#kernel/command';
import { isId } from '#kernel/id';
import { isInside, visibleGroup } from '#agents';
import { loadScene, orgBySlug, type Scene } from '#agents/server';
import type { Asked, Caller } from './asked.ts';

type Where = Pick<Asked, 'world'>;

export async function sceneFor({ world }: Where, caller: Caller | null, org: OrgId): Promise<Scene | null> {
  const now = new Date(world.host.clock()).toISOString();
  return loadScene(world.host.db, org, caller?.person ?? null, now);
}

/** Null where there is no such group, or none for this caller: nobody can tell the two apart. */
export async function openScene(asked: Where, caller: Caller | null, slug: string): Promise<Scene | null> {
  const org = isId('org', slug) ? slug : await orgBySlug(asked.world.host.db, slug);
  const scene = org && (await sceneFor(asked, caller, org));
  return scene && visibleGroup(scene.viewer, scene.group.state) !== 'nothing' ? scene : null;
}

/** The same, for what only people of the group read. */
export async function insideOf(asked: Where, caller: Caller | null, slug: string): Promise<Scene | null> {
  const scene = await openScene(asked, caller, slug);
  return scene && isInside(scene.viewer) ? scene : null;
}
