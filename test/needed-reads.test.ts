/** What programs read says what the commands need that follow from it: whose name, which round, for whom. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { perform } from '../src/host/dispatcher.ts';
import { keepTime } from '../src/host/enact.ts';
import { hashCode } from '../src/modules/agents/index.server.ts';
import { USUAL_VOICE, type Articles } from '../src/modules/agents/index.ts';
import { articles as plain, majority } from '../src/modules/decisions/commands/with-group.ts';
import { withApi, type ApiTest, type Program } from './with-api.ts';

const DAY = 86_400_000;
const articles: Articles = {
  ...plain,
  admission: {
    ...plain.admission,
    classes: [...plain.admission.classes, { class: 'resident', votes: true }],
  },
  powers: {
    ...plain.powers,
    appoint: { by: 'member' },
    invite: { by: 'member' },
    run_budget: { by: 'member' },
    resolve: { by: 'decision', ways: [majority, { ...majority, talkDays: 0, voteDays: 0 }] },
  },
  voice: { ...USUAL_VOICE, delegations: 1, minutesSigners: 1, minutesPosts: ['coordinator'] },
};

type Row = Record<string, unknown>;
let api: ApiTest;
let rosa: Program;
let berta: Program;
let org: string;
let rosaIs: string;
let bertaIs: string;

beforeAll(async () => {
  api = await withApi();
  [rosa, berta] = [await api.comeIn('Rosa'), await api.comeIn('Berta')];
  const more = { founder: 'Rosa', locale: 'en', timeZone: 'America/Mexico_City', articles };
  const input = { form: 'association', name: 'Las Ollas', ...more };
  const made = await api.post('/agents/found', { by: rosa, body: { input } });
  org = ((await made.json()) as { org: string }).org;
  await act('/agents/sign', { subject: 'founding', statutes: 1 });
  await act('/agents/invite', { codeHash: hashCode('BERTA222') });
  const come = { code: 'BERTA222', name: 'Berta', norms: true };
  bertaIs = String((await act('/agents/accept', come, berta))['member']);
  rosaIs = ((await read('')) as { me: { member: string } }).me.member;
  await act('/agents/appoint', { role: 'coordinator', member: rosaIs });
});
afterAll(() => api.close());

async function act(path: string, input: object, by: Program = rosa): Promise<Row> {
  const answer = await api.post(path, { by, body: { org, input } });
  const body = (await answer.json()) as { answer?: Row };
  expect([path, answer.status], JSON.stringify(body)).toEqual([path, 200]);
  return body.answer ?? {};
}
const does = (verb: string, input: object, by: Program = rosa) => act(`/decisions/${verb}`, input, by);

async function read(path: string, by: Program | null = rosa): Promise<Row> {
  const answer = await api.get(`/groups/las-ollas${path}`, { by });
  expect([path, answer.status]).toEqual([path, 200]);
  return (await answer.json()) as Row;
}

async function asksOf(by: Program, ask: string): Promise<Row[]> {
  const { asks } = (await (await api.get('/asks/decisions', { by })).json()) as { asks: Row[] };
  return asks.filter((one) => one['ask'] === ask);
}

async function days(count: number): Promise<void> {
  api.clock.now += count * DAY;
  await keepTime(api.host);
}
const inDays = (count: number) => new Date(api.clock.now + count * DAY).toISOString();

async function published(title: string, way: number): Promise<string> {
  const { proposal } = await does('propose', { kind: 'resolution', title });
  await does('publish', { proposal, way });
  return String(proposal);
}

test('a vote that is missing says who votes for somebody unless they do', async () => {
  await does('delegate', { to: rosaIs }, berta);
  const proposal = await published('The roof', 0);
  await days(3);
  expect(await asksOf(berta, 'vote')).toMatchObject([{ proposal, vote: { standIn: rosaIs } }]);
  expect(await asksOf(rosa, 'vote')).toMatchObject([{ proposal, vote: { standIn: null }, round: null }]);
});

test('a count of hands says its round, and minutes which posts they wait for', async () => {
  const paint = await published('The paint', 1);
  const items = [{ title: 'The paint', proposal: paint }];
  const call = { kind: 'assembly', title: 'November', startsAt: inDays(3), items };
  const { meeting } = await does('call_meeting', call);
  await days(3);
  await does('open_meeting', { meeting });
  await does('arrive', { meeting, members: [bertaIs] });
  await does('show_hands', { meeting, proposal: paint, version: 1, hands: { yes: 2, no: 0 } });
  expect(await asksOf(berta, 'count')).toMatchObject([
    { proposal: paint, meeting, round: 1, mayConfirm: true, post: null },
  ]);
  await does('confirm_hands', { meeting, proposal: paint, round: 1, right: true }, berta);
  await does('close_meeting', { meeting });
  const at = `/meetings/${String(meeting)}`;
  const { digest } = (await read(at))['minutes'] as Row;
  await does('sign_minutes', { meeting, digest }, berta);
  expect(await read(at)).toMatchObject({
    state: 'closed',
    minutes: { needed: 1, postsMissing: [{ role: 'coordinator', holders: [rosaIs] }], deniedLate: [] },
  });
  expect(await asksOf(rosa, 'minutes')).toMatchObject([{ meeting, post: 'coordinator', mayConfirm: null }]);
  await does('sign_minutes', { meeting, digest });
  // That one was not there no program says.
  const self = { org: org as never, actor: { person: berta.person, channel: 'web' as const } };
  const denies = { ...self, command: 'decisions.deny_presence', input: { meeting }, key: 'not there' };
  expect(await perform(api.host, denies)).toMatchObject({ ok: true });
  expect(await read(at)).toMatchObject({
    state: 'fixed',
    minutes: { postsMissing: [], denied: [], deniedLate: [{ member: bertaIs, writtenBy: rosaIs }] },
  });
});

test('a pot says for whom it is, and budgets come to the street a few at a time', async () => {
  const dates = { ideasUntil: inDays(1), costingUntil: inDays(2) };
  for (let made = 0; made < 12; made += 1) {
    const pots = [
      { name: 'The quarter', amountMinor: '5000', voters: ['resident'] },
      { name: 'All over', amountMinor: '7000' },
    ];
    await does('open_budget', { title: `Year ${made}`, body: '', unit: 'MXN', pots, ...dates });
  }
  const first = (await read('/budgets?most=50', null)) as { budgets: Row[]; next: string };
  expect(first.budgets).toHaveLength(10);
  const rest = (await read(`/budgets?page=${first.next}`, null)) as { budgets: Row[]; next: null };
  expect([rest.budgets.length, rest.next]).toEqual([2, null]);
  expect(await read(`/budgets/${String(rest.budgets[0]!['budget'])}`)).toMatchObject({
    voters: ['member', 'resident'],
    pots: [
      { name: 'The quarter', voters: ['resident'] },
      { name: 'All over', voters: ['member', 'resident'] },
    ],
  });
});
