/** What programs may and may not do, and how they are told. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { association } from '../src/forms/association.ts';
import { explain } from '../src/host/api/explain.ts';
import { BODY_LIMIT } from '../src/host/api/acts.ts';
import { checkBundle } from '../src/host/register/bundle.ts';
import { verifyConsistency } from '../src/kernel/merkle.ts';
import { makeId } from '../src/kernel/id.ts';
import { locales, messagesOf } from '../src/locales/index.ts';
import { hashCode } from '../src/modules/agents/index.server.ts';
import { ORIGIN, withApi, type ApiTest, type Program } from './with-api.ts';

let api: ApiTest;
let rosa: Program;
let eve: Program;
let org: string;

const founding = (name: string) => ({
  form: 'association',
  name,
  founder: 'Rosa',
  locale: 'es',
  timeZone: 'America/Mexico_City',
  articles: association.articles,
});

async function found(name: string, signed = true): Promise<string> {
  const answer = await api.post('/agents/found', { by: rosa, body: { input: founding(name) } });
  const receipt = (await answer.json()) as { org: string };
  const body = { org: receipt.org, input: { subject: 'founding', statutes: 1 } };
  if (signed) expect((await api.post('/agents/sign', { by: rosa, body })).status).toBe(200);
  return receipt.org;
}

/** What the readings answer, each a part of it. */
interface Body {
  readonly members: { readonly name: string }[];
  readonly groups: { readonly slug: string }[];
  readonly acts: { readonly position: number }[];
  readonly after: number;
  readonly more: boolean;
  readonly head: { readonly size: number; readonly root: string };
  readonly consistency?: { readonly proof: string[] };
}

const read = async (path: string, by: Program | null = null) => {
  const answer = await api.get(path, { by });
  return { status: answer.status, body: (await answer.json()) as Body };
};
const rule = async (answer: Promise<Response>) => ((await (await answer).json()) as { rule: string }).rule;

beforeAll(async () => {
  api = await withApi();
  rosa = await api.comeIn('Rosa');
  eve = await api.comeIn('Eve');
  org = await found('Las Ollas');
});
afterAll(() => api.close());

describe('a program', () => {
  test('is known by its token alone: no cookie, no ended and no invented token lets anybody in', async () => {
    const body = { input: founding('By Cookie') };
    const headers = {
      cookie: 'tequio_session=anything; __Host-tequio_session=anything',
      origin: 'https://evil.example',
    };
    expect(await rule(api.post('/agents/found', { headers, body }))).toBe('sign_in_first');
    for (const token of ['teq_short', `teq_${'A'.repeat(43)}`]) {
      expect(await rule(api.post('/agents/found', { by: { ...rosa, token }, body }))).toBe('token_not_valid');
    }
    const late = await api.comeIn('Late');
    api.clock.now += 31 * 86_400_000;
    expect(await rule(api.get('/groups', { by: late }))).toBe('token_not_valid');
    api.clock.now -= 31 * 86_400_000;
  });

  test('reaches as far as its scopes', async () => {
    const reader = await rosa.reaching('agents:read');
    expect((await api.get('/groups', { by: reader })).status).toBe(200);
    const body = { input: founding('By A Reader') };
    expect(await rule(api.post('/agents/found', { by: reader, body }))).toBe('token_lacks_scope');
    const other = await rosa.reaching('network:write');
    expect(await rule(api.get('/groups/las-ollas', { by: other }))).toBe('token_lacks_scope');
    expect((await api.get('/organizations', { by: other })).status).toBe(200);
    const all = await rosa.reaching('agents:write', 'agents.leave');
    expect(await rule(api.post('/agents/leave', { by: all, body: { org, input: {} } }))).toBe(
      'token_lacks_scope',
    );
    expect(await rule(api.post('/agents/edit_profile', { by: all, body: { input: { name: 'X' } } }))).toBe(
      'token_lacks_scope',
    );
  });

  test('that asks too often waits as long as it is told', async () => {
    const hasty = await rosa.reaching('agents:read');
    const statuses: number[] = [];
    let last: Response | undefined;
    for (let i = 0; i < 601; i++) {
      last = await api.get('/groups/none', { by: hasty, ip: '198.51.100.9' });
      statuses.push(last.status);
    }
    expect(new Set(statuses.slice(0, 600))).toEqual(new Set([404]));
    expect(statuses[600]).toBe(429);
    expect(Number(last!.headers.get('retry-after'))).toBeGreaterThan(0);
    // Another program of the same person is not made to wait.
    expect((await api.get('/groups', { by: rosa })).status).toBe(200);
  });

  test('is told in its language, with the facts beside the words', async () => {
    const answer = await api.post('/agents/found', { by: rosa, body: {}, locale: 'es' });
    expect(answer.headers.get('content-language')).toBe('es');
    const problem = (await answer.json()) as Record<string, unknown>;
    expect(problem).toMatchObject({
      type: `${ORIGIN}/problems/input_invalid`,
      status: 400,
      title: 'No se entiende',
    });
    expect(problem['issues']).toContainEqual({ at: 'name', of: 'string', says: 'invalid_type' });
  });

  test('sends no more than it may, and nothing that is no text', async () => {
    const large = JSON.stringify({ input: { name: 'x'.repeat(BODY_LIMIT) } });
    const answer = await api.post('/agents/found', { by: rosa, body: large });
    expect([answer.status, await rule(Promise.resolve(answer))]).toEqual([413, 'body_too_large']);
    for (const body of ['', '[]]', '\u0000', 'null', '[]', '"text"']) {
      expect([400, 415]).toContain((await api.post('/agents/found', { by: rosa, body })).status);
    }
    const deep = `{"input":${'['.repeat(5_000)}${']'.repeat(5_000)}}`;
    expect((await api.post('/agents/found', { by: rosa, body: deep })).status).toBe(400);
    expect(
      (await api.post('/agents/found', { by: rosa, body: { input: founding('x') }, key: 'k'.repeat(201) }))
        .status,
    ).toBe(400);
  });

  test('that asks many times at once is served once, and each time answered', async () => {
    const sent = { by: rosa, key: 'twice', body: { input: founding('Twice') } };
    const answers = await Promise.all(Array.from({ length: 8 }, () => api.post('/agents/found', sent)));
    const told = (await Promise.all(answers.map((one) => one.json()))) as { act: string; replayed?: true }[];
    expect(answers.map((one) => one.status)).toEqual(answers.map(() => 200));
    expect(new Set(told.map((one) => one.act)).size).toBe(1);
    expect(told.filter((one) => one.replayed !== true)).toHaveLength(1);
  });

  test('that asks for something else under the same key, at once, is refused that', async () => {
    const answers = await Promise.all(
      ['One', 'Another'].map((name) =>
        api.post('/agents/found', { by: rosa, key: 'once', body: { input: founding(name) } }),
      ),
    );
    expect(answers.map((one) => one.status).sort()).toEqual([200, 422]);
    const late = answers.find((one) => one.status === 422)!;
    expect(await rule(Promise.resolve(late))).toBe('key_reused');
  });
});

