/** What is held in common, and where units come from, on a real database. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openStage, type Group, type OneOfUs, type Stage } from '#test/stage';
import { loadStatement } from '../store/reads.ts';
import { keepAccounts } from '../../../host/keep-accounts.ts';
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
  await stage.together([ana, berta], 'agents.appoint', group.org, {
    role: 'treasurer',
    member: celia.member,
    startsOn: '2026-11-23',
  });
});
afterAll(() => stage.close());

const idOf = async (one: OneOfUs, unit = 'peso') => (await accountOf(stage, group.org, one, unit)).id;
const act = (who: OneOfUs, command: string, input: object) =>
  stage.do(who, `ledger.${command}`, group.org, input);
const no = async (who: OneOfUs, command: string, input: object) =>
  (await stage.no(who, `ledger.${command}`, group.org, input)).rule;
const opened = async (name: string) =>
  ((await act(ana, 'open_fund', { unit: 'peso', purpose: 'fund', name })).answer as { account: string })
    .account;

describe('a unit', () => {
  test('comes into circulation and goes out of it, and sums to zero', async () => {
    const account = await idOf(berta);
    await act(ana, 'issue', { account, amountMinor: '5000', way: 'in', note: 'Notes from Berta.' });
    await act(ana, 'issue', { account, amountMinor: '1000', way: 'out', note: 'Notes back.' });
    expect((await accountOf(stage, group.org, berta, 'peso')).balanceMinor).toBe(4000n);
    expect((await commonAccount(stage, group.org, 'issue', 'peso')).balanceMinor).toBe(-4000n);
    expect(await no(ana, 'issue', { account, amountMinor: '4001', way: 'out', note: 'x' })).toBe(
      'below_floor',
    );
  });

  test('that comes to be by paying is issued by nobody', async () => {
    const given = { account: await idOf(berta, 'maiz'), amountMinor: '1', way: 'in', note: 'x' };
    expect(await no(ana, 'issue', given)).toBe('nobody_issues');
    const issues = (await commonAccount(stage, group.org, 'issue', 'peso')).id;
    expect(await no(ana, 'issue', { ...given, account: issues })).toBe('not_payable');
  });
});

describe('a fund', () => {
  test('has a name of its own, and is closed when it is empty', async () => {
    const account = await opened('The roof');
    const named = { unit: 'peso', purpose: 'fund', name: 'THE ROOF' };
    expect(await no(ana, 'open_fund', named)).toBe('name_taken');
    expect(await no(ana, 'open_fund', { ...named, unit: 'gold' })).toBe('unit_unknown');
    await act(berta, 'transfer', { source: await idOf(berta), target: account, amountMinor: '300' });
    expect(await no(ana, 'close_fund', { account })).toBe('account_not_empty');
    await act(celia, 'pay_out', {
      source: account,
      target: await idOf(ana),
      amountMinor: '300',
      note: 'Tiles',
    });
    await act(ana, 'close_fund', { account });
    expect(await no(ana, 'close_fund', { account })).toBe('account_closed');
    const commons = (await commonAccount(stage, group.org, 'commons', 'peso')).id;
    expect(await no(ana, 'close_fund', { account: commons })).toBe('not_a_fund');
  });

  test('is paid out of by the post that the rules name, and not to its holder', async () => {
    const source = await opened('The well');
    await act(berta, 'transfer', { source: await idOf(berta), target: source, amountMinor: '500' });
    const out = { source, target: await idOf(ana), amountMinor: '200', note: 'Rope' };
    expect(await no(ana, 'pay_out', out)).toBe('no_mandate');
    expect(await no(celia, 'pay_out', { ...out, target: await idOf(celia) })).toBe('own_benefit');
    expect(await no(celia, 'pay_out', { ...out, amountMinor: '501' })).toBe('below_floor');
    await act(celia, 'pay_out', out);
    expect(await no(celia, 'pay_out', { ...out, source: await idOf(berta) })).toBe('not_a_common_account');
  });
});

test('several are paid at once, or none of them', async () => {
  const source = await idOf(berta);
  const payments = [
    { target: await idOf(ana), amountMinor: '100' },
    { target: await idOf(celia), amountMinor: '200' },
  ];
  const before = (await accountOf(stage, group.org, berta, 'peso')).balanceMinor;
  const more = [...payments, { target: await idOf(ana), amountMinor: '999999' }];
  const refused = await stage.no(berta, 'ledger.pay_many', group.org, { source, payments: more });
  expect(refused).toMatchObject({ rule: 'below_floor', at: 2 });
  const [first, second] = payments;
  const noted = [{ ...first, note: 'Her medicine' }, second];
  await act(berta, 'pay_many', { source, payments: noted, note: 'For the day' });
  const noteOf = async (one: OneOfUs) => {
    const [entry] = await loadStatement(stage.host.db, group.org, await idOf(one), { most: 1 });
    return entry!.note;
  };
  // What is said to one is not told to another.
  expect([await noteOf(ana), await noteOf(celia)]).toEqual(['Her medicine', 'For the day']);
  expect((await accountOf(stage, group.org, berta, 'peso')).balanceMinor).toBe(before - 300n);
});

test('a post pays out no more than its limit, however many come at the same moment', async () => {
  const articles = keeping(maiz);
  const upTo = { perActMinor: '1000', per: { days: 30, amountMinor: '2000' } };
  const limited = { ...articles.powers, pay_out: { by: 'role' as const, role: 'treasurer', upTo } };
  const { org, us } = await stage.found(['Ana', 'Berta', 'Celia'], {
    articles: { ...articles, powers: limited },
  });
  await keepAccounts(stage.host, org);
  const [one, two, three] = us as [OneOfUs, OneOfUs, OneOfUs];
  const source = (await commonAccount(stage, org, 'commons', 'maiz')).id;
  const purse = async (of: OneOfUs) => (await accountOf(stage, org, of, 'maiz')).id;
  await stage.do(one, 'ledger.transfer', org, {
    source: await purse(one),
    target: source,
    amountMinor: '9000',
  });
  await stage.together([one, two], 'agents.appoint', org, { role: 'treasurer', member: three.member });
  const target = await purse(two);
  const asks = Array.from({ length: 8 }, (_, at) =>
    stage.ask(three, 'ledger.pay_out', org, { source, target, amountMinor: '1000', note: `no. ${at}` }),
  );
  const answers = (await Promise.all(asks)).map((answer) => (answer.ok ? 'done' : answer.refusal.rule));
  expect(answers.filter((is) => is === 'done')).toHaveLength(2);
  expect(answers.filter((is) => is === 'over_limit_per_period')).toHaveLength(6);
});
