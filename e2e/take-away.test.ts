/** Acts and files from the command line, beside the program that runs. */
import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { association } from '../src/forms/association.ts';
import { perform } from '../src/host/dispatcher.ts';
import { startServer, DATABASE } from '../src/host/engine/server.ts';
import { newFirstLink } from '../src/host/first-link.ts';
import { openWorld } from '../src/host/worlds.ts';
import { freshFolder, removeFolder, ROOT, start, type Running } from './running.ts';

let folder: string;
let running: Running;
let token: string;

beforeAll(async () => {
  folder = await freshFolder();
  running = await start({ data: `${folder}/data` });
  token = await comeIn();
});
afterAll(async () => {
  running.launcher.kill('SIGTERM');
  await running.ended;
  await removeFolder(folder);
});

/** Rosa comes in, and makes a token for a program of hers. */
async function comeIn(): Promise<string> {
  const server = await startServer({ dataFolder: running.data, databaseUrl: undefined });
  const world = await openWorld({ name: 'real', url: server.url(DATABASE), origin: running.address });
  const firstLink = await newFirstLink(server.url(DATABASE));
  const visit = { cookies: { get: () => undefined }, ip: '192.0.2.1', userAgent: '' };
  const entered = await world.auth.signUp({ name: 'Rosa', secret: '604713', firstLink }, visit);
  if (!entered.ok) throw new Error(entered.refusal.rule);
  const { person, session } = entered.value;
  const actor = { person, channel: 'web' as const };
  const input = { name: 'Rosa', locale: 'en' };
  await perform(world.host, {
    command: 'agents.enter_house',
    org: null,
    actor,
    input,
    key: 'enter',
    byHost: true,
  });
  const made = await world.auth.createToken(session, {
    name: 'a program',
    scopes: ['agents:write', 'network:write'],
    days: 1,
  });
  if (!made.ok) throw new Error(made.refusal.rule);
  await world.host.close();
  return made.value.token;
}

function tequio(...args: string[]): Promise<{ code: number; out: string; said: string }> {
  const env = { ...process.env, TEQUIO_DATA: running.data, PORT: String(running.port), TEQUIO_TOKEN: token };
  return new Promise((resolve) => {
    execFile('node', ['bin/tequio.mjs', ...args], { cwd: ROOT, env }, (error, out, said) =>
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, out, said }),
    );
  });
}

const founding = JSON.stringify({
  form: 'association',
  name: 'Las Ollas',
  founder: 'Rosa',
  locale: 'en',
  articles: {
    ...association.articles,
    powers: { ...association.articles.powers, list: { by: 'member' } },
  },
});

test('an act is done as the person whose token it is, once under its key', async () => {
  const done = await tequio('act', 'agents.found', '--input', founding, '--key', 'once', '--json');
  expect(done).toMatchObject({ code: 0 });
  const receipt = JSON.parse(done.out) as { kind: string; act: string; answer: { slug: string } };
  expect(receipt).toMatchObject({ kind: 'done', answer: { slug: 'las-ollas' } });
  const again = await tequio('act', 'agents.found', '--input', founding, '--key', 'once');
  expect(again.out).toMatch(new RegExp(`^Done before: ${receipt.act}, at place 1 of the record\\.`));
});

test('what is refused is said in a sentence with the way out', async () => {
  const own = await tequio('act', 'agents.erase_me');
  expect([own.code, own.said]).toEqual([1, expect.stringMatching(/does not reach/) as string]);
  const wrong = await tequio('act', 'agents.found', '--input', '{');
  expect([wrong.code, wrong.said.split('\n')[0]]).toEqual([2, 'What stands behind --input is not JSON.']);
  const bad = await tequio('act', 'agents.found', '--token', 'teq_none', '--json');
  expect([bad.code, Object.keys(JSON.parse(bad.out) as object)]).toEqual([1, ['error']]);
});

test('a group, its members and the directory are taken away', async () => {
  const whole = `${folder}/group.json`;
  expect((await tequio('export', 'organization', 'las-ollas', whole)).code).toBe(0);
  const group = JSON.parse(await readFile(whole, 'utf8')) as { organization: object; leaves: object[] };
  expect(group).toMatchObject({ organization: { slug: 'las-ollas' }, leaves: [{ position: 0 }] });
  const members = `${folder}/members.csv`;
  expect((await tequio('export', 'members', 'las-ollas', members)).code).toBe(0);
  expect(await readFile(members, 'utf8')).toMatch(/\nmem_[0-9a-z]+,Rosa,member,founder,/);
  const listings = await tequio('export', 'listings', `${folder}/listings.csv`, '--json');
  expect(JSON.parse(listings.out)).toMatchObject({ listings: 0 });
  expect((await tequio('export', 'organization', 'nobody', whole)).code).toBe(1);
  expect((await tequio('export', 'organization')).code).toBe(2);
});

test('a list comes into the directory of a group, as the rules of the group say, and goes again', async () => {
  const list = `${folder}/list.csv`;
  await writeFile(list, 'name,city\nEl Telar,Mitla\nLa Espiga,Tlacolula\n');
  const into = ['--org', 'las-ollas', '--json'];
  const early = await tequio('import', 'organizations', list, '--yes', ...into);
  expect([early.code, early.out]).toEqual([1, expect.stringContaining('error') as string]);
  const whole = JSON.parse(await readFile(`${folder}/group.json`, 'utf8')) as {
    organization: { org_id: string };
  };
  const org = whole.organization.org_id;
  const sign = ['--input', '{"subject":"founding","statutes":1}', '--org', org];
  expect((await tequio('act', 'agents.sign', ...sign)).code).toBe(0);
  const counts = { added: 2, changed: 0, refused: 0 };
  const tried = await tequio('import', 'organizations', list, ...into);
  expect(JSON.parse(tried.out)).toEqual(counts);
  const done = await tequio('import', 'organizations', list, '--yes', '--org', org);
  expect(done.out).toContain('Added 2');
  const [, undo] = /--undo (imp_\w+) --org/.exec(done.out)!;
  const house = await tequio('export', 'listings', `${folder}/house.csv`, '--json');
  expect(JSON.parse(house.out)).toMatchObject({ listings: 0 });
  const back = await tequio('import', 'organizations', '--undo', undo!, ...into);
  expect(JSON.parse(back.out)).toEqual({ withdrawn: 2, returned: 0 });
  const nobody = await tequio('import', 'organizations', list, '--yes', '--org', org, '--token', 'teq_x');
  expect([nobody.code, nobody.said]).toEqual([1, expect.stringContaining('This token') as string]);
});
