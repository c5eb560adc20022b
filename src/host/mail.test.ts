import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { freshDatabase, type TestDatabase } from '#test/with-database';
import { openStage } from '#test/stage';
import { smtp } from '#test/with-smtp';
import { accepted, browser, rule, withAuth } from '#test/with-auth';
import { newCode, CARD_SIGNS } from './auth/codes.ts';
import { holdsWayIn, openMail } from './mail.ts';
import { headToKeep } from './register/heads.ts';
import { verifyRegister } from './register/verify.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await freshDatabase();
});
afterAll(() => database.drop());

const NOON = Date.parse('2026-11-23T12:00:00Z');
const hello = {
  to: 'ana@example.org',
  person: null,
  locale: 'es',
  words: 'letter.confirm_email',
  values: { name: 'Ana', code: 'K7Q2-9FMD' },
} as const;

async function states(): Promise<string[]> {
  const { rows } = await sql<{ state: string }>`SELECT state FROM host.letter ORDER BY made_at`.execute(
    database.db,
  );
  return rows.map(({ state }) => state);
}

test('Without a mail server letters are kept to be read, and not sent later by surprise.', async () => {
  const mail = openMail({ db: database.db, clock: () => NOON });
  expect(mail.canSend).toBe(false);
  await mail.write(database.db, hello);
  expect(await mail.sendWaiting()).toEqual({ sent: 0, failed: 0 });
  const { rows } = await sql<{ state: string; subject: string; body: string }>`
    SELECT state, subject, body FROM host.letter`.execute(database.db);
  expect(rows[0]).toMatchObject({ state: 'kept', subject: 'Tu código para Tequio: K7Q2-9FMD' });
  expect(rows[0]?.body).toContain('No deja entrar a nadie.');
  await sql`DELETE FROM host.letter`.execute(database.db);
});

test('With one they go out once; a server that refuses is asked again later, and in the end no more.', async () => {
  const server = await smtp();
  const clock = { now: NOON };
  const mail = openMail({
    db: database.db,
    smtpUrl: server.url,
    from: 'tequio@example.org',
    clock: () => clock.now,
  });
  await mail.write(database.db, { ...hello, locale: 'en' });
  const both = await Promise.all([mail.sendWaiting(), mail.sendWaiting()]);
  expect(both.map(({ sent }) => sent).sort()).toEqual([0, 1]);
  expect(server.letters).toHaveLength(1);
  expect(server.letters[0]).toContain('To: ana@example.org');
  expect(server.letters[0]).toContain('Your code for Tequio: K7Q2-9FMD');
  server.refuse = true;
  await mail.write(database.db, { ...hello, to: 'bea@example.org' });
  expect(await mail.sendWaiting()).toEqual({ sent: 0, failed: 1 });
  expect(await mail.sendWaiting()).toEqual({ sent: 0, failed: 0 });
  for (let day = 0; day < 8; day++) {
    clock.now += 86_400_000;
    await mail.sendWaiting();
  }
  expect(await states()).toEqual(['sent', 'given_up']);
  mail.close();
  server.server.close();
});

test('No letter contains a way in.', async () => {
  const mail = openMail({ db: database.db, clock: () => NOON });
  for (const name of [
    newCode(CARD_SIGNS),
    'http://localhost:4000/card?code=x',
    'http://localhost:4000/begin/K7Q2-9FMD',
    'teq_abcdefghijkl',
  ]) {
    expect(holdsWayIn(name)).toBe(true);
    await expect(mail.write(database.db, { ...hello, values: { name, code: '' } })).rejects.toThrow('way in');
  }
});

test('A letter about a group ends with the head of its register, which verifies later.', async () => {
  const stage = await openStage();
  const rosa = await stage.person('Rosa');
  const { org } = await stage.found(['Ana']);
  const { db } = stage.database;
  const mail = openMail({ db, clock: () => stage.clock.now });
  const head = await headToKeep(db, org, new Date(stage.clock.now).toISOString());
  await mail.write(db, { ...hello, person: rosa.person, about: { org, name: 'Las Ollas' } });
  const { rows } = await sql<{ body: string }>`SELECT body FROM host.letter`.execute(db);
  const [last] = rows[0]!.body.split('\n').reverse();
  expect(last).toBe(`La memoria de Las Ollas al escribir esto, para guardar: ${head!.line}`);
  const [, size, root] = head!.line.split(':');
  const kept = { org, size: Number(size), root: root! };
  expect((await verifyRegister(db, { kept: [kept] })).broken).toEqual([]);
  const forged = { ...kept, root: kept.root.replace(/^../, 'ff') };
  expect((await verifyRegister(db, { kept: [forged] })).broken).toHaveLength(1);
  await stage.close();
});

test('An address is taken only by whoever gets its letters, where letters can be sent.', async () => {
  const server = await smtp();
  const t = await withAuth({
    mail: (given, clock) => openMail({ db: given.db, smtpUrl: server.url, clock }),
  });
  const phone = browser();
  const { session } = await t.begin(phone);
  const set = await t.auth.setEmail(session, { email: 'Rosa@Example.org', locale: 'en' });
  expect(accepted(set)).toEqual({ state: 'to_confirm' });
  expect(await t.auth.ways(session)).toMatchObject({ email: null, emailToConfirm: 'rosa@example.org' });
  await openMail({ db: t.database.db, smtpUrl: server.url, clock: () => t.clock.now }).sendWaiting();
  const code = /^([0-9A-Z]{4}-[0-9A-Z]{4})$/m.exec(server.letters[0]!)![1]!;
  const other = accepted(await t.auth.signUp({ name: 'Ana', secret: '604713' }, browser().visit));
  expect(rule(await t.auth.confirmEmail(other.session, code))).toBe('code_not_valid');
  expect(rule(await t.auth.confirmEmail(session, 'K7Q2-9FMD'))).toBe('code_not_valid');
  expect(rule(await t.auth.confirmEmail(session, code))).toBe('accepted');
  expect(rule(await t.auth.confirmEmail(session, code))).toBe('code_not_valid');
  expect((await t.auth.ways(session)).email).toEqual({ address: 'rosa@example.org', confirmed: true });
  server.server.close();
  await t.database.drop();
});

test('Letters that went out or were given up are swept after sixty days; others stay.', async () => {
  const t = await withAuth();
  const states = ['sent', 'given_up', 'waiting', 'kept'];
  for (const state of states)
    await sql`
      INSERT INTO host.letter (letter_id, address, subject, body, state, next_try_at, made_at, sent_at)
      VALUES (${state}, 'a@b.example', 'x', 'x', ${state}, now(), ${new Date(t.clock.now).toISOString()}::timestamptz,
              CASE WHEN ${state} = 'sent' THEN now() END)`.execute(t.database.db);
  const left = async (days: number) => {
    t.wait(days * 86_400);
    await t.auth.sweep();
    const { rows } = await sql<{ letter_id: string }>`SELECT letter_id FROM host.letter`.execute(
      t.database.db,
    );
    return rows.map((one) => one.letter_id);
  };
  expect(await left(60)).toHaveLength(4);
  expect((await left(1)).sort()).toEqual(['kept', 'waiting']);
  await t.database.drop();
});

test.each(['x', 'x@y', 'a b@c.d', 'x@no-mail.invalid', '<x@y.z>', `${'x'.repeat(250)}@y.zz`])(
  '“%s” is not an address.',
  async (email) => {
    const t = await withAuth();
    const { session } = await t.begin(browser());
    expect(rule(await t.auth.setEmail(session, { email, locale: 'en' }))).toBe('email_not_an_address');
    await t.database.drop();
  },
);
