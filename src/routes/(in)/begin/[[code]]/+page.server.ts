import { fail, redirect } from '@sveltejs/kit';
import { firstLinkOpens } from '#host/first-link';
import { field, refusalWords, refused } from '#host/forms';
import { tryCode } from '#host/limits';
import { arrive, nextPath, visitOf } from '#host/visit';
import { FOUNDING } from '../../ways-on.ts';
import type { Actions, PageServerLoad } from './$types';

/** The code is short; its hour is too short to guess it in so many tries. */
const TRIES = { name: 'begin', each: 60, wrong: 600, seconds: 900 };

export const load: PageServerLoad = async (event) => {
  const { locals, params, url, cookies, request, setHeaders } = event;
  const next = nextPath(url.searchParams.get('next'), FOUNDING);
  // After the form has let someone in, this same answer shows them their card.
  if (locals.session && request.method === 'GET') redirect(303, next);
  setHeaders({ 'cache-control': 'no-store' });
  const { auth, host } = locals.world;
  const code = params.code ?? '';
  const needsCode = !(await auth.anyoneHere());
  const now = new Date(host.clock());
  const tried =
    needsCode && code !== ''
      ? await tryCode(host.db, TRIES, event.getClientAddress(), now, async () =>
          (await firstLinkOpens(host.db, code, now)) ? true : null,
        )
      : null;
  return {
    next,
    needsCode,
    code: tried?.ok === false ? '' : code,
    opens: tried?.ok === true && tried.value === true,
    refusal: tried?.ok === false ? refusalWords(tried.refusal, locals.locale) : undefined,
    names: (await auth.onDevice(cookies)).length,
  };
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
