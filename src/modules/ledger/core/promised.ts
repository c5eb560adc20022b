/** What is asked for and not yet paid, and what is promised and not yet due. */
import type { MemberId } from '#kernel/command';
import { refuse, type Refused } from '#kernel/outcome';

export interface PaymentRequest {
  readonly id: string;
  readonly unit: string;
  readonly source: string;
  readonly target: string;
  readonly amountMinor: bigint;
  readonly note: string | null;
  readonly askedBy: MemberId;
  readonly askedAt: string;
  /** The last day on which it can be answered. */
  readonly expiresOn: string;
  readonly answeredAt: string | null;
  /** `in_cash`: settled from hand to hand, and by no movement. */
  readonly answer: 'paid' | 'in_cash' | 'declined' | 'taken_back' | null;
  readonly reason: string | null;
  readonly number: bigint | null;
}

/** For how long a request to be paid can be answered, where nobody says otherwise. */
export const REQUEST_DAYS = 30;
export const MOST_REQUEST_DAYS = 365;

export type RequestState = 'waits' | 'paid' | 'in_cash' | 'declined' | 'taken_back' | 'expired';

export function requestState(one: PaymentRequest, today: string): RequestState {
  return one.answer ?? (today > one.expiresOn ? 'expired' : 'waits');
}

export type RequestRule = 'request_unknown' | 'request_answered' | 'request_expired';
export const REQUEST_RULES = ['request_unknown', 'request_answered', 'request_expired'] as const;

/** Whether a request can still be answered by whoever holds this account. */
export function wrongWithRequest(
  one: PaymentRequest | null,
  isMine: boolean,
  today: string,
): Refused<RequestRule> | null {
  // Of what is between others there is nothing to know.
  if (one === null || !isMine) return refuse('request_unknown');
  const state = requestState(one, today);
  if (state === 'expired') return refuse('request_expired', { expiresOn: one.expiresOn });
  return state === 'waits' ? null : refuse('request_answered', { answer: state });
}

export interface Hold {
  readonly id: string;
  readonly unit: string;
  readonly source: string;
  readonly target: string;
  readonly amountMinor: bigint;
  readonly note: string | null;
  readonly heldBy: MemberId;
  readonly heldAt: string;
  /** The last day on which it binds. */
  readonly until: string;
  readonly endedAt: string | null;
  readonly endedAs: 'paid' | 'let_go' | 'lapsed' | null;
  readonly number: bigint | null;
}

export const MOST_HOLD_DAYS = 366;

export type HoldRule = 'hold_unknown' | 'hold_over';
export const HOLD_RULES = ['hold_unknown', 'hold_over'] as const;

export function wrongWithHold(one: Hold | null, isMine: boolean): Refused<HoldRule> | null {
  if (one === null || !isMine) return refuse('hold_unknown');
  return one.endedAs === null ? null : refuse('hold_over', { endedAs: one.endedAs });
}
