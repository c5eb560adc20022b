/** What the bank says and what is paid again and again, on a real database. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readFileSync } from 'node:fs';
import { sql } from 'kysely';
import { openStage, type Group, type OneOfUs, type Stage } from '#test/stage';
import { payStanding } from '../../../host/keep-accounts.ts';
import { referenceOf } from '../core/bank-match.ts';
import { readCamt } from '../core/bank-statement.ts';
import { MOST_ORDERS } from '../core/standing-order.ts';
import {
  loadBankLines,
  loadBefore,
  loadElsewhere,
  loadInBank,
  loadPromised,
  loadStanding,
  loadStatements,
} from '../store/bank-reads.ts';
import { loadStatement } from '../store/reads.ts';
import { verifyBooks } from '../store/verify-books.ts';
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
  stage.days(7);
});
afterAll(() => stage.close());

const idOf = async (one: OneOfUs, unit = 'peso') => (await accountOf(stage, group.org, one, unit)).id;
const act = (who: OneOfUs, command: string, input: object) =>
  stage.do(who, `ledger.${command}`, group.org, input);
const no = async (who: OneOfUs, command: string, input: object) =>
  (await stage.no(who, `ledger.${command}`, group.org, input)).rule;
const signed = (input: object) => stage.together([ana, dora], 'ledger.book_bank', group.org, input);
const lines = () => loadBankLines(stage.host.db, group.org);

function statement() {
  const xml = readFileSync(new URL('../core/fixtures/camt-053-v2.xml', import.meta.url), 'utf8');
  const read = readCamt(xml, { unit: 'peso', scale: 2 });
  if (!read.ok) throw new Error(read.refusal.rule);
  const [one] = read.value;
  return {
    unit: 'peso',
    digest: 'a'.repeat(64),
    name: one!.name,
    closesOn: one!.closesOn,
    closingMinor: String(one!.closingMinor),
    lines: one!.lines.map(({ minor, ...rest }) => ({ ...rest, amountMinor: String(minor) })),
  };
}

describe('what the bank says', () => {
  test('is taken in once, whatever file it comes in, and books nothing', async () => {
    expect(await no(ana, 'read_statement', { ...statement(), unit: 'maiz' })).toBe('not_money');
    expect((await act(ana, 'read_statement', statement())).answer).toMatchObject({ lines: 4 });
    expect(await no(ana, 'read_statement', { ...statement(), digest: 'b'.repeat(64) })).toBe(
      'statement_known',
    );
    expect((await lines()).map((one) => one.minor)).toEqual([5000n, -1250n, 2000n, 3000n]);
    expect(await loadInBank(stage.host.db, group.org, 'peso', '2026-11-30')).toBe(0n);
    expect((await loadStatements(stage.host.db, group.org))[0]).toMatchObject({ closingMinor: 108750n });
  });

  test('is booked for whoever it is for, on the day of the bank, by somebody else', async () => {
    const [line] = await lines();
    const input = { line: line!.id, account: await idOf(berta) };
    expect(await no(berta, 'book_bank', input)).toBe('own_benefit');
    expect(await no(ana, 'book_line', input)).toBe('for_one_of_us');
    await signed(input);
    const [entry] = await loadStatement(stage.host.db, group.org, input.account, { most: 1 });
    expect(entry).toMatchObject({ kind: 'issue', minor: 5000n, bookedOn: '2026-11-03' });
    expect(await no(ana, 'book_line', input)).toBe('line_booked');
    expect(await loadInBank(stage.host.db, group.org, 'peso', '2026-11-30')).toBe(5000n);
    expect(await loadInBank(stage.host.db, group.org, 'peso', '2026-11-02')).toBe(0n);
    expect(await loadBefore(stage.host.db, group.org, 'peso')).toEqual([
      { iban: 'ES9121000418450200051332', account: input.account },
    ]);
  });

  test('pays what somebody was asked for', async () => {
    const [, line] = await lines();
    const asked = { source: await idOf(berta), target: await idOf(celia), amountMinor: '2000' };
    const { request } = (await act(celia, 'request_payment', asked)).answer as { request: string };
    expect(referenceOf(request)).toMatch(/^[0-9A-Z]{8}$/);
    expect(await no(ana, 'book_line', { line: line!.id, request })).toBe('for_one_of_us');
    await signed({ line: line!.id, request });
    const [came] = await loadStatement(stage.host.db, group.org, asked.target, { most: 1 });
    expect(came).toMatchObject({ kind: 'payment', minor: 2000n });
    expect((await accountOf(stage, group.org, berta, 'peso')).balanceMinor).toBe(5000n);
    const [, other] = await lines();
    expect(await no(ana, 'book_line', { line: other!.id, request })).toBe('request_unknown');
  });

  test('is what stands in the books already, where it is the same', async () => {
    const [out] = await lines();
    const account = (await commonAccount(stage, group.org, 'commons', 'peso')).id;
    await act(ana, 'issue', { account, amountMinor: '1250', way: 'in', note: 'Notes.' });
    const paid = (await act(ana, 'issue', { account, amountMinor: '1250', way: 'out', note: 'Paper.' }))
      .answer;
    const { number } = paid as { number: string };
    // Nothing goes out of what is somebody’s own because a line of the bank says so.
    const theirs = { line: out!.id, account: await idOf(berta) };
    expect(await no(ana, 'book_line', theirs)).toBe('not_payable');
    const wrong = String(Number(number) - 1);
    expect(await no(ana, 'book_line', { line: out!.id, number: wrong })).toBe('not_this_movement');
    await act(ana, 'book_line', { line: out!.id, number });
    expect((await lines()).map((one) => one.minor)).toEqual([3000n]);
  });

  test('is of several accounts at the bank, which are held against the books together', async () => {
    const other = (account: string, closesOn: string, closingMinor: string, mark: string) => ({
      ...statement(),
      ...{ account, closesOn, closingMinor },
      lines: [{ ...statement().lines[0]!, mark: mark.repeat(40), bookedOn: '2026-10-01' }],
    });
    const elsewhere = (account: string, day: string) =>
      loadElsewhere(stage.host.db, group.org, { unit: 'peso', account, day });
    await act(ana, 'read_statement', other('ES91', '2026-10-31', '700', 'c'));
    await act(ana, 'read_statement', other('DE89', '2026-11-15', '50', 'd'));
    expect(await elsewhere('ES91', '2026-11-30')).toBe(50n);
    expect(await elsewhere('DE89', '2026-11-30')).toBe(700n);
    expect(await elsewhere('ES91', '2026-11-01')).toBeNull();
    // Where a file does not say which account it is of, nothing is added.
    expect(await elsewhere('', '2026-11-30')).toBe(0n);
    const account = (await commonAccount(stage, group.org, 'commons', 'peso')).id;
    for (const one of (await lines()).filter(({ bookedOn }) => bookedOn === '2026-10-01'))
      await act(ana, 'book_line', { line: one.id, account });
  });

  test('may be what somebody has promised', async () => {
    const source = await idOf(berta);
    const input = { source, target: await idOf(celia), amountMinor: '700', until: '2026-12-30' };
    const { hold } = (await act(berta, 'hold', input)).answer as { hold: string };
    const promised = await loadPromised(stage.host.db, group.org, 'peso');
    expect(promised).toEqual([{ account: source, amountMinor: 700n }]);
    await act(celia, 'let_go', { hold });
    expect(await loadPromised(stage.host.db, group.org, 'peso')).toEqual([]);
  });

  test('on a day that is closed, nothing', async () => {
    const [line] = await lines();
    await act(ana, 'close_period', { throughOn: '2026-11-15' });
    const account = (await commonAccount(stage, group.org, 'commons', 'peso')).id;
    expect(await no(ana, 'book_line', { line: line!.id, account })).toBe('period_closed');
    await act(ana, 'reopen_period', { fromOn: '2026-11-15', reason: 'Dues came.' });
    await act(ana, 'book_line', { line: line!.id, account });
    expect(await lines()).toEqual([]);
    expect(await verifyBooks(stage.host.db)).toEqual([]);
  });
});

describe('a standing order', () => {
  const order = async (amountMinor: string, more: object = {}) => ({
    source: await idOf(ana, 'maiz'),
    target: await idOf(berta, 'maiz'),
    amountMinor,
    note: 'Rent',
    every: 'week',
    day: 1,
    until: '2026-12-31',
    ...more,
  });
  test('is for a day that comes, out of one’s own account', async () => {
    expect(await no(berta, 'order_payment', await order('100'))).toBe('not_your_account');
    expect(await no(ana, 'order_payment', await order('100', { day: 8 }))).toBe('day_unknown');
    expect(await no(ana, 'order_payment', await order('100', { until: '2026-11-29' }))).toBe('day_is_past');
    expect(await no(ana, 'order_payment', await order('100', { until: '2036-11-30' }))).toBe('too_far_ahead');
    const never = { every: 'month', day: 29, until: '2026-12-28' };
    expect(await no(ana, 'order_payment', await order('100', never))).toBe('never_due');
  });

  test('is paid on its day, once, and seen on both sides', async () => {
    // 30 November 2026 is a Monday.
    await act(ana, 'order_payment', await order('6000'));
    expect(await payStanding(stage.host)).toBe(1);
    expect(await payStanding(stage.host)).toBe(0);
    const [entry] = await loadStatement(stage.host.db, group.org, await idOf(berta, 'maiz'), { most: 1 });
    expect(entry).toMatchObject({ minor: 6000n, note: 'Rent' });
  });

  test('that is refused is tried once more the next day, then passed over, and can be ended', async () => {
    stage.days(7);
    expect(await payStanding(stage.host)).toBe(1);
    expect(await payStanding(stage.host)).toBe(0);
    stage.days(1);
    expect(await payStanding(stage.host)).toBe(1);
    stage.days(1);
    expect(await payStanding(stage.host)).toBe(0);
    const [standing] = await loadStanding(stage.host.db, group.org, {
      accounts: [await idOf(berta, 'maiz')],
    });
    expect(standing!.tries.map((one) => [one.dueOn, one.attempt, one.rule])).toEqual([
      ['2026-11-30', 1, null],
      ['2026-12-07', 1, 'below_floor'],
      ['2026-12-07', 2, 'below_floor'],
    ]);
    expect(await no(berta, 'end_order', { standing: standing!.id })).toBe('standing_unknown');
    await act(ana, 'end_order', { standing: standing!.id });
    expect(await no(ana, 'end_order', { standing: standing!.id })).toBe('standing_over');
    stage.days(7);
    expect(await payStanding(stage.host)).toBe(0);
    expect(await verifyBooks(stage.host.db)).toEqual([]);
  });

  test('of somebody who rests is not paid, and ends with whoever leaves', async () => {
    const source = await idOf(celia, 'maiz');
    const weekly = { source, target: await idOf(berta, 'maiz'), amountMinor: '100', every: 'week', day: 1 };
    await act(celia, 'order_payment', { ...weekly, until: '2027-03-01' });
    const at = async () => (await loadStanding(stage.host.db, group.org, { accounts: [source] }))[0]!;
    const rests = async (since: string | null) =>
      sql`UPDATE agents.member SET suspended_on = ${since}::date
           WHERE org_id = ${group.org} AND member_id = ${celia.member}`.execute(stage.host.db);
    await rests('2026-12-01');
    stage.days(7);
    expect(await payStanding(stage.host)).toBe(1);
    expect((await at()).tries.at(-1)).toMatchObject({ rule: 'membership_suspended', number: null });
    await rests(null);
    await stage.do(celia, 'agents.leave', group.org, {});
    stage.days(7);
    await payStanding(stage.host);
    expect((await at()).endedAt).not.toBeNull();
    expect(await payStanding(stage.host)).toBe(0);
  });

  test('is one of no more than somebody looks through', async () => {
    const input = await order('1', { until: '2027-03-01' });
    for (let one = 0; one < MOST_ORDERS; one += 1) await act(ana, 'order_payment', input);
    expect(await no(ana, 'order_payment', input)).toBe('too_many_orders');
  });

  test('ledger.pay_order is the clock’s alone', async () => {
    const input = { standing: 'std_01j00000000000000000000000', dueOn: '2026-12-07', attempt: 1 };
    expect(await no(ana, 'pay_order', input)).toBe('command_unknown');
  });
});
