import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { accepted, browser, rule, withAuth, type AuthTest, type Browser } from '#test/with-auth';
import { labelOf } from './devices.ts';

let t: AuthTest;
beforeAll(async () => {
  t = await withAuth();
  await t.begin(browser());
});
afterAll(() => t.database.drop());

const DAY = 24 * 3600;

async function ana(phone: Browser) {
  const asked = { name: 'Ana', secret: '604713' };
  return phone.take(accepted(await t.auth.signUp(asked, phone.visit))).session;
}

describe('a session', () => {
  test('is worth nothing on another device', async () => {
    const phone = browser();
    await ana(phone);
    const thief = browser();
    thief.jar.set('tequio', phone.jar.get('tequio')!);
    expect(await t.auth.sessionOf(thief.visit.cookies)).toBeNull();
    await ana(thief);
    const own = thief.jar.get('tequio_device')!;
    thief.jar.set('tequio', phone.jar.get('tequio')!);
    thief.jar.set('tequio_device', own);
    expect(await t.auth.sessionOf(thief.visit.cookies)).toBeNull();
  });

  test('with a forged or cut cookie is none', async () => {
    const phone = browser();
    await ana(phone);
    const real = phone.jar.get('tequio')!;
    for (const forged of ['', '.', real.slice(0, -1), real.split('.')[0]!, `x${real}`, `${real}=`]) {
      phone.jar.set('tequio', forged);
      expect(await t.auth.sessionOf(phone.visit.cookies)).toBeNull();
    }
  });

  test('lasts thirty days from the last day it was seen', async () => {
    const phone = browser();
    await ana(phone);
    t.wait(29 * DAY);
    const seen = (await t.auth.sessionOf(phone.visit.cookies))!;
    expect(seen.cookies.map(({ name }) => name)).toEqual(['tequio', 'tequio_device']);
    expect((await t.auth.sessionOf(phone.visit.cookies))!.cookies).toEqual([]);
    t.wait(29 * DAY);
    expect(await t.auth.sessionOf(phone.visit.cookies)).not.toBeNull();
    t.wait(30 * DAY);
    expect(await t.auth.sessionOf(phone.visit.cookies)).toBeNull();
  });

  test('is listed with its device and a day, and can be ended one by one', async () => {
    const phone = browser();
    const here = await ana(phone);
    const card = accepted(await t.auth.makeCard(here));
    const desk = browser('10.0.0.4', 'Mozilla/5.0 (X11; Linux x86_64) Chrome/130.0 Safari/537.36');
    desk.take(accepted(await t.auth.signInWithCard({ code: card.code }, desk.visit)));
    const list = await t.auth.sessions(here);
    expect(list.map(({ device, here: isHere }) => [device, isHere]).sort()).toEqual([
      ['Chrome, Linux', false],
      ['Firefox, Android', true],
    ]);
    expect(list[0]?.seenOn).toMatch(/^\d{4}-\d{2}-\d{2}$/);
    const there = list.find((one) => !one.here)!;
    const stranger = await ana(browser());
    expect(rule(await t.auth.signOutThere(stranger, there.id))).toBe('session_not_found');
    accepted(await t.auth.signOutThere(here, there.id));
    expect(await t.auth.sessionOf(desk.visit.cookies)).toBeNull();
    expect(await t.auth.onDevice(desk.visit.cookies)).toEqual([]);
    expect(await t.auth.sessionOf(phone.visit.cookies)).not.toBeNull();
  });

  test('and every other, and every trust and token, ends by signing out everywhere', async () => {
    const phone = browser();
    const here = await ana(phone);
    const card = accepted(await t.auth.makeCard(here));
    const desk = browser();
    desk.take(accepted(await t.auth.signInWithCard({ code: card.code }, desk.visit)));
    const made = accepted(await t.auth.createToken(here, { name: 'x', scopes: ['agents:read'], days: 9 }));
    phone.keep(await t.auth.signOutEverywhere(here, { keepHere: true }));
    expect(await t.auth.sessionOf(phone.visit.cookies)).not.toBeNull();
    expect(await t.auth.sessionOf(desk.visit.cookies)).toBeNull();
    const digits = { person: here.person, secret: '604713' };
    expect(rule(await t.auth.signInOnDevice(digits, desk.visit))).toBe('not_let_in');
    expect(await t.auth.tokenOf(`Bearer ${made.token}`)).toBeNull();
    phone.keep(await t.auth.signOutEverywhere(here));
    expect(phone.jar.has('tequio')).toBe(false);
    expect(rule(await t.auth.signInOnDevice(digits, phone.visit))).toBe('not_let_in');
    expect(rule(await t.auth.signInWithCard({ code: card.code }, phone.visit))).toBe('accepted');
  });

  test('signed out of can be asked to forget the person on this device', async () => {
    const phone = browser();
    const here = await ana(phone);
    phone.keep(await t.auth.signOut(here, { forget: true }));
    expect(await t.auth.onDevice(phone.visit.cookies)).toEqual([]);
  });
});

test('Cookies are out of reach of scripts, and over https bound to the host.', async () => {
  const secure = await withAuth({ origin: 'https://tequio.example' });
  const entered = await secure.begin(browser());
  expect(entered.cookies.map(({ name }) => name)).toEqual(['__Host-tequio', '__Host-tequio_device']);
  for (const { options } of entered.cookies) {
    expect(options).toMatchObject({ httpOnly: true, sameSite: 'lax', secure: true, path: '/' });
  }
  await secure.database.drop();
  const plain = accepted(await t.auth.signUp({ name: 'Ana', secret: '604713' }, browser().visit));
  expect(plain.cookies.every(({ options }) => !options.secure && options.httpOnly)).toBe(true);
});

test('Renaming a person changes the name on the phone; erasing them leaves nothing.', async () => {
  const phone = browser();
  const here = await ana(phone);
  await t.auth.rename(t.database.db, here.person, 'Ana María');
  expect((await t.auth.onDevice(phone.visit.cookies))[0]?.name).toBe('Ana María');
  await t.database.db.transaction().execute((tx) => t.auth.forgetLogin(tx, here.person));
  expect(await t.auth.sessionOf(phone.visit.cookies)).toBeNull();
  expect(await t.auth.deviceKnown(phone.visit.cookies)).toBe(false);
});

test.each([
  [
    'Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) Version/17.0 Mobile Safari/604.1',
    'Safari, iPhone',
  ],
  ['Mozilla/5.0 (Windows NT 10.0) Chrome/130.0 Safari/537.36 Edg/130.0', 'Edge, Windows'],
  [
    'Mozilla/5.0 (Linux; Android 9) SamsungBrowser/20 Chrome/106 Mobile Safari/537.36',
    'Samsung Internet, Android',
  ],
  ['curl/8.5', ''],
])('The device of “%s” is called “%s”.', (userAgent, label) => {
  expect(labelOf(userAgent)).toBe(label);
});
