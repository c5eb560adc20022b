/**
 * What the sentences about acts of this module say: whose accounts, how much, in the words of the group. The
 * sentences stand in the locales under `act.ledger` and `asked.ledger`; here are the values in them.
 */
import { isCivilDate } from '#kernel/calendar';
import { booksOf, unitIn, unitWord, type Articles } from '#agents';
import type { NameOf, ToldAct } from '#agents/screens/say.ts';
import type { Value, Words } from '#locales';
import type { Posting } from '../core/posting.ts';
import type { ToldAccount, ToldBooks, ToldMovement } from '../core/told.ts';
import { amountIn } from './amount-in.ts';

export type Told = Pick<ToldAct, 'fact' | 'plain'>;

/** Everything that is needed to speak of accounts. */
export interface Telling extends ToldBooks {
  readonly words: Words;
  readonly articles: Pick<Articles, 'books'>;
  readonly nameOf: NameOf;
}

const NOTHING = '-';

/** An act of the record, or what an act would bring about: its fact or its input, in words. */
export function bookValues(telling: Telling, { fact, plain = false }: Told): Record<string, Value> {
  const { words, articles, accounts } = telling;
  const text = (key: string) => (typeof fact[key] === 'string' ? fact[key] : null);
  const postings = (Array.isArray(fact['postings']) ? fact['postings'] : []) as readonly Posting[];
  const number = text('number') ?? postings[0]?.corrects ?? null;
  const ends = endsOf(telling, fact, postings, number);
  const unit = text('unit') ?? ends?.unit ?? unitOf(accounts, text('account') ?? text('source'));
  const rule = unit === null ? undefined : unitIn(articles, unit);
  const minor = minorOf(fact, postings, ends);
  const name = (account: string | null) => {
    if (account === null) return NOTHING;
    return plain ? words.t('act.someone.within') : accountName(telling, accounts.get(account));
  };
  // What passed from hand to hand between others is told without how much.
  const isCashOfOthers = plain && text('cash') !== null;
  const until = text('until') ?? text('expiresOn') ?? text('throughOn') ?? text('fromOn');
  return {
    source: name(ends?.source ?? text('source')),
    target: name(ends?.target ?? text('target')),
    account: accountTold(telling, fact, name),
    unit: rule === undefined ? (unit ?? NOTHING) : unitWord(words, rule, 'many'),
    amount: isCashOfOthers
      ? words.t('act.some-money')
      : minor === null || unit === null
        ? NOTHING
        : amountIn(words, booksOf(articles).units, unit, minor),
    counted: tellMinor(telling, unit, text('countedMinor')),
    zero: minor === null || minor === 0n ? 'yes' : 'no',
    number: number ?? NOTHING,
    until: isCivilDate(until) ? words.date(until) : NOTHING,
    whose: !plain && isOfAnother(telling, fact, ends?.source) ? 'other' : 'own',
    told: plain ? 'little' : 'all',
    kind: postings[0]?.kind ?? (text('way') === 'out' ? 'withdrawal' : 'issue'),
    paid: postings.length > 0 ? 'yes' : 'no',
    count: postings.filter((one) => one.kind === 'payment').length,
    lines: countIn(fact['lines']),
    stops: fact['stops'] === false ? 'no' : 'yes',
    ended: text('rule') === null ? 'counted' : 'refused',
    opened: countIn(fact['opened']) + countIn(fact['reopened']),
    bound: countIn(fact['bound']),
    closed: countIn(fact['closed']),
    ...currencyValues(telling, fact, unit),
  };
}

/** Whether somebody paid out of an account that was entrusted to them. */
function isOfAnother({ accounts }: Telling, fact: Told['fact'], source: string | undefined): boolean {
  const holder = accounts.get(source ?? '')?.member ?? null;
  return holder !== null && typeof fact['by'] === 'string' && fact['by'] !== holder;
}

