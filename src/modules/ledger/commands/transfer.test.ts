/** Paying, on a real database. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openStage, type Group, type OneOfUs, type Stage } from '#test/stage';
import { accountOf, commonAccount, foundWithBooks, hora, maiz, peso } from './with-books.ts';

let stage: Stage;
let group: Group;
let ana: OneOfUs;
let berta: OneOfUs;
let celia: OneOfUs;

beforeAll(async () => {
  stage = await openStage();
  group = await foundWithBooks(stage, ['Ana', 'Berta', 'Celia'], maiz, hora, peso);
  [ana, berta, celia] = group.us as [OneOfUs, OneOfUs, OneOfUs];
});
afterAll(() => stage.close());

const idOf = async (one: OneOfUs, unit?: string) => (await accountOf(stage, group.org, one, unit)).id;
const balanceOf = async (one: OneOfUs, unit?: string) =>
  (await accountOf(stage, group.org, one, unit)).balanceMinor;
const input = async (from: OneOfUs, to: OneOfUs, amountMinor: string, unit?: string) => ({
  source: await idOf(from, unit),
  target: await idOf(to, unit),
  amountMinor,
});
const pay = async (from: OneOfUs, to: OneOfUs, amountMinor: string, unit?: string) =>
  stage.do(from, 'ledger.transfer', group.org, await input(from, to, amountMinor, unit));
const no = async (from: OneOfUs, to: OneOfUs, amountMinor: string, unit?: string) =>
  stage.no(from, 'ledger.transfer', group.org, await input(from, to, amountMinor, unit));

describe('paying', () => {
  test('whoever pays first goes below zero, as far as the rules let them', async () => {
    await pay(ana, berta, '10000');
    expect([await balanceOf(ana), await balanceOf(berta)]).toEqual([-10000n, 10000n]);
    expect(await no(ana, berta, '1')).toEqual({
      rule: 'below_floor',
      account: await idOf(ana),
      unit: 'maiz',
      floorMinor: '-10000',
      wouldMinor: '-10001',
      couldMinor: '0',
    });
    await pay(berta, ana, '2500');
    expect(await balanceOf(ana)).toBe(-7500n);
  });

  test('nobody has more than the rules let them', async () => {
    const more = await stage.letIn(ana, group.org, 'Dora');
    for (const [one, minor] of [
      [berta, '17500'],
      [celia, '10000'],
      [more, '10000'],
    ] as const)
      await pay(one, ana, minor);
    expect(await balanceOf(ana)).toBe(30000n);
    expect(await no(more, ana, '1')).toMatchObject({ rule: 'below_floor' });
  });

  test('without credit there must be something to pay with', async () => {
    expect(await no(ana, berta, '1', 'hora')).toMatchObject({ rule: 'below_floor', couldMinor: '0' });
  });

  test('what is not theirs, not there or not payable', async () => {
    const issues = await commonAccount(stage, group.org, 'issue');
    const mine = await idOf(ana);
    const ask = (from: object) => stage.no(ana, 'ledger.transfer', group.org, { amountMinor: '1', ...from });
    const gone = mine.replace(/.$/, (sign) => (sign === '0' ? '1' : '0'));
    expect(await ask({ source: await idOf(berta), target: mine })).toEqual({ rule: 'not_your_account' });
    expect(await ask({ source: gone, target: mine })).toEqual({ rule: 'not_your_account' });
    expect(await ask({ source: mine, target: issues.id })).toEqual({ rule: 'not_payable' });
    expect(await ask({ source: mine, target: gone })).toEqual({ rule: 'account_unknown', account: gone });
    expect(await ask({ source: mine, target: mine })).toEqual({ rule: 'same_account' });
    expect(await ask({ source: mine, target: await idOf(berta, 'hora') })).toEqual({
      rule: 'unit_differs',
      source: 'maiz',
      target: 'hora',
    });
    for (const amountMinor of ['0', '-5'])
      expect(await ask({ source: mine, target: await idOf(berta), amountMinor })).toEqual({
        rule: 'amount_not_positive',
      });
  });

  test('what is no amount is no input', async () => {
    const ask = async (amountMinor: unknown) =>
      (
        await stage.no(ana, 'ledger.transfer', group.org, {
          source: await idOf(ana),
          target: await idOf(berta),
          amountMinor,
        })
      ).rule;
    for (const wrong of ['abc', '', '1.5', '01', '9223372036854775808', '1e3', 5, null])
      expect([wrong, await ask(wrong)]).toEqual([wrong, 'input_invalid']);
    expect(await ask('9223372036854775807')).toBe('amount_out_of_range');
  });

  test('many at once are paid one after the other, and numbered without gaps', async () => {
    const before = await balanceOf(ana);
    const asked = await input(ana, celia, '10');
    const answers = await Promise.all(
      Array.from({ length: 40 }, () => stage.ask(ana, 'ledger.transfer', group.org, asked)),
    );
    expect(answers.every((one) => one.ok)).toBe(true);
    expect(await balanceOf(ana)).toBe(before - 400n);
    const { rows } = await stage.host.pool.query<{ number: bigint }>(
      'SELECT number FROM ledger.transfer WHERE org_id = $1 ORDER BY number',
      [group.org],
    );
    expect(rows.map((row) => row.number)).toEqual(rows.map((_row, at) => BigInt(at + 1)));
  });
});
