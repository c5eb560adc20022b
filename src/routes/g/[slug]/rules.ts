/** The rules of a group as they are today and as they were: what a change of them was written on. */
import type { RequestEvent } from '@sveltejs/kit';
import { loadRulesVersions, type Scene } from '#agents/server';
import type { Rules } from '#decisions';

export async function rulesOf({ locals }: Pick<RequestEvent, 'locals'>, scene: Scene): Promise<Rules> {
  const { group, organization } = scene;
  return {
    today: { version: group.statutesVersion, articles: group.articles },
    versions: await loadRulesVersions(locals.world.host.db, organization.org_id),
  };
}
