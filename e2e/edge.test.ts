/** What the program answers before any page is reached. */
import { request, type IncomingMessage, type RequestOptions } from 'node:http';
import { connect } from 'node:net';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { freshFolder, removeFolder, start, type Running } from './running.ts';

const PUBLIC = 'https://tequio.example.org';

let folder: string;
let running: Running;

beforeAll(async () => {
  folder = await freshFolder();
  running = await start({ data: `${folder}/data`, settings: { TEQUIO_ORIGIN: PUBLIC } });
});

afterAll(async () => {
  running.launcher.kill('SIGTERM');
  await running.ended;
  await removeFolder(folder);
});

/** What a form sends; no page takes this one, so 405 says that it was let through. */
const form = (origin: string, host: string, more: Record<string, string> = {}) =>
  ask({
    method: 'POST',
    headers: { host, origin, 'content-type': 'application/x-www-form-urlencoded', ...more },
    body: 'a=b',
  });

describe('a form comes through', () => {
  test.each([
    ['on this machine', 'http://localhost:4000', 'localhost:4000', {}, 405],
    ['on the local network, by number', 'http://127.0.0.1:4000', '127.0.0.1:4000', {}, 405],
    ['behind a proxy', PUBLIC, 'tequio.example.org', {}, 405],
    [
      'behind a proxy that keeps the name to itself',
      PUBLIC,
      '127.0.0.1:4000',
      { 'x-forwarded-for': '1.2.3.4' },
      405,
    ],
    ['from another site', 'https://evil.example', 'localhost:4000', {}, 403],
    [
      'from another site that forwards',
      'https://evil.example',
      'localhost:4000',
      { 'x-forwarded-host': 'evil.example' },
      403,
    ],
  ] as const)('%s', async (_name, origin, host, more, status) => {
    expect((await form(origin, host, more)).statusCode).toBe(status);
  });
});

describe('what stays outside', () => {
  test('a name that is not ours', async () => {
    const refused = await ask({ headers: { host: 'evil.example', 'accept-language': 'es-MX' } });
    expect(refused.statusCode).toBe(421);
    expect(await text(refused)).toMatch(/^Este Tequio no responde al nombre/);
  });

  test('what is too large, by path', async () => {
    const post = (path: string, length: number) =>
      ask({
        method: 'POST',
        path,
        headers: { 'content-length': length, 'content-type': 'text/plain' },
        body: null,
      });
    expect((await post('/', 600 * 1024)).statusCode).toBe(413);
    expect((await post('/?next=/import/', 600 * 1024)).statusCode).toBe(413);
    expect((await post('/import', 65 * 1024 * 1024)).statusCode).toBe(413);
    for (const files of ['/g/a/decisions/b/files', '/api/v1/groups/a/files']) {
      expect((await post(`${files}/c`, 600 * 1024)).statusCode).toBe(413);
      expect((await post(files, 65 * 1024 * 1024)).statusCode).toBe(413);
    }
  });

  test('what does not say how long it is', async () => {
    expect(
      (await ask({ method: 'POST', headers: { 'transfer-encoding': 'chunked' }, body: 'x' })).statusCode,
    ).toBe(411);
  });

  test('what is no request at all', async () => {
    expect(await raw('GET / HTTP/1.1\r\n\r\n')).toMatch(/^HTTP\/1.1 400/);
    expect(await raw('GET / HTTP/1.0\r\n\r\n')).toMatch(/^HTTP\/1.1 421/);
    expect(await raw(`GET / HTTP/1.1\r\nhost: localhost\r\nx: ${'y'.repeat(20_000)}\r\n\r\n`)).toMatch(
      /^HTTP\/1.1 431/,
    );
    expect(await raw('nonsense\r\n\r\n')).toMatch(/^HTTP\/1.1 400/);
  });
});

describe('what every answer carries', () => {
  test('protection, and over https the promise to stay there', async () => {
    for (const path of ['/', '/mark.svg']) {
      const plain = await ask({ path, headers: { host: 'localhost:4000' } });
      expect(plain.headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'x-frame-options': 'DENY' });
      expect(plain.headers['strict-transport-security']).toBeUndefined();
      const safe = await ask({ path, headers: { host: 'tequio.example.org' } });
      expect(safe.headers['strict-transport-security']).toMatch(/^max-age=31536000/);
    }
  });
});

describe('over a thin line', () => {
  test.each([
    ['/', 'gzip'],
    ['/', 'br'],
    ['/api/openapi.json', 'gzip'],
  ])('%s travels compressed as %s', async (path, encoding) => {
    const headers = { host: 'localhost:4000', 'accept-encoding': encoding };
    const answer = await ask({ path, headers });
    expect(answer.headers['content-encoding']).toBe(encoding);
    expect(answer.headers.vary).toMatch(/accept-encoding/i);
    const packed = await bytes(answer);
    const plain = await bytes(await ask({ path, headers: { host: 'localhost:4000' } }));
    expect((encoding === 'br' ? brotliDecompressSync(packed) : gunzipSync(packed)).length).toBe(plain.length);
    expect(packed.length).toBeLessThan(plain.length / 2);
  });

  test('styles were compressed when they were built', async () => {
    const page = await text(await ask({ headers: { host: 'localhost:4000' } }));
    const style = /href="([^"]+\.css)"/.exec(page)![1]!;
    const headers = { host: 'localhost:4000', 'accept-encoding': 'gzip' };
    const answer = await ask({ path: style, headers });
    expect(answer.headers['content-encoding']).toBe('gzip');
    expect(Number(answer.headers['content-length'])).toBe((await bytes(answer)).length);
  });
});

function ask({ body = '', ...options }: RequestOptions & { body?: string | null }): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const sent = request({ port: running.port, agent: false, ...options }, (answer) => {
      resolve(answer);
      // A body that was announced and never comes.
      if (body === null) answer.once('end', () => sent.destroy());
      if (body === null) answer.resume();
    });
    sent.on('error', reject);
    if (body === null) sent.flushHeaders();
    else sent.end(body);
  });
}

async function bytes(answer: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of answer) parts.push(part as Buffer);
  return Buffer.concat(parts);
}

async function text(answer: IncomingMessage): Promise<string> {
  return (await bytes(answer)).toString();
}

function raw(words: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let answer = '';
    const socket = connect(running.port, 'localhost', () => socket.write(words));
    socket.on('data', (part) => (answer += part.toString()));
    socket.on('error', reject);
    socket.on('close', () => resolve(answer));
  });
}
