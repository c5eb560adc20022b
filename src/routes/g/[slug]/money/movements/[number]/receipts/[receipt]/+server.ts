import { error } from '@sveltejs/kit';
import { answerFile } from '#host/files/answer';
import { loadContent } from '#host/files/store';
import { loadReceipt } from '#ledger/server';
import { openMovement } from '../../open-movement.ts';
import type { RequestHandler } from './$types';

/** A receipt, for whoever may see the movement that it stands beside; with `?small`, as it stands there. */
export const GET: RequestHandler = async (event) => {
  const { place, number } = await openMovement(event);
  const { db, org } = place;
  const found = await loadReceipt(db, org, event.params.receipt);
  if (found?.name == null || found.number !== number) error(404, 'not_found');
  const small = event.url.searchParams.has('small') ? found.smallDigest : null;
  const answer = await answerFile(event.request, {
    name: found.name,
    type: small === null ? found.type : 'image/jpeg',
    digest: small ?? found.digest,
    load: () => loadContent(db, org, found.digest, small === null ? 'whole' : 'small'),
  });
  return answer ?? error(404, 'not_found');
};
