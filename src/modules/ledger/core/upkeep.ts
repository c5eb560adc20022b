/**
 * The books follow the rules: whoever may hold a unit has an account in it, each unit has those that belong
 * to it, limits are what the rules say today, and an account that nobody can use any more is closed when it
 * is empty.
 */
import type { CivilDate } from '#kernel/calendar';
import type { MemberId } from '#kernel/command';
import { booksOf, type Articles, type UnitRule } from '#agents';
import type { Limits, Purpose } from './account.ts';
import { limitsOf, mayHold, type Holder } from './limits.ts';

/** A member, as far as the limits ask. */
export interface InsideMember {
  readonly member: MemberId;
  readonly class: string;
  readonly since: CivilDate;
}

export interface KeptAccount {
  readonly account: string;
  readonly unit: string;
  readonly purpose: Purpose;
  readonly member: MemberId | null;
  readonly closedAt: string | null;
  readonly balanceMinor: bigint;
  readonly promisedMinor: bigint;
  readonly floorMinor: bigint | null;
  readonly ceilingMinor: bigint | null;
  readonly granted: Holder['granted'];
  readonly stakedMinor: bigint;
  readonly backedMinor: bigint;
}

export interface Upkeep {
  readonly open: readonly (Limits & {
    readonly unit: string;
    readonly purpose: Purpose;
    readonly member: MemberId | null;
  })[];
  readonly reopen: readonly string[];
  readonly bound: readonly (Limits & { readonly account: string })[];
  readonly close: readonly string[];
}

/** How many accounts one act opens, binds anew and closes, of each at most. */
export const MOST_KEPT = 500;

export function decideUpkeep(
  articles: Pick<Articles, 'books'>,
  members: readonly InsideMember[],
  accounts: readonly KeptAccount[],
  today: CivilDate,
): Upkeep {
  const open: Upkeep['open'][number][] = [];
  const bound: Upkeep['bound'][number][] = [];
  const reopen: string[] = [];
  const close: string[] = [];
  const { units } = booksOf(articles);
  const held = new Map(accounts.map((one) => [markOf(one), one]));
  const inside = new Map(members.map((one) => [one.member, one]));
  for (const rule of units) {
    for (const [purpose, member] of wantedOf(rule, members)) {
      const holder = member === null ? null : holderOf(inside.get(member)!, NOTHING_GIVEN);
      const there = held.get(markOf({ unit: rule.unit, purpose, member }));
      if (there === undefined)
        open.push({ unit: rule.unit, purpose, member, ...limitsOf(rule, purpose, holder, today) });
      else if (there.closedAt !== null) reopen.push(there.account);
    }
  }
  for (const one of accounts.filter(({ closedAt }) => closedAt === null)) {
    const rule = units.find(({ unit }) => unit === one.unit);
    const who = one.member === null ? null : inside.get(one.member);
    const isUsed = rule !== undefined && (who === null || (who !== undefined && mayHold(rule, who.class)));
    if (isUsed) {
      const holder = who == null ? null : holderOf(who, one);
      const limits = limitsOf(rule, one.purpose, holder, today);
      if (isOther(limits, one)) bound.push({ account: one.account, ...limits });
    } else if (one.balanceMinor === 0n && one.promisedMinor === 0n) {
      close.push(one.account);
    }
  }
  return {
    open: open.slice(0, MOST_KEPT),
    reopen: reopen.slice(0, MOST_KEPT),
    bound: bound.slice(0, MOST_KEPT),
    close: close.slice(0, MOST_KEPT),
  };
}

export function isNothing({ open, reopen, bound, close }: Upkeep): boolean {
  return open.length + reopen.length + bound.length + close.length === 0;
}

/** The accounts that a unit is to have. */
function wantedOf(
  rule: UnitRule,
  members: readonly InsideMember[],
): readonly (readonly [Purpose, MemberId | null])[] {
  return [
    ['issue', null],
    ['commons', null],
    ...members
      .filter((one) => mayHold(rule, one.class))
      .map((one): [Purpose, MemberId] => ['holding', one.member]),
  ];
}

function markOf(one: Pick<KeptAccount, 'unit' | 'purpose' | 'member'>): string {
  return `${one.unit} ${one.purpose} ${one.member ?? ''}`;
}

type Given = Pick<Holder, 'granted' | 'stakedMinor' | 'backedMinor'>;
const NOTHING_GIVEN: Given = { granted: null, stakedMinor: 0n, backedMinor: 0n };

function holderOf(member: InsideMember, { granted, stakedMinor, backedMinor }: Given): Holder {
  return { class: member.class, since: member.since, granted, stakedMinor, backedMinor };
}

function isOther(one: Limits, other: Limits): boolean {
  return one.floorMinor !== other.floorMinor || one.ceilingMinor !== other.ceilingMinor;
}
