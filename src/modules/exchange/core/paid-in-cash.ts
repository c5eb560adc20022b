/**
 * Where a price holds money, that part of it may pass from hand to hand. Whoever received what was agreed on
 * says that they have paid, whoever gave says that they have it; such a payment then closes the agreement, and
 * what else the price holds is paid in the books.
 */
import { accept, refuse, type Outcome } from '#kernel/outcome';
import { standingKind, standsFully, type Articles, type Membership } from '#agents';
import { cashState, isCash, type CashPayment, type CashState } from '#ledger';
import type { PricePart } from './advert.ts';
import type { Agreement } from './agreement.ts';

/** What of a price can be paid in coins; null where it holds no money. */
export function cashPart(articles: Pick<Articles, 'books'>, parts: readonly PricePart[]): PricePart | null {
  return parts.find((one) => isCash(articles, one.unit)) ?? null;
}

/** What is left to pay in the books, where one part was paid in coins. */
export function besides(parts: readonly PricePart[], paid: PricePart | null): readonly PricePart[] {
  return parts.filter((one) => one.unit !== paid?.unit);
}

/** Whether somebody could say that they have received coins: whoever is here, and not on paper alone. */
export function couldSayReceived(member: Membership | undefined, today: string): boolean {
  if (member === undefined || (member.person === null && member.memberOrg === null)) return false;
  return standsFully(standingKind(member, today), false);
}

/** A payment in cash, and whether it has closed another agreement. */
export interface CashGiven {
  readonly payment: CashPayment;
  readonly isUsed: boolean;
}

export const PAID_IN_CASH_RULES = [
  'payment_in_cash_unknown',
  'payment_in_cash_not_received',
  'not_what_was_agreed',
] as const;
export type PaidInCashRule = (typeof PAID_IN_CASH_RULES)[number];

/** The part of the price that these coins have paid, or why they close nothing. */
export function decidePaidInCash(
  agreement: Agreement,
  articles: Pick<Articles, 'books'>,
  given: CashGiven | null,
  today: string,
): Outcome<PricePart, PaidInCashRule> {
  if (given === null || !isBetween(agreement, given.payment)) return refuse('payment_in_cash_unknown');
  const part = cashPart(articles, agreement.parts);
  if (part === null || !isFor(agreement, part, given)) return refuse('not_what_was_agreed');
  const state = cashState(given.payment, today);
  return state === 'received' ? accept(part) : refuse('payment_in_cash_not_received', { state });
}

/** How it stands with the coins of an agreement: what is said to be paid, and has not come to nothing. */
export function cashOfAgreement(
  agreement: Agreement,
  articles: Pick<Articles, 'books'>,
  given: readonly CashGiven[],
  today: string,
): { readonly payment: CashPayment; readonly state: CashState } | null {
  const part = cashPart(articles, agreement.parts);
  if (part === null) return null;
  const found = given
    .filter((one) => isBetween(agreement, one.payment) && isFor(agreement, part, one))
    .map(({ payment }) => ({ payment, state: cashState(payment, today) }));
  const here = (states: readonly CashState[]) => found.find((one) => states.includes(one.state));
  return here(['received']) ?? here(['waits', 'missed']) ?? null;
}

function isBetween({ provider, receiver }: Agreement, paid: CashPayment): boolean {
  return paid.payer === receiver && paid.receiver === provider;
}

/** What was paid before anything was asked, or settles what else was asked for, is for something else. */
function isFor({ askedAt }: Agreement, part: PricePart, { payment, isUsed }: CashGiven): boolean {
  const isSame = payment.unit === part.unit && String(payment.amountMinor) === part.minor;
  return isSame && !isUsed && payment.request === null && Date.parse(payment.saidAt) >= Date.parse(askedAt);
}
