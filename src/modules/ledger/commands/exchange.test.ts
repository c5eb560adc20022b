/** Taleros against euros, on a real database: in, out, undone, and never more than is kept for. */
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openStage, type Group, type OneOfUs, type Stage } from '#test/stage';
import { loadStatement } from '../store/reads.ts';
import { verifyBooks } from '../store/verify-books.ts';
import { accountOf, commonAccount } from './with-books.ts';
import { foundWithCurrency, talero } from './with-currency.ts';

let stage: Stage;
let group: Group;
let [ana, berta, celia, dora] = [] as unknown as [OneOfUs, OneOfUs, OneOfUs, OneOfUs];

beforeAll(async () => {
  stage = await openStage();
  group = await foundWithCurrency(stage, ['Ana', 'Berta', 'Celia', 'Dora']);
  [ana, berta, celia, dora] = group.us as [OneOfUs, OneOfUs, OneOfUs, OneOfUs];
});
afterAll(async () => {
  expect(await verifyBooks(stage.host.db)).toEqual([]);
  await stage.close();
});

const idOf = async (one: OneOfUs) => (await accountOf(stage, group.org, one, 'talero')).id;
const has = async (one: OneOfUs) => (await accountOf(stage, group.org, one, 'talero')).balanceMinor;
const common = async (purpose: 'reserve' | 'commons' | 'issue', unit: string) =>
  (await commonAccount(stage, group.org, purpose, unit)).balanceMinor;
const act = async (who: OneOfUs, command: string, input: object) =>
  (await stage.do(who, `ledger.${command}`, group.org, input)).answer as Readonly<Record<string, string>>;
const no = async (who: OneOfUs, command: string, input: object) =>
  (await stage.no(who, `ledger.${command}`, group.org, input)).rule;
const coverage = async () => [await common('reserve', 'euro'), -(await common('issue', 'talero'))];

describe('exchanging', () => {
  test('nobody has an account in what is only held in common', async () => {
    expect(await accountOf(stage, group.org, berta, 'euro')).toBeUndefined();
    expect(await coverage()).toEqual([0n, 0n]);
  });

  test('what is brought goes into the reserve, and as much comes into circulation', async () => {
    const account = await idOf(berta);
    const asked = { account, amountMinor: '5000', note: 'Two notes.' };
    expect(await no(celia, 'exchange_in', asked)).toBe('no_mandate');
    await act(ana, 'exchange_in', asked);
    expect([await has(berta), ...(await coverage())]).toEqual([5000n, 5000n, 5000n]);
    expect(await no(ana, 'exchange_in', { ...asked, amountMinor: '0' })).toBe('amount_not_positive');
    expect(await no(ana, 'exchange_in', { ...asked, amountMinor: '-5' })).toBe('amount_not_positive');
  });

  test('nobody begins below zero: what is kept would seem to be enough', async () => {
    const lines = [{ account: await idOf(dora), amountMinor: '-100' }];
    expect(await no(ana, 'bring_balances', { unit: 'talero', lines })).toBe('backed_below_zero');
  });

  test('whoever keeps the till does not exchange for themself', async () => {
    const asked = { account: await idOf(ana), amountMinor: '100' };
    expect(await no(ana, 'exchange_in', asked)).toBe('own_benefit');
    expect(await no(ana, 'exchange_out', asked)).toBe('own_benefit');
  });

  test('what stays behind goes to all of us, until somebody is chosen', async () => {
    const source = await idOf(berta);
    await act(ana, 'exchange_out', { account: source, amountMinor: '1000' });
    expect([await has(berta), await common('commons', 'talero')]).toEqual([4000n, 50n]);
    expect(await coverage()).toEqual([4050n, 4050n]);
    const target = await idOf(dora);
    expect(await no(celia, 'choose_association', { source, target })).toBe('not_your_account');
    expect(await no(berta, 'choose_association', { source, target: source })).toBe('same_account');
    const commons = (await commonAccount(stage, group.org, 'commons', 'talero')).id;
    expect(await no(berta, 'choose_association', { source, target: commons })).toBe('not_to_be_chosen');
    await act(berta, 'choose_association', { source, target });
    await act(ana, 'exchange_out', { account: source, amountMinor: '1000' });
    expect([await has(berta), await has(dora), await common('commons', 'talero')]).toEqual([3000n, 30n, 70n]);
    expect(await coverage()).toEqual([3100n, 3100n]);
    await act(berta, 'choose_association', { source, target: null });
    // Of 0.33 five of a hundred are no whole hundredth: they are paid out.
    await act(ana, 'exchange_out', { account: source, amountMinor: '33' });
    expect([await has(berta), await common('commons', 'talero')]).toEqual([2967n, 70n]);
  });

  test('nobody brings back more than they have', async () => {
    expect(await no(ana, 'exchange_out', { account: await idOf(berta), amountMinor: '2968' })).toBe(
      'below_floor',
    );
    expect(await no(ana, 'exchange_out', { account: await idOf(celia), amountMinor: '1' })).toBe(
      'below_floor',
    );
  });

  test('is undone as a whole, by whom the rules name', async () => {
    const before = [await has(berta), await common('commons', 'talero'), ...(await coverage())];
    const { number } = await act(ana, 'exchange_out', { account: await idOf(berta), amountMinor: '1000' });
    const [last] = await loadStatement(stage.host.db, group.org, await idOf(berta), { most: 1 });
    expect(last?.kind).toBe('fee');
    expect(await no(celia, 'reverse', { number: String(last!.number), note: 'x' })).toBe(
      'not_to_be_corrected',
    );
    expect(await no(berta, 'reverse', { number, note: 'x' })).toBe('own_benefit');
    await act(celia, 'reverse', { number, note: 'It was 100.' });
    expect([await has(berta), await common('commons', 'talero'), ...(await coverage())]).toEqual(before);
    expect(await no(celia, 'reverse', { number, note: 'x' })).toBe('nothing_left_to_correct');
    const back = await act(ana, 'exchange_in', { account: await idOf(celia), amountMinor: '70' });
    expect(await no(celia, 'refund', { number: back['number'] })).toBe('not_to_be_corrected');
    await act(dora, 'reverse', { number: back['number'], note: 'Berta’s.' });
    expect([await has(celia), ...(await coverage())]).toEqual([0n, ...before.slice(2)]);
  });
});

