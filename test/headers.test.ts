/** What protects every answer: as a scanner of public sites would look at it, without the public site. */
import { request, type IncomingMessage } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { finishAll } from '../src/host/stopping.ts';
import { listen, type WebServer } from '../src/host/web-server.ts';
import { handle } from '../src/hooks.server.ts';
import { browser, withAuth } from './with-auth.ts';
import { freshDatabase, type TestDatabase } from './with-database.ts';

const PUBLIC = 'https://tequio.example';
let edge: WebServer;
let database: TestDatabase;

beforeAll(async () => {
  database = await freshDatabase();
  process.env['TEQUIO_DATABASE_URL'] = database.url;
  edge = await listen({
    port: 0,
    origin: PUBLIC,
    proxies: 1,
    isOurs: (name) => name === 'localhost',
    words: (_request, key) => key,
  });
  edge.open((_request, response) => response.end('a picture'));
});
afterAll(async () => {
  await edge.stop(1_000);
  await finishAll(5_000);
  await database.drop();
});

function ask(headers: Record<string, string>): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const asked = request({ port: edge.port, host: '127.0.0.1', path: '/mark.svg', headers }, (response) => {
      response.resume();
      resolve(response);
    });
    asked.on('error', reject);
    asked.end();
  });
}

const EVERYWHERE = {
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
};

describe('the edge', () => {
  test('protects every answer, a picture’s and its own', async () => {
    for (const host of ['tequio.example', 'localhost']) {
      const { headers } = await ask({ host });
      expect(headers).toMatchObject(EVERYWHERE);
      const policy = String(headers['content-security-policy']);
      expect(policy).toMatch(/^default-src 'none';.*frame-ancestors 'none'; base-uri 'none'$/);
      expect(policy).not.toMatch(/unsafe|\*|https?:/);
      expect(headers['server'] ?? headers['x-powered-by']).toBeUndefined();
    }
  });

  test('keeps a public address to https, and says nothing of it over http', async () => {
    const secure = await ask({ host: 'tequio.example', 'x-forwarded-proto': 'https' });
    expect(secure.headers['strict-transport-security']).toBe('max-age=31536000; includeSubDomains');
    const plain = await ask({ host: `localhost:${edge.port}` });
    expect(plain.headers['strict-transport-security']).toBeUndefined();
  });
});

describe('a page', () => {
  const page = async (path: string, route: string) => {
    const url = new URL(`http://localhost:4000${path}`);
    const event = {
      url,
      route: { id: route },
      request: new Request(url),
      locals: {} as Record<string, unknown>,
      cookies: { get: () => undefined, set: () => undefined },
    };
    const response = await handle({ event, resolve: () => new Response('a page') } as never);
    return { response, locals: event.locals };
  };

  test('may not be framed, guessed at, or given camera and place', async () => {
    for (const [path, route] of [
      ['/', '/'],
      ['/healthz', '/healthz'],
      ['/api/v1/groups', '/api/v1/[...path]'],
    ] as const) {
      const { response } = await page(path, route);
      expect(Object.fromEntries(response.headers)).toMatchObject({
        ...EVERYWHERE,
        'permissions-policy': 'camera=(), microphone=(), geolocation=(), payment=()',
      });
    }
  });

  test('of the API knows nobody by a cookie', async () => {
    const { locals } = await page('/api/v1/groups', '/api/v1/[...path]');
    expect(locals['session']).toBeNull();
  });
});

describe('cookies', () => {
  test('are out of reach of scripts and other sites, and over https bound to this host', async () => {
    for (const origin of [PUBLIC, 'http://localhost:4000']) {
      const there = await withAuth({ origin });
      const entered = await there.begin(browser());
      const secure = origin.startsWith('https:');
      expect(entered.cookies.length).toBeGreaterThan(0);
      for (const { name, options } of entered.cookies) {
        expect(options).toMatchObject({ path: '/', httpOnly: true, sameSite: 'lax', secure });
        expect(name.startsWith('__Host-')).toBe(secure);
      }
      await there.database.drop();
    }
  });
});
