import { error } from '@sveltejs/kit';
import { HOUSE } from '#agents';
import { isId } from '#kernel/id';
import { listingById } from '#network/server';
import { words } from '#locales';
import { directoryOf } from '../directory.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url }) => {
  const org = directoryOf(url) ?? HOUSE;
  const listing = isId('lst', params.id)
    ? await listingById(locals.world.host.db, org, params.id)
    : undefined;
  if (!listing) error(404, words(locals.locale).t('listing.gone'));
  return { listing };
};
