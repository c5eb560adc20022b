/**
 * What members bring to a proposal beside words: changes of its text, proposals that become one, and, once
 * it is decided, time before it takes effect and promises to do it.
 */
import type { MemberId } from '#kernel/command';
import { BRAKE_HOURS } from '#agents';

/** A change of the text of a proposal, offered on one of its versions. */
export interface Offer {
  readonly id: string;
  readonly proposal: string;
  readonly baseVersion: number;
  readonly title: string;
  readonly body: string;
  readonly why: string | null;
  readonly offeredBy: MemberId;
  readonly offeredAt: string;
  readonly takenBackAt: string | null;
  readonly declinedAt: string | null;
  readonly declinedBy: MemberId | null;
  readonly declineReason: string | null;
  readonly appliedVersion: number | null;
}

export type OfferState = 'open' | 'taken_back' | 'declined' | 'applied';

export function offerState(offer: Pick<Offer, 'takenBackAt' | 'declinedAt' | 'appliedVersion'>): OfferState {
  if (offer.appliedVersion !== null) return 'applied';
  if (offer.takenBackAt !== null) return 'taken_back';
  return offer.declinedAt === null ? 'open' : 'declined';
}

/** One proposal is to become part of another. */
export interface MergeOffer {
  readonly id: string;
  readonly source: string;
  readonly target: string;
  readonly offeredBy: MemberId;
  readonly offeredAt: string;
  readonly acceptedAt: string | null;
  readonly declinedAt: string | null;
}

/** Who does what by when. */
export interface Promised {
  readonly id: string;
  readonly proposal: string;
  readonly what: string;
  readonly who: MemberId;
  readonly by: string;
  readonly askedBy: MemberId;
  readonly askedAt: string;
  readonly promisedAt: string | null;
  readonly keptAt: string | null;
  readonly note: string | null;
  readonly takenBackAt: string | null;
  readonly remindedAt: string | null;
}

export type PromiseState = 'asked' | 'promised' | 'overdue' | 'done' | 'taken_back';

/** Where a promise stands on a day; the day by which it is due is still in time. */
export function promiseState(
  promise: Pick<Promised, 'by' | 'promisedAt' | 'keptAt' | 'takenBackAt'>,
  today: string,
): PromiseState {
  if (promise.takenBackAt !== null) return 'taken_back';
  if (promise.keptAt !== null) return 'done';
  if (promise.promisedAt === null) return 'asked';
  return promise.by < today ? 'overdue' : 'promised';
}

const REMINDED_EVERY = 86_400_000;

/** Whether somebody can be reminded of it again: once a day is enough, whoever does it. */
export function mayRemind({ remindedAt }: Pick<Promised, 'remindedAt'>, now: string): boolean {
  return remindedAt === null || Date.parse(now) - Date.parse(remindedAt) >= REMINDED_EVERY;
}

const PROMISE_ORDER: readonly PromiseState[] = ['overdue', 'promised', 'asked', 'done', 'taken_back'];

/** The list “promised and done”: what is late leads, what is done comes last. */
export function inOrder(promises: readonly Promised[], today: string): readonly Promised[] {
  const place = (one: Promised) => `${PROMISE_ORDER.indexOf(promiseState(one, today))} ${one.by} ${one.id}`;
  return [...promises].sort((a, b) => (place(a) < place(b) ? -1 : 1));
}

/** When a decision takes effect once enough members have asked for time. */
export function brakedUntil(effectAt: string, now: string): string {
  const from = effectAt > now ? effectAt : now;
  return new Date(Date.parse(from) + BRAKE_HOURS * 3_600_000).toISOString();
}
