/**
 * Value moves: from one account to another, in one unit, as a whole number of minor units. What belongs
 * together (a payment and its levies, a correction of both) is posted together or not at all. Each posting
 * has a number of its own in the books of the group, without gaps; none is ever changed.
 */
import { MOST_MINOR } from '#kernel/amount';
import { assert } from '#kernel/assert';
import { accept, refuse, type Outcome } from '#kernel/outcome';
import type { CivilDate } from '#kernel/calendar';
import { isFrozen, type Account } from './account.ts';
import { movedAge } from './age.ts';
import { uncoveredIn, type Coverage } from './coverage.ts';

export const POSTING_KINDS = [
  'payment',
  'levy',
  'issue',
  'withdrawal',
  'opening',
  'refund',
  'reversal',
  'write_off',
  'exchange_in',
  'exchange_out',
  'fee',
  'gift',
  'demurrage',
  'expiry',
  'monthly',
  'reclass',
  'cash_difference',
  'cash',
] as const;
export type PostingKind = (typeof POSTING_KINDS)[number];

/** What puts another movement right, or says what was there before: it goes out of a held account as well. */
const GOES_BACK: readonly PostingKind[] = ['refund', 'reversal', 'opening'];

/** One movement that is asked for. */
export interface Leg {
  readonly source: string;
  readonly target: string;
  readonly amountMinor: bigint;
  readonly kind: PostingKind;
  /** The number of the posting that it puts right. */
  readonly corrects?: string;
}

/** One movement as it stands in the books. A fact: amounts and numbers are text. */
export type Posting = {
  readonly number: string;
  readonly unit: string;
  readonly source: string;
  readonly target: string;
  readonly amountMinor: string;
  readonly kind: PostingKind;
  readonly corrects: string | null;
  /** What each of them had right after it. */
  readonly sourceAfterMinor: string;
  readonly targetAfterMinor: string;
};

/** The accounts that may be touched, and the last number that was given. */
export interface Ledger {
  readonly accounts: ReadonlyMap<string, Account>;
  readonly lastNumber: bigint;
  /** What is kept for units, where something is. */
  readonly coverages?: readonly Coverage[];
}

/** In order of precedence. */
export const POSTING_RULES = [
  'account_unknown',
  'same_account',
  'unit_differs',
  'amount_not_positive',
  'amount_out_of_range',
  'account_closed',
  'account_frozen',
  'below_floor',
  'above_ceiling',
  'reserve_too_small',
] as const;
export type PostingRule = (typeof POSTING_RULES)[number];

/**
 * Posts the legs one after the other, all or none: the first that cannot be is the answer. Limits bind in the
 * direction in which an account moves: whoever is beyond one may always come back.
 */
export function decidePostings(
  ledger: Ledger,
  legs: readonly Leg[],
  today: string,
): Outcome<readonly Posting[], PostingRule> {
  let state = ledger;
  const postings: Posting[] = [];
  for (const leg of legs) {
    const decided = decideLeg(state, leg, today);
    if (!decided.ok) return decided;
    postings.push(decided.value);
    state = withPosting(state, decided.value, today);
  }
  return wrongWithCoverage(state) ?? accept(postings);
}

function decideLeg(ledger: Ledger, leg: Leg, today: string): Outcome<Posting, PostingRule> {
  const moved = decideMove(ledger.accounts, leg, today);
  if (!moved.ok) return moved;
  const { source, target } = moved.value;
  return accept({
    number: String(ledger.lastNumber + 1n),
    unit: source.unit,
    source: source.id,
    target: target.id,
    amountMinor: String(leg.amountMinor),
    kind: leg.kind,
    corrects: leg.corrects ?? null,
    sourceAfterMinor: String(source.balanceMinor - leg.amountMinor),
    targetAfterMinor: String(target.balanceMinor + leg.amountMinor),
  });
}

