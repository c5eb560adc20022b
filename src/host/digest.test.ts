/**
 * Letters of what groups ask: opened by their people, once for each time, and only when there is something
 * new.
 */
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { makeId } from '#kernel/id';
import { openStage, type Group, type OneOfUs, type Stage } from '#test/stage';
import { rule } from '#test/with-auth';
import { smtp } from '#test/with-smtp';
import {
  articles,
  carriedOut,
  decided,
  opened,
  published,
} from '../modules/decisions/commands/with-group.ts';
import { advertise, foundExchange } from '../modules/exchange/commands/with-exchange.ts';
import { openAuth, type Auth, type Session } from './auth/index.ts';
import { decideDigest, nextLook, writeDigests } from './digest.ts';
import { openMail, type Mail } from './mail.ts';
import { keepWatch } from './watches.ts';

const ORIGIN = 'https://tequio.example';
const DAY = 86_400_000;
let stage: Stage;
let server: Awaited<ReturnType<typeof smtp>>;
let mail: Mail;
let auth: Auth;
let group: Group;
let ana: OneOfUs;
let berta: OneOfUs;

beforeAll(async () => {
  stage = await openStage();
  server = await smtp();
  const clock = () => stage.clock.now;
  mail = openMail({ db: stage.host.db, smtpUrl: server.url, clock });
  const secret = 'a secret of the server, long enough for a test';
  auth = openAuth({ db: stage.host.db, origin: ORIGIN, secret, clock, mail });
});
afterAll(async () => {
  mail.close();
  server.server.close();
  await stage.close();
});
beforeEach(async () => {
  await sql`DELETE FROM auth.digest`.execute(stage.host.db);
  group = await stage.found(['Ana', 'Berta'], { articles });
  [ana, berta] = group.us as [OneOfUs, OneOfUs];
  await login(ana, true);
  await login(berta, true);
  server.letters.length = 0;
});

async function login({ name, person }: OneOfUs, verified: boolean): Promise<void> {
  const address = `${name}.${person}@example.org`.toLowerCase();
  await sql`
    INSERT INTO auth.login (id, person_id, name, email, email_verified, created_at, updated_at)
    VALUES (${`log ${person}`}, ${person}, ${name}, ${address}, ${verified}, now(), now())`.execute(
    stage.host.db,
  );
}
const session = ({ person }: OneOfUs) => ({ person }) as Session;
const want = async (who: OneOfUs, every: string, locale = 'en', saysMore = true) =>
  rule(await auth.setDigest(session(who), { every, locale, saysMore }));
/** How many letters were written, and then sent. */
async function letters(): Promise<number> {
  const { written } = await writeDigests({ host: stage.host, auth, mail });
  expect((await mail.sendWaiting()).sent).toBe(written);
  return written;
}
/** A letter as it went out, its lines whole again. */
const last = () => server.letters.at(-1)!.replace(/=\n/g, '').replace(/=3D/g, '=');

test('Nobody gets a letter who has not asked, and nobody for whom there is nothing to tell.', async () => {
  expect(await letters()).toBe(0);
  expect(await want(berta, 'day')).toBe('accepted');
  expect(await letters()).toBe(0);
  expect((await auth.digest(session(berta))).every).toBe('day');
});

test('A vote that is missing is told once, and once more before it closes; never after it is cast.', async () => {
  await want(berta, 'day');
  const proposal = await opened(stage, ana, group.org, { kind: 'resolution', title: 'A roof' });
  expect(await letters()).toBe(1);
  expect(last()).toContain('Subject: A message from your groups');
  expect(last()).toContain('A roof');
  expect(last()).toMatch(new RegExp(`${ORIGIN}/g/[a-z0-9-]+/decisions/${proposal}/vote`));
  expect(await letters()).toBe(0);
  const told: string[] = [];
  for (let day = 1; day <= 4; day++) {
    stage.clock.now += DAY;
    if ((await letters()) === 1) told.push(last());
  }
  expect(told).toHaveLength(1);
  expect(told[0]).toContain('closes');
  await stage.do(berta, 'decisions.cast', group.org, {
    proposal,
    choices: { ballot: 'yes_no', says: 'yes' },
  });
  stage.clock.now += DAY;
  expect(await letters()).toBe(0);
});