describe('whoever was chosen', () => {
  test('and has as much as they can, leaves it to all of us, and nobody is told so', async () => {
    const other = await foundWithCurrency(stage, ['Eva', 'Flor', 'Gil'], { ...talero, ceilingMinor: '3000' });
    const [eva, flor, gil] = other.us as [OneOfUs, OneOfUs, OneOfUs];
    const account = async (one: OneOfUs) => await accountOf(stage, other.org, one, 'talero');
    const [source, target] = [(await account(flor)).id, (await account(gil)).id];
    const exchange = (command: string, of: string, amountMinor: string) =>
      stage.do(eva, `ledger.${command}`, other.org, { account: of, amountMinor });
    await exchange('exchange_in', source, '2000');
    await exchange('exchange_in', target, '2980');
    await stage.do(flor, 'ledger.choose_association', other.org, { source, target });
    // Three of a hundred: 30 do not fit any more, 20 do.
    await exchange('exchange_out', source, '1000');
    expect((await account(gil)).balanceMinor).toBe(2980n);
    const commons = async () => (await commonAccount(stage, other.org, 'commons', 'talero')).balanceMinor;
    expect(await commons()).toBe(50n);
    await exchange('exchange_out', source, '600');
    expect([(await account(gil)).balanceMinor, await commons()]).toEqual([2998n, 62n]);
  });
});

describe('the reserve', () => {
  test('is not paid out, nor brought down by anybody', async () => {
    const reserve = (await commonAccount(stage, group.org, 'reserve', 'euro')).id;
    const out = { account: reserve, amountMinor: '1', way: 'out', note: 'x' };
    expect(await no(ana, 'issue', out)).toBe('reserve_too_small');
    const fund = (await act(ana, 'open_fund', { unit: 'euro', purpose: 'fund', name: 'Rent' }))['account'];
    const paid = { source: reserve, target: fund, amountMinor: '1', note: 'x' };
    expect(await no(ana, 'pay_out', paid)).toBe('reserve_too_small');
    expect(await no(ana, 'issue', { ...out, account: await idOf(berta), way: 'in' })).toBe(
      'comes_by_exchange',
    );
    // What is there beyond what is in circulation is free.
    await act(ana, 'issue', { ...out, way: 'in' });
    await act(ana, 'pay_out', paid);
  });

  test('holds in the table, whoever writes the rows', async () => {
    const write = (column: string, minor: number) =>
      sql`UPDATE ledger.coverage SET ${sql.ref(column)} = ${sql.ref(column)} + ${minor}
           WHERE org_id = ${group.org}`.execute(stage.host.db);
    await expect(write('circulating_minor', 1)).rejects.toThrow(/coverage/);
    await expect(write('reserve_minor', -1)).rejects.toThrow(/coverage/);
  });

  test('nobody goes below zero in what is kept for', async () => {
    const grant = { account: await idOf(berta), moreMinor: '100', until: '2027-01-01', reason: 'x' };
    const refused = await stage.no(celia, 'ledger.grant_credit', group.org, grant);
    expect(refused.rule).toBe('backed_without_credit');
  });
});

describe('what is counted', () => {
  test('stands beside the books, and changes nothing', async () => {
    const account = (await commonAccount(stage, group.org, 'reserve', 'euro')).id;
    const before = await coverage();
    const counted = {
      account,
      countedOn: '2026-11-23',
      countedMinor: String(before[0]! - 250n),
      note: 'The box',
    };
    expect(await no(berta, 'reconcile', { ...counted, countedOn: '2030-01-01' })).toBe('day_is_ahead');
    expect(await no(berta, 'reconcile', { ...counted, account: await idOf(berta) })).toBe(
      'not_a_common_account',
    );
    const { count, differenceMinor } = await act(berta, 'reconcile', counted);
    expect([differenceMinor, await coverage()]).toEqual(['-250', before]);
    await act(berta, 'explain_difference', { count, note: 'A stamp was paid out of it and not entered.' });
    const right = await act(berta, 'reconcile', { ...counted, countedMinor: String(before[0]) });
    expect(right['differenceMinor']).toBe('0');
    const nothing = { count: right['count'], note: 'x' };
    expect(await no(berta, 'explain_difference', nothing)).toBe('nothing_to_explain');
  });
});
