import { error } from '@sveltejs/kit';
import { may } from '#agents';
import { answerFile } from '#host/files/answer';
import { loadContent } from '#host/files/store';
import { exchangePlace, openAdvert } from '../../place.ts';
import type { RequestHandler } from './$types';

/** The picture of an offer or a need, for whoever may read it; with `?small`, as it stands in the list. */
export const GET: RequestHandler = async (event) => {
  const place = await exchangePlace(event);
  const { picture } = await openAdvert(place, event.params.advert, may(place.scene, 'moderate') !== null);
  if (picture === null) error(404, 'not_found');
  const small = event.url.searchParams.has('small') ? picture.smallDigest : null;
  const answer = await answerFile(event.request, {
    name: 'picture',
    type: small === null ? picture.type : 'image/jpeg',
    digest: small ?? picture.digest,
    load: () => loadContent(place.db, place.org, picture.digest, small === null ? 'whole' : 'small'),
  });
  return answer ?? error(404, 'not_found');
};