test('Unless somebody wants more, a letter names nobody and nothing, and says where it is read.', async () => {
  await want(berta, 'day', 'en', false);
  await opened(stage, ana, group.org, { kind: 'resolution', title: 'A roof' });
  expect(await letters()).toBe(1);
  expect(last()).toContain('Subject: A message from your groups');
  expect(last()).toMatch(/One thing is asked of you\.\s/);
  expect(last()).toContain(`Read it here: ${ORIGIN}/today`);
  for (const said of ['A roof', 'Ana', '/g/']) expect(last()).not.toContain(said);
  expect((await auth.digest(session(berta))).saysMore).toBe(false);
  expect(await letters()).toBe(0);
});

test('Two programs at the same moment write one letter.', async () => {
  await want(berta, 'week');
  await opened(stage, ana, group.org, { kind: 'resolution' });
  const place = { host: stage.host, auth, mail };
  const both = await Promise.all([writeDigests(place), writeDigests(place)]);
  expect(both.map(({ written }) => written).sort()).toEqual([0, 1]);
  await mail.sendWaiting();
});

test('Whoever was named is told by whom, in their language.', async () => {
  await want(ana, 'day', 'es');
  const proposal = await published(stage, berta, group.org, { kind: 'resolution', title: 'A roof' });
  await stage.do(berta, 'decisions.say', group.org, {
    subject: proposal,
    text: 'You know roofs.',
    mentions: [ana.member],
  });
  expect(await letters()).toBe(1);
  expect(last()).toContain('Berta te nombra');
  expect(last()).toMatch(new RegExp(`/decisions/${proposal}\\?reply=(wor_\\w+)#\\1`));
});

test('Whoever wants a letter within the hour has one when somebody replies, and one alone.', async () => {
  await want(ana, 'hour');
  const proposal = await published(stage, ana, group.org, { kind: 'resolution', title: 'A roof' });
  await letters();
  const say = async (who: OneOfUs, more: object) => {
    const input = { subject: proposal, text: 'It rains in.', ...more };
    return ((await stage.do(who, 'decisions.say', group.org, input)).answer as { word: string }).word;
  };
  const word = await say(ana, {});
  const reply = await say(berta, { replyTo: word, text: 'Since May.' });
  expect(await letters()).toBe(0);
  stage.clock.now += 3_600_000;
  expect(await letters()).toBe(1);
  expect(last()).toContain('Berta replies to you');
  expect(last()).toContain(`/decisions/${proposal}?reply=${reply}#${reply}`);
  stage.clock.now += 3_600_000;
  expect(await letters()).toBe(0);
});

test('What is talked over is told, and told anew with the reason when it was changed.', async () => {
  await want(berta, 'day');
  const proposal = await published(stage, ana, group.org, { kind: 'resolution', title: 'A roof' });
  expect(await letters()).toBe(1);
  expect(last()).toMatch(/A roof\n +The vote opens .+\n/);
  expect(last()).toContain('we are talking it over');
  stage.clock.now += DAY;
  expect(await letters()).toBe(0);
  stage.clock.now += 1.5 * DAY;
  await stage.do(ana, 'decisions.edit_proposal', group.org, { proposal, body: 'Of tiles.' });
  expect(await letters()).toBe(1);
  expect(last()).toContain('changed: there is a day to read it');
});

