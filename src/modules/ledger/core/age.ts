/**
 * How long somebody has held what they have: what came on one day lies in one layer, and what goes out goes
 * out of the oldest. Of what lies longer than the rules leave free, a part is owed to the common account
 * for every day, and of what lies longer than they let it, all. What is owed is kept as an exact fraction,
 * so that no rounding adds up and nobody escapes by paying often: whole minor units are charged, the rest
 * stays owed.
 *
 * 6 of 36,500 a day after 90 days is what the Chiemgauer asks of what is held digitally
 * (de.wikipedia.org/wiki/Chiemgauer, 2021).
 */
import { addDays, daysBetween, type CivilDate } from '#kernel/calendar';
import type { UnitRule } from '#agents';

/** What holding costs from a day on, until the rules say something else. */
export interface Keeping {
  readonly from: CivilDate;
  /** Of every `of`, for each day after `freeDays`. */
  readonly parts: number;
  readonly of: number;
  readonly freeDays: number;
  /** Held longer, it goes; null where it never does. */
  readonly expiresDays: number | null;
  /** What everybody gives each month who has as much; null where nothing is asked. */
  readonly monthlyMinor: string | null;
}

export interface Layer {
  readonly day: CivilDate;
  readonly minor: bigint;
}

export interface Age {
  /** Up to this day it is reckoned what is owed. */
  readonly asOf: CivilDate;
  /** So many parts of so many of one minor unit. */
  readonly owed: { readonly parts: bigint; readonly of: bigint };
  /** The oldest first. */
  readonly layers: readonly Layer[];
  /** What holding has cost, the oldest first. */
  readonly keepings: readonly Keeping[];
}

/** More days than this an account does not keep apart: the oldest count as if they had come a day later. */
export const MOST_LAYERS = 400;

/** What holding costs by these rules; null where it costs nothing. */
export function keepingOf(rule: UnitRule): Omit<Keeping, 'from'> | null {
  const { demurrage, expiresDays, monthlyMinor } = rule;
  if (demurrage === undefined && expiresDays === undefined && monthlyMinor === undefined) return null;
  const { parts, of, freeDays } = demurrage ?? { parts: 0, of: 1, freeDays: 0 };
  return { parts, of, freeDays, expiresDays: expiresDays ?? null, monthlyMinor: monthlyMinor ?? null };
}

/** What is no longer asked; it has no end of its own, and is still owed for the days before. */
export const NO_KEEPING: Omit<Keeping, 'from'> = {
  parts: 0,
  of: 1,
  freeDays: 0,
  expiresDays: null,
  monthlyMinor: null,
};

/** Whether it costs something that what is held lies. */
export function isForLying({ parts, expiresDays }: Omit<Keeping, 'from'>): boolean {
  return parts > 0 || expiresDays !== null;
}

/** The same on a later day, with what is owed for the days between. */
export function agedTo(age: Age, day: CivilDate): Age {
  if (day <= age.asOf) return age;
  const owed = age.keepings.reduce((before, keeping, at) => {
    const next = age.keepings[at + 1]?.from ?? day;
    const days = daysOwed(age.layers, keeping, later(keeping.from, age.asOf), next < day ? next : day);
    if (days === 0n) return before;
    const of = BigInt(keeping.of);
    // Another denominator than before: what is less than one part of it is let go.
    const carried = before.of === of ? before.parts : (before.parts * of) / before.of;
    return { parts: carried + days * BigInt(keeping.parts), of };
  }, age.owed);
  return { ...age, asOf: day, owed };
}

/** Minor units times days, for which something is owed. */
function daysOwed(layers: readonly Layer[], { freeDays }: Keeping, from: CivilDate, to: CivilDate): bigint {
  if (from >= to) return 0n;
  return layers.reduce((sum, { day, minor }) => {
    const days = daysBetween(later(from, addDays(day, freeDays)), to);
    return days > 0 ? sum + minor * BigInt(days) : sum;
  }, 0n);
}

function later(one: CivilDate, other: CivilDate): CivilDate {
  return one > other ? one : other;
}

/** What can be charged for its days: whole minor units. */
export function owedMinor({ owed }: Pick<Age, 'owed'>): bigint {
  return owed.parts / owed.of;
}

/** What has lain too long. */
export function expiredMinor({ layers, keepings, asOf }: Age): bigint {
  const days = keepings.at(-1)?.expiresDays ?? null;
  if (days === null) return 0n;
  return layers.reduce((sum, one) => (daysBetween(one.day, asOf) > days ? sum + one.minor : sum), 0n);
}

/** What is charged on a day, of no more than can leave the account. */
export interface Charge {
  readonly kind: 'demurrage' | 'expiry';
  readonly minor: bigint;
}

export function chargesOn(age: Age, day: CivilDate, spendableMinor: bigint): readonly Charge[] {
  const aged = agedTo(age, day);
  const demurrage = least(owedMinor(aged), spendableMinor);
  // What is owed comes out of the oldest as well.
  const rest = expiredMinor(withOut(aged, demurrage));
  const expiry = least(rest, spendableMinor - demurrage);
  const charges: readonly Charge[] = [
    { kind: 'demurrage', minor: demurrage },
    { kind: 'expiry', minor: expiry },
  ];
  return charges.filter((one) => one.minor > 0n);
}

function least(one: bigint, other: bigint): bigint {
  const smaller = one < other ? one : other;
  return smaller > 0n ? smaller : 0n;
}

/** One movement, as an account that keeps its days sees it: how much it had above zero before and after. */
export interface AgeMove {
  readonly day: CivilDate;
  readonly beforeMinor: bigint;
  readonly afterMinor: bigint;
  readonly kind: string;
}

/** The same after a movement. What was owed until then stays owed, whatever goes out. */
export function movedAge(age: Age, { day, beforeMinor, afterMinor, kind }: AgeMove): Age {
  const [before, after] = [beforeMinor, afterMinor].map((minor) => (minor > 0n ? minor : 0n)) as [
    bigint,
    bigint,
  ];
  if (kind !== 'demurrage')
    return after >= before ? withIn(age, after - before, day) : withOut(agedTo(age, day), before - after);
  const aged = withOut(agedTo(age, day), before - after);
  const { parts, of } = aged.owed;
  // Whoever has spent it all pays out of their credit: that is paid as well.
  return { ...aged, owed: { parts: parts - (beforeMinor - afterMinor) * of, of } };
}

function withIn(age: Age, minor: bigint, day: CivilDate): Age {
  if (minor === 0n) return age;
  const last = age.layers.at(-1);
  // A clock that was put back does not make anything older.
  const at = last !== undefined && last.day > day ? last.day : day;
  const layers =
    last?.day === at
      ? [...age.layers.slice(0, -1), { day: at, minor: last.minor + minor }]
      : [...age.layers, { day: at, minor }];
  return { ...age, layers: fewEnough(layers) };
}

function fewEnough(layers: readonly Layer[]): readonly Layer[] {
  const [oldest, next, ...others] = layers;
  if (layers.length <= MOST_LAYERS || oldest === undefined || next === undefined) return layers;
  return [{ day: next.day, minor: oldest.minor + next.minor }, ...others];
}

/** The oldest goes first. */
function withOut(age: Age, minor: bigint): Age {
  let left = minor;
  const layers = age.layers.flatMap((one) => {
    const taken = least(one.minor, left);
    left -= taken;
    return taken === one.minor ? [] : [{ ...one, minor: one.minor - taken }];
  });
  return { ...age, layers };
}
