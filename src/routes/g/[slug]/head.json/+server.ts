import { headOf } from '#host/api/record-reads';
import { fileOf } from '../file.ts';
import { sceneOf } from '../scene.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async (event) => {
  const scene = await sceneOf(event);
  const head = await headOf(event.locals.world.host, scene, null);
  const name = `${scene.organization.slug}-${head.head.size}.head.json`;
  return fileOf([`${JSON.stringify(head, null, 2)}\n`], name, 'application/json');
};
