/**
 * What programs read of decisions: nothing of a draft that is not theirs, nothing of a count before the
 * close.
 */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { association } from '../src/forms/association.ts';
import { keepTime } from '../src/host/enact.ts';
import { withApi, type ApiTest, type Program } from './with-api.ts';

let api: ApiTest;
let rosa: Program;
let eve: Program;
let org: string;

beforeAll(async () => {
  api = await withApi();
  rosa = await api.comeIn('Rosa');
  eve = await api.comeIn('Eve');
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
});
afterAll(() => api.close());

async function act(path: string, input: object): Promise<Record<string, unknown>> {
  const answer = await api.post(path, { by: rosa, body: { org, input } });
  const body = (await answer.json()) as { answer?: Record<string, unknown> };
  expect([path, answer.status], JSON.stringify(body)).toEqual([path, 200]);
  return body.answer ?? {};
}

async function read(path: string, by: Program | null = rosa) {
  const answer = await api.get(`/groups/las-ollas${path}`, { by });
  return { status: answer.status, body: (await answer.json()) as Record<string, never> };
}

test('a question, from draft to outcome', async () => {
  const { proposal } = await act('/decisions/propose', {
    kind: 'resolution',
    title: 'We meet on Sundays',
    body: 'At four.',
  });
  const at = `/proposals/${String(proposal)}`;
  expect((await read('/proposals')).body['proposals']).toMatchObject([{ proposal, state: 'draft' }]);
  expect((await read('/proposals', eve)).status).toBe(404);
  expect((await read(at, eve)).status).toBe(404);
  expect((await read('/proposals', null)).status).toBe(401);
  expect((await read('/proposals/pro_none')).status).toBe(404);

  await act('/decisions/publish', { proposal, way: 0 });
  api.clock.now += 4 * 86_400_000;
  await keepTime(api.host);
  await act('/decisions/cast', { proposal, choices: { ballot: 'consent', says: 'consent' } });
  expect((await read(at)).body).toMatchObject({ state: 'vote', outcome: null, result: null });
  expect((await read(`${at}/ballots`)).body).toMatchObject({ rule: 'vote_not_closed' });

  api.clock.now += 10 * 86_400_000;
  await keepTime(api.host);
  expect((await read(at)).body).toMatchObject({ result: 'passed', outcome: { result: 'passed' } });
  const { body } = await read(`${at}/ballots`);
  expect(body).toMatchObject({ ballots: 1, file: { type: 'text/csv' } });
  expect((await read(`${at}/ballots`, eve)).status).toBe(404);
});

test('who stands, and which places are kept', async () => {
  const kept = [{ group: 'Upper town', least: 1 }];
  const { proposal, options } = await act('/decisions/propose', {
    kind: 'election',
    title: 'Who keeps the box',
    post: { role: 'treasurer', endsOn: '2027-05-01' },
    parity: kept,
  });
  expect(options).toEqual([]);
  await act('/decisions/publish', { proposal, way: 0 });
  const found = (await read(`/proposals/${String(proposal)}`)).body as object;
  expect(found).toMatchObject({ kept, post: { role: 'treasurer', endsOn: '2027-05-01' }, options: [] });
  const roll = (await read('/members')).body as unknown as { members: { member: string }[] };
  const [{ member } = { member: '' }] = roll.members;
  await act('/decisions/add_option', { proposal, member, body: 'I can count.', groups: ['Upper town'] });
  expect((await read(`/proposals/${String(proposal)}`)).body).toMatchObject({
    options: [
      {
        candidate: member,
        body: 'I can count.',
        people: [{ member, stands: 'stands', words: '', groups: ['Upper town'] }],
      },
    ],
  });
});

test('the list comes in pages, the newest first, and each proposal once', async () => {
  const made: string[] = [];
  for (const title of ['One', 'Two', 'Three', 'Four']) {
    api.clock.now += 1000;
    made.unshift(String((await act('/decisions/propose', { kind: 'resolution', title })).proposal));
  }
  const all = (await read('/proposals')).body as unknown as Page;
  expect(all.next).toBeNull();
  expect(all.proposals.slice(0, 4).map((one) => one.proposal)).toEqual(made);
  const seen: string[] = [];
  let next: string | null = '';
  while (next !== null) {
    const page: Page = (await read(`/proposals?most=2${next && `&page=${next}`}`)).body as unknown as Page;
    expect(page.proposals.length).toBeLessThanOrEqual(2);
    seen.push(...page.proposals.map((one) => one.proposal));
    ({ next } = page);
  }
  expect(seen).toEqual(all.proposals.map((one) => one.proposal));
  expect((await read('/proposals?most=all')).status).toBe(400);
});

interface Page {
  readonly proposals: readonly { readonly proposal: string }[];
  readonly next: string | null;
}
