/** Paying with coins and notes, on a real database: said by one, so by the other. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { MemberId } from '#kernel/command';
import { openStage, type Group, type OneOfUs, type Stage } from '#test/stage';
import { lapseCash } from '../../../host/keep-accounts.ts';
import { CASH_DAYS } from '../core/cash-payment.ts';
import { loadMoneyAsks } from '../store/asked-of.ts';
import { loadCash } from '../store/cash-rows.ts';
import { loadRequest } from '../store/promise-reads.ts';
import { accountOf, commonAccount, foundWithBooks, hora, peso } from './with-books.ts';

let stage: Stage;
let group: Group;
let ana: OneOfUs;
let berta: OneOfUs;
let celia: OneOfUs;
let box: string;

beforeAll(async () => {
  stage = await openStage();
  group = await foundWithBooks(stage, ['Ana', 'Berta', 'Celia'], peso, hora);
  [ana, berta, celia] = group.us as [OneOfUs, OneOfUs, OneOfUs];
  const fund = { unit: 'peso', purpose: 'fund', name: 'Box' };
  box = ((await act(ana, 'open_fund', fund)).answer as { account: string }).account;
});
afterAll(() => stage.close());

const act = (who: OneOfUs, command: string, input: object) =>
  stage.do(who, `ledger.${command}`, group.org, input);
const no = async (who: OneOfUs, command: string, input: object) =>
  (await stage.no(who, `ledger.${command}`, group.org, input)).rule;
const to = (receiver: OneOfUs, more: object = {}) => ({
  unit: 'peso',
  receiver: receiver.member,
  amountMinor: '500',
  note: 'eggs',
  ...more,
});
const into = (more: object = {}) => ({ unit: 'peso', account: box, amountMinor: '700', ...more });
const said = async (who: OneOfUs, input: object) =>
  (await act(who, 'say_paid', input)).answer as { cash: string };
const inBox = async () => (await commonAccount(stage, group.org, 'fund', 'peso')).balanceMinor;
const cashOf = async (cash: string) => (await loadCash(stage.host.db, group.org, cash))!;
const today = () => new Date(stage.clock.now).toISOString().slice(0, 10);
const asks = async (who: OneOfUs, keeps = false) => {
  const seen = { today: today(), mediates: false, keeps };
  const found = await loadMoneyAsks(stage.host.db, group.org, who.member, seen);
  return found.flatMap((one) => (one.ask === 'cash' ? [one.stage] : []));
};
const peers = async () => [await accountOf(stage, group.org, ana, 'peso'), await inBox()];

describe('between two of us', () => {
  test('waits for whoever was paid, and then both have said so; no account moves', async () => {
    const before = await peers();
    const { cash } = await said(ana, to(berta));
    expect([await asks(ana), await asks(berta), await asks(celia)]).toEqual([['wait'], ['receive'], []]);
    for (const other of [ana, celia]) expect(await no(other, 'say_received', { cash })).toBe('cash_unknown');
    await act(berta, 'say_received', { cash });
    expect(await cashOf(cash)).toMatchObject({ endedAs: 'received', endedBy: berta.member, number: null });
    expect(await peers()).toEqual(before);
    expect([await asks(ana), await asks(berta)]).toEqual([[], []]);
    for (const again of ['say_received', 'receive_cash'])
      expect(await no(berta, again, { cash })).toBe(again === 'say_received' ? 'cash_over' : 'cash_unknown');
    expect(await no(ana, 'take_back_paid', { cash })).toBe('cash_over');
  });

  test('whoever was to be paid says what is missing, and it goes on waiting', async () => {
    const { cash } = await said(ana, to(berta));
    expect(await no(celia, 'say_not_received', { cash, reason: 'No.' })).toBe('cash_unknown');
    await act(berta, 'say_not_received', { cash, reason: 'Only three coins.' });
    expect([await asks(ana), await asks(berta)]).toEqual([['missed'], []]);
    expect((await cashOf(cash)).missed).toMatchObject({ by: berta.member, words: 'Only three coins.' });
    await act(berta, 'say_received', { cash });
    expect((await cashOf(cash)).endedAs).toBe('received');
  });

  test('is taken back while it waits, by whoever said it', async () => {
    const { cash } = await said(ana, to(berta));
    expect(await no(berta, 'take_back_paid', { cash })).toBe('cash_unknown');
    await act(ana, 'take_back_paid', { cash });
    expect(await no(berta, 'say_received', { cash })).toBe('cash_over');
    expect(await cashOf(cash)).toMatchObject({ endedAs: 'taken_back', endedBy: ana.member });
  });

  test('received and taken back at the same moment is one of the two', async () => {
    const { cash } = await said(ana, to(berta));
    const tried = await Promise.allSettled([
      act(berta, 'say_received', { cash }),
      act(ana, 'take_back_paid', { cash }),
    ]);
    expect(tried.filter((one) => one.status === 'fulfilled')).toHaveLength(1);
    const end = tried[0].status === 'fulfilled' ? 'received' : 'taken_back';
    expect((await cashOf(cash)).endedAs).toBe(end);
  });

  test('lapses by the clock, and both are reminded before and told after', async () => {
    const { cash } = await said(ana, to(berta));
    stage.days(CASH_DAYS - 2);
    expect(await lapseCash(stage.host, group.org)).toBe(0);
    expect([await asks(ana), await asks(berta)]).toEqual([['remind'], ['receive']]);
    stage.days(3);
    expect(await no(berta, 'say_received', { cash })).toBe('cash_over');
    expect(await lapseCash(stage.host, group.org)).toBe(1);
    expect(await lapseCash(stage.host, group.org)).toBe(0);
    expect(await cashOf(cash)).toMatchObject({ endedAs: 'lapsed', endedBy: null });
    expect([await asks(ana), await asks(berta), await asks(celia, true)]).toEqual([
      ['lapsed'],
      ['lapsed'],
      [],
    ]);
    stage.days(8);
    expect([await asks(ana), await asks(berta)]).toEqual([[], []]);
  });
});

describe('a request', () => {
  const asked = async (amountMinor = '500') => {
    const [source, target] = [
      (await accountOf(stage, group.org, ana, 'peso')).id,
      (await accountOf(stage, group.org, berta, 'peso')).id,
    ];
    const { answer } = await act(berta, 'request_payment', { source, target, amountMinor });
    return (answer as { request: string }).request;
  };
  const answerOf = async (request: string) => (await loadRequest(stage.host.db, group.org, request))!.answer;

  test('is settled by it once whoever asked has it, and not paid twice meanwhile', async () => {
    const request = await asked();
    const { cash } = await said(ana, to(berta, { request }));
    expect(await no(ana, 'say_paid', to(berta, { request }))).toBe('said_already');
    expect(await no(ana, 'accept_request', { request })).toBe('said_already');
    expect(await answerOf(request)).toBeNull();
    await act(berta, 'say_received', { cash });
    expect(await answerOf(request)).toBe('in_cash');
    expect(await no(ana, 'accept_request', { request })).toBe('request_answered');
    expect(await no(ana, 'say_paid', to(berta, { request }))).toBe('request_answered');
  });

  test('is for whoever was asked, to whoever asked, for as much', async () => {
    const request = await asked();
    expect(await no(celia, 'say_paid', to(berta, { request }))).toBe('request_unknown');
    expect(await no(ana, 'say_paid', to(celia, { request }))).toBe('not_what_was_asked');
    expect(await no(ana, 'say_paid', to(berta, { request, amountMinor: '499' }))).toBe('not_what_was_asked');
    const { cash } = await said(ana, to(berta, { request }));
    await act(berta, 'take_back_request', { request });
    await act(berta, 'say_received', { cash });
    expect(await answerOf(request)).toBe('taken_back');
    const late = await asked();
    stage.days(31);
    expect(await no(ana, 'say_paid', to(berta, { request: late }))).toBe('request_expired');
  });
});

describe('into what we hold in common', () => {
  test('is booked once whoever keeps the books has it, and never by whoever paid', async () => {
    const before = await inBox();
    const { cash } = await said(ana, into());
    expect([await asks(ana, true), await asks(berta, true), await asks(celia)]).toEqual([
      ['wait'],
      ['receive'],
      [],
    ]);
    expect(await inBox()).toBe(before);
    expect(await no(ana, 'receive_cash', { cash })).toBe('own_benefit');
    await act(berta, 'miss_cash', { cash, reason: 'The box is as it was.' });
    expect(await asks(ana, true)).toEqual(['missed']);
    const { answer } = await act(berta, 'receive_cash', { cash });
    const number = BigInt((answer as { number: string }).number);
    expect(await cashOf(cash)).toMatchObject({ endedAs: 'received', number });
    expect(await inBox()).toBe(before + 700n);
  });

  test('what cannot be booked says why, and goes on waiting', async () => {
    const fund = { unit: 'peso', purpose: 'fund', name: 'Well' };
    const { account } = (await act(ana, 'open_fund', fund)).answer as { account: string };
    const { cash } = await said(ana, into({ account }));
    await act(berta, 'close_fund', { account });
    expect(await no(berta, 'receive_cash', { cash })).toBe('account_closed');
    expect(await cashOf(cash)).toMatchObject({ endedAs: null });
    await act(ana, 'take_back_paid', { cash });
  });
});

describe('for somebody without a phone', () => {
  test('is entered by another, who neither is paid nor says that it came', async () => {
    const paper = await stage.do(ana, 'agents.enter_on_paper', group.org, { name: 'Tomás', class: 'member' });
    const { member: payer } = paper.answer as { member: MemberId };
    expect(await no(ana, 'enter_paid', { ...to(ana), payer })).toBe('not_payable');
    expect(await no(ana, 'enter_paid', { ...to(berta), payer: ana.member })).toBe('your_own_account');
    expect(await no(ana, 'say_paid', { ...to(berta), receiver: payer })).toBe('receiver_on_paper');
    const { cash } = (await act(ana, 'enter_paid', { ...into(), payer })).answer as { cash: string };
    expect(await cashOf(cash)).toMatchObject({ payer, saidBy: ana.member });
    expect(await no(ana, 'receive_cash', { cash })).toBe('own_benefit');
    expect(await asks(ana, true)).toEqual(['wait']);
    await act(berta, 'receive_cash', { cash });
  });
});

describe('is refused', () => {
  const gone = 'mem_00000000000000000000000000';
  test.each([
    ['nobody', () => ({ unit: 'peso', amountMinor: '5' }), 'nobody_to_pay'],
    ['two', () => to(berta, { account: box }), 'nobody_to_pay'],
    ['whom nobody knows', () => to(berta, { receiver: gone }), 'nobody_to_pay'],
    ['oneself', () => to(ana), 'paid_to_oneself'],
    ['nothing', () => to(berta, { amountMinor: '0' }), 'amount_not_positive'],
    ['less than nothing', () => to(berta, { amountMinor: '-5' }), 'amount_not_positive'],
    ['more than is counted', () => to(berta, { amountMinor: '9000000000000000000' }), 'amount_out_of_range'],
    ['hours', () => to(berta, { unit: 'hora' }), 'not_in_cash'],
    ['what we do not count', () => to(berta, { unit: 'euro' }), 'unit_unknown'],
    ['an account of hours', () => into({ unit: 'hora' }), 'not_in_cash'],
    ['no account', () => into({ account: 'acc_00000000000000000000000000' }), 'account_unknown'],
  ])('%s', async (_what, input, rule) => {
    expect(await no(ana, 'say_paid', input())).toBe(rule);
  });

  test('an account of one of us', async () => {
    const account = (await accountOf(stage, group.org, berta, 'peso')).id;
    expect(await no(ana, 'say_paid', into({ account }))).toBe('not_a_common_account');
  });
});
