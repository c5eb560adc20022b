/**
 * What the matrix pays, asks for, promises and puts right: accounts of everybody in two units, with payments
 * between the plain member and another, and whatever is not settled yet.
 */
import type { MemberId, OrgId } from '../src/kernel/command.ts';
import { makeId } from '../src/kernel/id.ts';
import { keepAccounts } from '../src/host/keep-accounts.ts';
import type { Articles } from '../src/modules/agents/index.ts';
import { loadAccountsOf, loadBankLines } from '../src/modules/ledger/index.server.ts';
import type { OneOfUs, Stage } from './stage.ts';

export interface LedgerThings {
  /** Of the plain member, and of another. */
  readonly own: string;
  readonly other: string;
  /** Who acts for the fresh account besides its holder: the plain member. */
  readonly entrusted: string;
  /** Nobody’s: one with something in it, one that is empty. */
  readonly fund: string;
  readonly empty: string;
  /** Held by the group. */
  readonly frozen: string;
  /** Left below zero by somebody who has gone. */
  readonly left: string;
  /** Money, of the plain member. */
  readonly money: string;
  /** In what pesos are kept for: of the plain member; and a fund they may choose. */
  readonly backed: string;
  readonly chosen: string;
  /** What was counted, and differs. */
  readonly counted: string;
  /** What the plain member is asked for, and has asked for. */
  readonly asked: string;
  readonly asking: string;
  /** What the plain member has promised, and what is promised to them. */
  readonly promised: string;
  readonly coming: string;
  /** Payments of the plain member, to them, entered for them, and two that they dispute. */
  readonly paid: string;
  readonly received: string;
  readonly entered: string;
  readonly disputed: string;
  readonly settling: string;
  /** What came to the wrong fund. */
  readonly misplaced: string;
  /** Balances that were brought and wait; an account in which nothing was booked; a receipt. */
  readonly opening: string;
  readonly fresh: string;
  readonly receipt: string;
  /** What the bank said, and what the plain member lets be paid each week. */
  readonly line: string;
  readonly standing: string;
  /** What was said to be paid in cash: by the plain member, to them, and into the fund by somebody else. */
  readonly said: string;
  readonly handed: string;
  readonly brought: string;
}

/** What is counted in the groups of the matrix, with stakes; and money that comes in from outside. */
export const LEDGER_BOOKS = {
  units: [
    {
      unit: 'maiz',
      kind: 'mutual_credit',
      code: 'MAIZ',
      scale: 2,
      words: { es: { one: 'maíz', many: 'maíces' } },
      holders: [],
      credit: { by: 'trust', minor: '10000' },
    },
    {
      unit: 'peso',
      kind: 'currency',
      code: 'MXN',
      scale: 2,
      words: { es: { one: 'peso', many: 'pesos' } },
      holders: [],
      credit: { by: 'nobody' },
    },
    {
      unit: 'talero',
      kind: 'backed',
      code: 'TALERO',
      scale: 2,
      words: { es: { one: 'talero', many: 'taleros' } },
      holders: [],
      credit: { by: 'nobody' },
      backing: { unit: 'peso', fee: { of: 100, commonParts: 2, chosenParts: 3, chosenFrom: [] } },
    },
  ],
} as const satisfies Articles['books'];

/** Each post carries something that the other does not; what touches one member alone, two of us sign. */
export const LEDGER_POWERS = {
  pay_out: { by: 'role', role: 'treasurer' },
  issue: { by: 'role', role: 'treasurer' },
  keep_books: { by: 'role', role: 'treasurer' },
  enter_payment: { by: 'role', role: 'coordinator' },
  correct: { by: 'role', role: 'coordinator' },
  mediate: { by: 'role', role: 'coordinator' },
  freeze: { by: 'members', of: 2 },
  grant_credit: { by: 'members', of: 2 },
  write_off: { by: 'members', of: 2 },
  book_bank: { by: 'members', of: 2 },
  bring_balances: { by: 'members', of: 2 },
  close_books: { by: 'role', role: 'treasurer' },
} as const satisfies Articles['powers'];

/** Numbers are given in each group from one: no number of another group means anything here. */
const NO_NUMBERS = {
  paid: '900000001',
  received: '900000002',
  entered: '900000003',
  disputed: '900000004',
  settling: '900000005',
  misplaced: '900000006',
};

const anId = (kind: string) => makeId(kind, 1_700_000_000_000, crypto.getRandomValues(new Uint8Array(10)));

