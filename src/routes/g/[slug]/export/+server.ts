import { exportOrganization } from '#host/export';
import { fileOf } from '../file.ts';
import { insideScene } from '../scene.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async (event) => {
  const scene = await insideScene(event);
  const withContent = event.url.searchParams.get('files') !== 'no';
  const text = exportOrganization(event.locals.world.host, scene, 'member', withContent);
  return fileOf(text, `${scene.organization.slug}.json`, 'application/json');
};
