import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ActId, PersonId } from '#kernel/command';
import { accepted, browser, rule, withAuth, type AuthTest, type Browser } from '#test/with-auth';
import type { Session } from './house.ts';
import { decideVouch } from './returns.ts';

let t: AuthTest;
beforeAll(async () => {
  t = await withAuth();
  await t.begin(browser());
});
afterAll(() => t.database.drop());

const DAY = 24 * 3600;
const [ana, bea, caro, dora]: [PersonId, PersonId, PersonId, PersonId] = ['per_a', 'per_b', 'per_c', 'per_d'];

describe('a vouch', () => {
  const open = { person_id: null };
  const forAna = { person_id: ana };
  test.each([
    [null, [], { person: ana, voucher: ana }, 'return_not_found'],
    [open, [], { person: ana, voucher: ana }, 'cannot_vouch_for_oneself'],
    [forAna, [], { person: caro, voucher: bea }, 'return_for_someone_else'],
    [forAna, [bea], { person: ana, voucher: bea }, 'already_vouched'],
    [open, [], { person: ana, voucher: bea }, 'counts'],
    [forAna, [bea], { person: ana, voucher: caro }, 'opens'],
    [forAna, [bea, caro], { person: ana, voucher: dora }, 'counts'],
  ])('on %o after %o by %o: %s', (request, vouchers, vouch, expected) => {
    const decided = decideVouch(request, vouchers, vouch);
    expect(decided.ok ? (decided.value.opens ? 'opens' : 'counts') : decided.refusal.rule).toBe(expected);
  });
});

async function person(name: string, held: Browser = browser()) {
  return held.take(accepted(await t.auth.signUp({ name, secret: '604713' }, held.visit))).session;
}

/** A member types the code; the act that carries their word is taken as done. */
async function vouch(code: string, of: PersonId, by: Session) {
  const found = await t.auth.findReturn(by, code);
  if (!found.ok) return found;
  const act: ActId = `act_${by.id}`;
  const word = { request: found.value.id, person: of, voucher: by.person, org: 'org_x', act } as const;
  return t.database.db.transaction().execute((tx) => t.auth.addVouch(tx, word));
}

async function asksToReturn() {
  const lost = browser('10.1.1.1');
  const own = browser();
  const owner = await person('Ana', own);
  const asked = lost.take(accepted(await t.auth.requestReturn({ name: 'Ana, of the kitchen' }, lost.visit)));
  return { lost, own, owner, asked };
}

describe('coming back without card', () => {
  test('takes two members and a day, on the device that asked', async () => {
    const { lost, owner, asked } = await asksToReturn();
    const finish = (held = lost) => t.auth.completeReturn({ secret: '985526' }, held.visit);
    const [one, two] = [await person('Bea'), await person('Caro')];
    expect(rule(await finish())).toBe('return_not_found');
    expect(accepted(await vouch(asked.code, owner.person, one)).opensAt).toBeNull();
    expect(rule(await finish())).toBe('return_not_found');
    expect(rule(await vouch(asked.code, owner.person, one))).toBe('already_vouched');
    expect([...(await t.auth.returnsWanting([asked.id, 'ret_other']))]).toEqual([asked.id]);
    const { opensAt } = accepted(await vouch(asked.code.toLowerCase(), owner.person, two));
    expect(Date.parse(opensAt!) - t.clock.now).toBe(DAY * 1000);
    expect([...(await t.auth.returnsWanting([asked.id]))]).toEqual([]);
    expect((await t.auth.returnsHere(lost.visit))[0]).toMatchObject({
      state: 'waits',
      vouchers: { length: 2 },
    });
    t.wait(DAY - 1);
    expect(rule(await finish())).toBe('return_not_open_yet');
    t.wait(1);
    expect(rule(await finish(browser()))).toBe('return_not_found');
    expect(rule(await t.auth.completeReturn({ secret: '1234' }, lost.visit))).toBe('secret_too_short');
    const back = lost.take(accepted(await finish()));
    expect(back.person).toBe(owner.person);
    expect(rule(await finish())).toBe('return_not_found');
    lost.keep(await t.auth.handOver(back.session));
    const digits = (secret: string) => t.auth.signInOnDevice({ person: back.person, secret }, lost.visit);
    expect(rule(await digits('604713'))).toBe('not_let_in');
    expect(rule(await digits('985526'))).toBe('accepted');
  });

  test('is seen on the person’s devices, and any of them can stop it', async () => {
    const { lost, owner, asked } = await asksToReturn();
    const [one, two] = [await person('Bea'), await person('Caro')];
    await vouch(asked.code, owner.person, one);
    t.wait(60);
    await vouch(asked.code, owner.person, two);
    expect((await t.auth.notices(owner)).map(({ kind }) => kind)).toEqual(['return_opens', 'return_vouched']);
    const [request] = await t.auth.returnsAsMe(owner);
    expect(request).toMatchObject({
      state: 'waits',
      name: 'Ana, of the kitchen',
      device: 'Firefox, Android',
    });
    expect(rule(await t.auth.stopReturn(one, request!.id))).toBe('return_not_found');
    accepted(await t.auth.stopReturn(owner, request!.id));
    t.wait(DAY);
    expect(rule(await t.auth.completeReturn({ secret: '985526' }, lost.visit))).toBe('return_not_found');
    expect((await t.auth.returnsHere(lost.visit))[0]?.state).toBe('stopped');
  });

  test('cannot be vouched for by oneself, for two people, or for nobody', async () => {
    const { owner, asked } = await asksToReturn();
    const [one, two] = [await person('Bea'), await person('Caro')];
    expect(rule(await vouch('K7Q2-9FMD', owner.person, one))).toBe('return_not_found');
    expect(rule(await vouch(asked.code, owner.person, owner))).toBe('cannot_vouch_for_oneself');
    expect(rule(await vouch(asked.code, 'per_paper', one))).toBe('person_without_login');
    accepted(await vouch(asked.code, owner.person, one));
    expect(rule(await vouch(asked.code, one.person, two))).toBe('return_for_someone_else');
  });

  test('expires, and asking again ends the older asking', async () => {
    const { lost, owner, asked } = await asksToReturn();
    const one = await person('Bea');
    t.wait(60);
    const again = lost.take(accepted(await t.auth.requestReturn({ name: 'Ana' }, lost.visit)));
    expect(rule(await vouch(asked.code, owner.person, one))).toBe('return_not_found');
    t.wait(14 * DAY);
    expect(rule(await vouch(again.code, owner.person, one))).toBe('return_not_found');
    expect((await t.auth.returnsHere(lost.visit)).map(({ state }) => state)).toEqual(['expired', 'stopped']);
  });

  test('finished twice at once, happens once', async () => {
    const { lost, owner, asked } = await asksToReturn();
    for (const name of ['Bea', 'Caro']) await vouch(asked.code, owner.person, await person(name));
    t.wait(DAY);
    const both = await Promise.all(
      ['985526', '985527'].map((secret) => t.auth.completeReturn({ secret }, lost.visit)),
    );
    expect(both.map(rule).sort()).toEqual(['accepted', 'return_not_found']);
  });
});
