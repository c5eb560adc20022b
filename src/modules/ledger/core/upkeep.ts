/**
 * The books follow the rules: whoever may hold a unit has an account in it, each unit has those that belong
 * to it, limits are what the rules say today, and an account that nobody can use any more is closed when it
 * is empty.
 */
import type { CivilDate } from '#kernel/calendar';
import type { MemberId } from '#kernel/command';
import { backedBy, booksOf, unitIn, type Articles, type UnitRule } from '#agents';
import type { Limits, Purpose } from './account.ts';
import { keepingOf, NO_KEEPING, type Keeping } from './age.ts';
import { factorOf, uncoveredIn, type Coverage } from './coverage.ts';
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
  /** What a fund is called; empty where the purpose says it. */
  readonly name: string;
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
  /** What it costs to hold a unit, from today on. */
  readonly keep: readonly (Omit<Keeping, 'from'> & { readonly unit: string })[];
  /** Units for which something is kept, and those for which nothing is any more. */
  readonly cover: readonly Coverage[];
  readonly uncover: readonly string[];
}

/** What the books do already, besides the accounts. */
export interface KeptRules {
  /** What it costs to hold each unit now. */
  readonly keepings: ReadonlyMap<string, Omit<Keeping, 'from'>>;
  readonly coverages: readonly Coverage[];
}

/** How many accounts one act opens, binds anew and closes, of each at most. */
export const MOST_KEPT = 500;

export function decideUpkeep(
  articles: Pick<Articles, 'books'>,
  members: readonly InsideMember[],
  accounts: readonly KeptAccount[],
  kept: KeptRules,
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
    for (const [purpose, member] of wantedOf(rule, backedBy(articles, rule.unit), members)) {
      const holder = member === null ? null : holderOf(inside.get(member)!, NOTHING_GIVEN);
      const there = held.get(markOf({ unit: rule.unit, purpose, member, name: '' }));
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
    keep: units.flatMap((rule) => newKeeping(rule, kept)),
    ...coverUpkeep(articles, held, accounts, kept),
  };
}

export function isNothing({ open, reopen, bound, close, keep, cover, uncover }: Upkeep): boolean {
  return [open, reopen, bound, close, keep, cover, uncover].every((list) => list.length === 0);
}

/** The accounts that a unit is to have. */
function wantedOf(
  rule: UnitRule,
  isKeptFor: UnitRule | undefined,
  members: readonly InsideMember[],
): readonly (readonly [Purpose, MemberId | null])[] {
  return [
    ['issue', null],
    ['commons', null],
    ...(isKeptFor === undefined ? [] : [['reserve', null] as const]),
    ...members
      .filter((one) => mayHold(rule, one.class))
      .map((one): [Purpose, MemberId] => ['holding', one.member]),
  ];
}

function markOf(one: Pick<KeptAccount, 'unit' | 'purpose' | 'member' | 'name'>): string {
  return `${one.unit} ${one.purpose} ${one.member ?? ''} ${one.name}`;
}

/** What the rules ask for holding a unit, where they ask for something else than the books know. */
function newKeeping(rule: UnitRule, { keepings }: KeptRules): Upkeep['keep'] {
  const wanted = keepingOf(rule);
  const known = keepings.get(rule.unit);
  if (known === undefined) return wanted === null ? [] : [{ unit: rule.unit, ...wanted }];
  const now = wanted ?? NO_KEEPING;
  const isSame = (['parts', 'of', 'freeDays', 'expiresDays', 'monthlyMinor'] as const).every(
    (of) => now[of] === known[of],
  );
  return isSame ? [] : [{ unit: rule.unit, ...now }];
}

/** A unit is covered from when enough is kept for it; until then nobody exchanges. */
function coverUpkeep(
  articles: Pick<Articles, 'books'>,
  held: ReadonlyMap<string, KeptAccount>,
  accounts: readonly KeptAccount[],
  { coverages }: KeptRules,
): Pick<Upkeep, 'cover' | 'uncover'> {
  const wanted = booksOf(articles).units.flatMap((rule): Coverage[] => {
    const keeps = rule.backing && unitIn(articles, rule.backing.unit);
    const issue = held.get(markOf({ unit: rule.unit, purpose: 'issue', member: null, name: '' }));
    const reserve =
      keeps && held.get(markOf({ unit: keeps.unit, purpose: 'reserve', member: null, name: '' }));
    if (!keeps || !issue || !reserve) return [];
    const factor = factorOf(rule, keeps);
    return [{ unit: rule.unit, issue: issue.account, reserve: reserve.account, factor }];
  });
  const isThere = (one: Coverage, among: readonly Coverage[]) =>
    among.some(
      ({ unit, reserve, factor }) => unit === one.unit && reserve === one.reserve && factor === one.factor,
    );
  const balances = new Map(accounts.map((one) => [one.account, one]));
  const isEnough = (one: Coverage) =>
    uncoveredIn(balances, [one]) === null &&
    !accounts.some(
      ({ unit, purpose, balanceMinor }) => unit === one.unit && purpose !== 'issue' && balanceMinor < 0n,
    );
  return {
    cover: wanted.filter((one) => !isThere(one, coverages) && isEnough(one)),
    uncover: coverages.filter((one) => !isThere(one, wanted)).map(({ unit }) => unit),
  };
}

type Given = Pick<Holder, 'granted' | 'stakedMinor' | 'backedMinor'>;
const NOTHING_GIVEN: Given = { granted: null, stakedMinor: 0n, backedMinor: 0n };

function holderOf(member: InsideMember, { granted, stakedMinor, backedMinor }: Given): Holder {
  return { class: member.class, since: member.since, granted, stakedMinor, backedMinor };
}

function isOther(one: Limits, other: Limits): boolean {
  return one.floorMinor !== other.floorMinor || one.ceilingMinor !== other.ceilingMinor;
}
