import { redirect } from '@sveltejs/kit';
import { field, refused } from '#host/forms';
import { arrive, visitOf } from '#host/visit';
import { HOME } from '../ways-on.ts';
import type { Actions, PageServerLoad } from './$types';

const COOKIE = 'card';
const COOKIE_SECONDS = 300;

/**
 * The code of a scanned card leaves the address at once; a person presses the button, no preview of a link
 * can.
 */
export const load: PageServerLoad = ({ url, cookies, setHeaders }) => {
  setHeaders({ 'cache-control': 'no-store' });
  const code = url.searchParams.get('code');
  if (code !== null) {
    cookies.set(COOKIE, code.slice(0, 40), {
      path: '/card',
      httpOnly: true,
      sameSite: 'lax',
      secure: url.protocol === 'https:',
      maxAge: COOKIE_SECONDS,
    });
    redirect(303, '/card');
  }
  return { code: cookies.get(COOKIE) ?? '' };
};

export const actions: Actions = {
  async default(event) {
    const { auth } = event.locals.world;
    const form = await event.request.formData();
    const borrowed = field(form, 'borrowed') !== '';
    const entered = await auth.signInWithCard({ code: field(form, 'code'), borrowed }, visitOf(event));
    if (!entered.ok) return refused(event, entered.refusal);
    event.cookies.delete(COOKIE, { path: '/card' });
    await arrive(event, entered.value);
    const card = borrowed ? null : await auth.makeCard(entered.value.session);
    if (card?.ok) return { card: card.value };
    redirect(303, HOME);
  },
};
