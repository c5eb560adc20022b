/** What programs read of accounts: their own and the common ones, and of others that they are there. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { hashCode } from '../src/modules/agents/index.server.ts';
import { keeping, maiz, peso } from '../src/modules/ledger/commands/with-books.ts';
import { withApi, type ApiTest, type Program } from './with-api.ts';

let api: ApiTest;
let rosa: Program;
let luis: Program;
let eve: Program;
let org: string;

type Row = Record<string, string | null>;
const CODE = 'MAIZ-2026';

beforeAll(async () => {
  api = await withApi();
  [rosa, luis, eve] = [await api.comeIn('Rosa'), await api.comeIn('Luis'), await api.comeIn('Eve')];
  const articles = keeping(maiz, { ...peso, commonOnly: true });
  const founding = {
    form: 'association',
    name: 'El Maíz',
    founder: 'Rosa',
    locale: 'es',
    timeZone: 'America/Mexico_City',
    // Books are kept by a post: what is nobody's business is not a member's either.
    articles: { ...articles, powers: { ...articles.powers, keep_books: { by: 'role', role: 'treasurer' } } },
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
  const answer = await api.get(`/groups/el-maiz${path}`, { by });
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
}

async function accountOf(by: Program): Promise<string> {
  const { body } = await read('/accounts', by);
  const own = (body['accounts'] as Row[]).find((one) => one['purpose'] === 'holding')!;
  return own['account']!;
}

test('one’s own accounts and the common ones are read, and no other', async () => {
  const [mine, theirs] = [await accountOf(rosa), await accountOf(luis)];
  expect(mine).not.toBe(theirs);
  const { number } = await act(rosa, '/ledger/transfer', {
    source: mine,
    target: theirs,
    amountMinor: '1250',
    note: 'pan',
  });
  expect(number).toBe('1');
  const { body } = await read(`/accounts/${mine}/statement`, rosa);
  expect(body['account']).toMatchObject({ balanceMinor: '-1250', floorMinor: '-10000' });
  expect(body['entries']).toMatchObject([{ number: '1', minor: '-1250', afterMinor: '-1250', note: 'pan' }]);
  expect((await read(`/accounts/${mine}/statement`, luis)).status).toBe(404);
  expect((await read(`/accounts/${mine}/statement`, eve)).status).toBe(404);
  const { accounts } = (await read('/accounts', rosa)).body as unknown as { accounts: Row[] };
  expect(accounts.map((one) => one['purpose']).sort()).toEqual([
    'commons',
    'commons',
    'holding',
    'issue',
    'issue',
  ]);
});

test('whom one can pay is known to those of the group, and what they have to nobody', async () => {
  const { body } = await read('/accounts/payable', rosa);
  const found = body['accounts'] as Row[];
  expect(found.map((one) => Object.keys(one).sort())).toEqual(
    found.map(() => ['account', 'member', 'name', 'purpose', 'unit']),
  );
  expect(found).toHaveLength(4);
  for (const path of ['/accounts', '/accounts/payable', '/payment-requests']) {
    expect((await read(path, eve)).status).toBe(404);
    expect((await read(path, null)).status).toBe(401);
  }
});

test('a statement comes in pages, and a request says where it stands', async () => {
  const [mine, theirs] = [await accountOf(rosa), await accountOf(luis)];
  for (const amountMinor of ['1', '2', '3'])
    await act(rosa, '/ledger/transfer', { source: mine, target: theirs, amountMinor });
  const first = (await read(`/accounts/${mine}/statement?most=2`, rosa)).body;
  expect(first['entries']).toMatchObject([{ minor: '-3' }, { minor: '-2' }]);
  const rest = (await read(`/accounts/${mine}/statement?page=${String(first['next'])}`, rosa)).body;
  expect(rest['entries']).toMatchObject([{ minor: '-1' }, { minor: '-1250' }]);
  expect(rest['next']).toBeNull();
  const asked = { source: mine, target: theirs, amountMinor: '5' };
  const { request } = await act(luis, '/ledger/request_payment', asked);
  expect((await read('/payment-requests', rosa)).body['requests']).toMatchObject([
    { request, state: 'waits' },
  ]);
  await act(rosa, '/ledger/accept_request', { request });
  expect((await read('/payment-requests', luis)).body['requests']).toMatchObject([
    { request, state: 'paid' },
  ]);
});

test('what is paid in cash is read by the two it is between', async () => {
  const member = async (by: Program) =>
    ((await read('/accounts', by)).body['accounts'] as Row[]).find((one) => one['purpose'] === 'holding')![
      'member'
    ];
  const [payer, receiver] = [await member(rosa), await member(luis)];
  const { cash } = await act(rosa, '/ledger/say_paid', { unit: 'peso', receiver, amountMinor: '500' });
  for (const by of [rosa, luis])
    expect((await read('/cash-payments', by)).body['payments']).toMatchObject([
      { cash, payer, receiver, account: null, amountMinor: '500', state: 'waits', number: null },
    ]);
  await act(luis, '/ledger/say_received', { cash });
  expect((await read('/cash-payments', rosa)).body['payments']).toMatchObject([{ cash, state: 'received' }]);
  expect((await read('/cash-payments', eve)).status).toBe(404);
});
