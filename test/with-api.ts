/** The API on a fresh database, asked as programs ask it: with tokens of people who have come in. */
import { answerApi, openApi } from '../src/host/api/index.ts';
import type { Asked } from '../src/host/api/index.ts';
import { perform } from '../src/host/dispatcher.ts';
import { openHost, type Host } from '../src/host/host.ts';
import type { PersonId } from '../src/kernel/command.ts';
import { accepted, browser, withAuth, type AuthTest } from './with-auth.ts';

export const ORIGIN = 'https://tequio.example';

export interface Program {
  readonly person: PersonId;
  readonly token: string;
  /** Another token of the same person. */
  reaching(...scopes: string[]): Promise<Program>;
}

export interface Sent {
  readonly by?: Program | null;
  readonly key?: string | null;
  readonly body?: unknown;
  readonly headers?: Record<string, string>;
  readonly locale?: string;
  readonly method?: string;
  readonly ip?: string;
}

export interface ApiTest {
  readonly host: Host;
  readonly world: Asked['world'];
  readonly clock: AuthTest['clock'];
  readonly auth: AuthTest['auth'];
  readonly database: AuthTest['database'];
  document(): ReturnType<typeof openApi>;
  comeIn(name: string): Promise<Program>;
  get(path: string, sent?: Sent): Promise<Response>;
  /** Performs `module/verb`; a text, or bytes, as body is sent as it is. */
  post(path: string, sent?: Sent): Promise<Response>;
  close(): Promise<void>;
}

export async function withApi(): Promise<ApiTest> {
  const test = await withAuth({ origin: ORIGIN });
  const { auth, clock, database } = test;
  const host = openHost({ url: database.url, clock: () => clock.now });
  const world = { host, auth };
  let count = 0;

  const send = (method: string, path: string, sent: Sent) => {
    const { by, body, headers = {} } = sent;
    const text = typeof body === 'string' || body instanceof Uint8Array ? body : JSON.stringify(body);
    const url = new URL(`${ORIGIN}/api/v1${path}`);
    const request = new Request(url, {
      method,
      headers: {
        ...(by ? { authorization: `Bearer ${by.token}` } : {}),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(sent.key === null || method === 'GET'
          ? {}
          : { 'idempotency-key': sent.key ?? `key ${(count += 1)}` }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: (text ?? '') as BodyInit }),
    });
    const asked = { world, request, url, ip: sent.ip ?? '192.0.2.7', locale: sent.locale ?? 'en' };
    return answerApi(asked, url.pathname.slice('/api/v1'.length));
  };

  return {
    host,
    world,
    clock,
    auth,
    database,
    document: () => openApi(host.commands, ORIGIN, 'en'),
    async comeIn(name) {
      const phone = browser(`192.0.2.${(count += 1)}`);
      const entered = (await auth.anyoneHere())
        ? accepted(await auth.signUp({ name, secret: '604713' }, phone.visit))
        : await test.begin(phone);
      const { person, session } = entered;
      await perform(host, {
        command: 'agents.enter_house',
        org: null,
        actor: { person, channel: 'web' },
        input: { name, locale: 'en' },
        key: `enter ${person}`,
        byHost: true,
      });
      const reaching = async (...scopes: string[]): Promise<Program> => {
        const { token } = accepted(await auth.createToken(session, { name: 'a program', scopes, days: 30 }));
        return { person, token, reaching };
      };
      return reaching(
        'agents:write',
        'care:write',
        'decisions:write',
        'exchange:write',
        'ledger:write',
        'network:write',
      );
    },
    get: (path, sent = {}) => send(sent.method ?? 'GET', path, sent),
    post: (path, sent = {}) => send(sent.method ?? 'POST', path, sent),
    async close() {
      await host.close();
      await database.drop();
    },
  };
}
