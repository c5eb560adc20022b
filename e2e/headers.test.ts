/** The running program under the eyes of a scanner: no page can be made to run or show what is not ours. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { freshFolder, removeFolder, start, type Running } from './running.ts';

let folder: string;
let running: Running;

beforeAll(async () => {
  folder = await freshFolder();
  running = await start({
    data: `${folder}/data`,
    settings: { TEQUIO_METRICS_TOKEN: 'sixteen signs or more' },
  });
});
afterAll(async () => {
  running.launcher.kill('SIGTERM');
  await running.ended;
  await removeFolder(folder);
});

const get = (path: string, headers: Record<string, string> = {}) =>
  fetch(`${running.address}${path}`, { headers });

describe.each([
  '/',
  '/find',
  '/groups',
  '/sign-in',
  '/problems/stale',
  '/nowhere',
  '/check/',
  '/recount',
  '/api/v1/groups',
])('%s', (path) => {
  test('lets nothing run that is not ours', async () => {
    const answer = await get(path);
    const policy = answer.headers.get('content-security-policy') ?? '';
    const directives = new Map(
      policy.split(';').map((one) => one.trim().split(/\s+(.*)/s) as [string, string]),
    );
    expect(directives.get('default-src')).toBe("'none'");
    expect(directives.get('frame-ancestors')).toBe("'none'");
    expect(directives.get('base-uri')).toBe("'none'");
    expect(directives.get('form-action')).toBe("'self'");
    expect(policy).not.toMatch(/unsafe-|\*|https?:/);
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    expect(answer.headers.get('x-frame-options')).toBe('DENY');
    const html = await answer.text();
    // Every inline script carries the nonce of this very answer; there is no inline style or handler at all.
    for (const [tag] of html.matchAll(/<script\b[^>]*>/g)) expect(tag).toMatch(/nonce="|src="/);
    expect(html).not.toMatch(/<[^>]+\s(style|on[a-z]+)=/);
  });
});

test('who watches is told how it is, and what is counted by token only', async () => {
  expect(await (await get('/healthz')).json()).toEqual({ ok: true });
  expect((await get('/metrics')).status).toBe(404);
  const counted = await get('/metrics', { authorization: 'Bearer sixteen signs or more' });
  expect(await counted.text()).toContain('tequio_http_requests_total{route="/healthz"');
});

test('the API has its document, and its refusals have pages', async () => {
  const document = (await (await get('/api/openapi.json')).json()) as { openapi: string; paths: object };
  expect(document.openapi).toBe('3.1.0');
  const answer = await fetch(`${running.address}/api/v1/agents/found`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'accept-language': 'es' },
    body: '{}',
  });
  const problem = (await answer.json()) as { type: string; status: number; title: string };
  expect([answer.status, problem.title]).toEqual([401, '¿Quién pregunta?']);
  expect((await fetch(problem.type)).status).toBe(200);
});
