/**
 * What programs bring and fetch: the files of proposals, for whoever may read the proposal and for nobody
 * else.
 */
import { createHash } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { association } from '../src/forms/association.ts';
import { drawing, pdf } from '../src/host/files/with-files.ts';
import { hashCode } from '../src/modules/agents/index.server.ts';
import { withApi, type ApiTest, type Program } from './with-api.ts';

let api: ApiTest;
let rosa: Program;
let berta: Program;
let eve: Program;
let org: string;

beforeAll(async () => {
  api = await withApi();
  [rosa, berta, eve] = [await api.comeIn('Rosa'), await api.comeIn('Berta'), await api.comeIn('Eve')];
  const founding = {
    form: 'association',
    name: 'Las Ollas',
    founder: 'Rosa',
    locale: 'en',
    timeZone: 'America/Mexico_City',
    articles: association.articles,
  };
  const found = await api.post('/agents/found', { by: rosa, body: { input: founding } });
  ({ org } = (await found.json()) as { org: string });
  await act('/agents/sign', { subject: 'founding', statutes: 1 });
  await act('/agents/appoint', { role: 'coordinator', member: await memberOf('Rosa') });
  await act('/agents/invite', { codeHash: hashCode('BERTA222') });
  await act('/agents/accept', { code: 'BERTA222', name: 'Berta', norms: true }, berta);
});
afterAll(() => api.close());

async function memberOf(name: string): Promise<string> {
  const { rows } = await api.host.pool.query<{ member_id: string }>(
    'SELECT member_id FROM agents.member WHERE org_id = $1 AND name = $2',
    [org, name],
  );
  return rows[0]!.member_id;
}

async function act(path: string, input: object, by: Program = rosa): Promise<Record<string, unknown>> {
  const answer = await api.post(path, { by, body: { org, input } });
  const body = (await answer.json()) as { answer?: Record<string, unknown> };
  expect([path, answer.status], JSON.stringify(body)).toEqual([path, 200]);
  return body.answer ?? {};
}

const bring = (body: Uint8Array, by: Program = rosa) =>
  api.post('/groups/las-ollas/files', { by, body, headers: { 'content-type': 'application/octet-stream' } });

const get = (path: string, by: Program | null = rosa, headers: Record<string, string> = {}) =>
  api.get(`/groups/las-ollas${path}`, { by, headers });

test('a file, from its bytes to whoever reads them', async () => {
  const { proposal } = await act('/decisions/propose', { kind: 'resolution', title: 'A roof' });
  const at = `/proposals/${String(proposal)}`;
  const bytes = pdf('The roof');
  const kept = (await (await bring(bytes)).json()) as { digest: string };
  expect(kept.digest).toBe(createHash('sha256').update(bytes).digest('hex'));
  const { file } = await act('/decisions/add_file', { proposal, digest: kept.digest, name: 'roof' });
  api.clock.now += 1_000;
  const picture = (await (await bring(await drawing())).json()) as { digest: string };
  await act('/decisions/add_file', { proposal, digest: picture.digest, name: 'a', description: 'The roof' });

  const listed = (await (await get(at)).json()) as { files: object[] };
  expect(listed.files).toMatchObject([
    { file, name: 'roof.pdf', type: 'application/pdf', bytes: bytes.length, hidden: false },
    { name: 'a.png', description: 'The roof', width: 400, height: 300 },
  ]);
  const whole = await get(`${at}/files/${String(file)}`);
  expect([whole.status, whole.headers.get('content-type')]).toEqual([200, 'application/pdf']);
  expect(whole.headers.get('content-disposition')).toMatch(/^attachment; filename="roof\.pdf"/);
  expect(Buffer.from(await whole.arrayBuffer()).equals(Buffer.from(bytes))).toBe(true);
  const etag = whole.headers.get('etag')!;
  expect((await get(`${at}/files/${String(file)}`, rosa, { 'if-none-match': etag })).status).toBe(304);

  // A draft is its authors'.
  expect((await get(`${at}/files/${String(file)}`, berta)).status).toBe(404);
  await act('/decisions/publish', { proposal, way: 0 });
  expect((await get(`${at}/files/${String(file)}`, berta)).status).toBe(200);
  expect((await get(`${at}/files/${String(file)}`, eve)).status).toBe(404);
  expect((await get(`${at}/files/${String(file)}`, null)).status).toBe(401);
  expect((await get(`${at}/files/fil_none`)).status).toBe(422);
  const foreign = await act('/decisions/propose', { kind: 'resolution', title: 'Another' });
  expect((await get(`/proposals/${String(foreign['proposal'])}/files/${String(file)}`)).status).toBe(422);

  await act('/decisions/take_back_file', { proposal, file });
  expect((await get(`${at}/files/${String(file)}`)).status).toBe(422);
  const left = (await (await get('/proposals')).json()) as {
    proposals: { proposal: string; files: object[] }[];
  };
  expect(left.proposals.find((one) => one.proposal === proposal)!.files).toHaveLength(1);
});

test('what somebody else brought is not theirs to add, and a stranger brings nothing', async () => {
  const { proposal } = await act('/decisions/propose', { kind: 'resolution', title: 'A wall' }, berta);
  const { digest } = (await (await bring(pdf('Of Rosa'))).json()) as { digest: string };
  const input = { proposal, digest, name: 'a' };
  const refused = await api.post('/decisions/add_file', { by: berta, body: { org, input } });
  expect(await refused.json()).toMatchObject({ rule: 'file_not_brought' });
  expect((await bring(pdf(), eve)).status).toBe(404);
  expect(await (await bring(new TextEncoder().encode('<html>'))).json()).toMatchObject({
    rule: 'file_kind_unknown',
  });
  const large = await bring(new Uint8Array(20 * 1024 * 1024 + 1));
  expect([large.status, await large.json()]).toMatchObject([413, { rule: 'file_too_large', most: 5 }]);
});
