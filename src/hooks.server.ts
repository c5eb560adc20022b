/** What happens to every request before a page sees it: its world, its person, its language, its headers. */
import type { Handle, HandleServerError } from '@sveltejs/kit/hooks';
import { Bug } from '#kernel/assert';
import { realWorld } from '#host/app';
import { exampleWorld } from '#host/example';
import { log } from '#host/log';
import { localeFor, markLanguage } from '#screens/request-locale.ts';

const EXAMPLE_COOKIE = 'world';

export const handle: Handle = async ({ event, resolve }) => {
  const { locals, cookies, request, url } = event;
  locals.locale = localeFor(request);
  const asksForExample = cookies.get(EXAMPLE_COOKIE) === 'example' && !url.pathname.startsWith('/api/');
  locals.world = (asksForExample ? await exampleWorld() : null) ?? (await realWorld());
  locals.session = await locals.world.auth.sessionOf(cookies);
  for (const { name, value, options } of locals.session?.cookies ?? []) cookies.set(name, value, options);
  const response = await resolve(event, {
    transformPageChunk: ({ html }) => markLanguage(html, locals.locale),
  });
  response.headers.set('x-content-type-options', 'nosniff');
  response.headers.set('x-frame-options', 'DENY');
  response.headers.set('referrer-policy', 'same-origin');
  response.headers.set('cross-origin-opener-policy', 'same-origin');
  response.headers.set('permissions-policy', 'camera=(), microphone=(), geolocation=(), payment=()');
  if (locals.session) response.headers.set('cache-control', 'private, no-store');
  return response;
};

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
