/** Two see a payment differently: what may be disputed, for how long, and what can come of it. */
import type { MemberId } from '#kernel/command';
import type { Movement } from './correction.ts';

/** For how long after a payment somebody can say that it was not right. */
export const DISPUTE_DAYS = 90;

export interface Dispute {
  readonly number: bigint;
  readonly openedBy: MemberId;
  readonly openedAt: string;
  readonly reason: string | null;
  readonly endedAt: string | null;
  readonly endedAs: 'settled' | 'taken_back' | null;
  readonly settledBy: MemberId | null;
  readonly words: string | null;
  readonly backMinor: bigint | null;
}

/** What somebody has paid or was paid; what corrects something, or comes with it, is not itself disputed. */
export function isDisputable({ kind }: Pick<Movement, 'kind'>): boolean {
  return kind === 'payment';
}
