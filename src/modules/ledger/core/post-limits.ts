/**
 * What one alone may take out of a purpose. Whoever keeps the books by a post can also take money out of a
 * fund: into another, or by a line of the bank that says that it went. That binds them as paying out does:
 * no more than the rules let the same post pay out alone. What the rules give to several, or to all of us,
 * is not done by one in another name.
 */
import { addDays, type CivilDate } from '#kernel/calendar';
import type { Authority } from '#kernel/command';
import { refuse, type Refused } from '#kernel/outcome';
import type { Articles } from '#agents';
import type { Account } from './account.ts';

/** What a post has carried of an amount, in one of the matters that take money out. */
export interface CarriedByPost {
  readonly role: string;
  readonly amountMinor: bigint | null;
  readonly usedOn: string;
}

export const BEYOND_POST = 'beyond_post' as const;

/** Whether what leaves this account leaves what all of us have put it there for. */
export function hasPurpose(account: Pick<Account, 'purpose'> | undefined): boolean {
  return account?.purpose === 'fund' || account?.purpose === 'reserve';
}

/** Since when what was carried counts, where the rules bind paying out by a time; null where they do not. */
export function countsSince({ powers }: Pick<Articles, 'powers'>, today: string): string | null {
  const power = powers['pay_out'];
  const per = power?.by === 'role' ? power.upTo?.per : undefined;
  return per === undefined ? null : addDays(today as CivilDate, 1 - per.days);
}

/** What is in the way of one who would take out so much alone; signatures and decisions are several. */
export function wrongAlone(
  { powers }: Pick<Articles, 'powers'>,
  authority: Authority,
  amountMinor: bigint,
  carried: readonly CarriedByPost[],
): Refused<typeof BEYOND_POST> | null {
  if (authority.by !== 'mandate') return null;
  const { role } = authority;
  const power = powers['pay_out'];
  if (power?.by === 'member') return null;
  if (power?.by !== 'role' || power.role !== role) return refuse(BEYOND_POST, { role });
  const { perActMinor, per } = power.upTo ?? {};
  if (perActMinor !== undefined && amountMinor > BigInt(perActMinor)) {
    return refuse(BEYOND_POST, { role, limitMinor: perActMinor });
  }
  const mine = carried.filter((one) => one.role === role && one.amountMinor !== null);
  const sum = mine.reduce((all, one) => all + one.amountMinor!, amountMinor);
  const tooMuch = per?.amountMinor !== undefined && sum > BigInt(per.amountMinor);
  const tooOften = per?.acts !== undefined && mine.length >= per.acts;
  return tooMuch || tooOften ? refuse(BEYOND_POST, { role, days: per.days }) : null;
}
