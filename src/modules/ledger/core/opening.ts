/**
 * Balances that a group brings from where it kept them before. They are shown to everybody for some days, and
 * anybody can say that they are wrong; then they count, all together. Where the books have begun, a balance
 * from outside is held against them and changes nothing: who booked what is put right by movements alone.
 */
import type { MemberId } from '#kernel/command';
import { addDays, type CivilDate } from '#kernel/calendar';
import { accept, refuse, type Outcome } from '#kernel/outcome';
import { COMMON_PURPOSES, type Account } from './account.ts';
import type { Leg } from './posting.ts';

/** For how many days what was brought is shown before it counts. */
export const OPENING_DAYS = 7;
/** So many lists a year somebody stops by their word alone; after that it takes another’s as well. */
export const STOPS_ALONE = 2;
const STOPS_DAYS = 365;
/** As many as are posted as one set. */
export const MOST_BALANCES = 200;

export type Balance = { readonly account: string; readonly amountMinor: string };

export interface Opening {
  readonly id: string;
  readonly unit: string;
  readonly note: string | null;
  readonly handedInBy: MemberId | null;
  readonly handedInAt: string;
  readonly countsOn: string;
  readonly endedAt: string | null;
  readonly endedAs: 'counted' | 'stopped' | 'refused' | null;
  readonly stoppedBy: MemberId | null;
  readonly reason: string | null;
  readonly rule: string | null;
  readonly number: bigint | null;
  /** Who answers for it, and is told what comes of it. */
  readonly broughtBy: readonly MemberId[];
  /** Whether all of us have decided to bring it. */
  readonly decided: boolean;
  readonly doubts: readonly Doubt[];
  readonly lines: readonly { readonly account: string; readonly amountMinor: bigint }[];
}

/** Somebody has said that a balance of it is wrong. */
export interface Doubt {
  readonly by: MemberId;
  readonly at: string;
  readonly reason: string | null;
}

export const BALANCE_RULES = [
  'account_unknown',
  'not_payable',
  'unit_differs',
  'account_closed',
  'balance_repeated',
  'balance_is_zero',
  'common_below_zero',
  'backed_below_zero',
  'books_have_begun',
] as const;
export type BalanceRule = (typeof BALANCE_RULES)[number];

/**
 * Whether these balances can be brought in one unit: each of an account of that unit, in which nothing has
 * been booked yet. Whether somebody stands below their floor is not asked: whoever does may stay, and come
 * back. Only where something is kept for the unit nobody is below zero: what is kept would seem to be enough.
 */
export function decideBalances(
  accounts: ReadonlyMap<string, Account>,
  { unit, isBacked }: { readonly unit: string; readonly isBacked: boolean },
  balances: readonly Balance[],
  begun: ReadonlySet<string>,
): Outcome<null, BalanceRule> {
  const seen = new Set<string>();
  for (const { account, amountMinor } of balances) {
    const found = accounts.get(account);
    const wrong = wrongWithBalance(found, unit, BigInt(amountMinor));
    if (wrong === 'unit_differs') return refuse(wrong, { source: found!.unit, target: unit });
    if (wrong !== null) return refuse(wrong, { account });
    if (isBacked && BigInt(amountMinor) < 0n) return refuse('backed_below_zero');
    if (seen.has(account)) return refuse('balance_repeated', { account });
    if (begun.has(account)) return refuse('books_have_begun', { account });
    seen.add(account);
  }
  return accept(null);
}

function wrongWithBalance(account: Account | undefined, unit: string, minor: bigint): BalanceRule | null {
  if (account === undefined) return 'account_unknown';
  if (account.purpose === 'issue') return 'not_payable';
  if (account.unit !== unit) return 'unit_differs';
  if (account.closedAt !== null) return 'account_closed';
  if (minor === 0n) return 'balance_is_zero';
  return minor < 0n && COMMON_PURPOSES.includes(account.purpose) ? 'common_below_zero' : null;
}

/**
 * The movements by which they count: all against the account that the unit comes from, so the sum is zero.
 */
export function openingLegs(issue: string, balances: readonly Balance[]): readonly Leg[] {
  return balances.map(({ account, amountMinor }) => {
    const minor = BigInt(amountMinor);
    const [source, target] = minor > 0n ? [issue, account] : [account, issue];
    return { source, target, amountMinor: minor > 0n ? minor : -minor, kind: 'opening' };
  });
}

/** What all of them come to: what members are owed, what they owe, and what is left at the issue account. */
export function totalsOf(balances: readonly { readonly amountMinor: bigint }[]) {
  const sum = (only: (minor: bigint) => boolean) =>
    balances.reduce((all, { amountMinor }) => (only(amountMinor) ? all + amountMinor : all), 0n);
  return {
    aboveMinor: sum((minor) => minor > 0n),
    belowMinor: sum((minor) => minor < 0n),
    sumMinor: sum(() => true),
  };
}

export type OpeningRule = 'opening_unknown' | 'opening_over';
export const OPENING_RULES = ['opening_unknown', 'opening_over'] as const;

export function wrongWithOpening(one: Opening | null) {
  if (one === null) return refuse('opening_unknown');
  return one.endedAs === null ? null : refuse('opening_over', { endedAs: one.endedAs });
}

/**
 * Whether a doubt stops the list. Anybody’s does, alone, twice in a year: what somebody had is known by them,
 * and one word is enough. Who has used that up is heard as before, and the list stops as soon as another says
 * so too. What all of us have decided to bring only somebody stops who has not: they may be the one whose
 * balance nobody looked at, and nobody stops what we have decided for ever.
 */
export function decideDoubt(
  opening: Opening | null,
  member: MemberId,
  stoppedBefore: number,
): Outcome<{ readonly stops: boolean }, OpeningRule | 'doubted_already'> {
  const wrong = wrongWithOpening(opening);
  if (wrong) return wrong;
  const { doubts, decided } = opening!;
  if (doubts.some((one) => one.by === member)) return refuse('doubted_already');
  const isAlone = doubts.length === 0 || decided;
  return accept({ stops: stoppedBefore < STOPS_ALONE || !isAlone });
}

/** Since when what somebody stopped is held against them. */
export const stopsSince = (today: string) => addDays(today as CivilDate, -STOPS_DAYS);

/** A balance from outside beside what the books say: an assertion, and never an adjustment. */
export interface Asserted {
  readonly account: string;
  readonly saidMinor: bigint;
  readonly bookedMinor: bigint;
  readonly differsMinor: bigint;
}

export function holdAgainst(
  accounts: ReadonlyMap<string, Pick<Account, 'balanceMinor'>>,
  balances: readonly Balance[],
): readonly Asserted[] {
  return balances.flatMap(({ account, amountMinor }) => {
    const found = accounts.get(account);
    if (found === undefined) return [];
    const saidMinor = BigInt(amountMinor);
    const bookedMinor = found.balanceMinor;
    return [{ account, saidMinor, bookedMinor, differsMinor: saidMinor - bookedMinor }];
  });
}
