import { error } from '@sveltejs/kit';
import { placesFile } from '../../../check-place.ts';
import { openPlace } from '../../../place.ts';
import { fileOf } from '../../../../file.ts';
import type { RequestHandler } from './$types';

/** Which places were kept, and for whom: without it, the ballots come to something else. */
export const GET: RequestHandler = async (event) => {
  const file = await placesFile(event, await openPlace(event));
  if (!file) error(404, 'not_found');
  return fileOf([file.text], file.name, `${file.type}; charset=utf-8`);
};
