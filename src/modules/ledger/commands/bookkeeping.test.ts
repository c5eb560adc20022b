/** A bookkeeper’s day, on a real database: what was brought counts, a month is closed, cash is counted. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Articles } from '#agents';
import { openStage, type Group, type OneOfUs, type Stage } from '#test/stage';
import { bringFile } from '../../../host/files/bring.ts';
import { sweepFiles, verifyFiles } from '../../../host/files/uses.ts';
import { pdf } from '../../../host/files/with-files.ts';
import { countBalances, keepAccounts } from '../../../host/keep-accounts.ts';
import { loadClosedThrough, loadCashCounts, loadOpenings, loadReceipts } from '../store/bookkeeping-reads.ts';
import { loadMoneyAsks } from '../store/asked-of.ts';
import { loadMovements, loadStatement, loadThese } from '../store/reads.ts';
import { verifyBooks } from '../store/verify-books.ts';
import { accountOf, commonAccount, foundWithBooks, keeping, maiz, peso } from './with-books.ts';

let stage: Stage;
let group: Group;
let ana: OneOfUs;
let berta: OneOfUs;
let celia: OneOfUs;

beforeAll(async () => {
  stage = await openStage();
  group = await foundWithBooks(stage, ['Ana', 'Berta', 'Celia'], maiz, peso);
  [ana, berta, celia] = group.us as [OneOfUs, OneOfUs, OneOfUs];
});
afterAll(() => stage.close());

const idOf = async (one: OneOfUs, unit = 'maiz') => (await accountOf(stage, group.org, one, unit)).id;
const has = async (one: OneOfUs) => (await accountOf(stage, group.org, one)).balanceMinor;
const act = (who: OneOfUs, command: string, input: object) =>
  stage.do(who, `ledger.${command}`, group.org, input);
const no = async (who: OneOfUs, command: string, input: object) =>
  (await stage.no(who, `ledger.${command}`, group.org, input)).rule;
const both = (command: string, input: object) =>
  stage.together([ana, berta], `ledger.${command}`, group.org, input);
/** What happens in one instant has no order. */
const later = () => (stage.clock.now += 1000);
const toMend = async (one: OneOfUs) => {
  const today = new Date(stage.clock.now).toISOString().slice(0, 10);
  const asks = await loadMoneyAsks(stage.host.db, group.org, one.member, {
    today,
    mediates: false,
    keeps: false,
  });
  return asks.filter((found) => found.ask === 'mend');
};
const opening = async () => (await loadOpenings(stage.host.db, group.org, { waits: true }))[0]!;

