import { redirect, type RequestEvent } from '@sveltejs/kit';
import { field } from '#host/forms';
import { mustBeIn } from '#host/visit';
import { AMOUNTS_COOKIE } from '#host/quiet';
import { localPath } from '#screens/request-locale.ts';
import type { Actions, PageServerLoad } from './$types';

/** There is nothing to see here; showing amounts is a form on other pages. */
export const load: PageServerLoad = () => redirect(303, '/me/devices');

/** Long enough to look, and over before the next one has the phone. */
const SHOWN_SECONDS = 5 * 60;

export const actions: Actions = {
  show: (event) => keep(event, mustBeIn(event).id, SHOWN_SECONDS),
  hide: (event) => keep(event, '', 0),
};

/** It counts for this session alone: whoever comes in next on the device finds them hidden. */
async function keep(event: RequestEvent, value: string, maxAge: number): Promise<never> {
  const form = await event.request.formData();
  const secure = event.url.protocol === 'https:';
  event.cookies.set(AMOUNTS_COOKIE, value, { path: '/', maxAge, sameSite: 'lax', httpOnly: true, secure });
  redirect(303, localPath(field(form, 'back')));
}
