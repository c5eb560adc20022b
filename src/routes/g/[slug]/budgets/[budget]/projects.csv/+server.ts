import { projectsCsv } from '#decisions';
import { fileOf } from '../../../file.ts';
import { openBudgetPlace } from '../../place.ts';
import type { RequestHandler } from './$types';

/** All ideas of a budget as a table: what they cost, what came of them, what was spent. */
export const GET: RequestHandler = async (event) => {
  const { whole, scene } = await openBudgetPlace(event);
  const name = `${scene.organization.slug}-${whole.budget.id}.csv`;
  return fileOf([projectsCsv(whole)], name, 'text/csv; charset=utf-8');
};
