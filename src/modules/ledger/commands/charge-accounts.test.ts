/**
 * What it costs to hold, on a real database: charged to everybody once a month, in parts, and by whoever
 * pays.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { OrgId } from '#kernel/command';
import { perform } from '#host/dispatcher';
import { chargeHolders, keepAccounts } from '../../../host/keep-accounts.ts';
import { openStage, type Group, type OneOfUs, type Stage } from '#test/stage';
import { loadAges } from '../store/age-rows.ts';
import { loadStatement } from '../store/reads.ts';
import { loadLastRun, loadOpenRuns } from '../store/run-rows.ts';
import { verifyBooks } from '../store/verify-books.ts';
import { accountOf, commonAccount } from './with-books.ts';
import { euro, exchanging, foundWithCurrency, talero } from './with-currency.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(async () => {
  expect(await verifyBooks(stage.host.db)).toEqual([]);
  await stage.close();
});

/** One of a thousand each day, after five. */
const melting = { ...talero, demurrage: { parts: 1, of: 1000, freeDays: 5 } };
const NAMES = ['Ana', 'Berta', 'Celia', 'Dora'];
type Us = [OneOfUs, OneOfUs, OneOfUs, OneOfUs];

const has = async ({ org }: Group, one: OneOfUs) => (await accountOf(stage, org, one, 'talero')).balanceMinor;
const idOf = async ({ org }: Group, one: OneOfUs) => (await accountOf(stage, org, one, 'talero')).id;
const commons = async ({ org }: Group) => (await commonAccount(stage, org, 'commons', 'talero')).balanceMinor;
const exchange = async (group: Group, to: OneOfUs, amountMinor: string) =>
  stage.do(group.us[0]!, 'ledger.exchange_in', group.org, { account: await idOf(group, to), amountMinor });
const clockAct = (org: OrgId, command: string, input: object) =>
  perform(stage.host, {
    ...{ actor: { person: null, channel: 'job' }, byHost: true, clock: true },
    ...{ command, org, input, key: `${command} ${JSON.stringify(input)}` },
  });

