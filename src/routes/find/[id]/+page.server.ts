import { error } from '@sveltejs/kit';
import { HOUSE } from '#agents';
import { isId } from '#kernel/id';
import { listingById } from '#network/server';
import { words } from '#locales';
import { groupInside } from '../directory.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url }) => {
  const scene = await groupInside(locals, url);
  const org = scene?.organization.org_id ?? HOUSE;
  const listing = isId('lst', params.id)
    ? await listingById(locals.world.host.db, org, params.id)
    : undefined;
  if (!listing) error(404, words(locals.locale).t('listing.gone'));
  return { listing, of: scene && { org, name: scene.organization.name } };
};