/** What is exchanged, counted and charged. */
function currencyValues(
  { words, articles, accounts }: Telling,
  fact: Told['fact'],
  unit: string | null,
): Record<string, Value> {
  const { units } = booksOf(articles);
  const amount = (of: unknown, minor: bigint | null) =>
    minor === null || typeof of !== 'string' ? NOTHING : amountIn(words, units, of, minor);
  const [counted, booked] = [bigIn(fact['countedMinor']), bigIn(fact['bookedMinor'])];
  const of = unit ?? unitOf(accounts, typeof fact['account'] === 'string' ? fact['account'] : null);
  const difference = counted === null || booked === null ? null : counted - booked;
  const on = fact['on'] ?? fact['countedOn'];
  const changed = [fact['opened'], fact['reopened'], fact['bound'], fact['closed']];
  return {
    kept: amount(fact['keptUnit'], bigIn(fact['keptMinor'])),
    counted: amount(of, counted),
    booked: amount(of, booked),
    difference: amount(of, difference),
    differs: difference === null || difference === 0n ? 'no' : 'yes',
    total: amount(of, bigIn(fact['totalMinor'])),
    on: isCivilDate(on) ? words.date(on) : NOTHING,
    charge: fact['charge'] === 'monthly' ? 'monthly' : 'lying',
    charged: countIn(fact['charges']),
    accounts: typeof fact['accounts'] === 'number' ? fact['accounts'] : 0,
    chosen: typeof fact['target'] === 'string' ? 'some' : 'no',
    onlyRules: changed.every((list) => countIn(list) === 0) ? 'yes' : 'no',
  };
}

function bigIn(value: unknown): bigint | null {
  return typeof value === 'string' && /^-?\d+$/.test(value) ? BigInt(value) : null;
}

function tellMinor({ words, articles }: Telling, unit: string | null, minor: string | null): string {
  if (unit === null || minor === null || !/^-?\d+$/.test(minor)) return NOTHING;
  return amountIn(words, booksOf(articles).units, unit, BigInt(minor));
}

/** `Ana`, `our common account`, `our fund “The roof”`. */
export function accountName(telling: Telling, account: ToldAccount | undefined): string {
  const { words, articles, nameOf } = telling;
  if (account === undefined) return words.t('act.someone.within');
  const { member, name, purpose, unit } = account;
  if (purpose === 'holding')
    return (member === null ? null : nameOf(member)) ?? words.t('act.someone.within');
  const rule = unitIn(articles, unit);
  const counted = rule === undefined ? unit : unitWord(words, rule, 'many');
  return words.t(`ledger.account.${purpose}`, {
    name,
    named: name === '' ? 'no' : 'yes',
    unit: counted,
  });
}

/** A fund that is to be opened is in no book yet: its name stands in what is asked. */
function accountTold(telling: Telling, fact: Told['fact'], name: (account: string | null) => string): string {
  const { account, unit, purpose, name: called } = fact;
  const isNew = (purpose === 'fund' || purpose === 'reserve') && typeof called === 'string';
  if (isNew) return accountName(telling, { unit: String(unit), purpose, member: null, name: called });
  return name(typeof account === 'string' ? account : null);
}

/**
 * From whose account to whose: of the payment that is put right, of what was asked for or promised, or of
 * what is done now.
 */
function endsOf(
  { moved }: Telling,
  fact: Told['fact'],
  postings: readonly Posting[],
  number: string | null,
): Pick<ToldMovement, 'unit' | 'source' | 'target'> | undefined {
  const known = [fact['cash'], number, fact['request'], fact['hold']].map((one) => moved.get(String(one)));
  return known.find((one) => one !== undefined) ?? postings[0];
}

/** How much it is about, in minor units; null where it is about no amount. */
function minorOf(
  fact: Told['fact'],
  postings: readonly Posting[],
  ends: Partial<ToldMovement> | undefined,
): bigint | null {
  const given = [
    // What is exchanged, and not what is left of it after the fee.
    ...(typeof fact['keptMinor'] === 'string' ? [fact['amountMinor']] : []),
    fact['backMinor'],
    moneyIn(postings),
    fact['amountMinor'],
    fact['moreMinor'],
    fact['mostMinor'],
  ];
  const found = given.find((one) => typeof one === 'string' || one === null);
  if (found === undefined) return typeof ends?.amountMinor === 'bigint' ? ends.amountMinor : null;
  return typeof found === 'string' && /^-?\d+$/.test(found) ? BigInt(found) : null;
}

/** Of a payment what was paid without its levies, of what puts it right what goes back to whoever paid. */
function moneyIn(postings: readonly Posting[]): string | undefined {
  const [first] = postings;
  if (first?.corrects !== null) return first?.amountMinor;
  const alike = postings.filter((one) => one.kind === first.kind && one.unit === first.unit);
  return String(alike.reduce((sum, one) => sum + BigInt(one.amountMinor), 0n));
}

function unitOf(accounts: Telling['accounts'], account: string | null): string | null {
  return (account === null ? undefined : accounts.get(account)?.unit) ?? null;
}

function countIn(list: unknown): number {
  return Array.isArray(list) ? list.length : 0;
}
