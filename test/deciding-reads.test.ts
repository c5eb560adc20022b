/**
 * What programs read of talk, changes, promises, voices that were given, meetings, budgets and what is asked:
 * what the pages show, to those to whom they show it, and nothing of it to anybody else.
 */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { reads } from '../src/host/api/reads.ts';
import { perform } from '../src/host/dispatcher.ts';
import { keepTime } from '../src/host/enact.ts';
import { hashCode } from '../src/modules/agents/index.server.ts';
import { USUAL_VOICE, type Articles } from '../src/modules/agents/index.ts';
import { articles as plain, majority } from '../src/modules/decisions/commands/with-group.ts';
import { withApi, type ApiTest, type Program } from './with-api.ts';

const DAY = 86_400_000;
const articles: Articles = {
  ...plain,
  powers: {
    ...plain.powers,
    appoint: { by: 'member' },
    moderate: { by: 'role', role: 'coordinator' },
    invite: { by: 'member' },
    run_budget: { by: 'member' },
    cost_projects: { by: 'member' },
    resolve: { by: 'decision', ways: [majority, { ...majority, talkDays: 0, voteDays: 0 }] },
  },
  voice: { ...USUAL_VOICE, delegations: 1, minutesSigners: 1 },
};

let api: ApiTest;
let rosa: Program;
let berta: Program;
let carla: Program;
let eve: Program;
let reader: Program;
let org: string;
let elsewhere: string;
const members: Record<string, string> = {};

type Body = Record<string, never>;
const rowsOf = (body: Body, of: string) => body[of] as unknown as Row[];
type Row = Record<string, unknown>;

beforeAll(async () => {
  api = await withApi();
  [rosa, berta, eve] = [await api.comeIn('Rosa'), await api.comeIn('Berta'), await api.comeIn('Eve')];
  org = await found('Las Ollas', rosa);
  elsewhere = await found('Otra', eve);
  reader = await rosa.reaching('agents:read');
  await act('/agents/invite', { codeHash: hashCode('BERTA222') });
  members['berta'] = String((await act('/agents/accept', come, berta))['member']);
  members['rosa'] = String((await read('', rosa))['me']!['member']);
  await act('/agents/appoint', { role: 'coordinator', member: members['rosa'] });
});
afterAll(() => api.close());

const come = { code: 'BERTA222', name: 'Berta', norms: true };

function founding(name: string, founder: string) {
  const timeZone = 'America/Mexico_City';
  return { form: 'association', name, founder, locale: 'en', timeZone, articles };
}

async function found(name: string, by: Program): Promise<string> {
  const answer = await api.post('/agents/found', { by, body: { input: founding(name, 'Founder') } });
  const { org: made } = (await answer.json()) as { org: string };
  await act('/agents/sign', { subject: 'founding', statutes: 1 }, by, made);
  return made;
}

async function act(path: string, input: object, by: Program = rosa, at = org): Promise<Row> {
  const answer = await api.post(path, { by, body: { org: at, input } });
  const body = (await answer.json()) as { answer?: Row };
  expect([path, answer.status], JSON.stringify(body)).toEqual([path, 200]);
  return body.answer ?? {};
}
const does = (verb: string, input: object, by: Program = rosa) => act(`/decisions/${verb}`, input, by);

const status = async (path: string, by: Program | null, slug = 'las-ollas') =>
  (await api.get(`/groups/${slug}${path}`, { by })).status;

async function read(path: string, by: Program | null = rosa): Promise<Body> {
  const answer = await api.get(`/groups/las-ollas${path}`, { by });
  const body = (await answer.json()) as Body;
  expect([path, answer.status], JSON.stringify(body)).toEqual([path, 200]);
  return body;
}

async function asksOf(by: Program, module = 'decisions'): Promise<Row[]> {
  return ((await (await api.get(`/asks/${module}`, { by })).json()) as { asks: Row[] }).asks;
}

async function days(count: number): Promise<void> {
  api.clock.now += count * DAY;
  await keepTime(api.host);
}

