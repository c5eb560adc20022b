/**
 * The only four addresses under `/api/auth/` that exist: the two halves of making a passkey and of coming in
 * with one. The library speaks WebAuthn; who is let in, and on which device, is decided here as for every
 * way.
 */
import { accept, refuse, type Outcome } from '#kernel/outcome';
import type { SetCookie } from './cookies.ts';
import { MINUTES_15, proved, tooMany, type House, type Session, type Visit } from './house.ts';
import { notify } from './notices.ts';
import { labelHere, letIn, sessionOf } from './sessions.ts';

const LARGEST_BODY = 64 * 1024;

const CEREMONIES = {
  'GET /api/auth/passkey/generate-register-options': { needsSession: true },
  'POST /api/auth/passkey/verify-registration': { needsSession: true },
  'GET /api/auth/passkey/generate-authenticate-options': { needsSession: false },
  'POST /api/auth/passkey/verify-authentication': { needsSession: false },
} as const;
type Ceremony = keyof typeof CEREMONIES;

export type PasskeyRule =
  | 'not_found'
  | 'too_many_tries'
  | 'prove_first'
  | 'sign_in_first'
  | 'passkey_not_valid'
  | 'body_too_large'
  | 'body_not_json';

export interface PasskeyAnswer {
  /** For the browser's script: the options of a ceremony, or nothing. */
  readonly json: unknown;
  readonly cookies: readonly SetCookie[];
  /** `Set-Cookie` lines of the library (its challenge), to pass on as they are. */
  readonly setCookie: readonly string[];
  readonly session: Session | null;
}

/** Answers a request under `/api/auth/`. */
export async function handlePasskey(
  house: House,
  request: Request,
  visit: Visit,
): Promise<Outcome<PasskeyAnswer, PasskeyRule>> {
  const ceremony = `${request.method} ${new URL(request.url).pathname}`;
  if (!isCeremony(ceremony)) return refuse('not_found');
  const refused = await tooMany(house, [[`passkey ip ${visit.ip}`, 60, MINUTES_15]]);
  if (refused) return refused;
  const session = await sessionOf(house, visit.cookies);
  if (CEREMONIES[ceremony].needsSession) {
    if (session === null) return refuse('sign_in_first');
    if (!proved(session, house.now())) return refuse('prove_first');
  }
  const asked = await libraryRequest(house, ceremony, request, visit);
  if (!asked.ok) return asked;
  const response = await house.library.handle(asked.value);
  if (!response.ok) return refuse('passkey_not_valid');
  return answer(house, ceremony, response, session, visit);
}

function isCeremony(text: string): text is Ceremony {
  return text in CEREMONIES;
}

/**
 * What the library gets to see: our address, the cookies and the origin, the body's two known parts; no
 * query.
 */
async function libraryRequest(
  house: House,
  ceremony: Ceremony,
  request: Request,
  visit: Visit,
): Promise<Outcome<Request, 'body_too_large' | 'body_not_json'>> {
  const [method, path] = ceremony.split(' ') as [string, string];
  const headers = new Headers();
  const origin = request.headers.get('origin');
  if (origin !== null) headers.set('origin', origin);
  const named = [
    house.cookies.passkey,
    ...(CEREMONIES[ceremony].needsSession ? [house.cookies.session] : []),
  ];
  const pairs = named.flatMap((name) => {
    const value = visit.cookies.get(name);
    return value === undefined ? [] : [`${name}=${encodeURIComponent(value)}`];
  });
  headers.set('cookie', pairs.join('; '));
  if (method === 'GET') return accept(new Request(house.origin + path, { method, headers }));
  const text = await request.text();
  if (text.length > LARGEST_BODY) return refuse('body_too_large');
  const body = readBody(text);
  if (body === null) return refuse('body_not_json');
  headers.set('content-type', 'application/json');
  return accept(new Request(house.origin + path, { method, headers, body: JSON.stringify(body) }));
}

function readBody(text: string): { response: object; name?: string } | null {
  try {
    const { response, name } = JSON.parse(text) as Record<string, unknown>;
    if (typeof response !== 'object' || response === null) return null;
    return { response, ...(typeof name === 'string' ? { name: name.trim().slice(0, 80) } : {}) };
  } catch {
    return null;
  }
}

async function answer(
  house: House,
  ceremony: Ceremony,
  response: Response,
  session: Session | null,
  visit: Visit,
): Promise<Outcome<PasskeyAnswer, 'passkey_not_valid'>> {
  const json = (await response.json()) as Record<string, unknown>;
  const challenge = response.headers
    .getSetCookie()
    .filter((line) => line.startsWith(`${house.cookies.passkey}=`));
  const plain = { json: { ok: true }, cookies: [], setCookie: challenge, session };
  switch (ceremony) {
    case 'GET /api/auth/passkey/generate-register-options':
      return accept({ ...plain, json: named(json, session) });
    case 'GET /api/auth/passkey/generate-authenticate-options':
      return accept({ ...plain, json });
    case 'POST /api/auth/passkey/verify-registration':
      await tellAdded(house, session);
      return accept(plain);
    case 'POST /api/auth/passkey/verify-authentication':
      return enter(house, json, visit);
  }
}

/** The browser shows whose passkey it is; without this it would show an address that is nobody's. */
function named(json: Record<string, unknown>, session: Session | null): Record<string, unknown> {
  const user = json['user'] as Record<string, unknown>;
  return { ...json, user: { ...user, name: session?.name, displayName: session?.name } };
}

async function tellAdded(house: House, session: Session | null): Promise<void> {
  if (session === null) return;
  const device = await labelHere(house.db, session.device);
  await notify(house, house.db, session.person, 'passkey_added', { device });
}

/** The session that the library has opened knows no device: it ends, and one of ours begins. */
async function enter(
  house: House,
  json: Record<string, unknown>,
  visit: Visit,
): Promise<Outcome<PasskeyAnswer, 'passkey_not_valid'>> {
  const opened = json['session'] as { id: string; userId: string };
  return house.library.within(async (tx, library) => {
    await tx.deleteFrom('auth.session').where('id', '=', opened.id).execute();
    const who = await tx
      .selectFrom('auth.login')
      .select(['id', 'person_id', 'name'])
      .where('id', '=', opened.userId)
      .executeTakeFirst();
    if (who === undefined) return refuse('passkey_not_valid');
    const entered = await letIn(
      house,
      tx,
      library,
      { login: who.id, person: who.person_id, name: who.name, by: 'passkey' },
      visit,
    );
    return accept({ json: { ok: true }, cookies: entered.cookies, setCookie: [], session: entered.session });
  });
}
