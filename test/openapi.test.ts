/**
 * The document and the server say the same: for every act and every reading there is one address, and it
 * answers so.
 */
import { createHash } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { association } from '../src/forms/association.ts';
import { addressed, isByBearer, pathOf } from '../src/host/api/acts.ts';
import { bringing, MEDIA } from '../src/host/api/bring.ts';
import { reads } from '../src/host/api/reads.ts';
import { commands } from '../src/host/registry.ts';
import { locales, messagesOf } from '../src/locales/index.ts';
import { ORIGIN, withApi, type ApiTest, type Program } from './with-api.ts';

interface Operation {
  readonly operationId: string;
  readonly security: readonly object[];
  readonly parameters: readonly { readonly name?: string; readonly in?: string }[];
  readonly requestBody?: { readonly content: Record<string, { readonly schema: object }> };
  readonly responses: Readonly<
    Record<
      string,
      { readonly description: string; readonly content: Record<string, { readonly schema: object }> }
    >
  >;
}

interface Document {
  readonly openapi: string;
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, object>> };
}

let api: ApiTest;
let document: Document;
let rosa: Program;
let org: string;

const founding = (name: string) => ({
  form: 'association',
  name,
  founder: 'Rosa',
  locale: 'en',
  timeZone: 'America/Mexico_City',
  articles: association.articles,
});

beforeAll(async () => {
  api = await withApi();
  document = JSON.parse(JSON.stringify(api.document())) as Document;
  rosa = await api.comeIn('Rosa');
  const found = await api.post('/agents/found', { by: rosa, body: { input: founding('Las Ollas') } });
  ({ org } = (await found.json()) as { org: string });
  const body = { org, input: { subject: 'founding', statutes: 1 } };
  expect((await api.post('/agents/sign', { by: rosa, body })).status).toBe(200);
});
afterAll(() => api.close());

/** Checks an answer against what the document says of its status. */
async function documented(operation: Operation, response: Response): Promise<unknown> {
  const said = operation.responses[String(response.status)];
  expect(
    said,
    `${operation.operationId} answers ${response.status}: ${await response.clone().text()}`,
  ).toBeDefined();
  const type = (response.headers.get('content-type') ?? '').split(';')[0]!;
  expect(Object.keys(said!.content)).toEqual([type]);
  const body: unknown = await response.json();
  const shape = z.fromJSONSchema(
    alone({ ...said!.content[type]!.schema, $defs: document.components.schemas }),
  );
  const parsed = shape.safeParse(body);
  expect(parsed.error?.issues ?? [], JSON.stringify(body)).toEqual([]);
  return body;
}

/** A schema of the document that stands by itself. */
function alone(schema: object): Parameters<typeof z.fromJSONSchema>[0] {
  return JSON.parse(JSON.stringify(schema).replaceAll('#/components/schemas/', '#/$defs/')) as never;
}

const operation = (path: string, method: string) => document.paths[path]![method]!;

describe('the document', () => {
  test('has every act and every reading exactly once, and nothing else', () => {
    const listed = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, { operationId }]) => `${method} ${path} ${operationId}`),
    );
    const acts = [...commands.values()].filter((one) => !one.internal);
    const expected = [
      ...acts.map((one) => `post /${one.name.replace('.', '/')} ${one.name}`),
      ...reads.map((one) => `get ${one.path} ${one.name}`),
      `post ${bringing.path} ${bringing.name}`,
    ];
    expect(listed.sort()).toEqual(expected.sort());
    expect(new Set(listed.map((line) => line.split(' ')[2])).size).toBe(listed.length);
  });

  test('refers to nothing that is not in it', () => {
    const text = JSON.stringify(document);
    for (const [, place] of text.matchAll(/"\$ref":"#\/([^"]+)"/g)) {
      const found = place!
        .split('/')
        .reduce<unknown>((at, step) => (at as Record<string, unknown>)[step], document);
      expect(found, place).toBeDefined();
    }
    expect(document.openapi).toBe('3.1.0');
  });

  test('names no refusal without words', () => {
    const rules = [...JSON.stringify(document).matchAll(/"rule":\{"enum":\[([^\]]*)\]/g)].flatMap(
      ([, list]) => JSON.parse(`[${list}]`) as string[],
    );
    for (const { locale } of locales) {
      const messages = messagesOf(locale);
      expect([...new Set(rules)].filter((rule) => !(`refusal.${rule}` in messages))).toEqual([]);
    }
  });
});

describe.each(addressed(commands).map((one) => [one.name, one] as const))('%s', (_name, command) => {
  const post = () => operation(pathOf(command), 'post');
  // One program asks for all of it: it takes its time, so that it is not too often.
  beforeEach(() => {
    api.clock.now += 1_000;
  });

  test('answers an empty body as the document says', async () => {
    const response = await api.post(pathOf(command), { by: rosa, body: {} });
    expect(response.status).toBeGreaterThanOrEqual(400);
    const body = (await documented(post(), response)) as { type: string; rule: string };
    expect(body.type).toBe(`${ORIGIN}/problems/${body.rule}`);
  });

  test('asks for a token, a key, JSON, and nothing that it does not know', async () => {
    const body = command.scope === 'organization' ? { org, input: {} } : { input: {} };
    const rule = async (sent: Parameters<ApiTest['post']>[1]) => {
      const answer = (await documented(post(), await api.post(pathOf(command), sent))) as { rule: string };
      return answer.rule;
    };
    expect(await rule({ body })).toBe(isByBearer(command) ? 'input_invalid' : 'sign_in_first');
    expect(await rule({ by: rosa, body, key: null })).toBe('idempotency_key_missing');
    expect(await rule({ by: rosa, body: 'input=1', headers: { 'content-type': 'text/plain' } })).toBe(
      'media_type_not_json',
    );
    expect(await rule({ by: rosa, body: '{"input":' })).toBe('body_not_json');
    expect(await rule({ by: rosa, body: { ...body, who: 'me' } })).toBe('input_invalid');
  });
});