test('What was agreed and could not be carried out is news to whoever decides.', async () => {
  await want(berta, 'day');
  const mandate = makeId('man', 1, new Uint8Array(10));
  const acts = [{ command: 'agents.revoke', input: { mandate, reason: 'None held it.' } }];
  const proposal = await decided(stage, group.us, group.org, { kind: 'recall', acts });
  await carriedOut(stage, group.org);
  expect(await letters()).toBe(1);
  expect(last()).toContain('Agreed, and not done');
  expect(last()).toContain('could not be carried out');
  expect(last()).toContain(`/decisions/${proposal}#effect`);
});

test('What looks like a way in is not sent around, and keeps nobody else’s letter back.', async () => {
  await want(ana, 'day');
  await want(berta, 'day');
  await opened(stage, ana, group.org, { kind: 'resolution', title: 'Try http://x/card?code=1 now' });
  expect(await letters()).toBe(0);
  stage.clock.now += DAY;
  await published(stage, ana, group.org, { kind: 'resolution', title: 'A roof' });
  await opened(stage, ana, group.org, { kind: 'resolution', title: 'A door' });
  expect(await letters()).toBe(2);
  expect(last()).not.toContain('card?code');
});

test('Only an address that is confirmed gets letters, on the day they go.', async () => {
  await sql`UPDATE auth.login SET email_verified = false WHERE person_id = ${ana.person}`.execute(
    stage.host.db,
  );
  expect(await want(ana, 'day')).toBe('email_not_confirmed');
  await want(berta, 'day');
  await sql`UPDATE auth.login SET email_verified = false WHERE person_id = ${berta.person}`.execute(
    stage.host.db,
  );
  await opened(stage, ana, group.org, { kind: 'resolution' });
  expect(await letters()).toBe(0);
});

test('The link in the letter stops it without signing in; a forged one stops nothing.', async () => {
  await want(berta, 'day');
  await opened(stage, ana, group.org, { kind: 'resolution' });
  expect(await letters()).toBe(1);
  const [, token] = /https:\/\/tequio\.example\/letters\/(\S+)/.exec(last())!;
  const forged = token!.replace(berta.person, ana.person);
  for (const wrong of [forged, `${token}0`, berta.person, '']) {
    expect([auth.isStopToken(wrong), await auth.stopDigest(wrong)]).toEqual([false, false]);
  }
  expect((await auth.digest(session(berta))).every).toBe('day');
  expect([auth.isStopToken(token!), await auth.stopDigest(token!)]).toEqual([true, true]);
  expect((await auth.digest(session(berta))).every).toBeNull();
  expect(await auth.stopDigest(token!)).toBe(true);
});

test('Where no letters can be sent none can be asked for; whoever stops them is heard anywhere.', async () => {
  const { host } = stage;
  const none = openMail({ db: host.db });
  const quiet = openAuth({ db: host.db, origin: ORIGIN, secret: 'x'.repeat(32), mail: none });
  expect(rule(await quiet.setDigest(session(ana), { every: 'day', locale: 'en', saysMore: false }))).toBe(
    'letters_not_sent',
  );
  expect(rule(await quiet.setDigest(session(ana), { every: 'none', locale: 'en', saysMore: false }))).toBe(
    'accepted',
  );
  expect(await writeDigests({ host, auth: quiet, mail: none })).toEqual({ looked: 0, written: 0 });
});

test.each<[string, readonly { id: string; by: string }[], readonly string[], readonly string[] | null]>([
  ['nothing', [], [], null],
  ['something new', [{ id: 'a', by: '' }], [], ['a']],
  ['nothing new', [{ id: 'a', by: '' }], ['a', 'b'], null],
  [
    'something new beside the old',
    [
      { id: 'a', by: '' },
      { id: 'b', by: '' },
    ],
    ['a'],
    ['a', 'b'],
  ],
  ['what ends before the next letter', [{ id: 'a', by: '2026-11-24' }], ['a'], ['a ends']],
  ['the same end, told already', [{ id: 'a', by: '2026-11-24' }], ['a ends'], null],
  ['what ends after it', [{ id: 'a', by: '2026-11-26' }], ['a'], null],
])('tells %s', (_what, items, told, expected) => {
  expect(decideDigest(items, told, '2026-11-25T13:00:00.000Z')).toEqual(expected);
});

