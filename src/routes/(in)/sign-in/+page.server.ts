import { redirect } from '@sveltejs/kit';
import { field, refused } from '#host/forms';
import { arrive, nextPath, visitOf } from '#host/visit';
import { HOME } from '../ways-on.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url, cookies, setHeaders }) => {
  const next = nextPath(url.searchParams.get('next'), HOME);
  if (locals.session) redirect(303, next);
  setHeaders({ 'cache-control': 'no-store' });
  const people = await locals.world.auth.onDevice(cookies);
  const chosen = url.searchParams.get('who');
  const who = people.find(({ person }) => person === chosen) ?? (people.length === 1 ? people[0] : undefined);
  return { next, people, who };
};

export const actions: Actions = {
  async secret(event) {
    const form = await event.request.formData();
    const asked = { person: field(form, 'person'), secret: field(form, 'secret') };
    const entered = await event.locals.world.auth.signInOnDevice(asked, visitOf(event));
    if (!entered.ok) return refused(event, entered.refusal);
    await arrive(event, entered.value);
    redirect(303, nextPath(field(form, 'next'), HOME));
  },
  async email(event) {
    const form = await event.request.formData();
    const borrowed = field(form, 'borrowed') !== '';
    const asked = { email: field(form, 'email'), secret: field(form, 'secret'), borrowed };
    const entered = await event.locals.world.auth.signInWithEmail(asked, visitOf(event));
    if (!entered.ok) return refused(event, entered.refusal);
    await arrive(event, entered.value);
    redirect(303, nextPath(field(form, 'next'), HOME));
  },
};