describe.each(reads.map((one) => [one.name, one] as const))('%s', (_name, one) => {
  test('answers as the document says', async () => {
    const path = one.path
      .replace('{slug}', 'las-ollas')
      .replace('{position}', '0')
      .replace('{id}', 'lis_none')
      .replace('{file}', 'fil_none');
    const response = await api.get(path, { by: one.access === 'anyone' ? null : rosa });
    await documented(operation(one.path, 'get'), response);
    expect(response.status).toBe(one.path.includes('{id}') ? 404 : 200);
    const unknown = await api.get(`${path}?nonsense=1`, { by: rosa });
    expect(((await documented(operation(one.path, 'get'), unknown)) as { rule: string }).rule).toBe(
      'input_invalid',
    );
  });
});

test('a file is brought as the document says, and is no act', async () => {
  const post = operation(bringing.path, 'post');
  const path = bringing.path.replace('{slug}', 'las-ollas');
  const rule = async (at: string, sent: Parameters<ApiTest['post']>[1]) => {
    const answer = (await documented(post, await api.post(at, sent))) as { rule: string };
    return answer.rule;
  };
  const body = new TextEncoder().encode('a;b\n1;2\n');
  const headers = { 'content-type': MEDIA };
  expect(await rule(path, { body, headers })).toBe('sign_in_first');
  const reader = await rosa.reaching('decisions:read');
  expect(await rule(path, { by: reader, body, headers })).toBe('token_lacks_scope');
  expect(await rule('/groups/nobody/files', { by: rosa, body, headers })).toBe('no_standing');
  expect(await rule(`${path}?nonsense=1`, { by: rosa, body, headers })).toBe('input_invalid');
  expect(await rule(path, { by: rosa, body: {} })).toBe('media_type_not_bytes');
  expect(await rule(path, { by: rosa, body: new Uint8Array(), headers })).toBe('file_empty');
  const kept = await documented(post, await api.post(`${path}?name=a.csv`, { by: rosa, body, headers }));
  expect(kept).toMatchObject({ type: 'text/csv', bytes: body.length });
  const wrong = await api.get(path, { by: rosa });
  expect([wrong.status, wrong.headers.get('allow')]).toEqual([405, 'POST']);
});

describe('an act', () => {
  test('is done once, and the same key gives the same receipt', async () => {
    const sent = { by: rosa, key: 'once', body: { input: founding('Once') } };
    const post = operation('/agents/found', 'post');
    const first = (await documented(post, await api.post('/agents/found', sent))) as { act: string };
    const again = (await documented(post, await api.post('/agents/found', sent))) as object;
    expect(again).toEqual({ ...first, replayed: true });
    const other = await api.post('/agents/found', { ...sent, body: { input: founding('Another') } });
    expect(other.status).toBe(422);
    expect(await documented(post, other)).toMatchObject({ rule: 'key_reused' });
  });

  test('that needs more signatures is taken, waits, and is carried out by the last of them', async () => {
    const berta = await api.comeIn('Berta');
    const ours = (await (
      await api.post('/agents/found', { by: rosa, body: { input: founding('Two') } })
    ).json()) as {
      org: string;
      answer: { member: string };
    };
    const at = (input: object) => ({ org: ours.org, input });
    const named = at({ name: 'Berta', codeHash: createHash('sha256').update('BERTA').digest('hex') });
    expect((await api.post('/agents/name_founder', { by: rosa, body: named })).status).toBe(200);
    const come = at({ code: 'BERTA', name: 'Berta', norms: true });
    expect((await api.post('/agents/accept', { by: berta, body: come })).status).toBe(200);
    for (const by of [rosa, berta]) {
      const signed = await api.post('/agents/sign', { by, body: at({ subject: 'founding', statutes: 1 }) });
      expect(signed.status, await signed.clone().text()).toBe(200);
    }
    const give = at({ role: 'coordinator', member: ours.answer.member });
    const asked = await api.post('/agents/appoint', { by: rosa, body: give });
    expect(asked.status, await asked.clone().text()).toBe(202);
    const { waiting } = (await documented(operation('/agents/appoint', 'post'), asked)) as {
      waiting: string;
    };
    const last = await api.post('/agents/sign', { by: berta, body: at({ subject: waiting, statutes: 1 }) });
    const receipt = await documented(operation('/agents/sign', 'post'), last);
    expect(receipt).toMatchObject({ kind: 'done', carried: { kind: 'done', org: ours.org } });
  });
});

test('what is not there is a problem too', async () => {
  for (const path of [
    '/',
    '/agents',
    '/agents/conjure',
    '/agents/enter_house',
    '/groups/a/b/c/d',
    '/groups/%ff',
  ]) {
    const response = await api.post(path, { by: rosa, body: { input: {} } });
    expect([path, response.status]).toEqual([path, 404]);
    expect(response.headers.get('content-type')).toBe('application/problem+json');
    expect(await response.json()).toMatchObject({ rule: 'path_unknown', status: 404 });
  }
  const wrong = await api.get('/agents/found', { by: rosa });
  expect([wrong.status, wrong.headers.get('allow')]).toEqual([405, 'POST']);
});