test.each<[string, 'hour' | 'day' | 'week', boolean, string]>([
  ['2026-11-23T12:59:00.000Z', 'day', false, '2026-11-23T13:00:00.000Z'],
  ['2026-11-23T12:59:00.000Z', 'day', true, '2026-11-24T13:00:00.000Z'],
  ['2026-11-23T13:00:00.000Z', 'day', true, '2026-11-24T13:00:00.000Z'],
  ['2026-11-24T13:07:00.000Z', 'week', true, '2026-11-30T13:00:00.000Z'],
  ['2026-11-24T13:07:00.000Z', 'week', false, '2026-11-25T13:00:00.000Z'],
  ['2026-11-24T13:07:00.000Z', 'hour', true, '2026-11-24T14:00:00.000Z'],
  ['2026-11-24T14:00:00.000Z', 'hour', false, '2026-11-24T15:00:00.000Z'],
])('at %s the next look of a letter each %s (%s) is at %s', (now, every, written, expected) => {
  expect(nextLook(now, every, 'America/Mexico_City', written)).toBe(expected);
});

test('What is new among us comes once a week, or when it fits what somebody waits for.', async () => {
  const exchanging = await foundExchange(stage, ['Eva', 'Fina']);
  const [eva, fina] = exchanging.us as [OneOfUs, OneOfUs];
  await login(fina, true);
  await want(fina, 'day');
  const { org } = exchanging;
  await keepWatch(stage.host, org, fina.member, { q: 'pan', category: 'food' });
  expect(await keepWatch(stage.host, org, fina.member, {})).toMatchObject({ ok: false });
  stage.clock.now += 1000;
  await advertise(stage, org, eva, 'offer', 'Zapatos', { category: 'clothes' });
  expect(await letters()).toBe(0);
  const bread = await advertise(stage, org, eva, 'offer', 'Pan de yema', { gift: true });
  await advertise(stage, org, fina, 'offer', 'Pan de la propia casa');
  stage.clock.now += DAY - 60_000;
  expect(await letters()).toBe(1);
  expect(last()).toContain('NEW AMONG US');
  expect(last()).toContain('Offer: Pan de yema');
  expect(last()).toContain(`/exchange/${bread}`);
  expect(last()).not.toMatch(/Zapatos|propia casa/);
  stage.clock.now += DAY;
  expect(await letters()).toBe(0);
  await want(fina, 'week');
  await advertise(stage, org, eva, 'need', 'Una bicicleta', { category: 'lending' });
  stage.clock.now += 8 * DAY;
  expect(await letters()).toBe(1);
  expect(last()).toContain('Need: Una bicicleta');
  // What Fina asks for closes a ring: whoever is in it learns of it, and once.
  stage.clock.now += 1000;
  await advertise(stage, org, eva, 'offer', 'Arreglo de ropa', { category: 'clothes', gift: true });
  await advertise(stage, org, eva, 'need', 'Plan de pan dulce', { category: 'food' });
  await advertise(stage, org, fina, 'need', 'Arreglo de ropa de trabajo', { category: 'clothes' });
  stage.clock.now += 8 * DAY;
  expect(await letters()).toBe(1);
  expect(last()).toContain('A ring would go around, and nobody has to pay: Eva and you');
  expect(last()).toMatch(/Fina gives .*Pan de la propia casa.* to Eva/);
  expect(last()).toContain('/exchange/rings');
  stage.clock.now += 8 * DAY;
  expect(await letters()).toBe(0);
  // Whoever has gone is told nothing more.
  await stage.do(fina, 'agents.leave', org, {});
  await advertise(stage, org, eva, 'offer', 'Pan dulce');
  stage.clock.now += 8 * DAY;
  expect(await letters()).toBe(0);
});