describe('balances from elsewhere', () => {
  test('are brought by two, shown, and stopped by anybody', async () => {
    const lines = [
      { account: await idOf(ana), amountMinor: '60000' },
      { account: await idOf(berta), amountMinor: '-15000' },
    ];
    await both('bring_balances', { unit: 'maiz', note: 'From a spreadsheet', lines });
    expect(await opening()).toMatchObject({ countsOn: '2026-11-30', handedInBy: ana.member });
    expect(await has(ana)).toBe(0n);
    expect(await no(ana, 'bring_balances', { unit: 'maiz', lines })).toBe('opening_waits');
    await act(celia, 'doubt_balances', { opening: (await opening()).id, reason: 'I am missing.' });
    expect(await loadOpenings(stage.host.db, group.org, { waits: true })).toEqual([]);
    stage.days(8);
    expect(await countBalances(stage.host)).toBe(0);
  });

  test('count after some days, beyond limits too, and bind where they stand', async () => {
    const lines = [
      { account: await idOf(ana), amountMinor: '60000' },
      { account: await idOf(berta), amountMinor: '-15000' },
    ];
    await both('bring_balances', { unit: 'maiz', lines });
    stage.days(6);
    expect(await countBalances(stage.host)).toBe(0);
    stage.days(1);
    expect(await countBalances(stage.host)).toBe(1);
    expect(await countBalances(stage.host)).toBe(0);
    expect([await has(ana), await has(berta)]).toEqual([60000n, -15000n]);
    expect((await commonAccount(stage, group.org, 'issue')).balanceMinor).toBe(-45000n);
    const [first] = await loadStatement(stage.host.db, group.org, await idOf(ana), { most: 1 });
    expect(first).toMatchObject({ kind: 'opening', minor: 60000n });
    // Berta is at −150.00 where −100.00 is the floor: she comes back, and goes no further.
    const pay = { source: await idOf(berta), target: await idOf(celia), amountMinor: '100' };
    expect(await no(berta, 'transfer', pay)).toBe('below_floor');
    await act(celia, 'transfer', { source: pay.target, target: pay.source, amountMinor: '2000' });
    expect(await has(berta)).toBe(-13000n);
    expect(await verifyBooks(stage.host.db)).toEqual([]);
  });

  test('change nothing where the books have begun', async () => {
    const lines = [{ account: await idOf(ana), amountMinor: '1' }];
    expect(await no(ana, 'bring_balances', { unit: 'maiz', lines })).toBe('books_have_begun');
  });

  test('are not kept from counting by who pays somebody meanwhile', async () => {
    const lines = [{ account: await idOf(berta, 'peso'), amountMinor: '700' }];
    await both('bring_balances', { unit: 'peso', lines });
    const issue = { account: lines[0]!.account, amountMinor: '100', way: 'in', note: 'Coins.' };
    await act(ana, 'issue', issue);
    stage.days(7);
    expect(await countBalances(stage.host)).toBe(1);
    const [last] = await loadOpenings(stage.host.db, group.org);
    expect(last).toMatchObject({ endedAs: 'counted', rule: null });
    expect((await accountOf(stage, group.org, berta, 'peso')).balanceMinor).toBe(800n);
  });

  test('can be brought where a payment was given back in full', async () => {
    const lines = [{ account: await idOf(celia, 'peso'), amountMinor: '500' }];
    const pay = { source: await idOf(berta, 'peso'), target: lines[0]!.account, amountMinor: '5' };
    const { answer } = await act(berta, 'transfer', pay);
    expect(await no(ana, 'bring_balances', { unit: 'peso', lines })).toBe('books_have_begun');
    await act(celia, 'refund', { number: (answer as { number: string }).number, amountMinor: '5' });
    await both('bring_balances', { unit: 'peso', lines });
    await act(berta, 'doubt_balances', { opening: (await opening()).id, reason: 'It was more.' });
  });

  test('are stopped by one alone twice; after that it takes another as well', async () => {
    const lines = [{ account: await idOf(ana, 'peso'), amountMinor: '300' }];
    const doubt = async (who: OneOfUs, reason: string) =>
      (await act(who, 'doubt_balances', { opening: (await opening()).id, reason })).answer;
    for (const reason of ['Too little.', 'Too much.']) {
      later();
      await both('bring_balances', { unit: 'peso', lines });
      expect(await no(celia, 'doubt_balances', { opening: (await opening()).id, reason: '' })).toBe(
        'input_invalid',
      );
      expect(await doubt(celia, reason)).toEqual({ stops: true });
    }
    expect(await toMend(berta)).toMatchObject([{ reason: 'Too much.', to: { member: celia.member } }]);
    later();
    await both('bring_balances', { unit: 'peso', lines });
    expect(await toMend(berta)).toEqual([]);
    expect(await doubt(celia, 'I do not like it.')).toEqual({ stops: false });
    const { id } = await opening();
    expect(await no(celia, 'doubt_balances', { opening: id, reason: 'Still.' })).toBe('doubted_already');
    later();
    expect(await toMend(berta)).toMatchObject([{ reason: 'I do not like it.', waits: true }]);
    expect(await doubt(berta, 'She is right.')).toEqual({ stops: true });
    const [last] = await loadOpenings(stage.host.db, group.org);
    expect(last).toMatchObject({ endedAs: 'stopped', stoppedBy: berta.member });
    expect(last!.doubts.map((one) => one.by)).toEqual([celia.member, berta.member]);
  });

  test('that cannot be booked any more are said to be so', async () => {
    const lines = [{ account: await idOf(celia, 'peso'), amountMinor: '500' }];
    await both('bring_balances', { unit: 'peso', lines });
    await stage.do(celia, 'agents.leave', group.org, {});
    await keepAccounts(stage.host, group.org);
    stage.days(8);
    expect(await countBalances(stage.host)).toBe(1);
    const [last] = await loadOpenings(stage.host.db, group.org);
    expect(last).toMatchObject({ endedAs: 'refused', rule: 'account_closed', number: null });
    expect(last!.broughtBy).toEqual([ana.member, berta.member].sort());
    expect(await toMend(ana)).toMatchObject([{ rule: 'account_closed', waits: false }]);
  });
});

