/**
 * Coins and notes pass from hand to hand, and no program sees it. Whoever paid says so; it is so once whoever
 * was paid says that they have received it. What went into a common account is booked then; what passed
 * between two of us is a record that both have confirmed, and moves nothing that the group keeps.
 */
import type { MemberId } from '#kernel/command';
import { daysBetween, type CivilDate } from '#kernel/calendar';
import { accept, refuse, type Outcome, type Refused } from '#kernel/outcome';
import { unitIn, type Articles } from '#agents';
import { COMMON_PURPOSES, type Account } from './account.ts';
import { requestState, REQUEST_DAYS, type PaymentRequest } from './promised.ts';

export interface CashPayment {
  readonly id: string;
  readonly unit: string;
  readonly payer: MemberId;
  /** Who was paid: one of us, or a common account for whoever keeps it. Exactly one of the two. */
  readonly receiver: MemberId | null;
  readonly account: string | null;
  readonly amountMinor: bigint;
  readonly note: string | null;
  /** What somebody had asked for, and this is meant to settle. */
  readonly request: string | null;
  /** Whoever wrote it down: the payer, or another for them. */
  readonly saidBy: MemberId;
  readonly saidAt: string;
  /** The last day on which it can be answered. */
  readonly until: string;
  /** Whoever was to receive it says that they have not, with words; it goes on waiting. */
  readonly missed: { readonly by: MemberId; readonly at: string; readonly words: string | null } | null;
  readonly endedAt: string | null;
  readonly endedAs: 'received' | 'taken_back' | 'lapsed' | null;
  readonly endedBy: MemberId | null;
  readonly number: bigint | null;
}

/** For how long it waits: as long as a request to be paid. */
export const CASH_DAYS = REQUEST_DAYS;
/** So many days before it lapses both are reminded, and for so many after it they are told. */
export const REMIND_DAYS = 7;

export type CashState = 'waits' | 'missed' | 'received' | 'taken_back' | 'lapsed';

export function cashState(one: CashPayment, today: string): CashState {
  if (one.endedAs !== null) return one.endedAs;
  if (today > one.until) return 'lapsed';
  return one.missed === null ? 'waits' : 'missed';
}

export type CashRule = 'cash_unknown' | 'cash_over';
export const CASH_RULES = ['cash_unknown', 'cash_over'] as const;

/** Whether it can still be answered, by somebody whose affair it is. */
export function wrongWithCash(
  one: CashPayment | null,
  isMine: boolean,
  today: string,
): Refused<CashRule> | null {
  // Of what is between others there is nothing to know.
  if (one === null || !isMine) return refuse('cash_unknown');
  const state = cashState(one, today);
  return state === 'waits' || state === 'missed' ? null : refuse('cash_over', { endedAs: state });
}

export function isCash(articles: Pick<Articles, 'books'>, unit: string): boolean {
  return unitIn(articles, unit)?.kind === 'currency';
}

export const INTO_RULES = [
  'account_unknown',
  'not_a_common_account',
  'not_payable',
  'account_closed',
] as const;

/** Whether money can be brought to whoever keeps this account. */
export function wrongWithInto(account: Account | undefined): Refused<(typeof INTO_RULES)[number]> | null {
  if (account === undefined) return refuse('account_unknown');
  if (!COMMON_PURPOSES.includes(account.purpose)) return refuse('not_a_common_account');
  // What is kept for a unit comes in only by an exchange.
  if (account.purpose === 'reserve') return refuse('not_payable');
  return account.closedAt === null ? null : refuse('account_closed', { account: account.id });
}

/** Whom a request binds: the holders of its two accounts. */
export interface AskedInCash extends PaymentRequest {
  readonly asked: MemberId | null;
  readonly asking: MemberId | null;
  /** Somebody says already that it was paid in cash. */
  readonly isSaid: boolean;
}

export const SETTLES_RULES = [
  'request_unknown',
  'request_answered',
  'request_expired',
  'not_what_was_asked',
  'said_already',
] as const;

/** Whether such a payment is what the request asks for, no more and no less. */
export function decideSettles(
  request: AskedInCash | null,
  paid: Pick<CashPayment, 'payer' | 'receiver' | 'unit' | 'amountMinor'>,
  today: string,
): Outcome<string, (typeof SETTLES_RULES)[number]> {
  if (request?.asked !== paid.payer) return refuse('request_unknown');
  const state = requestState(request, today);
  if (state === 'expired') return refuse('request_expired', { expiresOn: request.expiresOn });
  if (state !== 'waits') return refuse('request_answered', { answer: state });
  const isIt = request.asking === paid.receiver && request.unit === paid.unit;
  if (!isIt || request.amountMinor !== paid.amountMinor)
    return refuse('not_what_was_asked', { unit: request.unit, askedMinor: String(request.amountMinor) });
  return request.isSaid ? refuse('said_already') : accept(request.id);
}

/** Whether it is time to remind those it is between. */
function isEnding({ until }: Pick<CashPayment, 'until'>, today: string): boolean {
  return daysBetween(today as CivilDate, until as CivilDate) < REMIND_DAYS;
}

/** Somebody who looks: for themself, and for all of us where they keep the books. */
export interface CashViewer {
  readonly member: MemberId;
  readonly keeps: boolean;
}

/** Whether it is theirs to say that it came. Whoever paid or wrote it down does not say so for all of us. */
export function mayReceive(one: CashPayment, { member, keeps }: CashViewer): boolean {
  if (one.account === null) return one.receiver === member;
  return keeps && one.payer !== member && one.saidBy !== member;
}

/**
 * What it asks of whoever looks, if anything. `receive`: whether it came. `wait`: nothing yet, others are
 * waited for. `remind`: nobody has answered, and its days are nearly over. `missed`: it is said not to have
 * come. `lapsed`: nobody answered in time, and nothing was booked.
 */
export type CashAsk = 'receive' | 'wait' | 'remind' | 'missed' | 'lapsed';

export function cashAsk(one: CashPayment, viewer: CashViewer, today: string): CashAsk | null {
  const pays = [one.payer, one.saidBy].includes(viewer.member);
  if (!pays && !mayReceive(one, viewer)) return null;
  const state = cashState(one, today);
  const ends = isEnding(one, today);
  switch (state) {
    case 'received':
    case 'taken_back':
      return null;
    case 'lapsed':
      return daysBetween(one.until as CivilDate, today as CivilDate) <= REMIND_DAYS ? 'lapsed' : null;
    case 'missed':
      return pays ? 'missed' : ends ? 'receive' : null;
    case 'waits':
      return !pays ? 'receive' : ends ? 'remind' : 'wait';
  }
}