/** Nothing that any group has heard of. */
export function unheardLedger(): LedgerThings {
  return {
    own: anId('acc'),
    other: anId('acc'),
    entrusted: anId('mem'),
    fund: anId('acc'),
    empty: anId('acc'),
    frozen: anId('acc'),
    left: anId('acc'),
    money: anId('acc'),
    backed: anId('acc'),
    chosen: anId('acc'),
    counted: anId('cnt'),
    asked: anId('req'),
    asking: anId('req'),
    promised: anId('hld'),
    coming: anId('hld'),
    opening: anId('opn'),
    fresh: anId('acc'),
    receipt: anId('rec'),
    line: anId('bln'),
    standing: anId('std'),
    said: anId('csh'),
    handed: anId('csh'),
    brought: anId('csh'),
    ...NO_NUMBERS,
  };
}

/** The same accounts as another group would call them. */
export function ledgerElsewhere(things: LedgerThings | undefined): LedgerThings {
  return { ...(things ?? unheardLedger()), ...NO_NUMBERS };
}

/** Everybody who pays, asks and promises in the scene. */
interface Players {
  readonly us: readonly OneOfUs[];
  readonly plain: OneOfUs;
  readonly other: OneOfUs;
  readonly treasurer: OneOfUs;
  /** Lets somebody in who leaves what they owe. */
  readonly inviter: OneOfUs;
  /** Asks for what two of us have to sign, and has it signed. */
  readonly agree: (command: string, input: unknown) => Promise<unknown>;
}

export async function furnishLedger(stage: Stage, org: OrgId, players: Players): Promise<LedgerThings> {
  const { us, plain, other, treasurer, inviter, agree } = players;
  const debtor = await stage.letIn(inviter, org, 'Bruna');
  await keepAccounts(stage.host, org);
  const account = async (one: OneOfUs, unit = 'maiz') =>
    (await loadAccountsOf(stage.host.db, org, one.member)).find((found) => found.unit === unit)!.id;
  const act = async (who: OneOfUs, command: string, input: object) =>
    (await stage.do(who, `ledger.${command}`, org, input)).answer as Readonly<Record<string, string>>;
  const until = dayIn(stage, 60);
  const ends = { own: await account(plain), other: await account(other) };
  const out = { source: ends.own, target: ends.other, amountMinor: '100' };
  const back = { source: ends.other, target: ends.own, amountMinor: '100' };
  const numbered = async (who: OneOfUs, command: string, input: object) =>
    (await act(who, command, input))['number']!;
  const [paid, disputed, settling] = [
    await numbered(plain, 'transfer', out),
    await numbered(plain, 'transfer', out),
    await numbered(plain, 'transfer', out),
  ];
  await act(plain, 'dispute', { number: disputed, reason: 'A reason.' });
  await act(plain, 'dispute', { number: settling, reason: 'A reason.' });
  const held = us.find((one) => ![plain, other, treasurer, inviter].includes(one))!;
  const frozen = await account(held);
  await agree('ledger.freeze', { account: frozen, until, reason: 'A reason.' });
  const money = await account(plain, 'peso');
  await act(treasurer, 'issue', { account: money, amountMinor: '900', way: 'in', note: 'Coins.' });
  const backed = await account(plain, 'talero');
  await act(treasurer, 'exchange_in', { account: backed, amountMinor: '900' });
  const opened = async (name: string) =>
    (await act(treasurer, 'open_fund', { unit: 'peso', purpose: 'fund', name }))['account']!;
  const fund = await opened('The roof');
  const misplaced = await numbered(plain, 'transfer', { source: money, target: fund, amountMinor: '500' });
  const day = dayIn(stage, 0);
  const cause = { unit: 'talero', purpose: 'fund', name: 'The band' };
  const { account: causes } = await act(treasurer, 'open_fund', cause);
  const { count } = await act(treasurer, 'reconcile', { account: fund, countedOn: day, countedMinor: '499' });
  const left = await account(debtor);
  await act(debtor, 'transfer', { source: left, target: ends.other, amountMinor: '100' });
  await stage.do(debtor, 'agents.leave', org, {});
  await act(treasurer, 'close_period', { throughOn: '2026-10-31' });
  await act(treasurer, 'read_statement', statement('a'));
  const [line] = await loadBankLines(stage.host.db, org);
  const lines = [{ account: frozen, amountMinor: '300' }];
  const { opening } = (await agree('ledger.bring_balances', { unit: 'maiz', lines })) as { opening: string };
  const fresh = await account(other, 'peso');
  const entrusted = { account: fresh, member: plain.member, mostMinor: '100', until: UNTIL };
  await act(other, 'entrust_account', entrusted);
  return {
    ...ends,
    entrusted: plain.member,
    fund,
    empty: await opened('The well'),
    frozen,
    left,
    money,
    backed,
    chosen: causes!,
    counted: count!,
    asked: (await act(other, 'request_payment', out))['request']!,
    asking: (await act(plain, 'request_payment', back))['request']!,
    promised: (await act(plain, 'hold', { ...out, until }))['hold']!,
    coming: (await act(other, 'hold', { ...back, until }))['hold']!,
    paid,
    received: await numbered(other, 'transfer', back),
    entered: await numbered(inviter, 'enter_transfer', out),
    disputed,
    settling,
    misplaced,
    opening,
    fresh,
    receipt: anId('rec'),
    line: line!.id,
    standing: (await act(plain, 'order_payment', { ...out, ...WEEKLY }))['standing']!,
    said: (await act(plain, 'say_paid', inCash(other)))['cash']!,
    handed: (await act(other, 'say_paid', inCash(plain)))['cash']!,
    brought: (await act(inviter, 'say_paid', { unit: 'peso', account: fund, amountMinor: '100' }))['cash']!,
  };
}

