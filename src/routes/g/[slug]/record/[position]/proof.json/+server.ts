import { error } from '@sveltejs/kit';
import { visibleProof } from '#host/api/record-reads';
import { refusalWords, statusOf } from '#host/forms';
import { fileOf } from '../../../file.ts';
import { sceneOf } from '../../../scene.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async (event) => {
  const scene = await sceneOf(event);
  const { position } = event.params;
  if (!/^\d{1,15}$/.test(position)) error(404, 'not_found');
  const proof = await visibleProof(event.locals.world.host, scene, Number(position));
  if (!proof.ok) error(statusOf(proof.refusal), refusalWords(proof.refusal, event.locals.locale).sentence);
  const name = `${scene.organization.slug}-${Number(position) + 1}.proof.json`;
  return fileOf([`${JSON.stringify(proof.value, null, 2)}\n`], name, 'application/json');
};
