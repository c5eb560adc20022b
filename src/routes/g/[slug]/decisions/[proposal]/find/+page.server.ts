import { error } from '@sveltejs/kit';
import { hashOf } from '#host/auth/codes';
import { field } from '#host/forms';
import { loadKnownMarks } from '#decisions/server';
import { readReceipt } from '../../ballot-place.ts';
import { checkOf } from '../../check-place.ts';
import { openPlace } from '../../place.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const place = await openPlace(event);
  if (!(await checkOf(event, place)).find) error(404, 'not_found');
  return { here: place.here, title: place.proposal.title, root: place.proposal.ballotsRoot };
};

export const actions: Actions = {
  /** Whether there is a ballot under this receipt; what it says, nobody can tell from that. */
  async default(event) {
    const form = await event.request.formData();
    const place = await openPlace(event);
    const receipt = readReceipt(field(form, 'receipt'));
    if (receipt === null) return { found: 'not_a_receipt' as const, receipt: field(form, 'receipt') };
    const mark = hashOf(receipt).toString('hex');
    const asked = [{ proposal: place.proposal.id, mark }];
    const known = await loadKnownMarks(event.locals.world.host.db, place.scene.organization.org_id, asked);
    return { found: known.length > 0 ? ('counted' as const) : ('none' as const), receipt: '' };
  },
};
