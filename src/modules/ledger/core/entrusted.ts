/**
 * Several people act for one account: two who share a purse, a daughter for her mother, the one at the till
 * for the shop. Whoever it belongs to says who, up to how much at a time and until when; either of the two
 * ends it at any time. What is done so says who did it, and counts as done by its holder.
 */
import type { MemberId } from '#kernel/command';
import { refuse, type Refused } from '#kernel/outcome';
import type { Account } from './account.ts';

export interface Entrusted {
  readonly account: string;
  readonly member: MemberId;
  /** In one movement; null where it may be as much as its holder could pay. */
  readonly mostMinor: bigint | null;
  /** A civil date, the last on which it holds. */
  readonly until: string;
}

/** Longer is said anew: what nobody remembers having allowed is ended by the calendar. */
export const MOST_ENTRUSTED_DAYS = 366;

/** More than these nobody keeps in mind. */
export const MOST_ENTRUSTED = 12;

export const ACTING_RULES = ['not_your_account', 'beyond_entrusted'] as const;
export type ActingRule = (typeof ACTING_RULES)[number];

/** Accounts, and who else acts for those of them that are asked about. */
export interface ActingBooks {
  readonly accounts: ReadonlyMap<string, Pick<Account, 'member' | 'unit'>>;
  readonly entrusted: readonly Entrusted[];
}

export interface Acting {
  readonly member: MemberId | null;
  /** A civil date. */
  readonly today: string;
}

/** Whether it is theirs, or was entrusted to them and still is. */
export function actsFor({ accounts, entrusted }: ActingBooks, account: string, acting: Acting): boolean {
  const holder = accounts.get(account)?.member ?? null;
  if (acting.member === null || holder === null) return false;
  return holder === acting.member || entrustedTo(entrusted, account, acting) !== undefined;
}

/**
 * What is wrong with paying so much out of an account; null where nothing is. Of an account that is nobody’s
 * business nothing is told, not even whether it is there.
 */
export function wrongWithPaying(
  books: ActingBooks,
  account: string,
  acting: Acting,
  amountMinor: bigint,
): Refused<ActingRule> | null {
  if (!actsFor(books, account, acting)) return refuse('not_your_account');
  const { member, unit } = books.accounts.get(account)!;
  if (member === acting.member) return null;
  const mostMinor = entrustedTo(books.entrusted, account, acting)?.mostMinor ?? null;
  if (mostMinor === null || amountMinor <= mostMinor) return null;
  return refuse('beyond_entrusted', { account, unit, mostMinor: String(mostMinor) });
}

function entrustedTo(
  entrusted: readonly Entrusted[],
  account: string,
  { member, today }: Acting,
): Entrusted | undefined {
  return entrusted.find((one) => one.account === account && one.member === member && today <= one.until);
}

/** Whose gain it is when something comes to an account: whoever may spend it. */
export function gainersOf({ accounts, entrusted }: ActingBooks, account: string): MemberId[] {
  const holder = accounts.get(account)?.member ?? null;
  if (holder === null) return [];
  return [holder, ...entrusted.filter((one) => one.account === account).map((one) => one.member)];
}
