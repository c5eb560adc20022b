/** What happens to every request before a page sees it: its world, its person, its language, its headers. */
import type { Handle, HandleServerError, ServerInit } from '@sveltejs/kit/hooks';
import { Bug } from '#kernel/assert';
import { realWorld } from '#host/app';
import { exampleWorld } from '#host/example';
import { KEPT } from '#host/files/answer';
import { log } from '#host/log';
import { countRequest } from '#host/metrics';
import { isOutage } from '#host/outage';
import { hidesAmounts } from '#host/quiet';
import { words } from '#locales';
import { localeFor, markLanguage } from '#screens/request-locale.ts';

const EXAMPLE_COOKIE = 'world';
const WAITING_ROOM = ['/example', '/language'];

/** For machines that watch this one: they are answered while the database is away too. */
const WATCHED: readonly (string | null)[] = ['/healthz', '/metrics'];

/** The program is ready when its world is: jobs begin before the first visitor comes. */
export const init: ServerInit = async () => {
  await realWorld();
};

export const handle: Handle = async ({ event, resolve }) => {
  const began = performance.now();
  const route = event.route.id ?? 'none';
  const response = WATCHED.includes(route) ? await resolve(event) : await answer(event, resolve);
  const ms = Math.round(performance.now() - began);
  countRequest(route, event.request.method, response.status, ms);
  log[WATCHED.includes(route) ? 'debug' : 'info'](
    { method: event.request.method, route, status: response.status, ms },
    'request',
  );
  for (const [header, value] of HEADERS) response.headers.set(header, value);
  return response;
};

const HEADERS = [
  ['x-content-type-options', 'nosniff'],
  ['x-frame-options', 'DENY'],
  ['referrer-policy', 'same-origin'],
  ['cross-origin-opener-policy', 'same-origin'],
  ['permissions-policy', 'camera=(), microphone=(), geolocation=(), payment=()'],
] as const;

type Given = Parameters<Handle>[0];

async function answer(event: Given['event'], resolve: Given['resolve']): Promise<Response> {
  const { locals, cookies, request } = event;
  locals.locale = localeFor(request);
  try {
    if (!(await setScene(event)))
      return new Response(null, { status: 303, headers: { location: '/example' } });
  } catch (error) {
    if (!isOutage(error)) throw error;
    log.error({ err: plainError(error) }, 'the database does not answer');
    return notNow(locals.locale);
  }
  for (const { name, value, options } of locals.session?.cookies ?? []) cookies.set(name, value, options);
  const response = await resolve(event, {
    transformPageChunk: ({ html }) => markLanguage(html, locals.locale),
  });
  const asksEachTime = response.headers.get('cache-control') === KEPT;
  if (locals.session && !asksEachTime) response.headers.set('cache-control', 'private, no-store');
  return response;
}

/**
 * The world of the request and who is here. To programs a cookie says nothing: they bring a token. False
 * where somebody asks for the example while it is still being told: they wait for it at its door.
 */
async function setScene({ locals, cookies, url }: Given['event']): Promise<boolean> {
  const isExample = cookies.get(EXAMPLE_COOKIE) === 'example' && !url.pathname.startsWith('/api/');
  const example = isExample ? exampleWorld() : null;
  if (isExample && !example && !WAITING_ROOM.includes(url.pathname)) return false;
  locals.world = example ?? (await realWorld());
  const session = url.pathname.startsWith(PROGRAMS) ? null : await locals.world.auth.sessionOf(cookies);
  // Whoever wears the shoes of others in the example hides nothing from them.
  locals.session = example && session ? { ...session, shared: false } : session;
  locals.hidesAmounts = hidesAmounts(locals.session, cookies);
  return true;
}

const PROGRAMS = '/api/v1/';

function notNow(locale: string): Response {
  return new Response(`${words(locale).t('edge.not_ready')}\n`, {
    status: 503,
    headers: { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store', 'retry-after': '2' },
  });
}

/** A bug or an outage: a number for the log, and no word of what was inside. */
export const handleError: HandleServerError = ({ kind, error }) => {
  if (kind !== 'unknown') return;
  const code = crypto.randomUUID().slice(0, 8);
  log.error({ code, bug: error instanceof Bug, err: plainError(error) }, 'a request failed');
  return { code };
};

function plainError(error: unknown): { name: string; message: string; stack: string | undefined } {
  const { name, message, stack } = error instanceof Error ? error : new Error('not an error');
  return { name, message, stack };
}