test('a blind ballot is asked by nobody, and counted by its token', async () => {
  const input = {
    proposal: makeId('pro', 1, new Uint8Array(10)),
    token: 'A'.repeat(43),
    signature: 'A'.repeat(342),
    choices: { ballot: 'yes_no', says: 'yes' },
  };
  const post = (token: string) => {
    const body = { org, input: { ...input, token } };
    // Whose token of the API comes along is not even looked at.
    const headers = { authorization: 'Bearer nobody' };
    return rule(api.post('/decisions/post_ballot', { body, headers }));
  };
  for (let often = 0; often < 20; often += 1) expect(await post(input.token)).toBe('token_unknown');
  expect(await post(input.token)).toBe('too_many_tries');
  expect(await post('B'.repeat(43))).toBe('token_unknown');
});

describe('a group', () => {
  test('shows a stranger its front and not one name, and its people the rest', async () => {
    const { body: front } = await read('/groups/las-ollas');
    expect(front).toMatchObject({ org, name: 'Las Ollas', state: 'founded', members: 1, me: null });
    expect(JSON.stringify(front)).not.toContain('Rosa');
    expect((await read(`/groups/${org}`, eve)).body).toMatchObject({
      me: { standing: 'person', member: null },
    });
    expect((await read('/groups/las-ollas', rosa)).body).toMatchObject({ me: { standing: 'member' } });
    const { body } = await read('/groups/las-ollas/members', rosa);
    expect(body.members.map((one) => one.name)).toEqual(['Rosa']);
    const mine = await read('/groups', rosa);
    expect(mine.body.groups.map((one) => one.slug)).toContain('las-ollas');
    expect((await read('/groups', eve)).body.groups).toEqual([]);
  });

  test('that is a draft, or is none, or is not yours, looks the same to a stranger', async () => {
    const draft = await found('A Draft', false);
    const nowhere = makeId('org', 1, new Uint8Array(10));
    const pages = ['', '/members', '/rules', '/record', '/head', '/record/0/proof'];
    for (const page of pages) {
      const [one, none] = [
        await read(`/groups/${draft}${page}`, eve),
        await read(`/groups/${nowhere}${page}`, eve),
      ];
      expect([page, one.status]).toEqual([page, 404]);
      expect(one.body).toEqual(none.body);
    }
    expect((await read('/groups/las-ollas/members', eve)).status).toBe(404);
    const sign = (of: string) =>
      api.post('/agents/sign', { by: eve, body: { org: of, input: { subject: 'founding', statutes: 1 } } });
    expect(await (await sign(draft)).json()).toEqual(await (await sign(nowhere)).json());
  });

  test('has rules in sentences of the reader’s language', async () => {
    const answer = await api.get('/groups/las-ollas/rules', { locale: 'es' });
    const rules = (await answer.json()) as {
      version: number;
      sentences: { text: string }[];
      versions: object[];
    };
    expect([rules.version, rules.versions.length]).toEqual([1, 1]);
    expect(rules.sentences.length).toBeGreaterThan(10);
    expect(rules.sentences.every((one) => one.text.length > 3 && !one.text.includes('{'))).toBe(true);
    expect((await read('/groups/las-ollas/rules?version=7')).status).toBe(404);
  });
});

