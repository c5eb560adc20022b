/** The groups of whoever is signed in. */
import { redirect, type RequestEvent } from '@sveltejs/kit';
import { groupsOf, type MyGroup } from '#host/my-groups';

export async function myGroups(event: Pick<RequestEvent, 'locals' | 'url'>): Promise<MyGroup[]> {
  const { session, world, locale } = event.locals;
  if (!session) redirect(303, `/sign-in?next=${encodeURIComponent(event.url.pathname)}`);
  return groupsOf(world, session.person, locale);
}