/** Whether so much may go from one to the other today; both of them, where it may. */
export function decideMove(
  accounts: Ledger['accounts'],
  leg: Pick<Leg, 'source' | 'target' | 'amountMinor'> & Partial<Pick<Leg, 'kind'>>,
  today: string,
): Outcome<{ readonly source: Account; readonly target: Account }, PostingRule> {
  const { amountMinor } = leg;
  const source = accounts.get(leg.source);
  const target = accounts.get(leg.target);
  if (!source || !target) return refuse('account_unknown', { account: source ? leg.target : leg.source });
  if (source.id === target.id) return refuse('same_account');
  if (source.unit !== target.unit)
    return refuse('unit_differs', { source: source.unit, target: target.unit });
  if (amountMinor <= 0n) return refuse('amount_not_positive');
  if (isTooMuch(source.balanceMinor - amountMinor) || isTooMuch(target.balanceMinor + amountMinor))
    return refuse('amount_out_of_range', { unit: source.unit });
  const closed = [source, target].find((one) => one.closedAt !== null);
  if (closed) return refuse('account_closed', { account: closed.id });
  // What came by mistake goes back all the same.
  if (isFrozen(source, today) && !GOES_BACK.includes(leg.kind ?? 'payment')) {
    return refuse('account_frozen', { account: source.id, until: source.frozen!.until });
  }
  // Whoever stood beyond a limit before the books began may stay there, and come back.
  if (leg.kind === 'opening') return accept({ source, target });
  return wrongWithLimits(source, target, amountMinor) ?? accept({ source, target });
}

function wrongWithLimits(source: Account, target: Account, amountMinor: bigint) {
  const { floorMinor } = source.limits;
  const { ceilingMinor } = target.limits;
  const down = source.balanceMinor - source.heldMinor - amountMinor;
  if (floorMinor !== null && down < floorMinor) {
    const could = source.balanceMinor - source.heldMinor - floorMinor;
    return refuse('below_floor', {
      account: source.id,
      unit: source.unit,
      floorMinor: String(floorMinor),
      wouldMinor: String(down),
      couldMinor: String(could > 0n ? could : 0n),
    });
  }
  const up = target.balanceMinor + target.comingMinor + amountMinor;
  // How much would fit is not told: whoever pays would learn what the other has.
  if (ceilingMinor !== null && up > ceilingMinor) {
    const facts = { account: target.id, unit: target.unit, ceilingMinor: String(ceilingMinor) };
    return refuse('above_ceiling', facts);
  }
  return null;
}

/** What belongs together is looked at together: what comes in, and what is issued for it. */
function wrongWithCoverage({ accounts, coverages = [] }: Ledger) {
  const found = uncoveredIn(accounts, coverages);
  if (found === null) return null;
  const kept = accounts.get(found.reserve)!.unit;
  return refuse('reserve_too_small', {
    unit: kept,
    neededMinor: String(found.neededMinor),
    reserveMinor: String(found.reserveMinor),
  });
}

/** Half of what a column holds: no two of them overflow it together. */
export function isTooMuch(minor: bigint): boolean {
  return minor > MOST_MINOR / 2n || minor < -MOST_MINOR / 2n;
}

/** The books as they stand after these postings of a day. */
export function withPostings(ledger: Ledger, postings: readonly Posting[], day: string): Ledger {
  return postings.reduce((books, posting) => withPosting(books, posting, day), ledger);
}

function withPosting(ledger: Ledger, posting: Posting, day: string): Ledger {
  const { accounts } = ledger;
  const source = accounts.get(posting.source);
  const target = accounts.get(posting.target);
  assert(source && target, 'what was posted stands in the books');
  const moved = (account: Account, afterMinor: bigint): Account => ({
    ...account,
    balanceMinor: afterMinor,
    ...(account.age == null
      ? {}
      : {
          age: movedAge(account.age, {
            day: day as CivilDate,
            beforeMinor: account.balanceMinor,
            afterMinor,
            kind: posting.kind,
          }),
        }),
  });
  return {
    ...ledger,
    lastNumber: BigInt(posting.number),
    accounts: new Map(accounts)
      .set(source.id, moved(source, BigInt(posting.sourceAfterMinor)))
      .set(target.id, moved(target, BigInt(posting.targetAfterMinor))),
  };
}
