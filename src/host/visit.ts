/**
 * How a page speaks with the ways in: who visits, what to set on the answer, and what follows a coming-in.
 */
import { redirect, type RequestEvent } from '@sveltejs/kit';
import { accept, type Outcome } from '#kernel/outcome';
import { localPath } from '#screens/request-locale.ts';
import type { Entered, Session, SetCookie, Visit } from './auth/index.ts';
import { perform } from './dispatcher.ts';
import { field } from './forms.ts';

export function visitOf(event: RequestEvent): Visit {
  return {
    cookies: event.cookies,
    ip: event.getClientAddress(),
    userAgent: event.request.headers.get('user-agent') ?? '',
  };
}

export function keepCookies(event: RequestEvent, cookies: readonly SetCookie[]): void {
  for (const { name, value, options } of cookies) event.cookies.set(name, value, options);
}

/**
 * Someone has been let in: the rest of this request is theirs, and the instance knows them as a person. That
 * act is done once; asked again at every coming-in, it mends what a crash between the two left undone.
 */
export async function arrive(event: RequestEvent, entered: Entered): Promise<void> {
  const { locals } = event;
  keepCookies(event, entered.cookies);
  locals.session = entered.session;
  await perform(locals.world.host, {
    command: 'agents.enter_house',
    org: null,
    actor: { person: entered.person, channel: 'web' },
    input: { name: entered.session.name, locale: locals.locale },
    key: `enter ${entered.person}`,
    byHost: true,
  });
}

/** Who is here; whoever is not goes to come in first, and then back to this page. */
export function mustBeIn(event: RequestEvent): Session {
  const { session } = event.locals;
  if (session) return session;
  // What an action was asked stands in the query too, and is not a page to come back to.
  const query = event.request.method === 'GET' ? event.url.search : '';
  redirect(303, `/sign-in?next=${encodeURIComponent(event.url.pathname + query)}`);
}

/** The address in `next`, when it is one of ours; else `usual`. */
export function nextPath(given: string | null, usual: string): string {
  const path = localPath(given);
  return path === '/' ? usual : path;
}

/** Checks the secret in the field `proof`, where a form asked for it before it changes a way in. */
export async function proveBy(
  event: RequestEvent,
  form: FormData,
): Promise<Outcome<Session, 'too_many_tries' | 'not_let_in' | 'secret_locked'>> {
  const session = mustBeIn(event);
  const { auth } = event.locals.world;
  const proof = field(form, 'proof');
  if (proof === '' || auth.proved(session)) return accept(session);
  const proved = await auth.prove(session, proof, visitOf(event));
  if (!proved.ok) return proved;
  event.locals.session = (await auth.sessionOf(event.cookies)) ?? session;
  return accept(event.locals.session);
}
