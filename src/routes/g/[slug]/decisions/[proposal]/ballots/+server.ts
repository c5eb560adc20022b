import { error } from '@sveltejs/kit';
import { ballotFile } from '../../check-place.ts';
import { openPlace } from '../../place.ts';
import { fileOf } from '../../../file.ts';
import type { RequestHandler } from './$types';

/** The ballots of a vote that is over, for whoever counts them again. */
export const GET: RequestHandler = async (event) => {
  const file = await ballotFile(event, await openPlace(event));
  if (!file) error(404, 'not_found');
  return fileOf([file.text], file.name, `${file.type}; charset=utf-8`);
};
