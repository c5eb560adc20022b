import { exportMembers } from '#host/export';
import { fileOf } from '../../file.ts';
import { insideScene } from '../../scene.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async (event) => {
  const scene = await insideScene(event);
  const text = await exportMembers(event.locals.world.host, scene, 'member');
  return fileOf([text], `${scene.organization.slug}-members.csv`, 'text/csv; charset=utf-8');
};
