import { error } from '@sveltejs/kit';
import { potWithoutBallots } from '#decisions';
import { ballotFile } from '../../../../decisions/check-place.ts';
import { openPlace } from '../../../../decisions/place.ts';
import { fileOf } from '../../../../file.ts';
import { openBudgetPlace } from '../../../place.ts';
import type { RequestHandler } from './$types';

/**
 * What a pot was shared out by, as a Pabulib file that anybody counts again. Where few have voted their
 * ballots stay closed, and the file says what each project cost, how many wanted it, and what was funded.
 */
export const GET: RequestHandler = async (event) => {
  const { whole } = await openBudgetPlace(event);
  const pot = whole.pots.find((one) => one.id === event.params.pot);
  const proposal = pot?.proposal ? whole.ballots.get(pot.proposal) : undefined;
  if (!pot || !proposal?.way || proposal.closedAt === null) error(404, 'not_found');
  const { slug } = event.params;
  const place = await openPlace({ locals: event.locals, params: { slug, proposal: proposal.id } });
  const file = (await ballotFile(event, place)) ?? potWithoutBallots(whole, pot.id, proposal.way.method);
  if (!file) error(404, 'not_found');
  return fileOf([file.text], file.name, `${file.type}; charset=utf-8`);
};
