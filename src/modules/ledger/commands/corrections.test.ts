/** Putting payments right, on a real database. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openStage, type Group, type OneOfUs, type Stage } from '#test/stage';
import { loadDispute } from '../store/dispute-reads.ts';
import { loadStatement } from '../store/reads.ts';
import { accountOf, commonAccount, foundWithBooks, maiz } from './with-books.ts';

let stage: Stage;
let group: Group;
let ana: OneOfUs;
let berta: OneOfUs;
let celia: OneOfUs;

/** Three of a hundred, of whoever pays and of whoever is paid. */
const levied = { ...maiz, levy: { parts: 3, of: 100, pays: 'both' } as const };

beforeAll(async () => {
  stage = await openStage();
  group = await foundWithBooks(stage, ['Ana', 'Berta', 'Celia'], levied);
  [ana, berta, celia] = group.us as [OneOfUs, OneOfUs, OneOfUs];
});
afterAll(() => stage.close());

const account = (one: OneOfUs) => accountOf(stage, group.org, one);
const act = (who: OneOfUs, command: string, input: object) =>
  stage.do(who, `ledger.${command}`, group.org, input);
const no = async (who: OneOfUs, command: string, input: object) =>
  (await stage.no(who, `ledger.${command}`, group.org, input)).rule;
const paid = async (from: OneOfUs, to: OneOfUs, amountMinor: string) => {
  const input = {
    source: (await account(from)).id,
    target: (await account(to)).id,
    amountMinor,
    note: 'bread',
  };
  return ((await act(from, 'transfer', input)).answer as { number: string }).number;
};
const all = async () => [
  (await account(ana)).balanceMinor,
  (await account(berta)).balanceMinor,
  (await commonAccount(stage, group.org, 'commons')).balanceMinor,
];

describe('giving back', () => {
  test('a part, and then the rest: the levies come back in the same part, to the last unit', async () => {
    const number = await paid(ana, berta, '1010');
    // Three of a hundred of 1010 is 30.3: what cannot be divided stays with whoever gives it.
    expect(await all()).toEqual([-1040n, 980n, 60n]);
    expect(await no(ana, 'refund', { number })).toBe('movement_unknown');
    await act(berta, 'refund', { number, amountMinor: '510', note: 'half of it was stale' });
    // Of 30 stays what is 500 parts of 1010: 14.
    expect(await all()).toEqual([-514n, 486n, 28n]);
    expect(await no(berta, 'refund', { number, amountMinor: '501' })).toBe('more_than_there_was');
    await act(berta, 'refund', { number });
    expect(await all()).toEqual([0n, 0n, 0n]);
    expect(await no(berta, 'refund', { number })).toBe('nothing_left_to_correct');
    const [newest] = await loadStatement(stage.host.db, group.org, (await account(ana)).id, { most: 10 });
    expect(newest).toMatchObject({ corrects: 2n, minor: 14n, afterMinor: 0n });
  });

  test('is no more undone than done: it is paid once more', async () => {
    const number = await paid(ana, berta, '100');
    const { answer } = await act(berta, 'refund', { number });
    const back = (answer as { number: string }).number;
    expect(await no(ana, 'refund', { number: back })).toBe('not_to_be_corrected');
    expect(await no(celia, 'reverse', { number: back, note: 'no' })).toBe('not_to_be_corrected');
  });
});

test('a mistake is undone by others than the two it was between', async () => {
  const number = await paid(ana, berta, '100');
  await act(celia, 'reverse', { number, note: 'Sent to the wrong Berta.' });
  expect(await all()).toEqual([0n, 0n, 0n]);
  expect(await no(celia, 'reverse', { number: '9999', note: 'x' })).toBe('movement_unknown');
});

