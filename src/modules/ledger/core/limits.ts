/** How far an account may go, by the rules of its unit and by who holds it. */
import { daysBetween, type CivilDate } from '#kernel/calendar';
import type { Credit, UnitRule } from '#agents';
import { NO_LIMITS, type Limits, type Purpose } from './account.ts';

/** What the rules ask of whoever holds an account. */
export interface Holder {
  readonly class: string;
  /** Since when they are with us. */
  readonly since: CivilDate;
  /** What the group has let them go down further, until that day; null where it has not. */
  readonly granted: { readonly minor: bigint; readonly until: string } | null;
  /** What they have staked for others, and others for them. */
  readonly stakedMinor: bigint;
  readonly backedMinor: bigint;
}

/** The limits of an account today. A common account keeps what it has; where a unit comes from has no end. */
export function limitsOf(rule: UnitRule, purpose: Purpose, holder: Holder | null, today: CivilDate): Limits {
  if (purpose === 'issue') return NO_LIMITS;
  if (holder === null) return { floorMinor: 0n, ceilingMinor: null };
  const ceilingMinor = rule.ceilingMinor === undefined ? null : BigInt(rule.ceilingMinor);
  // Nobody goes below zero in what something is kept for: there would be more of it than is kept.
  if (rule.backing !== undefined) return { floorMinor: 0n, ceilingMinor };
  const { granted } = holder;
  const more = granted !== null && today <= granted.until ? granted.minor : 0n;
  return { floorMinor: -(creditOf(rule.credit, holder, today) + more), ceilingMinor };
}

/** How far below zero a holder may go by the rules alone, as a positive number of minor units. */
export function creditOf(credit: Credit, holder: Omit<Holder, 'granted'>, today: CivilDate): bigint {
  switch (credit.by) {
    case 'nobody':
      return 0n;
    case 'all':
      return BigInt(credit.minor);
    case 'class':
      return BigInt(credit.classes.find((one) => one.class === holder.class)?.minor ?? credit.minor);
    case 'age': {
      const days = daysBetween(holder.since, today);
      const reached = credit.steps.filter((one) => one.afterDays <= days).at(-1);
      return BigInt(reached?.minor ?? credit.minor);
    }
    case 'trust': {
      // Whoever stakes for another gives of their own: nobody makes credit out of promises to each other.
      const own = BigInt(credit.minor) + holder.backedMinor - holder.stakedMinor;
      return own > 0n ? own : 0n;
    }
  }
}

/** Whether a member of this kind may hold the unit. */
export function mayHold({ holders, commonOnly }: UnitRule, memberClass: string): boolean {
  if (commonOnly) return false;
  return holders.length === 0 || holders.includes(memberClass);
}
