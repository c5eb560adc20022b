/**
 * People and organizations decide side by side, asked for by programs alone: from the rules to the outcome. What
 * one of the two wants by itself is not decided; the organizations by themselves decide what is theirs.
 */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Articles, Way } from '#agents';
import { association } from '../src/forms/association.ts';
import { network } from '../src/forms/network.ts';
import { majority } from '../src/forms/ways.ts';
import { keepTime } from '../src/host/enact.ts';
import { withApi, type ApiTest, type Program } from './with-api.ts';

const DAY = 86_400_000;
/** Tokens do not last as long as four of the usual votes. */
const soon = { ...majority, talkDays: 1, voteDays: 2 };
const ways: Way[] = [
  { ...soon, voters: 'both' },
  { ...soon, voters: 'organizations' },
];
const articles: Articles = {
  ...network.articles,
  admission: { ...network.articles.admission, vouchers: 0, trialDays: 0 },
  powers: {
    ...network.articles.powers,
    admit: { by: 'member' },
    resolve: { by: 'decision', ways },
  },
};

let api: ApiTest;
let valley: string;
const programs: Record<string, Program> = {};
beforeAll(async () => {
  api = await withApi();
  for (const name of ['Rosa', 'Pía', 'Eve', 'Juan', 'Luz']) programs[name] = await api.comeIn(name);
  valley = await founded('Rosa', 'network', 'The valley', articles);
  const { member } = await act('Pía', '/agents/apply', valley, { name: 'Pía', class: 'group', norms: true });
  await act('Rosa', '/agents/admit', valley, { member });
  for (const name of ['Eve', 'Juan', 'Luz']) await belongs(name);
});
afterAll(() => api.close());

async function act(
  who: string,
  path: string,
  org: string | null,
  input: object,
  status = 200,
): Promise<Record<string, string>> {
  const body = org === null ? { input } : { org, input };
  const answer = await api.post(path, { by: programs[who]!, body });
  const said = (await answer.json()) as { org?: string; rule?: string; answer?: Record<string, string> };
  expect([path, answer.status], JSON.stringify(said)).toEqual([path, status]);
  return {
    ...said.answer,
    ...(said.org ? { org: said.org } : {}),
    ...(said.rule ? { rule: said.rule } : {}),
  };
}

async function founded(who: string, form: string, name: string, of: Articles): Promise<string> {
  const place = { locale: 'en', timeZone: 'America/Mexico_City' };
  const { org } = await act(who, '/agents/found', null, { form, name, founder: who, ...place, articles: of });
  await act(who, '/agents/sign', org!, { subject: 'founding', statutes: 1 });
  return org!;
}

/** A group of one, which joins and speaks through its only member. */
async function belongs(who: string): Promise<void> {
  const home = await founded(who, 'association', `${who}’s bakery`, association.articles);
  const { members } = await read(who, `/groups/${await slugOf(home)}/members`);
  const [{ member } = { member: '' }] = members as { member: string }[];
  await act(who, '/agents/name_delegate', home, { network: valley, member });
  const asked = { name: who, class: 'group', as: home, norms: true };
  const applied = await act(who, '/agents/apply', valley, asked);
  await act('Rosa', '/agents/admit', valley, { member: applied['member'] });
}

async function slugOf(org: string): Promise<string> {
  const { rows } = await api.host.pool.query<{ slug: string }>(
    'SELECT slug FROM agents.organization WHERE org_id = $1',
    [org],
  );
  return rows[0]!.slug;
}

async function read(who: string, path: string): Promise<Record<string, unknown>> {
  const answer = await api.get(path, { by: programs[who]! });
  expect(answer.status).toBe(200);
  return (await answer.json()) as Record<string, unknown>;
}

async function voted(title: string, says: Readonly<Record<string, string>>, way = 0) {
  const draft = { kind: 'resolution', title };
  const { proposal } = await act('Rosa', '/decisions/propose', valley, draft);
  await act('Rosa', '/decisions/publish', valley, { proposal, way });
  api.clock.now += 2 * DAY;
  await keepTime(api.host);
  for (const [who, word] of Object.entries(says)) {
    await act(who, '/decisions/cast', valley, { proposal, choices: { ballot: 'yes_no', says: word } });
  }
  return {
    proposal: proposal!,
    async closed() {
      api.clock.now += 3 * DAY;
      await keepTime(api.host);
      return read('Rosa', `/groups/${await slugOf(valley)}/proposals/${proposal}`);
    },
  };
}

test('what both want is decided, each counted by themselves', async () => {
  const vote = await voted('One truck', { Rosa: 'yes', Pía: 'yes', Eve: 'yes', Juan: 'yes', Luz: 'no' });
  expect(await vote.closed()).toMatchObject({
    result: 'passed',
    way: { voters: 'both' },
    outcome: { count: { roll: 5, took: 5 } },
  });
});

test.each([
  ['the people', { Rosa: 'yes', Pía: 'yes', Eve: 'yes', Juan: 'no', Luz: 'no' }, [true, false]],
  ['the organizations', { Rosa: 'no', Pía: 'no', Eve: 'yes', Juan: 'yes', Luz: 'yes' }, [false, true]],
])('what %s alone want is not', async (_, says, passes) => {
  const vote = await voted('Two trucks', says);
  const { result, outcome } = (await vote.closed()) as { result: string; outcome: { count: Counted } };
  expect(result).toBe('rejected');
  expect(outcome.count.chambers.map((one) => one.passes)).toEqual(passes);
});

interface Counted {
  readonly chambers: readonly { readonly name: string; readonly passes: boolean }[];
}

test('what the organizations alone are asked, nobody else votes on', async () => {
  const vote = await voted('Dues', { Eve: 'yes', Juan: 'yes' }, 1);
  const choices = { ballot: 'yes_no', says: 'no' };
  const input = { proposal: vote.proposal, choices };
  expect((await act('Rosa', '/decisions/cast', valley, input, 422)).rule).toBe('not_on_roll');
  expect(await vote.closed()).toMatchObject({
    result: 'passed',
    way: { voters: 'organizations' },
    outcome: { count: { roll: 3, took: 2 } },
  });
});
