/** What programs read of care: what whoever asks wrote down, and never what another did. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { hashCode } from '../src/modules/agents/index.server.ts';
import { careCircle } from '../src/forms/care-circle.ts';
import { withApi, type ApiTest, type Program } from './with-api.ts';

let api: ApiTest;
let rosa: Program;
let luis: Program;
let eve: Program;
let org: string;

const CODE = 'CARE-2026';

beforeAll(async () => {
  api = await withApi();
  [rosa, luis, eve] = [await api.comeIn('Rosa'), await api.comeIn('Luis'), await api.comeIn('Eve')];
  const founding = {
    form: 'care_circle',
    name: 'La Calle',
    founder: 'Rosa',
    locale: 'es',
    timeZone: 'America/Mexico_City',
    articles: careCircle.articles,
  };
  const found = await api.post('/agents/found', { by: rosa, body: { input: founding } });
  ({ org } = (await found.json()) as { org: string });
  await act(rosa, '/agents/sign', { subject: 'founding', statutes: 1 });
  await act(rosa, '/agents/invite', { codeHash: hashCode(CODE) });
  await act(luis, '/agents/accept', { code: CODE, name: 'Luis', norms: true });
});
afterAll(() => api.close());

async function act(by: Program, path: string, input: object): Promise<Record<string, unknown>> {
  const answer = await api.post(path, { by, body: { org, input } });
  const body = (await answer.json()) as { answer?: Record<string, unknown> };
  expect([path, answer.status], JSON.stringify(body)).toEqual([path, 200]);
  return body.answer ?? {};
}

async function read(path: string, by: Program | null) {
  const answer = await api.get(`/groups/la-calle/care${path}`, { by });
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
}

const written = (on: string) => ({
  care: { activity: 'body', on, minutes: 45, for: { whom: 'ours', name: 'Lola' }, words: 'Baño' },
});

test('one reads one’s own, and nobody else’s', async () => {
  const yesterday = new Date(api.clock.now - 86_400_000).toISOString().slice(0, 10);
  await act(rosa, '/care/log', written(yesterday));
  const { body } = await read('/mine', rosa);
  expect(body).toMatchObject({
    entries: [{ on: yesterday, icatus: '42', minutes: 45, whom: 'ours', name: 'Lola', words: 'Baño' }],
    next: null,
  });
  expect((await read('/mine', luis)).body).toEqual({ entries: [], next: null });
  expect((await read('/mine', eve)).status).toBe(404);
  expect((await read('/months', eve)).status).toBe(404);
  expect((await read('/months', luis)).body).toEqual({ months: [] });
});

test('the record, as another reads it, tells nothing of what was written', async () => {
  const record = await api.get('/groups/la-calle/record', { by: luis });
  expect(await record.text()).not.toMatch(/Lola|Baño|"minutes"/);
});
