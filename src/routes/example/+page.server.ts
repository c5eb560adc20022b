import { fail, redirect, type RequestEvent } from '@sveltejs/kit';
import { refuse } from '#kernel/outcome';
import { realWorld } from '#host/app';
import { enterExample, exampleProgress, exampleWorld, wipeExample } from '#host/example';
import { field, refused } from '#host/forms';
import { allow } from '#host/limits';
import { keepCookies, visitOf } from '#host/visit';
import { CAST, LAST_DAY, stories } from '#stories';
import type { Actions, PageServerLoad } from './$types';

const WORLD = 'world';
const WORLD_SECONDS = 30 * 24 * 3600;
/** Telling the stories anew is work: so often in an hour, whoever asks. */
const WIPES = 6;

/** The story that an address asks for: somebody wants to try that form before they take it. */
function storyNamed(name: string | null) {
  return stories.find(({ story }) => story === name);
}

export const load: PageServerLoad = ({ setHeaders, cookies, url }) => {
  const progress = exampleProgress();
  // Without a script: the page asks again by itself, until everything is told.
  if (progress.is === 'telling') setHeaders({ refresh: '1' });
  const story = storyNamed(url.searchParams.get('story'));
  return {
    progress,
    story: story?.story ?? null,
    cast: story?.cast ?? CAST,
    day: LAST_DAY.slice(0, 10),
    inside: cookies.get(WORLD) === 'example',
  };
};

export const actions: Actions = {
  /** In somebody's shoes, or as a visitor in one's own. */
  async enter(event) {
    const form = await event.request.formData();
    const shoes = field(form, 'shoes');
    const story = storyNamed(field(form, 'story'));
    const world = exampleWorld();
    if (!world) redirect(303, '/example');
    const { cookies, url } = event;
    if (shoes === 'visitor') {
      await leaveShoes(event);
    } else {
      const entered = await enterExample(shoes, visitOf(event));
      if (!entered) return fail(404);
      keepCookies(event, entered.cookies);
    }
    cookies.set(WORLD, 'example', {
      path: '/',
      httpOnly: true,
      sameSite: 'lax',
      secure: url.protocol === 'https:',
      maxAge: WORLD_SECONDS,
    });
    // Somebody who is nobody yet sees most at the front of a group; so does whoever came for one story.
    const front = `/g/${(story ?? stories[0]!).group}`;
    redirect(303, shoes === 'visitor' || story ? front : '/today');
  },
  async leave(event) {
    await leaveShoes(event);
    event.cookies.delete(WORLD, { path: '/' });
    redirect(303, '/');
  },
  /** Only for somebody who is in it: what all the others did there goes too. */
  async wipe(event) {
    if (event.locals.world.name !== 'example') redirect(303, '/example');
    // Counted where the wiping does not reach.
    const { host } = await realWorld();
    const { allowed, waitSeconds } = await allow(host.db, 'wipe', WIPES, 3600, new Date(host.clock()));
    if (!allowed) return refused(event, refuse('too_many_tries', { waitSeconds }).refusal);
    await leaveShoes(event);
    wipeExample();
    redirect(303, '/example');
  },
};

/** Ends the session in the example, and takes its cookies from this device. The real ones are others. */
async function leaveShoes({ cookies }: RequestEvent): Promise<void> {
  const auth = exampleWorld()?.auth;
  if (!auth) return;
  const session = await auth.sessionOf(cookies);
  if (session) await auth.signOut(session);
  for (const name of [auth.cookies.session, auth.cookies.device]) cookies.delete(name, { path: '/' });
}
