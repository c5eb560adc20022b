/**
 * What holding costs is charged to everybody at once, on the first of each month: the day, what for and
 * whom it is about are fixed as the run begins; then it is carried out in parts, so that nobody who pays
 * meanwhile waits long. What was charged between by a payment of their own is not charged again.
 */
import type { CivilDate } from '#kernel/calendar';
import { agedTo, chargesOn, isForLying, type Keeping } from './age.ts';
import { isFrozen, spendableMinor, type Account } from './account.ts';
import type { PostingKind } from './posting.ts';

/** What has lain too long, by its days; or the same of everybody each month. */
export type RunCharge = 'lying' | 'monthly';

/** How many accounts a part of a run looks at, at most. */
export const MOST_CHARGED = 5_000;

export interface ChargeRun {
  readonly charge: RunCharge;
  readonly on: CivilDate;
  /** Of what is given monthly, how much. */
  readonly eachMinor: bigint | null;
}

/** One movement of a run: from whom, what for, how much. */
export type RunCharged = readonly [account: string, kind: PostingKind, minor: string];

/** The runs that are due since the first of this month, by what holding each unit costs. */
export function runsDue(
  keepings: ReadonlyMap<string, Keeping>,
  today: CivilDate,
): readonly { readonly unit: string; readonly charge: RunCharge; readonly on: CivilDate }[] {
  const on = `${today.slice(0, 8)}01` as CivilDate;
  return [...keepings].flatMap(([unit, keeping]) => {
    // What has been agreed on since then is asked for the first time a month later.
    if (keeping.from > on) return [];
    return [
      ...(isForLying(keeping) ? [{ unit, charge: 'lying' as const, on }] : []),
      ...(keeping.monthlyMinor === null ? [] : [{ unit, charge: 'monthly' as const, on }]),
    ];
  });
}

/**
 * What a run charges to one account: never more than can leave it; what is missing of its days stays owed.
 */
export function chargedBy(run: ChargeRun, account: Account, today: string): readonly RunCharged[] {
  // Nothing leaves an account that is held; what it owes for its days stays owed.
  if (isFrozen(account, today) || account.closedAt !== null) return [];
  const can = spendableMinor(account) ?? 0n;
  if (run.charge === 'monthly') {
    const each = run.eachMinor ?? 0n;
    const has = account.balanceMinor > 0n ? account.balanceMinor : 0n;
    return has >= each && can >= each && each > 0n ? [[account.id, 'monthly', String(each)]] : [];
  }
  if (account.age == null || account.age.asOf > run.on) return [];
  return chargesOn(account.age, run.on, can).map(({ kind, minor }) => [account.id, kind, String(minor)]);
}

/** What somebody will be charged for the days until today, were it charged now. */
export function dueToday(account: Account, today: CivilDate): bigint {
  if (account.age == null) return 0n;
  const charges = chargesOn(agedTo(account.age, today), today, spendableMinor(account) ?? 0n);
  return charges.reduce((sum, one) => sum + one.minor, 0n);
}