describe('a dispute', () => {
  test('is heard by somebody else, and settled once', async () => {
    const number = await paid(ana, berta, '1000');
    expect(await no(celia, 'dispute', { number, reason: 'I saw it' })).toBe('movement_unknown');
    await act(ana, 'dispute', { number, reason: 'The chairs were broken.' });
    expect(await no(ana, 'dispute', { number, reason: 'again' })).toBe('disputed_already');
    const settle = { number, backMinor: '400', words: 'Two of five chairs go back.' };
    await act(celia, 'settle_dispute', settle);
    expect(await loadDispute(stage.host.db, group.org, BigInt(number))).toMatchObject({
      endedAs: 'settled',
      backMinor: 400n,
    });
    expect(await all()).toEqual([-618n, 582n, 36n]);
    expect(await no(celia, 'settle_dispute', settle)).toBe('dispute_over');
  });

  test('is not settled by either of the two, neither alone nor among others', async () => {
    const number = await paid(ana, berta, '1000');
    await act(ana, 'dispute', { number, reason: 'All of it.' });
    const settle = { number, backMinor: '1000', words: 'All of it goes back.' };
    expect(await no(ana, 'settle_dispute', settle)).toBe('own_benefit');
    expect(await no(berta, 'settle_dispute', settle)).toBe('own_benefit');
    expect(await no(ana, 'reverse', { number, note: 'mine' })).toBe('own_benefit');
    await act(ana, 'take_back_dispute', { number });
    await act(berta, 'refund', { number });
  });

  test('is taken back by whoever began it; and not begun after its days', async () => {
    const number = await paid(ana, berta, '10');
    await act(berta, 'dispute', { number, reason: 'It was eleven.' });
    expect(await no(ana, 'take_back_dispute', { number })).toBe('dispute_unknown');
    await act(berta, 'take_back_dispute', { number });
    const late = await paid(ana, berta, '10');
    stage.days(91);
    expect(await no(ana, 'dispute', { number: late, reason: 'too late' })).toBe('too_long_ago');
  });
});

describe('what somebody else has entered', () => {
  const entered = async (amountMinor: string) => {
    const input = { source: (await account(berta)).id, target: (await account(celia)).id, amountMinor };
    return ((await act(ana, 'enter_transfer', input)).answer as { number: string }).number;
  };

  test('is denied by whoever is said to have paid, within a week', async () => {
    const before = await all();
    const number = await entered('50');
    expect(await no(ana, 'deny_transfer', { number })).toBe('movement_unknown');
    await act(berta, 'deny_transfer', { number, note: 'I was not there.' });
    expect(await all()).toEqual(before);
    expect(await no(berta, 'deny_transfer', { number })).toBe('denied_already');
    const other = await entered('50');
    stage.days(8);
    expect(await no(berta, 'deny_transfer', { number: other })).toBe('too_long_ago');
  });

  test('is for nobody’s own account, on either side', async () => {
    const [mine, theirs] = [(await account(ana)).id, (await account(berta)).id];
    const enter = (source: string, target: string) =>
      no(ana, 'enter_transfer', { source, target, amountMinor: '1' });
    expect(await enter(mine, theirs)).toBe('your_own_account');
    expect(await enter(theirs, mine)).toBe('not_payable');
    expect(await enter((await commonAccount(stage, group.org, 'commons')).id, theirs)).toBe(
      'nobodys_account',
    );
  });
});

test('words go with whoever wrote them, and what was posted stays', async () => {
  const eva = await stage.letIn(ana, group.org, 'Eva');
  const number = await paid(eva, ana, '70');
  const asked = {
    source: (await account(ana)).id,
    target: (await account(eva)).id,
    amountMinor: '70',
    note: 'soap',
  };
  const { answer } = await act(eva, 'request_payment', asked);
  await act(ana, 'accept_request', { request: (answer as { request: string }).request });
  await act(ana, 'dispute', { number, reason: 'It was sixty.' });
  const notes = async () =>
    (await loadStatement(stage.host.db, group.org, (await account(ana)).id, { most: 6 })).map(
      (one) => one.note,
    );
  expect(await notes()).toEqual(expect.arrayContaining(['bread', 'soap']));
  await stage.do(eva, 'agents.leave', group.org, {});
  await stage.do(eva, 'agents.erase_me', null, {});
  const after = await notes();
  expect(after.slice(0, 3)).not.toContain('soap');
  expect(await loadDispute(stage.host.db, group.org, BigInt(number))).toMatchObject({
    reason: 'It was sixty.',
  });
});
