/** Asking to be paid, and promising, on a real database. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openStage, type Group, type OneOfUs, type Stage } from '#test/stage';
import { lapseHolds } from '../../../host/keep-accounts.ts';
import { loadHold, loadRequest } from '../store/promise-reads.ts';
import { requestState } from '../core/promised.ts';
import { accountOf, foundWithBooks, maiz } from './with-books.ts';

let stage: Stage;
let group: Group;
let ana: OneOfUs;
let berta: OneOfUs;
let celia: OneOfUs;

beforeAll(async () => {
  stage = await openStage();
  group = await foundWithBooks(stage, ['Ana', 'Berta', 'Celia'], maiz);
  [ana, berta, celia] = group.us as [OneOfUs, OneOfUs, OneOfUs];
});
afterAll(() => stage.close());

const account = (one: OneOfUs) => accountOf(stage, group.org, one);
const idOf = async (one: OneOfUs) => (await account(one)).id;
const act = (who: OneOfUs, command: string, input: object) =>
  stage.do(who, `ledger.${command}`, group.org, input);
const no = async (who: OneOfUs, command: string, input: object) =>
  (await stage.no(who, `ledger.${command}`, group.org, input)).rule;
const asked = async (by: OneOfUs, of: OneOfUs, amountMinor: string, more: object = {}) => {
  const input = { source: await idOf(of), target: await idOf(by), amountMinor, note: 'eggs', ...more };
  return (await act(by, 'request_payment', input)).answer as { request: string; number: string | null };
};
const today = () => new Date(stage.clock.now).toISOString().slice(0, 10);

describe('a request', () => {
  test('waits for whoever was asked, and is paid once', async () => {
    const { request, number } = await asked(ana, berta, '500');
    expect(number).toBeNull();
    expect(await no(celia, 'accept_request', { request })).toBe('request_unknown');
    expect(await no(ana, 'accept_request', { request })).toBe('request_unknown');
    await act(berta, 'accept_request', { request });
    expect((await account(ana)).balanceMinor).toBe(500n);
    expect(await loadRequest(stage.host.db, group.org, request)).toMatchObject({
      answer: 'paid',
      number: 1n,
    });
    expect(await no(berta, 'accept_request', { request })).toBe('request_answered');
  });

  test('is declined with a reason, or taken back', async () => {
    const { request } = await asked(ana, berta, '500');
    expect(await no(berta, 'take_back_request', { request })).toBe('request_unknown');
    await act(berta, 'decline_request', { request, reason: 'There were only five.' });
    expect(await loadRequest(stage.host.db, group.org, request)).toMatchObject({
      answer: 'declined',
      reason: 'There were only five.',
    });
    const other = await asked(ana, berta, '500');
    await act(ana, 'take_back_request', { request: other.request });
    expect(await no(berta, 'accept_request', { request: other.request })).toBe('request_answered');
  });

  test('tells whoever asks nothing of what the other has', async () => {
    const { request } = await asked(ana, berta, '9900000');
    expect(await no(berta, 'accept_request', { request })).toBe('below_floor');
    await act(ana, 'take_back_request', { request });
  });

  test('runs out', async () => {
    const { request } = await asked(ana, berta, '5', { expiresOn: today() });
    stage.days(1);
    expect(await no(berta, 'accept_request', { request })).toBe('request_expired');
    expect(requestState((await loadRequest(stage.host.db, group.org, request))!, today())).toBe('expired');
    const [source, target] = [await idOf(berta), await idOf(ana)];
    const late = { source, target, amountMinor: '5', expiresOn: '2026-01-01' };
    expect(await no(ana, 'request_payment', late)).toBe('day_is_past');
    expect(await no(ana, 'request_payment', { ...late, expiresOn: '2029-01-01' })).toBe('too_far_ahead');
  });

  test('is paid at once by whoever trusts, up to so much', async () => {
    const [source, target] = [await idOf(berta), await idOf(ana)];
    expect(await no(ana, 'trust_payee', { source, target, mostMinor: '100' })).toBe('not_your_account');
    await act(berta, 'trust_payee', { source, target, mostMinor: '100' });
    expect((await asked(ana, berta, '100')).number).not.toBeNull();
    expect((await asked(ana, berta, '101')).number).toBeNull();
    await act(berta, 'trust_payee', { source, target, mostMinor: null });
    expect((await asked(ana, berta, '100')).number).toBeNull();
  });

  test('is paid at once by nobody who has gone', async () => {
    const { org, us } = await foundWithBooks(stage, ['Dora', 'Eva', 'Flor'], maiz);
    const [dora, eva, flor] = us as [OneOfUs, OneOfUs, OneOfUs];
    const purse = async (one: OneOfUs) => (await accountOf(stage, org, one)).id;
    const [source, target] = [await purse(dora), await purse(eva)];
    const given = { source: await purse(flor), target: source, amountMinor: '500' };
    await stage.do(flor, 'ledger.transfer', org, given);
    await stage.do(dora, 'ledger.trust_payee', org, { source, target, mostMinor: '100' });
    const ask = { source, target, amountMinor: '100' };
    const number = async () =>
      ((await stage.do(eva, 'ledger.request_payment', org, ask)).answer as { number: string | null }).number;
    expect(await number()).not.toBeNull();
    await stage.do(dora, 'agents.leave', org, {});
    expect(await number()).toBeNull();
    expect((await accountOf(stage, org, dora)).balanceMinor).toBe(400n);
  });
});

describe('what is promised', () => {
  const held = async (amountMinor: string, days = 7) => {
    const until = new Date(stage.clock.now + days * 86_400_000).toISOString().slice(0, 10);
    const input = {
      source: await idOf(celia),
      target: await idOf(berta),
      amountMinor,
      note: 'a door',
      until,
    };
    return ((await act(celia, 'hold', input)).answer as { hold: string }).hold;
  };

  test('counts as gone before it is paid, and is paid once, or less of it', async () => {
    const before = await account(berta);
    const hold = await held('9000');
    expect(await account(celia)).toMatchObject({ balanceMinor: 0n, heldMinor: 9000n });
    expect(await account(berta)).toMatchObject({ balanceMinor: before.balanceMinor, comingMinor: 9000n });
    const pay = { source: await idOf(celia), target: await idOf(ana), amountMinor: '1001' };
    expect(await no(celia, 'transfer', pay)).toBe('below_floor');
    expect(await no(berta, 'pay_hold', { hold })).toBe('hold_unknown');
    expect(await no(celia, 'pay_hold', { hold, amountMinor: '9001' })).toBe('more_than_there_was');
    await act(celia, 'pay_hold', { hold, amountMinor: '4000' });
    expect(await account(celia)).toMatchObject({ balanceMinor: -4000n, heldMinor: 0n });
    expect(await account(berta)).toMatchObject({
      balanceMinor: before.balanceMinor + 4000n,
      comingMinor: 0n,
    });
    expect(await no(celia, 'pay_hold', { hold })).toBe('hold_over');
  });

  test('is let go by whoever would be paid, and by nobody else', async () => {
    const hold = await held('100');
    expect(await no(celia, 'let_go', { hold })).toBe('hold_unknown');
    await act(berta, 'let_go', { hold });
    expect(await account(celia)).toMatchObject({ balanceMinor: -4000n, heldMinor: 0n });
  });

  test('lapses when its day is over, not before', async () => {
    const hold = await held('100', 2);
    stage.days(2);
    expect(await lapseHolds(stage.host, group.org)).toBe(0);
    expect(await no(celia, 'lapse_hold', { hold })).toBe('command_unknown');
    stage.days(1);
    expect(await lapseHolds(stage.host, group.org)).toBe(1);
    expect(await loadHold(stage.host.db, group.org, hold)).toMatchObject({ endedAs: 'lapsed' });
    expect(await account(celia)).toMatchObject({ heldMinor: 0n });
  });
});
