import { afterAll, beforeAll, expect, test } from 'vitest';
import { accepted, browser, rule, withAuth, type AuthTest, type Browser } from '#test/with-auth';

let t: AuthTest;
beforeAll(async () => {
  t = await withAuth();
  await t.begin(browser());
});
afterAll(() => t.database.drop());

async function ana(phone: Browser) {
  const asked = { name: 'Ana', secret: '604713' };
  return phone.take(accepted(await t.auth.signUp(asked, phone.visit))).session;
}
const come = (code: string, held = browser()) => t.auth.signInWithCard({ code }, held.visit);

test('A card lets in on a new device, however it is typed, and the other devices hear of it.', async () => {
  const phone = browser();
  const session = await ana(phone);
  const { code, address } = accepted(await t.auth.makeCard(session));
  expect(address).toBe(`http://localhost:4000/card?code=${code}`);
  const borrowed = browser('10.0.0.3', 'Opera/9.80 (KAIOS; Linux)');
  const back = borrowed.take(accepted(await come(code.toLowerCase().replaceAll('-', ' '), borrowed)));
  expect(back.person).toBe(session.person);
  const [notice] = await t.auth.notices(session);
  expect(notice).toMatchObject({ kind: 'card_used', facts: { device: 'Opera, KaiOS' } });
  await t.auth.seeNotices(session);
  expect(await t.auth.notices(session)).toEqual([]);
  expect((await t.auth.notices(back.session)).length).toBe(1);
});

test('A slip in the code is told apart from a code that is not valid.', async () => {
  const { code } = accepted(await t.auth.makeCard(await ana(browser())));
  const slip = code.startsWith('A') ? code.replace('A', 'B') : code.replace(code[0]!, 'A');
  expect(rule(await come(slip))).toBe('code_mistyped');
  expect(rule(await come('0000-0000-0000-0000-0000'))).toBe('code_mistyped');
  expect(rule(await come(''))).toBe('code_mistyped');
});

test('A card is good until the next one is kept; then it is dead, for its copies too.', async () => {
  const first = accepted(await t.auth.makeCard(await ana(browser())));
  const held = browser();
  const back = held.take(accepted(await come(first.code, held)));
  t.wait(60);
  const second = accepted(await t.auth.makeCard(back.session));
  expect(rule(await come(first.code))).toBe('accepted');
  accepted(await t.auth.keepCard(back.session));
  expect(rule(await come(first.code))).toBe('card_not_valid');
  expect(rule(await come(second.code))).toBe('accepted');
  accepted(await t.auth.revokeCards(back.session));
  expect(rule(await come(second.code))).toBe('card_not_valid');
  expect((await t.auth.ways(back.session)).card).toBeNull();
});

test('A card that was shown twice but never kept is only good as it was shown last.', async () => {
  const session = await ana(browser());
  expect(rule(await t.auth.keepCard(session))).toBe('card_not_made');
  const first = accepted(await t.auth.makeCard(session));
  const second = accepted(await t.auth.makeCard(session));
  expect(rule(await come(first.code))).toBe('card_not_valid');
  expect(rule(await come(second.code))).toBe('accepted');
});

test('Whoever finds a phone open can make no card after a quarter of an hour, unless they know the secret.', async () => {
  const phone = browser();
  const session = await ana(phone);
  t.wait(15 * 60);
  const now = (await t.auth.sessionOf(phone.visit.cookies))!;
  for (const refused of [
    await t.auth.makeCard(now),
    await t.auth.revokeCards(now),
    await t.auth.mayEnd(now),
    await t.auth.setSecret(now, 'el molino'),
    await t.auth.setEmail(now, { email: 'a@example.org', locale: 'en' }),
    await t.auth.createToken(now, { name: 'x', scopes: ['agents:read'], days: 1 }),
  ]) {
    expect(rule(refused)).toBe('prove_first');
  }
  expect(rule(await t.auth.prove(now, '111111', phone.visit))).toBe('not_let_in');
  expect(rule(await t.auth.prove(now, '604713', phone.visit))).toBe('accepted');
  const proved = (await t.auth.sessionOf(phone.visit.cookies))!;
  expect(rule(await t.auth.mayEnd(proved))).toBe('accepted');
  expect(rule(await t.auth.makeCard(proved))).toBe('accepted');
  expect(session.id).toBe(proved.id);
});

test('On a borrowed device the session ends by itself and nothing is remembered.', async () => {
  const { code } = accepted(await t.auth.makeCard(await ana(browser())));
  const held = browser();
  const back = held.take(accepted(await t.auth.signInWithCard({ code, borrowed: true }, held.visit)));
  expect(await t.auth.onDevice(held.visit.cookies)).toEqual([]);
  const digits = await t.auth.signInOnDevice({ person: back.person, secret: '604713' }, held.visit);
  expect(rule(digits)).toBe('not_let_in');
  expect((await t.auth.sessionOf(held.visit.cookies))?.person).toBe(back.person);
  t.wait(12 * 3600);
  expect(await t.auth.sessionOf(held.visit.cookies)).toBeNull();
});

test('Guessing cards from one address is limited.', async () => {
  const tries = [];
  for (let i = 0; i < 61; i++) tries.push(rule(await come('x', browser('10.9.9.9'))));
  expect(tries.slice(0, 60)).toEqual(Array(60).fill('code_mistyped'));
  expect(tries[60]).toBe('too_many_tries');
});