describe('the record', () => {
  test('is followed in the order in which it grows', async () => {
    const seen: number[] = [];
    let after = '';
    for (;;) {
      const { body } = await read(`/groups/las-ollas/record?most=1${after}`, rosa);
      seen.push(...body.acts.map((one) => one.position));
      after = `&after=${body.after}`;
      if (!body.more) break;
    }
    expect(seen).toEqual([0, 1]);
    expect((await read(`/groups/las-ollas/record?after=1`, rosa)).body).toEqual({
      acts: [],
      after: 1,
      more: false,
    });
  });

  test('tells a stranger how the group came to be, and of nobody in it', async () => {
    const { body } = await read('/groups/las-ollas/record');
    expect(body.acts).toMatchObject([{ position: 0, command: 'agents.found', actor: null, fact: null }]);
  });

  test('gives a head that the next one continues, and proofs that hold without us', async () => {
    const { body: kept } = await read('/groups/las-ollas/head');
    const invite = { org, input: { codeHash: 'a'.repeat(64) } };
    expect((await api.post('/agents/invite', { by: rosa, body: invite })).status).toBe(200);
    const { body: now } = await read(`/groups/las-ollas/head?since=${kept.head.size}`);
    const bytes = (hex: string) => Buffer.from(hex, 'hex');
    const grew = verifyConsistency({
      first: kept.head.size,
      second: now.head.size,
      firstRoot: bytes(kept.head.root),
      secondRoot: bytes(now.head.root),
      proof: now.consistency!.proof.map(bytes),
    });
    expect([now.head.size, grew]).toEqual([kept.head.size + 1, true]);
    const { body: proof } = await read('/groups/las-ollas/record/2/proof', rosa);
    expect(checkBundle(proof).verdict).toBe('holds');
    expect((await read('/groups/las-ollas/record/2/proof', eve)).status).toBe(404);
    expect((await read('/groups/las-ollas/record/99/proof', rosa)).status).toBe(404);
  });

  test('proves who lives with whom to nobody but to those who do', async () => {
    const celia = await api.comeIn('Celia');
    const code = 'K7Q2-9FMD-4TRW-0H3J';
    const invite = { org, input: { codeHash: hashCode(code) } };
    expect((await api.post('/agents/invite', { by: rosa, body: invite })).status).toBe(200);
    const come = {
      org,
      input: { code: code.toLowerCase().replaceAll('-', ' '), name: 'Celia', norms: true },
    };
    expect((await api.post('/agents/accept', { by: celia, body: come })).status).toBe(200);
    const made = await api.post('/agents/form_household', { by: rosa, body: { org, input: {} } });
    const { position } = (await made.json()) as { position: number };
    const proof = `/groups/las-ollas/record/${position}/proof`;
    expect((await read(proof, rosa)).status).toBe(200);
    expect((await api.get(proof, { by: celia })).status).toBe(403);
    expect(await rule(api.get(proof, { by: celia }))).toBe('act_of_a_home');
    expect((await read(proof, eve)).status).toBe(404);
    const { body } = await read(`/groups/las-ollas/record?after=${position - 1}`, celia);
    expect(body.acts).toMatchObject([{ position, actor: null, fact: null }]);
  });
});

test('an answer of 500 says nothing of what was inside', async () => {
  const world = {
    ...api.world,
    auth: { ...api.auth, tokenOf: () => Promise.reject(new Error('the secret inside')) },
  };
  const { answerApi } = await import('../src/host/api/index.ts');
  const url = new URL(`${ORIGIN}/api/v1/groups`);
  const request = new Request(url, { headers: { authorization: 'Bearer x' } });
  const answer = await answerApi({ world, request, url, ip: '192.0.2.9', locale: 'en' }, '/groups');
  const text = await answer.text();
  expect(answer.status).toBe(500);
  expect(text).not.toContain('secret inside');
  expect(JSON.parse(text)).toMatchObject({
    rule: 'server_failed',
    code: expect.stringMatching(/^[0-9a-f]{8}$/) as string,
  });
});

test.each(locales)('every refusal has a page in $name', ({ locale }) => {
  const rules = Object.keys(messagesOf('en')).flatMap((key) => /^refusal\.([a-z_]+)$/.exec(key)?.[1] ?? []);
  expect(rules.length).toBeGreaterThan(100);
  for (const one of rules) {
    const page = explain(one, locale);
    expect(page?.sentence, one).toBeTruthy();
    expect(`${page?.sentence} ${page?.way}`).not.toMatch(/[{}]|undefined/);
  }
  expect(explain('no_such_rule', locale)).toBeNull();
  expect(explain('__proto__', locale)).toBeNull();
});
