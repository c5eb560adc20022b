import { field, refused } from '#host/forms';
import { mustBeIn, proveBy } from '#host/visit';
import type { Actions, PageServerLoad } from './$types';

const MODULES = ['agents', 'care', 'decisions', 'exchange', 'ledger', 'network'] as const;

export const load: PageServerLoad = async (event) => {
  const session = mustBeIn(event);
  const { auth } = event.locals.world;
  event.setHeaders({ 'cache-control': 'no-store' });
  const [tokens, { secret }] = await Promise.all([auth.tokens(session), auth.ways(session)]);
  const scopes = MODULES.flatMap((module) => [`${module}:read`, `${module}:write`] as const);
  return { tokens, scopes, proved: auth.proved(session), digits: secret === 'digits' };
};

export const actions: Actions = {
  async make(event) {
    const form = await event.request.formData();
    const session = await proveBy(event, form);
    if (!session.ok) return refused(event, session.refusal);
    const scopes = form.getAll('scope').filter((scope) => typeof scope === 'string');
    const named = field(form, 'commands').split(/[\s,]+/);
    const made = await event.locals.world.auth.createToken(session.value, {
      name: field(form, 'name'),
      scopes: [...scopes, ...named].filter((scope) => scope !== ''),
      days: Number(field(form, 'days')),
    });
    return made.ok ? { token: made.value.token } : refused(event, made.refusal);
  },
  async end(event) {
    const form = await event.request.formData();
    const ended = await event.locals.world.auth.revokeToken(mustBeIn(event), field(form, 'id'));
    return ended.ok ? { done: true } : refused(event, ended.refusal);
  },
};
