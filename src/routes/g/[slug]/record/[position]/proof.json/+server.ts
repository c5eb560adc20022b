import { error } from '@sveltejs/kit';
import { visibleProof } from '#host/api/record-reads';
import { fileOf } from '../../../file.ts';
import { sceneOf } from '../../../scene.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async (event) => {
  const scene = await sceneOf(event);
  const { position } = event.params;
  const known = /^\d{1,15}$/.test(position);
  const bundle = known ? await visibleProof(event.locals.world.host, scene, Number(position)) : null;
  if (!bundle) error(404, 'not_found');
  const name = `${scene.organization.slug}-${Number(position) + 1}.proof.json`;
  return fileOf([`${JSON.stringify(bundle, null, 2)}\n`], name, 'application/json');
};
