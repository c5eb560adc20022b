/** Several people act for one account, on a real database. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openStage, type Group, type OneOfUs, type Stage } from '#test/stage';
import { loadMovements } from '../store/reads.ts';
import { loadEntrusted, loadEntrustedTo } from '../store/entrusted-rows.ts';
import { accountOf, commonAccount, foundWithBooks, maiz, peso } from './with-books.ts';

let stage: Stage;
let group: Group;
let ana: OneOfUs;
let berta: OneOfUs;
let celia: OneOfUs;
let dora: OneOfUs;

beforeAll(async () => {
  stage = await openStage();
  group = await foundWithBooks(stage, ['Ana', 'Berta', 'Celia', 'Dora'], maiz, peso);
  [ana, berta, celia, dora] = group.us as [OneOfUs, OneOfUs, OneOfUs, OneOfUs];
});
afterAll(() => stage.close());

const account = (one: OneOfUs, unit = 'maiz') => accountOf(stage, group.org, one, unit);
const idOf = async (one: OneOfUs, unit = 'maiz') => (await account(one, unit)).id;
const act = async (who: OneOfUs, command: string, input: object) =>
  (await stage.do(who, `ledger.${command}`, group.org, input)).answer as Record<string, string>;
const no = async (who: OneOfUs, command: string, input: object) =>
  (await stage.no(who, `ledger.${command}`, group.org, input)).rule;
const day = (days: number) => new Date(stage.clock.now + days * 86_400_000).toISOString().slice(0, 10);
const entrust = async (more: object = {}) => ({
  account: await idOf(ana),
  member: berta.member,
  mostMinor: '500',
  until: day(30),
  ...more,
});

describe('whoever acts for an account of another', () => {
  test('pays out of it, up to so much, as long as it is so', async () => {
    const pay = { source: await idOf(ana), target: await idOf(celia), amountMinor: '500' };
    expect(await no(berta, 'transfer', pay)).toBe('not_your_account');
    await act(ana, 'entrust_account', await entrust());
    const { number } = await act(berta, 'transfer', pay);
    const [movement] = await loadMovements(stage.host.db, group.org, [BigInt(number!)]);
    expect(movement).toMatchObject({ source: pay.source, byMember: berta.member, amountMinor: 500n });
    expect(await no(berta, 'transfer', { ...pay, amountMinor: '501' })).toBe('beyond_entrusted');
    expect(await no(celia, 'transfer', pay)).toBe('not_your_account');
    // What binds its holder binds whoever acts for them.
    await act(ana, 'entrust_account', await entrust({ mostMinor: null }));
    expect(await no(berta, 'transfer', { ...pay, amountMinor: '9501' })).toBe('below_floor');
    await act(berta, 'transfer', { ...pay, amountMinor: '600' });
    // Another account of the same holder was not entrusted.
    const other = { source: await idOf(ana, 'peso'), target: await idOf(celia, 'peso'), amountMinor: '1' };
    expect(await no(berta, 'transfer', other)).toBe('not_your_account');
    await act(ana, 'entrust_account', await entrust({ until: day(0) }));
    await act(berta, 'transfer', { ...pay, amountMinor: '1' });
    stage.days(1);
    expect(await no(berta, 'transfer', { ...pay, amountMinor: '1' })).toBe('not_your_account');
  });

  test('answers what it is asked for, asks for it, and gives back', async () => {
    const [mine, hers] = [await idOf(ana), await idOf(celia)];
    await act(ana, 'entrust_account', await entrust({ mostMinor: '100' }));
    const asking = { source: mine, target: hers, amountMinor: '100' };
    const { request } = await act(celia, 'request_payment', asking);
    expect(await no(dora, 'accept_request', { request })).toBe('request_unknown');
    await act(berta, 'accept_request', { request });
    const much = (await act(celia, 'request_payment', { ...asking, amountMinor: '101' }))['request'];
    expect(await no(berta, 'accept_request', { request: much })).toBe('beyond_entrusted');
    await act(berta, 'decline_request', { request: much, reason: 'Ask Ana.' });
    const back = { source: hers, target: mine, amountMinor: '300' };
    const wanted = (await act(berta, 'request_payment', back))['request'];
    await act(berta, 'take_back_request', { request: wanted });
    const { number } = await act(celia, 'transfer', back);
    expect(await no(dora, 'refund', { number })).toBe('movement_unknown');
    expect(await no(berta, 'refund', { number })).toBe('beyond_entrusted');
    await act(berta, 'refund', { number, amountMinor: '100' });
  });

  test('gains by what comes to it: they do not bring it there by a post', async () => {
    await act(ana, 'entrust_account', await entrust({ account: await idOf(ana, 'peso') }));
    const fund = (await act(dora, 'open_fund', { unit: 'peso', purpose: 'fund', name: 'Box' }))['account'];
    await act(dora, 'issue', { account: fund, amountMinor: '900', way: 'in', note: 'Coins' });
    await stage.together([celia, dora, ana], 'agents.appoint', group.org, {
      role: 'treasurer',
      member: berta.member,
    });
    const out = { source: fund, target: await idOf(ana, 'peso'), amountMinor: '100', note: 'Nails' };
    expect(await no(berta, 'pay_out', out)).toBe('own_benefit');
    await act(berta, 'pay_out', { ...out, target: await idOf(dora, 'peso') });
    expect((await commonAccount(stage, group.org, 'fund', 'peso')).balanceMinor).toBe(800n);
  });
});

describe('entrusting', () => {
  test('is for its holder to say, to one of us, until a day', async () => {
    expect(await no(celia, 'entrust_account', await entrust())).toBe('not_your_account');
    expect(await no(ana, 'entrust_account', await entrust({ member: ana.member }))).toBe('your_own_account');
    expect(await no(ana, 'entrust_account', await entrust({ mostMinor: '0' }))).toBe('amount_not_positive');
    expect(await no(ana, 'entrust_account', await entrust({ until: day(-1) }))).toBe('day_is_past');
    expect(await no(ana, 'entrust_account', await entrust({ until: day(367) }))).toBe('too_far_ahead');
    await act(ana, 'entrust_account', await entrust({ until: day(366) }));
  });

  test('ends by either of the two, and at once', async () => {
    const ends = { account: await idOf(ana), member: berta.member };
    const pay = { source: ends.account, target: await idOf(celia), amountMinor: '1' };
    await act(ana, 'entrust_account', await entrust());
    expect(await no(celia, 'end_entrusting', ends)).toBe('not_entrusted');
    await act(ana, 'end_entrusting', ends);
    expect(await no(berta, 'transfer', pay)).toBe('not_your_account');
    expect(await no(ana, 'end_entrusting', ends)).toBe('not_entrusted');
    await act(ana, 'entrust_account', await entrust());
    await act(berta, 'end_entrusting', ends);
    expect(await no(berta, 'transfer', pay)).toBe('not_your_account');
    const today = day(0);
    expect(await loadEntrusted(stage.host.db, group.org, [ends.account], today)).toEqual([]);
    const hers = await loadEntrustedTo(stage.host.db, group.org, berta.member, today);
    expect(hers.map((one) => one.account)).toEqual([await idOf(ana, 'peso')]);
  });

  test('is nothing while its holder is suspended, and no more once they have left', async () => {
    const pay = { source: await idOf(celia), target: await idOf(ana), amountMinor: '1' };
    const give = { account: pay.source, member: berta.member, mostMinor: null, until: day(30) };
    await act(celia, 'entrust_account', give);
    await act(berta, 'transfer', pay);
    const held = { member: celia.member, reason: 'For a while.' };
    await stage.together([ana, dora, berta], 'agents.suspend', group.org, held);
    expect(await no(berta, 'transfer', pay)).toBe('not_your_account');
    expect(await loadEntrustedTo(stage.host.db, group.org, berta.member, day(0))).toHaveLength(1);
    await stage.together([ana, dora], 'agents.lift_suspension', group.org, { member: celia.member });
    await act(berta, 'transfer', pay);
  });

  test('keeps nobody from settling what two see differently', async () => {
    const { number } = await act(ana, 'transfer', {
      source: await idOf(ana),
      target: await idOf(celia),
      amountMinor: '10',
    });
    await act(ana, 'dispute', { number, reason: 'Not so.' });
    await act(ana, 'entrust_account', await entrust({ member: dora.member, mostMinor: '1' }));
    await act(dora, 'settle_dispute', { number, backMinor: '0', words: 'It stays.' });
    await act(ana, 'end_entrusting', { account: await idOf(ana), member: dora.member });
  });

  test('is nothing to whoever has left', async () => {
    await act(ana, 'entrust_account', await entrust({ member: dora.member }));
    await stage.do(dora, 'agents.leave', group.org, {});
    expect(await no(ana, 'entrust_account', await entrust({ member: dora.member }))).toBe('member_unknown');
    const pay = { source: await idOf(ana), target: await idOf(celia), amountMinor: '1' };
    expect(await no(dora, 'transfer', pay)).toBe('members_only');
  });
});
