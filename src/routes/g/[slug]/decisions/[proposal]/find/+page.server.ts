import { error } from '@sveltejs/kit';
import { hashOf } from '#host/auth/codes';
import { field } from '#host/forms';
import { loadKnownMarks, TOKEN } from '#decisions/server';
import { readReceipt } from '#host/receipts';
import { checkOf } from '../../check-place.ts';
import { openPlace } from '../../place.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const place = await openPlace(event);
  if (!(await checkOf(event, place)).find) error(404, 'not_found');
  const { title, ballotsRoot: root, way } = place.proposal;
  return { here: place.here, title, root, blind: way?.secrecy === 'blind' };
};

export const actions: Actions = {
  /** Whether there is a ballot under this receipt; what it says, nobody can tell from that. */
  async default(event) {
    const form = await event.request.formData();
    const place = await openPlace(event);
    const isBlind = place.proposal.way?.secrecy === 'blind';
    const typed = field(form, 'receipt');
    const receipt = isBlind ? readToken(typed) : readReceipt(typed);
    if (receipt === null) return { found: 'not_a_receipt' as const, receipt: typed };
    const mark = hashOf(receipt).toString('hex');
    const asked = [{ proposal: place.proposal.id, mark }];
    const known = await loadKnownMarks(event.locals.world.host.db, place.scene.organization.org_id, asked);
    return { found: known.length > 0 ? ('counted' as const) : ('none' as const), receipt: '' };
  },
};

/** The token alone; its signature behind the dot may stay where it is. */
function readToken(typed: string): string | null {
  const [token = ''] = typed.trim().split('.');
  return TOKEN.test(token) ? token : null;
}
