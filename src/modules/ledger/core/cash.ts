/**
 * Cash is counted, note by note and coin by coin, and held against the books. What is missing or over is said
 * with a reason and booked by a movement of its own: the books say what is there, and that it was otherwise.
 */
import { accept, refuse, type Outcome } from '#kernel/outcome';
import type { Account } from './account.ts';
import type { Leg } from './posting.ts';

export type Pieces = { readonly valueMinor: string; readonly count: number };

export interface CashCount {
  readonly id: string;
  readonly account: string;
  readonly expectedMinor: bigint;
  readonly countedMinor: bigint;
  readonly pieces: readonly Pieces[];
  readonly reason: string | null;
  readonly countedBy: string | null;
  readonly countedAt: string;
  readonly number: bigint | null;
}

/** More kinds of notes and coins no currency has in use. */
export const MOST_PIECES = 24;

/**
 * Notes and coins as most currencies have them: one, two and five of each power of ten, from the hundredth up
 * to five hundred; in minor units of a currency with this many decimals.
 */
export function usualPieces(scale: number): readonly bigint[] {
  const one = 10n ** BigInt(scale);
  const least = scale >= 2 ? one / 100n : 1n;
  const steps: bigint[] = [];
  for (let power = least; power <= 100n * one; power *= 10n) steps.push(power, 2n * power, 5n * power);
  return steps.reverse();
}

export function countedIn(pieces: readonly Pieces[]): bigint {
  return pieces.reduce((sum, one) => sum + BigInt(one.valueMinor) * BigInt(one.count), 0n);
}

export interface Counted {
  readonly expectedMinor: bigint;
  readonly countedMinor: bigint;
  /** The movement by which the books follow; null where they were right. */
  readonly leg: Leg | null;
}

/** What a count of this account comes to; where it differs, somebody has to say why. */
export function decideCount(
  account: Account,
  issue: string,
  pieces: readonly Pieces[],
  reason: string,
): Outcome<Counted, 'difference_unexplained'> {
  const countedMinor = countedIn(pieces);
  const expectedMinor = account.balanceMinor;
  const over = countedMinor - expectedMinor;
  if (over === 0n) return accept({ expectedMinor, countedMinor, leg: null });
  if (reason === '') {
    return refuse('difference_unexplained', { unit: account.unit, differsMinor: String(over) });
  }
  const [source, target] = over > 0n ? [issue, account.id] : [account.id, issue];
  const leg: Leg = { source, target, amountMinor: over > 0n ? over : -over, kind: 'cash_difference' };
  return accept({ expectedMinor, countedMinor, leg });
}
