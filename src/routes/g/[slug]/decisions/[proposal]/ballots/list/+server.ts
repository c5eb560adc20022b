import { error } from '@sveltejs/kit';
import { listFile } from '../../../check-place.ts';
import { openPlace } from '../../../place.ts';
import { fileOf } from '../../../../file.ts';
import type { RequestHandler } from './$types';

/** Each secret ballot and each mark by itself: the list whose root is in the record. */
export const GET: RequestHandler = async (event) => {
  const file = await listFile(event, await openPlace(event));
  if (!file) error(404, 'not_found');
  return fileOf([file.text], file.name, `${file.type}; charset=utf-8`);
};