async function published(title: string, by: Program = rosa, way = 0): Promise<string> {
  const { proposal } = await does('propose', { kind: 'resolution', title }, by);
  await does('publish', { proposal, way }, by);
  return String(proposal);
}

const inDays = (count: number) => new Date(api.clock.now + count * DAY).toISOString();
let proposal: string;
let meeting: string;
let budget: string;

test('talk: where each word stands, what is hidden, and in pages', async () => {
  proposal = await published('A roof');
  const at = `/talk/${proposal}`;
  const say = async (input: object, by: Program) => {
    api.clock.now += 1_000;
    return String((await does('say', { subject: proposal, ...input }, by))['word']);
  };
  const asked = await say({ kind: 'question', text: 'Who pays?' }, berta);
  expect((await read(at))['words']).toMatchObject([{ word: asked, kind: 'question', state: 'open' }]);
  const answer = await say({ kind: 'answer', text: 'All of us.', replyTo: asked }, rosa);
  const objection = await say({ kind: 'objection', text: 'Too dear.' }, berta);
  await does('react', { word: asked, sign: 'thanks' });
  expect((await read(at))['words']).toMatchObject([
    { word: asked, state: 'answer_given', signs: [{ sign: 'thanks', count: 1, mine: true }] },
    { word: answer, replyTo: asked, author: members['rosa'], text: 'All of us.' },
    { word: objection, state: 'stands', text: 'Too dear.' },
  ]);
  expect(rowsOf(await read(at, berta), 'words')[0]).toMatchObject({ signs: [{ mine: false }] });
  await does('integrate', { word: objection });
  const summary = await say({ kind: 'comment', text: 'Rude.' }, berta);
  await does('hide_word', { word: summary, reason: 'Against what we agreed on' });
  // What is one's own alone no program does.
  const self = { org: org as never, actor: { person: berta.person, channel: 'web' as const } };
  const taken = { ...self, command: 'decisions.take_back_word', input: { word: asked }, key: 'taken back' };
  expect(await perform(api.host, taken)).toMatchObject({ ok: true });
  expect((await read(at, rosa))['words']).toMatchObject([
    { text: null, gone: 'taken_back', state: 'taken_back' },
    {},
    { state: 'said_integrated' },
    { text: 'Rude.', gone: null, hidden: { by: members['rosa'], reason: 'Against what we agreed on' } },
  ]);
  carla = await api.comeIn('Carla');
  await act('/agents/invite', { codeHash: hashCode('CARLA222') });
  await act('/agents/accept', { code: 'CARLA222', name: 'Carla', norms: true }, carla);
  expect(rowsOf(await read(at, carla), 'words')[3]).toMatchObject({ text: null, gone: 'hidden' });

  const first = await read(`${at}?most=3`);
  expect(first['words']).toHaveLength(3);
  const rest = await read(`${at}?most=3&page=${String(first['next'])}`);
  expect([rest['words'], rest['next']]).toMatchObject([[{ word: summary }], null]);
  await act('/decisions/say', { subject: 'org', kind: 'comment', text: 'Good morning' }, carla);
  expect((await read('/talk/org'))['words']).toMatchObject([{ text: 'Good morning' }]);
  expect(await status('/talk/nothing', rosa)).toBe(404);
});

