/** How far accounts may go, and who changes it, on a real database. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openStage, type OneOfUs, type Stage } from '#test/stage';
import { keepAccounts } from '../../../host/keep-accounts.ts';
import { loadAccount } from '../store/reads.ts';
import { accountOf, commonAccount, foundWithBooks, keeping, maiz } from './with-books.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());

const dayAfter = (days: number) => new Date(stage.clock.now + days * 86_400_000).toISOString().slice(0, 10);

/** A group whose members pay each other, with what can be said about it in few words. */
async function circle(unit = maiz) {
  const group = await foundWithBooks(stage, ['Ana', 'Berta', 'Celia'], unit);
  const [ana, berta, celia] = group.us as [OneOfUs, OneOfUs, OneOfUs];
  const account = (one: OneOfUs) => accountOf(stage, group.org, one);
  const input = async (from: OneOfUs, to: OneOfUs, amountMinor: string) => ({
    source: (await account(from)).id,
    target: (await account(to)).id,
    amountMinor,
  });
  return {
    group,
    ana,
    berta,
    celia,
    account,
    input,
    pay: async (from: OneOfUs, to: OneOfUs, minor: string) =>
      stage.do(from, 'ledger.transfer', group.org, await input(from, to, minor)),
    cannotPay: async (from: OneOfUs, to: OneOfUs, minor: string) =>
      stage.no(from, 'ledger.transfer', group.org, await input(from, to, minor)),
    act: (who: OneOfUs, command: string, given: object) =>
      stage.do(who, `ledger.${command}`, group.org, given),
    no: async (who: OneOfUs, command: string, given: object) =>
      (await stage.no(who, `ledger.${command}`, group.org, given)).rule,
  };
}
type Circle = Awaited<ReturnType<typeof circle>>;

describe('the rules', () => {
  const amended = (one: Circle, base: number, credit: string) =>
    stage.do(one.ana, 'agents.amend', one.group.org, {
      base,
      articles: keeping({ ...maiz, credit: { by: 'all', minor: credit } }),
    });

  test('bind anew when they change; whoever stands beyond may only come back', async () => {
    const one = await circle();
    await one.pay(one.ana, one.berta, '8000');
    await amended(one, 1, '5000');
    expect(await one.account(one.ana)).toMatchObject({
      balanceMinor: -8000n,
      limits: { floorMinor: -5000n },
    });
    expect(await one.cannotPay(one.ana, one.berta, '1')).toMatchObject({
      rule: 'below_floor',
      couldMinor: '0',
    });
    await one.pay(one.berta, one.ana, '2000');
    expect(await one.cannotPay(one.ana, one.celia, '500')).toMatchObject({ rule: 'below_floor' });
    await one.pay(one.berta, one.ana, '2000');
    await one.pay(one.ana, one.celia, '1000');
    expect((await one.account(one.ana)).balanceMinor).toBe(-5000n);
  });

  test('open an account for whoever comes in, and close it when they have gone and it is empty', async () => {
    const one = await circle();
    const dora = await stage.letIn(one.ana, one.group.org, 'Dora');
    const { id } = await one.account(dora);
    await one.pay(dora, one.ana, '10');
    await stage.do(dora, 'agents.leave', one.group.org, {});
    expect((await loadAccount(stage.host.db, one.group.org, id))!.closedAt).toBeNull();
    await one.pay(one.ana, dora, '10');
    expect(await keepAccounts(stage.host, one.group.org)).toBe(1);
    expect((await loadAccount(stage.host.db, one.group.org, id))!.closedAt).not.toBeNull();
    expect(await one.cannotPay(one.ana, dora, '10')).toMatchObject({ rule: 'account_closed' });
    expect(await keepAccounts(stage.host, one.group.org)).toBe(0);
  });

  test('let whoever has been with us longer go further', async () => {
    const steps = [{ afterDays: 30, minor: '3000' }];
    const one = await circle({ ...maiz, credit: { by: 'age', minor: '1000', steps } });
    expect(await one.cannotPay(one.ana, one.berta, '1001')).toMatchObject({ rule: 'below_floor' });
    stage.days(30);
    await keepAccounts(stage.host, one.group.org);
    await one.pay(one.ana, one.berta, '3000');
  });

  test('keep a unit to those who may hold it', async () => {
    const one = await circle({ ...maiz, holders: ['nobody'] }).catch((error: unknown) => String(error));
    expect(one).toContain('class_unknown');
  });
});