describe('what lies still', () => {
  let group: Group;
  let [ana, berta, celia, dora] = [] as unknown as Us;
  let fresh: Group;

  test('is charged once a month, for the days it has lain', async () => {
    group = await foundWithCurrency(stage, NAMES, melting);
    [ana, berta, celia, dora] = group.us as unknown as Us;
    await exchange(group, berta, '10000');
    stage.days(5);
    await exchange(group, celia, '5000');
    stage.days(3);
    // Ten days before the first of December the rules are from before it.
    expect(await chargeHolders(stage.host, group.org)).toBe(1);
    expect([await has(group, berta), await has(group, celia), await commons(group)]).toEqual([
      9970n,
      5000n,
      30n,
    ]);
    const [last] = await loadStatement(stage.host.db, group.org, await idOf(group, berta), { most: 1 });
    expect([last?.kind, last?.minor, last?.bookedOn]).toEqual(['demurrage', -30n, '2026-12-01']);
    expect(await chargeHolders(stage.host, group.org)).toBe(0);
  });

  test('whoever pays brings their own up to date first, and nobody escapes', async () => {
    stage.days(2);
    const [source, target] = [await idOf(group, berta), await idOf(group, dora)];
    const all = { source, target, amountMinor: '9970' };
    const refused = await stage.no(berta, 'ledger.transfer', group.org, all);
    // Two days of 99.70 are 0.1994.
    expect(refused).toMatchObject({ rule: 'below_floor', couldMinor: '9951' });
    await stage.do(berta, 'ledger.transfer', group.org, { ...all, amountMinor: '9951' });
    expect([await has(group, berta), await has(group, dora), await commons(group)]).toEqual([0n, 9951n, 49n]);
    const ages = await loadAges(stage.host.db, group.org, [source, target]);
    expect(ages.get(source)!.layers).toEqual([]);
    expect(ages.get(target)!.layers).toEqual([{ day: '2026-12-03', minor: 9951n }]);
    // What is no whole hundredth stays owed.
    expect(ages.get(source)!.owed).toEqual({ parts: 940n, of: 1000n });
  });

  test('is charged in parts that follow each other, each once, whoever is stopped in between', async () => {
    stage.days(29);
    const began = await clockAct(group.org, 'ledger.begin_run', {
      unit: 'talero',
      charge: 'lying',
      on: '2027-01-01',
    });
    expect(began.ok).toBe(true);
    const [run] = await loadOpenRuns(stage.host.db, group.org);
    const part = (chunk: number) =>
      clockAct(group.org, 'ledger.charge_accounts', { run: run!.run_id, chunk, most: 2 });
    expect(await part(2)).toMatchObject({ ok: false, refusal: { rule: 'chunk_out_of_order' } });
    expect((await part(1)).ok).toBe(true);
    // Here the machine stops, and somebody pays before it goes on.
    await stage.do(dora, 'ledger.transfer', group.org, {
      source: await idOf(group, dora),
      target: await idOf(group, ana),
      amountMinor: '5000',
    });
    expect(await part(1)).toMatchObject({ ok: true });
    await chargeHolders(stage.host, group.org, 1);
    expect(await loadOpenRuns(stage.host.db, group.org)).toEqual([]);
    const done = await loadLastRun(stage.host.db, group.org, 'talero');
    expect([done?.charged_on, done?.accounts, done?.looked]).toEqual(['2027-01-01', 4, 4]);
    // 99.51 came on the 3rd of December; 24 of 29 days are charged: 2.38. 50 of them were passed on.
    expect(await has(group, dora)).toBe(9951n - 238n - 5000n);
    // 50.00 came on the 28th of November; 29 of 34 days.
    expect(await has(group, celia)).toBe(5000n - 145n);
    expect(await part(9)).toMatchObject({ ok: false, refusal: { rule: 'run_over' } });
  });

  test('whoever comes later keeps their days from the beginning', async () => {
    fresh = await foundWithCurrency(stage, NAMES);
    const [, berta2] = fresh.us as unknown as Us;
    await exchange(fresh, berta2, '10000');
    stage.days(3);
    const articles = exchanging(melting, euro);
    await stage.do(fresh.us[0]!, 'agents.amend', fresh.org, { base: 1, articles });
    await keepAccounts(stage.host, fresh.org);
    const ages = await loadAges(stage.host.db, fresh.org, [await idOf(fresh, berta2)]);
    expect([...ages.values()].map((one) => one.layers)).toEqual([[{ day: '2027-01-04', minor: 10000n }]]);
    expect(await chargeHolders(stage.host, fresh.org)).toBe(0);
  });
});

test('what everybody gives each month is given by whoever has as much', async () => {
  const group = await foundWithCurrency(stage, NAMES, { ...talero, monthlyMinor: '200' });
  const [, berta, celia] = group.us as unknown as Us;
  await exchange(group, berta, '10000');
  await exchange(group, celia, '199');
  expect(await chargeHolders(stage.host, group.org)).toBe(0);
  stage.days(30);
  expect(await chargeHolders(stage.host, group.org)).toBe(1);
  expect([await has(group, berta), await has(group, celia), await commons(group)]).toEqual([
    9800n,
    199n,
    200n,
  ]);
});

test('a voucher that nobody passed on goes to all of us', async () => {
  const group = await foundWithCurrency(stage, NAMES, { ...talero, expiresDays: 20 });
  const [, berta, celia] = group.us as unknown as Us;
  await exchange(group, berta, '300');
  stage.days(10);
  await exchange(group, berta, '50');
  await exchange(group, celia, '70');
  stage.days(12);
  const pay = { source: await idOf(group, berta), target: await idOf(group, celia) };
  expect(await stage.no(berta, 'ledger.transfer', group.org, { ...pay, amountMinor: '51' })).toMatchObject({
    rule: 'below_floor',
    couldMinor: '50',
  });
  await stage.do(berta, 'ledger.transfer', group.org, { ...pay, amountMinor: '50' });
  expect([await has(group, berta), await has(group, celia), await commons(group)]).toEqual([0n, 120n, 300n]);
});