test('versions, offers and merges of a proposal', async () => {
  const offered = { proposal, base: 1, title: 'A tin roof', body: 'Cheaper.', why: 'We have little' };
  const { offer } = await does('offer_change', offered, berta);
  const other = await published('A wall', berta);
  const { merge } = await does('offer_merge', { from: other, into: proposal }, berta);
  expect(await read(`/proposals/${proposal}/offers`)).toMatchObject({
    offers: [{ offer, state: 'open', title: 'A tin roof', offeredBy: members['berta'] }],
    merges: [{ merge, source: other, target: proposal }],
    next: null,
  });
  expect((await asksOf(rosa)).map((one) => one['ask'])).toEqual(expect.arrayContaining(['offer', 'merge']));
  await does('accept_offer', { offer });
  await does('decline_merge', { merge });
  expect(await read(`/proposals/${proposal}/offers`, berta)).toMatchObject({
    offers: [{ state: 'applied', appliedVersion: 2 }],
    merges: [],
  });
  expect(await read(`/proposals/${proposal}/versions?most=1`)).toMatchObject({
    versions: [{ version: 2, title: 'A tin roof' }],
    next: '2',
  });
  expect(await read(`/proposals/${proposal}/versions?page=2`)).toMatchObject({
    versions: [{ version: 1, title: 'A roof' }],
    next: null,
  });
  const draft = await does('propose', { kind: 'resolution', title: 'Mine' });
  const own = `/proposals/${String(draft['proposal'])}`;
  expect([await status(`${own}/versions`, rosa), await status(`${own}/versions`, berta)]).toEqual([200, 404]);
  expect(await status(`${own}/offers`, berta)).toBe(404);
  expect(await status(`/talk/${String(draft['proposal'])}`, rosa)).toBe(404);
});

test('a voice that was given is known to the two, and to nobody else', async () => {
  const { delegation } = await does('delegate', { to: members['rosa'] }, berta);
  const row = { delegation, from: members['berta'], to: members['rosa'], matter: 'all' };
  expect(await read('/delegations', berta)).toMatchObject({ most: 1, given: [row], carried: [] });
  expect(await read('/delegations', rosa)).toMatchObject({ given: [], carried: [row] });
  const dora = await api.comeIn('Dora');
  await act('/agents/invite', { codeHash: hashCode('DORA2222') });
  await act('/agents/accept', { code: 'DORA2222', name: 'Dora', norms: true }, dora);
  expect(await read('/delegations', dora)).toEqual({ most: 1, given: [], carried: [] });
  await does('end_delegation', { delegation }, berta);
  expect(await read('/delegations', rosa)).toMatchObject({ carried: [] });
});

test('what is asked: a vote that is missing, and then what was promised', async () => {
  await days(3);
  expect(await asksOf(berta)).toEqual(
    expect.arrayContaining([
      expect.objectContaining({
        ask: 'vote',
        org,
        group: 'las-ollas',
        proposal,
        title: 'A tin roof',
        vote: expect.objectContaining({ method: 'majority', secrecy: 'open', took: 0 }) as object,
      }),
    ]),
  );
  expect(await asksOf(eve)).toEqual([]);
  const yes = { proposal, choices: { ballot: 'yes_no', says: 'yes' } };
  const { vote } = (await read(`/proposals/${proposal}`, berta)) as unknown as { vote: Row };
  expect(vote).toEqual({ took: 0, onRoll: true, taken: false, own: null });
  await does('cast', yes, berta);
  expect(await read(`/proposals/${proposal}`, berta)).toMatchObject({
    vote: { took: 1, taken: true, own: yes.choices },
    effect: null,
  });
  expect(await read(`/proposals/${proposal}`)).toMatchObject({ vote: { took: 1, taken: false, own: null } });
  await does('cast', yes);
  const missing = (asks: Row[]) =>
    asks.filter((one) => one['ask'] === 'vote' && one['proposal'] === proposal);
  expect(missing(await asksOf(berta))).toEqual([]);
  await days(6);
  expect(await read(`/proposals/${proposal}`)).toMatchObject({
    vote: null,
    effect: { brakes: [], stuck: null, returnedAt: null },
  });
  const by = inDays(2).slice(0, 10);
  const { promise } = await does('promise', { proposal, what: 'Buys the tin', who: members['berta'], by });
  expect(await read('/promises')).toMatchObject({
    promises: [{ promise, proposal, state: 'asked', who: members['berta'], by, what: 'Buys the tin' }],
  });
  expect((await asksOf(berta)).filter((one) => one['ask'] === 'promise')).toMatchObject([
    { promise, proposal },
  ]);
  await does('accept_promise', { promise }, berta);
  await does('keep_promise', { promise, note: 'In the shed' }, berta);
  expect(await read(`/promises?proposal=${proposal}`)).toMatchObject({
    promises: [{ state: 'done', note: 'In the shed' }],
  });
  expect((await read('/promises?proposal=pro_none'))['promises']).toEqual([]);
});

