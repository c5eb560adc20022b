/**
 * The whole calendar of a group, for the calendar program of the member who made this address. It shows
 * what that member may see today: whoever has left reads nothing more, and is told the same as if there
 * were no such address.
 */
import { createHash } from 'node:crypto';
import { error } from '@sveltejs/kit';
import { standingKind, standsFully } from '#agents';
import { loadMembers } from '#agents/server';
import { feedByHash } from '#decisions/server';
import { calendarFor } from '../../meetings/place.ts';
import { calendarResponse, wordsOfGroup } from '../../meetings/calendar-response.ts';
import { sceneOf } from '../../scene.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async (event) => {
  const scene = await sceneOf(event);
  const { db } = event.locals.world.host;
  const org = scene.organization.org_id;
  const tokenHash = createHash('sha256').update(event.params.token).digest('hex');
  const feed = await feedByHash(db, org, tokenHash);
  const member = feed && (await loadMembers(db, org, [feed.member])).get(feed.member);
  if (!member || !standsFully(standingKind(member, scene.today), false)) error(404, 'not_found');
  return calendarResponse(event, scene, await calendarFor(db, scene, wordsOfGroup(scene), true));
};