describe('the group', () => {
  test('holds an account for a time, with a reason, and takes the hold off', async () => {
    const one = await circle();
    const { id } = await one.account(one.ana);
    const asked = { account: id, until: dayAfter(10), reason: 'She is looked for.' };
    expect(await one.no(one.berta, 'freeze', { ...asked, until: '2026-01-01' })).toBe('day_is_past');
    expect(await one.no(one.berta, 'freeze', { ...asked, until: dayAfter(400) })).toBe('too_far_ahead');
    const issues = await commonAccount(stage, one.group.org, 'issue');
    expect(await one.no(one.berta, 'freeze', { ...asked, account: issues.id })).toBe('nobodys_account');
    const both = [one.berta, one.celia];
    await stage.together(both, 'ledger.freeze', one.group.org, asked);
    expect(await one.cannotPay(one.ana, one.berta, '1')).toEqual({
      rule: 'account_frozen',
      account: id,
      until: asked.until,
    });
    const { answer } = await one.pay(one.berta, one.ana, '1');
    // What came by mistake goes back all the same.
    const { number } = answer as { number: string };
    await one.act(one.celia, 'reverse', { number, note: 'To the wrong Ana.' });
    await one.pay(one.berta, one.ana, '1');
    await stage.together(both, 'ledger.unfreeze', one.group.org, { account: id });
    await one.pay(one.ana, one.berta, '1');
    expect(await one.no(one.berta, 'unfreeze', { account: id })).toBe('not_frozen');
  });

  test('lets somebody go further down until a day', async () => {
    const one = await circle();
    const { id } = await one.account(one.ana);
    const both = [one.berta, one.celia];
    const grant = (moreMinor: string) => ({
      account: id,
      moreMinor,
      until: dayAfter(20),
      reason: 'An oven.',
    });
    await stage.together(both, 'ledger.grant_credit', one.group.org, grant('2000'));
    await one.pay(one.ana, one.berta, '12000');
    await stage.together(both, 'ledger.grant_credit', one.group.org, grant('3000'));
    expect((await one.account(one.ana)).limits.floorMinor).toBe(-13000n);
    expect(await keepAccounts(stage.host, one.group.org)).toBe(0);
    stage.days(21);
    await keepAccounts(stage.host, one.group.org);
    expect((await one.account(one.ana)).limits.floorMinor).toBe(-10000n);
    expect(await one.cannotPay(one.ana, one.berta, '1')).toMatchObject({ rule: 'below_floor' });
    expect(await one.no(one.berta, 'grant_credit', grant('-1'))).toBe('amount_not_positive');
    expect(await one.no(one.ana, 'grant_credit', grant('5'))).toBe('own_benefit');
  });
});

describe('trust', () => {
  const trusting = () => circle({ ...maiz, credit: { by: 'trust', minor: '10000' } });

  test('gives of one’s own: all limits together stay what they were', async () => {
    const one = await trusting();
    const floors = async () => {
      const all = await Promise.all([one.ana, one.berta, one.celia].map((who) => one.account(who)));
      return all.map(({ limits }) => limits.floorMinor);
    };
    await one.act(one.ana, 'stake', await one.input(one.ana, one.berta, '4000'));
    expect(await floors()).toEqual([-6000n, -14000n, -10000n]);
    // To promise each other makes nothing of nothing.
    await one.act(one.berta, 'stake', await one.input(one.berta, one.ana, '4000'));
    expect(await floors()).toEqual([-10000n, -10000n, -10000n]);
    expect(await keepAccounts(stage.host, one.group.org)).toBe(0);
  });

  test('what is used is not taken back, nor given by whoever needs it', async () => {
    const one = await trusting();
    await one.act(one.ana, 'stake', await one.input(one.ana, one.berta, '4000'));
    await one.pay(one.berta, one.celia, '13000');
    expect(await one.no(one.ana, 'stake', await one.input(one.ana, one.berta, '2999'))).toBe('stake_in_use');
    await one.act(one.ana, 'stake', await one.input(one.ana, one.berta, '3000'));
    expect(await one.no(one.berta, 'stake', await one.input(one.berta, one.celia, '1'))).toBe('stake_in_use');
    expect(await one.no(one.ana, 'stake', await one.input(one.ana, one.celia, '7001'))).toBe('stake_in_use');
    expect(await one.no(one.ana, 'stake', await one.input(one.berta, one.ana, '1'))).toBe('not_your_account');
  });

  test('is there only where the rules say so', async () => {
    const one = await circle();
    expect(await one.no(one.ana, 'stake', await one.input(one.ana, one.berta, '1'))).toBe('no_stakes_here');
  });

  test('bears what somebody left, by what each has staked; the rest is everybody’s', async () => {
    const one = await trusting();
    const dora = await stage.letIn(one.ana, one.group.org, 'Dora');
    await one.act(one.ana, 'stake', await one.input(one.ana, dora, '2000'));
    await one.act(one.berta, 'stake', await one.input(one.berta, dora, '1001'));
    await one.pay(dora, one.celia, '5000');
    const { id } = await one.account(dora);
    const both = [one.celia, one.ana];
    expect(await one.no(one.celia, 'write_off', { account: id, note: 'x' })).toBe('still_with_us');
    await stage.do(dora, 'agents.leave', one.group.org, {});
    await stage.together(both, 'ledger.write_off', one.group.org, { account: id, note: 'She is gone.' });
    expect((await one.account(one.ana)).balanceMinor).toBe(-2000n);
    expect((await one.account(one.berta)).balanceMinor).toBe(-1001n);
    expect((await commonAccount(stage, one.group.org, 'issue')).balanceMinor).toBe(-1999n);
    expect((await one.account(one.ana)).limits.floorMinor).toBe(-10000n);
    expect(await one.no(one.celia, 'write_off', { account: id, note: 'x' })).toBe('owes_nothing');
  });
  test('is borne by those who are still here, where one who staked has gone as well', async () => {
    const one = await trusting();
    const [dora, eva] = [
      await stage.letIn(one.ana, one.group.org, 'Dora'),
      await stage.letIn(one.ana, one.group.org, 'Eva'),
    ];
    await one.act(one.ana, 'stake', await one.input(one.ana, dora, '1000'));
    await one.act(eva, 'stake', await one.input(eva, dora, '1000'));
    await one.pay(dora, one.celia, '1500');
    await stage.do(eva, 'agents.leave', one.group.org, {});
    await keepAccounts(stage.host, one.group.org);
    expect((await one.account(eva)).closedAt).not.toBeNull();
    await stage.do(dora, 'agents.leave', one.group.org, {});
    const { id } = await one.account(dora);
    const both = [one.celia, one.ana];
    await stage.together(both, 'ledger.write_off', one.group.org, { account: id, note: 'Both are gone.' });
    expect((await one.account(one.ana)).balanceMinor).toBe(-1000n);
    expect((await one.account(eva)).balanceMinor).toBe(0n);
    expect((await commonAccount(stage, one.group.org, 'issue')).balanceMinor).toBe(-500n);
  });
});
