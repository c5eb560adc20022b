import { redirect } from '@sveltejs/kit';
import { field, refused } from '#host/forms';
import { arrive, keepCookies, visitOf } from '#host/visit';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  event.setHeaders({ 'cache-control': 'no-store' });
  const [latest] = await event.locals.world.auth.returnsHere(visitOf(event));
  return { request: latest === undefined || latest.state === 'done' ? null : latest };
};

export const actions: Actions = {
  async ask(event) {
    const form = await event.request.formData();
    const asked = await event.locals.world.auth.requestReturn({ name: field(form, 'name') }, visitOf(event));
    if (!asked.ok) return refused(event, asked.refusal);
    keepCookies(event, asked.value.cookies);
    return { code: asked.value.code };
  },
  async finish(event) {
    const form = await event.request.formData();
    const back = await event.locals.world.auth.completeReturn(
      { secret: field(form, 'secret') },
      visitOf(event),
    );
    if (!back.ok) return refused(event, back.refusal);
    await arrive(event, back.value);
    redirect(303, '/card/new');
  },
};
