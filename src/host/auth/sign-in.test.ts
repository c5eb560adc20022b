import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sql } from 'kysely';
import { accepted, browser, rule, SECRET, withAuth, type AuthTest, type Browser } from '#test/with-auth';
import { firstLink, newFirstLink } from '../first-link.ts';

let t: AuthTest;
beforeAll(async () => {
  t = await withAuth();
});
afterAll(() => t.database.drop());

describe('the first person', () => {
  test('needs the printed link, which works once and for an hour', async () => {
    const fresh = await withAuth();
    const { auth, database, clock } = fresh;
    const rosa = { name: 'Rosa', secret: '604713' };
    const { visit } = browser();
    const at = () => new Date(clock.now);
    expect(rule(await auth.signUp(rosa, visit))).toBe('link_needed');
    expect(rule(await auth.signUp({ ...rosa, firstLink: 'K7Q2-9FMD' }, visit))).toBe('link_not_valid');
    const older = (await firstLink(database.url, at()))!;
    const code = (await firstLink(database.url, at()))!;
    expect(rule(await auth.signUp({ ...rosa, firstLink: older }, visit))).toBe('link_not_valid');
    clock.now += 3601_000;
    expect(rule(await auth.signUp({ ...rosa, firstLink: code }, visit))).toBe('link_not_valid');
    const again = await newFirstLink(database.url, at());
    const tries = await Promise.all([1, 2, 3].map(() => auth.signUp({ ...rosa, firstLink: again }, visit)));
    expect(tries.map(rule).sort()).toEqual(['accepted', 'link_used', 'link_used']);
    expect(await firstLink(database.url, at())).toBeNull();
    await database.drop();
  });
});

describe('coming in for the first time', () => {
  test('takes a name and a secret, and no e-mail is shown anywhere', async () => {
    const phone = browser();
    const entered = await t.begin(phone);
    expect(entered.person).toMatch(/^per_/);
    const session = (await t.auth.sessionOf(phone.visit.cookies))!;
    expect(session).toMatchObject({
      person: entered.person,
      name: 'Rosa',
      letInBy: 'sign_up',
      borrowed: false,
    });
    expect(await t.auth.ways(session)).toMatchObject({
      secret: 'digits',
      email: null,
      card: null,
      anywhere: false,
    });
  });

  test.each([
    [{ name: '', secret: '604713' }, 'name_missing'],
    [{ name: 'Ana', secret: '60471' }, 'secret_too_short'],
    [{ name: 'Ana', secret: '123456' }, 'secret_too_common'],
  ])('refuses %o: %s', async (asked, expected) => {
    expect(rule(await t.auth.signUp(asked, browser().visit))).toBe(expected);
  });

  test('once per person', async () => {
    const { person } = accepted(await t.auth.signUp({ name: 'Luis', secret: '604713' }, browser().visit));
    const again = await t.auth.signUp({ name: 'Luis', secret: '604713', person }, browser().visit);
    expect(rule(again)).toBe('has_login');
  });
});

async function phoneOf(name: string, phone: Browser, secret = '604713') {
  return phone.take(accepted(await t.auth.signUp({ name, secret }, phone.visit)));
}

