/**
 * The groups of whoever is signed in, read one after the other: nothing of one group is ever read with
 * another's.
 */
import { redirect, type RequestEvent } from '@sveltejs/kit';
import { isInside, visibleGroup, visibleMember } from '#agents';
import { loadAffairs, loadScene, organizationsOf, type GroupAffairs, type Scene } from '#agents/server';
import { stillReturning } from '#host/vouch-return';
import type { NameOf } from '#agents/screens/say.ts';

export interface MyGroup {
  readonly scene: Scene;
  /** Null for somebody who has only asked to join. */
  readonly affairs: GroupAffairs | null;
  readonly nameOf: NameOf;
}

export async function myGroups(event: Pick<RequestEvent, 'locals' | 'url'>): Promise<MyGroup[]> {
  const { session, world } = event.locals;
  if (!session) redirect(303, `/sign-in?next=${encodeURIComponent(event.url.pathname)}`);
  const { db } = world.host;
  const now = new Date(world.host.clock()).toISOString();
  const groups: MyGroup[] = [];
  for (const org of await organizationsOf(db, session.person)) {
    const scene = await loadScene(db, org, session.person, now);
    if (!scene || visibleGroup(scene.viewer, scene.group.state) === 'nothing') continue;
    const affairs = isInside(scene.viewer) ? await openAffairs(event, scene) : null;
    const names = new Map<string, string | null>(
      affairs?.members.map((one) => [one.id, visibleMember(scene.viewer, one, scene.today)?.name ?? null]),
    );
    groups.push({ scene, affairs, nameOf: (member) => names.get(member) ?? null });
  }
  return groups.sort((a, b) =>
    a.scene.organization.name.localeCompare(b.scene.organization.name, event.locals.locale),
  );
}

/** The affairs of a group, with those only who are still coming back. */
export async function openAffairs(event: Pick<RequestEvent, 'locals'>, scene: Scene): Promise<GroupAffairs> {
  const affairs = await loadAffairs(event.locals.world.host.db, scene);
  return { ...affairs, returns: await stillReturning(event, affairs.returns) };
}