describe('a period', () => {
  test('is closed once it is over, and opened again with a reason', async () => {
    expect(await no(ana, 'close_period', { throughOn: '2099-01-31' })).toBe('period_not_over');
    await act(ana, 'close_period', { throughOn: '2026-10-31' });
    await act(ana, 'close_period', { throughOn: '2026-11-30', note: 'November' });
    expect(await loadClosedThrough(stage.host.db, group.org)).toBe('2026-11-30');
    expect(await no(ana, 'close_period', { throughOn: '2026-11-30' })).toBe('period_closed_already');
    await act(ana, 'reopen_period', { fromOn: '2026-11-01', reason: 'A bill came late.' });
    expect(await loadClosedThrough(stage.host.db, group.org)).toBe('2026-10-31');
    expect(await no(ana, 'reopen_period', { fromOn: '2026-11-01', reason: 'x' })).toBe('nothing_is_closed');
    expect(await verifyBooks(stage.host.db)).toEqual([]);
  });
});

describe('what is held in common', () => {
  const funds: Record<string, string> = {};
  beforeAll(async () => {
    for (const name of ['Roof', 'Seeds', 'Box']) {
      const { answer } = await act(ana, 'open_fund', { unit: 'peso', purpose: 'fund', name });
      funds[name] = (answer as { account: string }).account;
    }
  });

  test('is moved to the right account by a movement that names the wrong one', async () => {
    const input = { account: funds['Roof'], amountMinor: '1000', way: 'in', note: 'Seeds' };
    const { number } = (await act(ana, 'issue', input)).answer as { number: string };
    const right = (await act(ana, 'reclassify', { number, to: funds['Seeds'], note: 'It was for seeds.' }))
      .answer;
    const [moved] = await loadMovements(stage.host.db, group.org, [
      BigInt((right as { number: string }).number),
    ]);
    expect(moved).toMatchObject({
      source: funds['Roof'],
      target: funds['Seeds'],
      kind: 'reclass',
      amountMinor: 1000n,
    });
    expect(await no(ana, 'reclassify', { number, to: funds['Seeds'], note: 'x' })).toBe(
      'nothing_left_to_correct',
    );
    // What was moved once can be moved again.
    await act(ana, 'reclassify', {
      number: String(moved!.number),
      to: funds['Box'],
      note: 'It was for the box.',
    });
    expect(await verifyBooks(stage.host.db)).toEqual([]);
  });

  test('is given back and undone from where it stands by now', async () => {
    const [roof, seeds] = [funds['Roof']!, funds['Seeds']!];
    const has = async (id: string) => (await loadThese(stage.host.db, group.org, [id])).get(id)!.balanceMinor;
    const own = await idOf(ana, 'peso');
    const numberOf = async (who: OneOfUs, command: string, input: object) =>
      ((await act(who, command, input)).answer as { number: string }).number;
    await act(berta, 'issue', { account: own, amountMinor: '700', way: 'in', note: 'Coins.' });
    const pay = { source: own, target: roof, amountMinor: '700' };
    const number = await numberOf(ana, 'transfer', pay);
    const before = [await has(roof), await has(seeds)];
    const moved = await numberOf(ana, 'reclassify', { number, to: seeds, note: 'For seeds.' });
    expect(await no(berta, 'reverse', { number: moved, note: 'x' })).toBe('not_to_be_corrected');
    await act(berta, 'reverse', { number, note: 'It was a mistake.' });
    expect(await has(own)).toBe(700n);
    expect([await has(roof), await has(seeds)]).toEqual([before[0]! - 700n, before[1]!]);
    expect(await no(berta, 'reverse', { number, note: 'x' })).toBe('nothing_left_to_correct');
    expect(await verifyBooks(stage.host.db)).toEqual([]);
  });

  test('leaves a fund no further than the same post pays out alone', async () => {
    const limited = { by: 'role', role: 'treasurer', upTo: { perActMinor: '500' } } as const;
    const rules = keeping(peso);
    const powers = { ...rules.powers, pay_out: limited, keep_books: { by: 'role', role: 'treasurer' } };
    const { org, us } = await stage.found(['Eva', 'Flor'], { articles: { ...rules, powers } as Articles });
    const [eva, flor] = us as [OneOfUs, OneOfUs];
    await keepAccounts(stage.host, org);
    await stage.together([eva, flor], 'agents.appoint', org, { role: 'treasurer', member: eva.member });
    const fund = async (name: string) =>
      (await stage.do(eva, 'ledger.open_fund', org, { unit: 'peso', purpose: 'fund', name })).answer as {
        account: string;
      };
    const [well, path] = [(await fund('Well')).account, (await fund('Path')).account];
    const come = async (amountMinor: string, account = well) =>
      (
        (await stage.do(flor, 'ledger.issue', org, { account, amountMinor, way: 'in', note: 'Coins.' }))
          .answer as { number: string }
      ).number;
    const move = async (number: string) => ({ number, to: path, note: 'For the path.' });
    await stage.do(eva, 'ledger.reclassify', org, await move(await come('500')));
    const more = await move(await come('501'));
    expect((await stage.no(eva, 'ledger.reclassify', org, more)).rule).toBe('beyond_post');
    // Our common account has no purpose that it would leave.
    const commons = (await commonAccount(stage, org, 'commons', 'peso')).id;
    await stage.do(eva, 'ledger.reclassify', org, await move(await come('501', commons)));
  });

  test('carries receipts, which whoever brought them takes back', async () => {
    const [entry] = await loadStatement(stage.host.db, group.org, funds['Roof']!, { most: 1 });
    const number = String(entry!.number);
    const kept = await bringFile(
      stage.host,
      { org: group.org, member: berta.member },
      { name: 'bill.pdf', bytes: pdf('Twelve tiles') },
    );
    const digest = kept.ok ? kept.value.digest : '';
    expect(await no(ana, 'add_receipt', { number, digest, name: 'bill.pdf' })).toBe('file_not_brought');
    const input = { number, digest, name: 'bill.pdf', document: '2026/117' };
    const { receipt } = (await act(berta, 'add_receipt', input)).answer as { receipt: string };
    expect(await no(berta, 'add_receipt', input)).toBe('file_there_already');
    expect(await loadReceipts(stage.host.db, group.org, [entry!.number])).toMatchObject([
      { name: 'bill.pdf', document: '2026/117', addedBy: berta.member },
    ]);
    stage.days(1);
    await sweepFiles(stage.host.db, new Date(stage.clock.now));
    expect(await verifyFiles(stage.host.db)).toEqual([]);
    expect(await no(ana, 'take_back_receipt', { receipt })).toBe('receipt_unknown');
    await act(berta, 'take_back_receipt', { receipt });
    expect(await no(berta, 'take_back_receipt', { receipt })).toBe('receipt_taken_back');
    expect((await loadReceipts(stage.host.db, group.org, [entry!.number]))[0]).toMatchObject({ name: null });
  });

  test('between others no receipt is brought', async () => {
    const [entry] = await loadStatement(stage.host.db, group.org, await idOf(ana), { most: 1 });
    const input = { number: String(entry!.number), digest: '0'.repeat(64), name: 'x.pdf' };
    expect(await no(berta, 'add_receipt', input)).toBe('movement_unknown');
  });

  test('is counted in cash, and the books follow with a reason', async () => {
    const account = funds['Box'];
    const pieces = [{ valueMinor: '100', count: 9 }];
    expect(await no(ana, 'count_cash', { account: await idOf(ana), pieces })).toBe('not_a_common_account');
    expect(await no(ana, 'count_cash', { account, pieces })).toBe('difference_unexplained');
    await act(ana, 'count_cash', { account, pieces, note: 'A coin is missing.' });
    later();
    await act(ana, 'count_cash', { account, pieces });
    const counts = await loadCashCounts(stage.host.db, group.org, account!);
    expect(counts.map((one) => [one.expectedMinor, one.countedMinor, one.number === null])).toEqual([
      [900n, 900n, true],
      [1000n, 900n, false],
    ]);
    expect(await verifyBooks(stage.host.db)).toEqual([]);
  });

  test('counts no cash where there is none, nor in what is kept for a unit', async () => {
    const pieces = [{ valueMinor: '100', count: 1 }];
    const commons = (await commonAccount(stage, group.org, 'commons')).id;
    expect(await no(ana, 'count_cash', { account: commons, pieces, note: 'x' })).toBe('not_cash');
    const reserve = { unit: 'peso', purpose: 'reserve', name: 'Winter' };
    const { account } = (await act(ana, 'open_fund', reserve)).answer as { account: string };
    expect(await no(ana, 'count_cash', { account, pieces, note: 'x' })).toBe('kept_for_a_unit');
    // What is kept is laid beside the books instead, and nothing is booked.
    const counted = { account, countedOn: '2026-11-23', countedMinor: '100' };
    expect((await act(ana, 'reconcile', counted)).answer).toMatchObject({ differenceMinor: '100' });
    expect((await loadThese(stage.host.db, group.org, [account])).get(account)!.balanceMinor).toBe(0n);
    expect(await loadCashCounts(stage.host.db, group.org, account)).toEqual([]);
  });
});
