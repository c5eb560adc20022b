import { error } from '@sveltejs/kit';
import { answerFile } from '#host/files/answer';
import { loadContent } from '#host/files/store';
import { openFile } from '../../../file-place.ts';
import type { RequestHandler } from './$types';

/**
 * A file of a proposal, for whoever may read the proposal; with `?small`, a picture as it stands in the list.
 */
export const GET: RequestHandler = async (event) => {
  const { org, file, name } = await openFile(event);
  const { db } = event.locals.world.host;
  const small = event.url.searchParams.has('small') ? file.smallDigest : null;
  const answer = await answerFile(event.request, {
    name,
    type: small === null ? file.type : 'image/jpeg',
    digest: small ?? file.digest,
    load: () => loadContent(db, org, file.digest, small === null ? 'whole' : 'small'),
  });
  return answer ?? error(404, 'not_found');
};
