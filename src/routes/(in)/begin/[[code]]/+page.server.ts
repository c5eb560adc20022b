import { fail, redirect } from '@sveltejs/kit';
import { firstLinkOpens } from '#host/first-link';
import { field, refused } from '#host/forms';
import { arrive, nextPath, visitOf } from '#host/visit';
import { FOUNDING } from '../../ways-on.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url, cookies, request, setHeaders }) => {
  const next = nextPath(url.searchParams.get('next'), FOUNDING);
  // After the form has let someone in, this same answer shows them their card.
  if (locals.session && request.method === 'GET') redirect(303, next);
  setHeaders({ 'cache-control': 'no-store' });
  const { auth, host } = locals.world;
  const code = params.code ?? '';
  const needsCode = !(await auth.anyoneHere());
  const opens = needsCode && code !== '' && (await firstLinkOpens(host.db, code, new Date(host.clock())));
  return { next, needsCode, code, opens, names: (await auth.onDevice(cookies)).length };
};

export const actions: Actions = {
  async default(event) {
    const { auth } = event.locals.world;
    const form = await event.request.formData();
    const next = nextPath(field(form, 'next'), FOUNDING);
    if (event.locals.session) redirect(303, `/card/new?next=${encodeURIComponent(next)}`);
    const code = field(form, 'code');
    const entered = await auth.signUp(
      {
        name: field(form, 'name'),
        secret: field(form, 'secret'),
        ...((await auth.anyoneHere()) || code === '' ? {} : { firstLink: code }),
      },
      visitOf(event),
    );
    if (!entered.ok) {
      const { status, data } = refused(event, entered.refusal);
      return fail(status, { ...data, name: field(form, 'name') });
    }
    await arrive(event, entered.value);
    const card = await auth.makeCard(entered.value.session);
    return card.ok ? { card: card.value } : refused(event, card.refusal);
  },
};