test('what belonging asks', async () => {
  const fran = await api.comeIn('Fran');
  expect(await asksOf(fran, 'agents')).toEqual([]);
  const begun = await api.post('/agents/found', { by: fran, body: { input: founding('Tercera', 'Fran') } });
  const { org: draft } = (await begun.json()) as { org: string };
  expect(await asksOf(fran, 'agents')).toMatchObject([{ ask: 'found', org: draft, group: 'tercera' }]);
  const suspended = {
    org,
    input: { member: members['berta'], until: inDays(9).slice(0, 10), reason: 'Noise' },
  };
  const waits = await api.post('/agents/suspend', { by: rosa, body: suspended });
  const { waiting } = (await waits.json()) as { waiting: string };
  const [asked] = await asksOf(carla, 'agents');
  expect(asked).toMatchObject({ ask: 'sign', waiting, command: 'agents.suspend', have: 1 });
  expect(JSON.stringify(asked)).not.toContain('Noise');
  expect(await (await api.get('/asks/decisions', { by: reader })).json()).toMatchObject({
    rule: 'token_lacks_scope',
  });
  expect((await api.get('/asks/agents', { by: reader })).status).toBe(200);
});

test('a meeting, from the call to its minutes', async () => {
  const paint = await published('The paint', rosa, 1);
  const called = await does('call_meeting', {
    kind: 'assembly',
    title: 'November',
    startsAt: inDays(3),
    items: [{ title: 'The paint', proposal: paint }],
  });
  meeting = String(called['meeting']);
  const at = `/meetings/${meeting}`;
  await does('answer_meeting', { meeting, comes: true }, berta);
  await does('add_date', {
    kind: 'fair',
    title: 'The fair',
    place: 'The square',
    startsAt: inDays(2),
    public: true,
  });
  expect((await read('/meetings'))['meetings']).toMatchObject([{ meeting, state: 'called' }]);
  expect(await read(at)).toMatchObject({ coming: [members['berta']], away: [], inRoom: [], minutes: null });
  const inside = rowsOf(await read('/calendar'), 'entries');
  expect(inside.map((one) => one['kind'])).toEqual(['fair', 'meeting', 'term']);
  const first = await read('/calendar?most=1');
  expect((await read(`/calendar?page=${String(first['next'])}`))['entries']).toEqual(inside.slice(1));
  for (const by of [eve, null])
    expect((await read('/calendar', by))['entries']).toMatchObject([{ kind: 'fair', title: 'The fair' }]);

  await days(3);
  await does('open_meeting', { meeting });
  await does('arrive', { meeting, members: [members['berta']] });
  await does('ask_to_speak', { meeting }, berta);
  await does('show_hands', { meeting, proposal: paint, version: 1, hands: { yes: 2, no: 0 } });
  expect(await read(at)).toMatchObject({
    state: 'open',
    inRoom: [members['rosa'], members['berta']].toSorted(),
    wantToSpeak: [members['berta']],
    counts: [{ proposal: paint, state: 'waits', yes: 2, countedBy: members['rosa'], voices: [] }],
  });
  await does('confirm_hands', { meeting, proposal: paint, round: 1, right: true }, berta);
  await does('note', { meeting, words: 'It rained.' }, berta);
  await does('close_meeting', { meeting });
  const { minutes } = (await read(at)) as unknown as { minutes: Row };
  expect(minutes).toMatchObject({
    facilitator: members['rosa'],
    signed: [],
    isWhole: true,
    items: [{ title: 'The paint', decided: [{ proposal: paint, state: 'stands', yes: 2 }] }],
    said: [{ by: members['berta'], words: 'It rained.' }],
  });
  await does('sign_minutes', { meeting, digest: minutes['digest'] }, berta);
  expect(await read(at)).toMatchObject({
    state: 'fixed',
    minutes: { signed: [{ member: members['berta'] }] },
  });
});