const inCash = ({ member }: OneOfUs) => ({ unit: 'peso', receiver: member, amountMinor: '100' });

/** What the bank says: one line, known by this letter. */
const statement = (letter: string) => ({
  unit: 'peso',
  digest: letter.repeat(64),
  lines: [
    { mark: letter.repeat(40), bookedOn: '2026-11-20', amountMinor: '100', party: 'Ana', words: 'Dues' },
  ],
});
const WEEKLY = { every: 'week', day: 1, until: '2027-03-01' };

function dayIn(stage: Stage, days: number): string {
  return new Date(stage.clock.now + days * 86_400_000).toISOString().slice(0, 10);
}

interface Known {
  readonly ledger: LedgerThings;
  readonly subject: MemberId;
}
const UNTIL = '2027-03-01';
const out = ({ ledger }: Known) => ({ source: ledger.own, target: ledger.other, amountMinor: '100' });

/** For every act of the books, an input with which somebody could do it. */
export const LEDGER_INPUTS = {
  'ledger.accept_request': ({ ledger }: Known) => ({ request: ledger.asked }),
  'ledger.begin_run': () => ({ unit: 'talero', charge: 'lying', on: '2026-11-01' }),
  'ledger.charge_accounts': () => ({ run: anId('run'), chunk: 1, most: 500 }),
  'ledger.choose_association': ({ ledger }: Known) => ({ source: ledger.backed, target: ledger.chosen }),
  'ledger.add_receipt': ({ ledger }: Known) => ({
    number: ledger.paid,
    digest: '0'.repeat(64),
    name: 'bill.jpg',
  }),
  'ledger.book_line': ({ ledger }: Known) => ({ line: ledger.line, account: ledger.fund }),
  'ledger.book_bank': ({ ledger }: Known) => ({ line: ledger.line, account: ledger.fund }),
  'ledger.bring_balances': ({ ledger }: Known) => ({
    unit: 'peso',
    lines: [{ account: ledger.fresh, amountMinor: '100' }],
  }),
  'ledger.close_fund': ({ ledger }: Known) => ({ account: ledger.empty }),
  'ledger.close_period': () => ({ throughOn: '2026-11-22' }),
  'ledger.count_balances': ({ ledger }: Known) => ({ opening: ledger.opening }),
  'ledger.count_cash': ({ ledger }: Known) => ({
    account: ledger.fund,
    pieces: [{ valueMinor: '500', count: 1 }],
  }),
  'ledger.decline_request': ({ ledger }: Known) => ({ request: ledger.asked }),
  'ledger.deny_transfer': ({ ledger }: Known) => ({ number: ledger.entered }),
  'ledger.dispute': ({ ledger }: Known) => ({ number: ledger.paid, reason: 'A reason.' }),
  'ledger.doubt_balances': ({ ledger }: Known) => ({ opening: ledger.opening, reason: 'A reason.' }),
  'ledger.end_entrusting': ({ ledger }: Known) => ({ account: ledger.fresh, member: ledger.entrusted }),
  'ledger.end_order': ({ ledger }: Known) => ({ standing: ledger.standing }),
  'ledger.enter_paid': ({ ledger, subject }: Known) => ({
    unit: 'peso',
    payer: subject,
    account: ledger.fund,
    amountMinor: '100',
  }),
  'ledger.enter_transfer': out,
  'ledger.entrust_account': ({ ledger, subject }: Known) => ({
    account: ledger.own,
    member: subject,
    mostMinor: '100',
    until: UNTIL,
  }),
  'ledger.exchange_in': ({ ledger }: Known) => ({ account: ledger.backed, amountMinor: '100' }),
  'ledger.exchange_out': ({ ledger }: Known) => ({ account: ledger.backed, amountMinor: '100' }),
  'ledger.explain_difference': ({ ledger }: Known) => ({ count: ledger.counted, note: 'A stamp.' }),
  'ledger.freeze': ({ ledger }: Known) => ({ account: ledger.other, until: UNTIL, reason: 'A reason.' }),
  'ledger.grant_credit': ({ ledger }: Known) => ({
    account: ledger.own,
    moreMinor: '100',
    until: UNTIL,
    reason: 'A reason.',
  }),
  'ledger.hold': (known: Known) => ({ ...out(known), until: UNTIL }),
  'ledger.issue': ({ ledger }: Known) => ({
    account: ledger.money,
    amountMinor: '100',
    way: 'in',
    note: 'Coins.',
  }),
  'ledger.keep_accounts': () => ({}),
  'ledger.lapse_cash': ({ ledger }: Known) => ({ cash: ledger.said }),
  'ledger.lapse_hold': ({ ledger }: Known) => ({ hold: ledger.promised }),
  'ledger.let_go': ({ ledger }: Known) => ({ hold: ledger.coming }),
  'ledger.miss_cash': ({ ledger }: Known) => ({ cash: ledger.brought, reason: 'A reason.' }),
  'ledger.open_fund': () => ({ unit: 'peso', purpose: 'reserve', name: 'Winter' }),
  'ledger.order_payment': (known: Known) => ({ ...out(known), ...WEEKLY }),
  'ledger.pay_hold': ({ ledger }: Known) => ({ hold: ledger.promised }),
  'ledger.pay_many': ({ ledger }: Known) => ({
    source: ledger.own,
    payments: [{ target: ledger.other, amountMinor: '100' }],
  }),
  'ledger.pay_order': ({ ledger }: Known) => ({ standing: ledger.standing, dueOn: UNTIL, attempt: 1 }),
  'ledger.pay_out': ({ ledger }: Known) => ({
    source: ledger.fund,
    target: ledger.money,
    amountMinor: '100',
    note: 'Tiles.',
  }),
  'ledger.receive_cash': ({ ledger }: Known) => ({ cash: ledger.brought }),
  'ledger.reconcile': ({ ledger }: Known) => ({
    account: ledger.fund,
    countedOn: '2026-11-23',
    countedMinor: '500',
  }),
  'ledger.read_statement': () => statement('b'),
  'ledger.reclassify': ({ ledger }: Known) => ({
    number: ledger.misplaced,
    to: ledger.empty,
    note: 'For the well.',
  }),
  'ledger.refund': ({ ledger }: Known) => ({ number: ledger.received }),
  'ledger.reopen_period': () => ({ fromOn: '2026-10-31', reason: 'A bill came late.' }),
  'ledger.request_payment': ({ ledger }: Known) => ({
    source: ledger.other,
    target: ledger.own,
    amountMinor: '100',
  }),
  'ledger.reverse': ({ ledger }: Known) => ({ number: ledger.paid, note: 'A mistake.' }),
  'ledger.say_not_received': ({ ledger }: Known) => ({ cash: ledger.handed, reason: 'A reason.' }),
  'ledger.say_paid': ({ ledger }: Known) => ({ unit: 'peso', account: ledger.fund, amountMinor: '100' }),
  'ledger.say_received': ({ ledger }: Known) => ({ cash: ledger.handed }),
  'ledger.settle_dispute': ({ ledger }: Known) => ({
    number: ledger.settling,
    backMinor: '50',
    words: 'Half of it goes back.',
  }),
  'ledger.stake': out,
  'ledger.take_back_dispute': ({ ledger }: Known) => ({ number: ledger.disputed }),
  'ledger.take_back_paid': ({ ledger }: Known) => ({ cash: ledger.said }),
  'ledger.take_back_receipt': ({ ledger }: Known) => ({ receipt: ledger.receipt }),
  'ledger.take_back_request': ({ ledger }: Known) => ({ request: ledger.asking }),
  'ledger.transfer': out,
  'ledger.trust_payee': ({ ledger }: Known) => ({
    source: ledger.own,
    target: ledger.other,
    mostMinor: '100',
  }),
  'ledger.unfreeze': ({ ledger }: Known) => ({ account: ledger.frozen }),
  'ledger.write_off': ({ ledger }: Known) => ({ account: ledger.left, note: 'Nobody has heard of her.' }),
};
