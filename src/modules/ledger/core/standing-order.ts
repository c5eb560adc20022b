/**
 * Somebody lets so much go to another on a day of each week or month, until a date. In a month that is too
 * short, its last day counts: the rule of RFC 7529 (SKIP=BACKWARD) for days that do not exist. What is
 * refused
 * is tried once more the next day, then it is passed over, and both are told.
 */
import { addDays, addMonths, daysInMonth, civilDate, weekday, type CivilDate } from '#kernel/calendar';
import type { MemberId } from '#kernel/command';
import { refuse, type Refused } from '#kernel/outcome';

export const EVERY = ['week', 'month'] as const;
export type Every = (typeof EVERY)[number];

export interface StandingOrder {
  readonly id: string;
  readonly unit: string;
  readonly source: string;
  readonly target: string;
  readonly amountMinor: bigint;
  readonly note: string | null;
  readonly every: Every;
  readonly day: number;
  readonly fromOn: string;
  readonly untilOn: string;
  readonly orderedBy: MemberId;
  readonly orderedAt: string;
  readonly endedAt: string | null;
  readonly tries: readonly Try[];
}

export interface Try {
  readonly dueOn: string;
  readonly attempt: number;
  readonly triedOn: string;
  readonly number: bigint | null;
  readonly rule: string | null;
}

/** Longer ahead nobody knows. */
export const MOST_STANDING_DAYS = 366 * 3;

/** How many orders somebody has at a time, out of one account. */
export const MOST_ORDERS = 40;

/** The first day on or after `from` on which it is due. */
export function firstDue({ every, day }: Pick<StandingOrder, 'every' | 'day'>, from: CivilDate): CivilDate {
  if (every === 'week') return addDays(from, (day - weekday(from) + 7) % 7);
  const here = inMonth(from, day);
  return here >= from ? here : inMonth(addMonths(from, 1, 1), day);
}

function inMonth(date: CivilDate, day: number): CivilDate {
  const [year, month] = [Number(date.slice(0, 4)), Number(date.slice(5, 7))];
  return civilDate(year, month, Math.min(day, daysInMonth(year, month)));
}

/** What is to be tried today, and which time it is; null where nothing is. */
export function dueNow(
  order: Pick<StandingOrder, 'every' | 'day' | 'fromOn' | 'untilOn' | 'endedAt' | 'tries'>,
  today: string,
): { readonly dueOn: string; readonly attempt: 1 | 2 } | null {
  if (order.endedAt !== null) return null;
  let due = firstDue(order, order.fromOn as CivilDate);
  while (due <= today && due <= order.untilOn) {
    const tried = order.tries.filter((one) => one.dueOn === due);
    if (tried.length === 0) return { dueOn: due, attempt: 1 };
    const isOver = tried.length > 1 || tried.some((one) => one.number !== null);
    if (!isOver && tried[0]!.triedOn < today) return { dueOn: due, attempt: 2 };
    if (!isOver) return null;
    due = firstDue(order, addDays(due, 1));
  }
  return null;
}

/** The next day on which it will be paid; null where it will not any more. */
export function nextDue(
  order: Pick<StandingOrder, 'every' | 'day' | 'fromOn' | 'untilOn' | 'endedAt'>,
  today: string,
): string | null {
  if (order.endedAt !== null) return null;
  const after = addDays(today as CivilDate, 1);
  const due = firstDue(order, (order.fromOn > after ? order.fromOn : after) as CivilDate);
  return due <= order.untilOn ? due : null;
}

export type StandingRule = 'standing_unknown' | 'standing_over';
export const STANDING_RULES = ['standing_unknown', 'standing_over'] as const;

export function wrongWithStanding(one: StandingOrder | null, isMine: boolean): Refused<StandingRule> | null {
  if (one === null || !isMine) return refuse('standing_unknown');
  return one.endedAt === null ? null : refuse('standing_over');
}