describe('a shared phone', () => {
  test('lists those it has let in, and each comes in with their own digits', async () => {
    const phone = browser();
    const ana = await phoneOf('Ana', phone, '604713');
    phone.keep(await t.auth.handOver(ana.session));
    expect(await t.auth.sessionOf(phone.visit.cookies)).toBeNull();
    const petra = await phoneOf('Petra', phone, '985526');
    const names = (await t.auth.onDevice(phone.visit.cookies)).map(({ name }) => name);
    expect(names.sort()).toEqual(['Ana', 'Petra']);
    phone.keep(await t.auth.handOver(petra.session));
    const try_ = (person: string, secret: string) => t.auth.signInOnDevice({ person, secret }, phone.visit);
    expect(rule(await try_(ana.person, '985526'))).toBe('not_let_in');
    phone.take(accepted(await try_(ana.person, '604713')));
    expect((await t.auth.sessionOf(phone.visit.cookies))?.name).toBe('Ana');
  });

  test('is known as one by how many it knows, unless somebody says otherwise', async () => {
    const phone = browser();
    const ana = await phoneOf('Ana', phone, '604713');
    const shared = async () => (await t.auth.sessionOf(phone.visit.cookies))?.shared;
    expect(await shared()).toBe(false);
    await t.auth.setShared(ana.session, true);
    expect(await shared()).toBe(true);
    await t.auth.setShared(ana.session, false);
    phone.keep(await t.auth.handOver(ana.session));
    await phoneOf('Petra', phone, '985526');
    expect(await shared()).toBe(false);
    const other = browser();
    const first = await phoneOf('Luz', other, '604713');
    other.keep(await t.auth.handOver(first.session));
    await phoneOf('Sol', other, '985526');
    expect((await t.auth.sessionOf(other.visit.cookies))?.shared).toBe(true);
  });

  test('takes the word of another for one question, and whoever is in stays in', async () => {
    const phone = browser();
    const ana = await phoneOf('Ana', phone, '604713');
    phone.keep(await t.auth.handOver(ana.session));
    await phoneOf('Petra', phone, '985526');
    const try_ = (secret: string, visit = phone.visit) =>
      t.auth.proveOnDevice({ person: ana.person, secret }, visit);
    expect(rule(await try_('604713', browser().visit))).toBe('device_unknown');
    expect(await try_('985526')).toMatchObject({ refusal: { rule: 'not_let_in', triesLeft: 4 } });
    expect(accepted(await try_('604713'))).toEqual({ person: ana.person });
    expect((await t.auth.sessionOf(phone.visit.cookies))?.name).toBe('Petra');
    // What was tried before is forgotten, as when somebody comes in.
    expect(await try_('985526')).toMatchObject({ refusal: { triesLeft: 4 } });
    for (let count = 0; count < 6; count += 1) {
      t.clock.now += 60_000;
      await try_('000001');
    }
    expect(rule(await try_('604713'))).toBe('secret_locked');
  });

  test('has one person in at a time, and an older cookie opens nothing', async () => {
    const phone = browser();
    const ana = await phoneOf('Ana', phone);
    const old = new Map(phone.jar);
    phone.take(accepted(await t.auth.signInOnDevice({ person: ana.person, secret: '604713' }, phone.visit)));
    expect(phone.jar.get('tequio')).not.toBe(old.get('tequio'));
    expect(await t.auth.sessionOf({ get: (name) => old.get(name) })).toBeNull();
  });
});

describe('digits alone', () => {
  test('open nothing on a device that does not know the person', async () => {
    const own = browser();
    const ana = await phoneOf('Ana', own);
    const asked = { person: ana.person, secret: '604713' };
    expect(rule(await t.auth.signInOnDevice(asked, browser().visit))).toBe('device_unknown');
    const other = browser();
    await phoneOf('Petra', other);
    const there = await t.auth.signInOnDevice(asked, other.visit);
    const nobody = await t.auth.signInOnDevice({ person: 'per_nobody', secret: '604713' }, other.visit);
    expect(there).toEqual(nobody);
    expect(rule(there)).toBe('not_let_in');
  });

  test('are locked by the fifth wrong try on that device, and only there', async () => {
    const phone = browser();
    const ana = await phoneOf('Ana', phone);
    const card = accepted(await t.auth.makeCard(ana.session));
    const second = browser();
    second.take(accepted(await t.auth.signInWithCard({ code: card.code }, second.visit)));
    const wrong = () => t.auth.signInOnDevice({ person: ana.person, secret: '000001' }, phone.visit);
    const right = (held: Browser) =>
      t.auth.signInOnDevice({ person: ana.person, secret: '604713' }, held.visit);
    const seen: unknown[] = [];
    for (let i = 0; i < 6; i++) {
      const outcome = await wrong();
      seen.push(
        outcome.ok
          ? 'in'
          : [outcome.refusal.rule, outcome.refusal['waitSeconds'] ?? outcome.refusal['triesLeft']],
      );
      if (rule(outcome) === 'too_many_tries') {
        expect(rule(await right(phone))).toBe('too_many_tries');
        t.wait(Number(!outcome.ok && outcome.refusal['waitSeconds']));
        seen.push(rule(await wrong()));
      }
    }
    expect(seen).toEqual([
      ['not_let_in', 4],
      ['not_let_in', 3],
      ['not_let_in', 2],
      ['too_many_tries', 5],
      'not_let_in',
      ['too_many_tries', 30],
      'secret_locked',
      ['secret_locked', undefined],
    ]);
    expect(rule(await right(phone))).toBe('secret_locked');
    t.wait(24 * 3600);
    expect(rule(await right(phone))).toBe('secret_locked');
    expect((await t.auth.onDevice(phone.visit.cookies))[0]).toMatchObject({ name: 'Ana', locked: true });
    const there = second.take(accepted(await right(second)));
    expect((await t.auth.notices(there.session)).map(({ kind }) => kind)).toContain('secret_locked');
    phone.take(accepted(await t.auth.signInWithCard({ code: card.code }, phone.visit)));
    expect(rule(await right(phone))).toBe('accepted');
  });

  test('tried many times at once are still counted one by one', async () => {
    const phone = browser();
    const ana = await phoneOf('Ana', phone);
    const tries = await Promise.all(
      Array.from({ length: 12 }, (_, i) =>
        t.auth.signInOnDevice({ person: ana.person, secret: `00000${i % 10}` }, phone.visit),
      ),
    );
    expect(tries.filter((one) => rule(one) === 'not_let_in').length).toBeLessThanOrEqual(3);
  });

  test('are forgotten by wrong tries long past, but not without end', async () => {
    const phone = browser();
    const ana = await phoneOf('Ana', phone);
    let tries = 0;
    for (; tries < 40; tries++) {
      const outcome = await t.auth.signInOnDevice({ person: ana.person, secret: '000001' }, phone.visit);
      if (rule(outcome) === 'secret_locked') break;
      t.wait(16 * 60);
    }
    expect(tries + 1).toBe(15);
  });
});

