/** Whose lists whoever is here may bring in: of groups that are theirs, and where the rules let them. */
import { error, type RequestEvent } from '@sveltejs/kit';
import type { OrgId } from '#kernel/command';
import { HOUSE, isInside, mayByHand } from '#agents';
import { loadScene, organizationsOf, type Scene } from '#agents/server';
import { words } from '#locales';
import { mustBeIn } from '#host/visit';
import { directoryOf } from '../find/directory.ts';

/** A group whose directory somebody may keep. */
export interface Kept {
  readonly org: OrgId;
  readonly slug: string;
  readonly name: string;
}

/** A group of theirs that has a directory, which somebody else keeps; `role` is the post for it. */
export interface KeptByOthers {
  readonly slug: string;
  readonly name: string;
  readonly role: string | null;
}

/** The organization in the address, when the person may list for it; otherwise the page ends here. */
export async function mustList(event: RequestEvent): Promise<Kept> {
  mustBeIn(event);
  const org = directoryOf(event.url);
  const scene = org && org !== HOUSE ? await sceneHere(event, org) : null;
  return scene && mayList(scene) ? keptOf(scene) : nobodyHere(event);
}

/** Every directory that the person may bring a list into, and those of their groups that others keep. */
export async function directories(event: RequestEvent): Promise<{ kept: Kept[]; others: KeptByOthers[] }> {
  const { person } = mustBeIn(event);
  const kept: Kept[] = [];
  const others: KeptByOthers[] = [];
  for (const org of await organizationsOf(event.locals.world.host.db, person)) {
    const scene = await sceneHere(event, org);
    const power = scene?.group.articles.powers['list'];
    if (!scene || !power) continue;
    if (mayList(scene)) kept.push(keptOf(scene));
    else if (isInside(scene.viewer) && !scene.draft) {
      const { slug, name } = scene.organization;
      others.push({ slug, name, role: power.by === 'role' ? power.role : null });
    }
  }
  return { kept, others };
}

/** Whoever may not is told the same as where there is nothing. */
export function nobodyHere({ locals }: RequestEvent): never {
  const { t } = words(locals.locale);
  error(404, `${t('import.nobody')} ${t('import.house')}`);
}

function sceneHere(event: RequestEvent, org: OrgId): Promise<Scene | null> {
  const { host } = event.locals.world;
  const now = new Date(host.clock()).toISOString();
  return loadScene(host.db, org, event.locals.session?.person ?? null, now);
}

/** In a rehearsal nothing goes into a directory. */
export function mayList(scene: Scene): boolean {
  return !scene.draft && mayByHand(scene, 'list');
}

function keptOf({ organization }: Scene): Kept {
  return { org: organization.org_id, slug: organization.slug, name: organization.name };
}
