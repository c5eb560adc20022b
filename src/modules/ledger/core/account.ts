/**
 * An account: what somebody, or all of us together, has in one unit. A holder’s account may go below zero as
 * far as the rules let it; a common one may not; the account that a unit comes from has no bounds, and
 * carries what all the others add up to, with the other sign.
 */
import type { MemberId } from '#kernel/command';
import type { Age } from './age.ts';

/**
 * `holding`: a member’s. `issue`: where a unit comes from and goes back to. `commons`: where levies go.
 * `fund` and `reserve`: opened for a purpose, under a name.
 */
export const PURPOSES = ['holding', 'issue', 'commons', 'fund', 'reserve'] as const;
export type Purpose = (typeof PURPOSES)[number];

/** Purposes under which all of us hold something, and nobody by themself. */
export const COMMON_PURPOSES: readonly Purpose[] = ['commons', 'fund', 'reserve'];

export interface Account {
  readonly id: string;
  readonly unit: string;
  readonly purpose: Purpose;
  /** Whose it is; null of a common one. */
  readonly member: MemberId | null;
  /** What a fund or a reserve is called; empty where the purpose says it. */
  readonly name: string;
  readonly openedAt: string;
  readonly closedAt: string | null;
  /** Until when nothing leaves it, and why; null where nothing holds it. */
  readonly frozen: Frozen | null;
  readonly balanceMinor: bigint;
  /** What is promised out of it, and counts as gone. */
  readonly heldMinor: bigint;
  /** What is promised to it, and counts as come where it has a ceiling. */
  readonly comingMinor: bigint;
  readonly limits: Limits;
  /** On which days it came, where holding costs something; null where it does not. */
  readonly age?: Age | null;
}

/** Whose it is, or what it is for: as much as its name needs. */
export type NamedAccount = Pick<Account, 'id' | 'unit' | 'purpose' | 'member' | 'name'>;

export interface Frozen {
  /** A civil date on which it ends by itself. */
  readonly until: string;
  readonly reason: string;
}

/** How far down and up; null where there is no bound. */
export interface Limits {
  readonly floorMinor: bigint | null;
  readonly ceilingMinor: bigint | null;
}

export const NO_LIMITS: Limits = { floorMinor: null, ceilingMinor: null };

/** What can still leave it; null where nothing bounds it. */
export function spendableMinor({ balanceMinor, heldMinor, limits }: Account): bigint | null {
  if (limits.floorMinor === null) return null;
  const left = balanceMinor - heldMinor - limits.floorMinor;
  return left > 0n ? left : 0n;
}

/** What can still come; null where nothing bounds it. */
export function roomMinor({ balanceMinor, comingMinor, limits }: Account): bigint | null {
  if (limits.ceilingMinor === null) return null;
  const room = limits.ceilingMinor - balanceMinor - comingMinor;
  return room > 0n ? room : 0n;
}

export function isFrozen({ frozen }: Pick<Account, 'frozen'>, today: string): boolean {
  return frozen !== null && today <= frozen.until;
}