test('a budget: to those inside all of it, to the street what was done with the money', async () => {
  const made = await does('open_budget', {
    title: 'The money',
    body: 'Rosa asked for it.',
    unit: 'MXN',
    pots: [{ name: 'All of it', amountMinor: '100000' }],
    voters: ['member'],
    ideasUntil: inDays(1),
    costingUntil: inDays(2),
  });
  budget = String(made['budget']);
  const [{ pot } = { pot: '' }] = made['pots'] as { pot: string }[];
  const idea = { budget, pot, title: 'A lamp', body: '', place: 'The corner' };
  const { project } = await does('put_project', idea, berta);
  await does('cost_project', { budget, project, costMinor: '60000', why: 'as offered' });
  const at = `/budgets/${budget}`;
  expect(await read(at)).toMatchObject({ stage: 'ideas', projects: 1, pots: [{ amountMinor: '100000' }] });
  expect((await read(`${at}/projects`))['projects']).toMatchObject([
    { project, state: 'costed', cost: { minor: '60000', by: members['rosa'] }, delivery: null },
  ]);
  await days(2);
  const put = await does('put_to_ballot', { budget });
  const [{ proposal: ballot } = { proposal: '' }] = put['ballots'] as { proposal: string }[];
  await days(0);
  const { options } = (await read(`/proposals/${ballot}`)) as unknown as { options: { option: string }[] };
  const wants = { ballot: 'fund', options: options.map((one) => one.option) };
  await does('cast', { proposal: ballot, choices: wants });
  await does('cast', { proposal: ballot, choices: wants }, berta);
  await days(6);
  const told = { budget, project, state: 'begun', spentMinor: '1500', note: 'as Bo says' };
  await does('report_delivery', told);
  expect((await read(`${at}/projects`))['projects']).toMatchObject([
    {
      state: 'funded',
      delivery: {
        state: 'begun',
        spentMinor: '1500',
        reports: [{ note: 'as Bo says', by: members['rosa'] }],
      },
    },
  ]);
  expect(await read(at)).toMatchObject({ stage: 'delivery', pots: [{ fundedMinor: '60000' }] });
  for (const by of [rosa, eve, null]) {
    const { budgets } = (await read('/budgets', by)) as unknown as { budgets: Row[] };
    expect(budgets).toMatchObject([{ budget, funded: [{ title: 'A lamp', spentMinor: '1500' }] }]);
    expect(JSON.stringify(budgets)).not.toMatch(/mem_|Rosa|as Bo says/);
  }
});

test('a stranger gets the same as if there were nothing, and ids of one group open nothing in another', async () => {
  const ids: Record<string, string> = {
    proposals: proposal,
    talk: proposal,
    meetings: meeting,
    budgets: budget,
  };
  const own = reads.filter(
    (one) => one.name.startsWith('decisions.') && one.access === 'token' && one.path.includes('{slug}'),
  );
  expect(own.length).toBeGreaterThan(12);
  for (const one of own) {
    const [, , , noun] = one.path.split('/');
    const path = one.path
      .replace('/groups/{slug}', '')
      .replace('{id}', ids[noun ?? ''] ?? '')
      .replace('{file}', 'fil_none');
    const stranger = await api.get(`/groups/las-ollas${path}`, { by: eve });
    const nowhere = await api.get(`/groups/no-such-group${path}`, { by: eve });
    expect([one.name, stranger.status]).toEqual([one.name, 404]);
    expect(await stranger.text()).toBe(await nowhere.text());
    expect([one.name, await status(path, null)]).toEqual([one.name, 401]);
    if (one.path.includes('{id}'))
      expect([one.name, await status(path, eve, elsewhere)]).toEqual([one.name, 404]);
    else
      expect(await (await api.get(`/groups/${elsewhere}${path}`, { by: eve })).text()).not.toContain('mem_');
  }
});
