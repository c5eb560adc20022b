/**
 * What is in circulation of a unit is kept for in another: at every instant there is as much in the
 * reserve. In circulation is all that is not where the unit comes from, for in such a unit nobody goes
 * below zero.
 */
import type { UnitRule } from '#agents';
import type { Account } from './account.ts';

export interface Coverage {
  readonly unit: string;
  /** Where the unit comes from. */
  readonly issue: string;
  /** Where what is kept for it lies. */
  readonly reserve: string;
  /** So many of the smallest part of what is kept for one of the smallest part of the unit. */
  readonly factor: bigint;
}

export interface Covered {
  readonly circulatingMinor: bigint;
  /** What would have to be there for it. */
  readonly neededMinor: bigint;
  readonly reserveMinor: bigint;
}

type Balances = ReadonlyMap<string, Pick<Account, 'balanceMinor'>>;

export function coveredBy(accounts: Balances, { issue, reserve, factor }: Coverage): Covered | null {
  const from = accounts.get(issue);
  const kept = accounts.get(reserve);
  if (from === undefined || kept === undefined) return null;
  const circulatingMinor = -from.balanceMinor;
  return { circulatingMinor, neededMinor: circulatingMinor * factor, reserveMinor: kept.balanceMinor };
}

/** The first unit of which more would be in circulation than is kept for it; null where there is none. */
export function uncoveredIn(accounts: Balances, coverages: readonly Coverage[]): (Coverage & Covered) | null {
  for (const coverage of coverages) {
    const covered = coveredBy(accounts, coverage);
    if (covered !== null && covered.neededMinor > covered.reserveMinor) return { ...coverage, ...covered };
  }
  return null;
}

/** The factor between two units that count the same in other decimals. */
export function factorOf(rule: Pick<UnitRule, 'scale'>, kept: Pick<UnitRule, 'scale'>): bigint {
  return 10n ** BigInt(kept.scale - rule.scale);
}

/** How much of a hundred is covered, rounded down; null where nothing is in circulation. */
export function coveredPercent({ neededMinor, reserveMinor }: Covered): number | null {
  return neededMinor <= 0n ? null : Number((reserveMinor * 100n) / neededMinor);
}
