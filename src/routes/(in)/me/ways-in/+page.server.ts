import { field, refused } from '#host/forms';
import { mustBeIn, proveBy } from '#host/visit';
import { accept, type Outcome } from '#kernel/outcome';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const load: PageServerLoad = async (event) => {
  const session = mustBeIn(event);
  const { auth } = event.locals.world;
  event.setHeaders({ 'cache-control': 'no-store' });
  const [ways, notices, returns] = await Promise.all([
    auth.ways(session),
    auth.notices(session),
    auth.returnsAsMe(session),
  ]);
  return {
    ways,
    notices,
    returns: returns.filter(({ state }) => ['needs_vouchers', 'waits', 'open'].includes(state)),
    proved: auth.proved(session),
    // A passkey is bound to a secure address: https, or this very machine.
    passkeysWork: event.url.protocol === 'https:' || event.url.hostname === 'localhost',
  };
};

export const actions: Actions = {
  secret: (event) =>
    change(event, async (form) => event.locals.world.auth.setSecret(mustBeIn(event), field(form, 'secret'))),
  email: (event) =>
    change(event, async (form) =>
      event.locals.world.auth.setEmail(mustBeIn(event), {
        email: field(form, 'email'),
        locale: event.locals.locale,
      }),
    ),
  confirm: (event) =>
    change(event, async (form) => event.locals.world.auth.confirmEmail(mustBeIn(event), field(form, 'code'))),
  card: (event) => change(event, async () => event.locals.world.auth.revokeCards(mustBeIn(event))),
  passkey: (event) =>
    change(event, async (form) => event.locals.world.auth.removePasskey(mustBeIn(event), field(form, 'id'))),
  stop: (event) =>
    change(event, async (form) => event.locals.world.auth.stopReturn(mustBeIn(event), field(form, 'id'))),
  prove: (event) => change(event, async () => accept(null)),
  async seen(event) {
    await event.locals.world.auth.seeNotices(mustBeIn(event));
  },
};

/** Shows that it is them, where the form asked for it; then changes. */
async function change(event: RequestEvent, work: (form: FormData) => Promise<Outcome<unknown>>) {
  const form = await event.request.formData();
  const session = await proveBy(event, form);
  if (!session.ok) return refused(event, session.refusal);
  const done = await work(form);
  const at = new Date(event.locals.world.host.clock()).toISOString();
  return done.ok ? { done: at } : refused(event, done.refusal);
}
