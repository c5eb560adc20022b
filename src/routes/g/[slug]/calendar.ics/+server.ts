/** The public days of a group, for everybody’s calendar. */
import { calendarFor } from '../meetings/place.ts';
import { sceneOf } from '../scene.ts';
import { calendarResponse, wordsOfGroup } from '../meetings/calendar-response.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async (event) => {
  const scene = await sceneOf(event);
  const entries = await calendarFor(event.locals.world.host.db, scene, wordsOfGroup(scene), false);
  return calendarResponse(event, scene, entries);
};
