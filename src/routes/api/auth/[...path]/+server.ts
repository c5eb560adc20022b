import { refusalWords, statusOf } from '#host/forms';
import { arrive, visitOf } from '#host/visit';
import type { RequestEvent, RequestHandler } from './$types';

const NO_STORE = { 'cache-control': 'no-store' };

/** The four steps of passkeys; every other address below here is not there. */
async function answer(event: RequestEvent): Promise<Response> {
  const { locals, request } = event;
  const outcome = await locals.world.auth.handlePasskey(request, visitOf(event));
  if (!outcome.ok) {
    const { rule, sentence } = refusalWords(outcome.refusal, locals.locale);
    const status = rule === 'not_found' ? 404 : statusOf(outcome.refusal);
    return Response.json({ rule, sentence }, { status, headers: NO_STORE });
  }
  const { json: body, cookies, setCookie, session } = outcome.value;
  if (session && cookies.length > 0) await arrive(event, { person: session.person, session, cookies });
  const response = Response.json(body, { headers: NO_STORE });
  for (const line of setCookie) response.headers.append('set-cookie', line);
  return response;
}

export const GET: RequestHandler = answer;
export const POST: RequestHandler = answer;