describe('e-mail and a long secret', () => {
  test('let in on any device; a short secret does not', async () => {
    const phone = browser();
    const ana = await phoneOf('Ana', phone, 'molino 42');
    const email = 'ana@example.org';
    accepted(await t.auth.setEmail(ana.session, { email: ' Ana@Example.org ', locale: 'es' }));
    const come = (secret: string, address = email) =>
      t.auth.signInWithEmail({ email: address, secret }, browser('10.0.0.1').visit);
    expect(rule(await come('molino 42'))).toBe('not_let_in');
    accepted(await t.auth.setSecret(ana.session, 'el molino de Ana'));
    expect(await come('not the secret')).toEqual(await come('not the secret', 'nobody@example.org'));
    expect(rule(await come('el molino de Ana'))).toBe('accepted');
    expect((await t.auth.ways(ana.session)).anywhere).toBe(true);
  });

  test('are limited', async () => {
    const tries = [];
    for (let i = 0; i < 9; i++) {
      const asked = { email: 'someone@example.org', secret: `wrong ${i} wrong` };
      tries.push(rule(await t.auth.signInWithEmail(asked, browser('10.0.0.2').visit)));
    }
    expect(tries.slice(0, 8)).toEqual(Array(8).fill('not_let_in'));
    expect(tries[8]).toBe('too_many_tries');
  });
});

test('Nothing that opens a door stands in the database.', async () => {
  const phone = browser();
  const ana = await phoneOf('Ana', phone, 'el molino de Ana');
  const card = accepted(await t.auth.makeCard(ana.session));
  const token = accepted(
    await t.auth.createToken(ana.session, { name: 'a script', scopes: ['agents:read'], days: 1 }),
  );
  const { rows } = await sql<{ table: string }>`
    SELECT format('%I.%I', table_schema, table_name) AS table FROM information_schema.tables
    WHERE table_schema IN ('auth', 'host')`.execute(t.database.db);
  const dump = await Promise.all(
    rows.map(({ table }) =>
      sql<{ row: string }>`SELECT r::text AS row FROM ${sql.raw(table)} r`.execute(t.database.db),
    ),
  );
  const text = dump.flatMap(({ rows: all }) => all.map(({ row }) => row)).join('\n');
  expect(text).toContain('Ana');
  for (const way of [
    'el molino de Ana',
    card.code,
    card.code.replaceAll('-', ''),
    token.token,
    phone.jar.get('tequio')!,
    phone.jar.get('tequio_device')!,
    SECRET,
  ]) {
    expect(text).not.toContain(way);
  }
});
