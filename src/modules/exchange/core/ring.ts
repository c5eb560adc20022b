/**
 * A **ring** that somebody has proposed: everybody in it says yes for what they give; once all have, each
 * gives, and whoever receives says that they have it. Nobody pays. Until all have said yes, anybody may
 * step out, and then there is none.
 */
import type { MemberId } from '#kernel/command';
import type { RingPart } from './match.ts';

/** So many rings at once somebody proposes, that are not over. */
export const MOST_RINGS = 10;

export type RingLink = RingPart & {
  readonly agreedAt: string | null;
  readonly receivedAt: string | null;
};

export interface Ring {
  readonly id: string;
  readonly madeBy: MemberId;
  readonly madeAt: string;
  readonly endedAt: string | null;
  readonly endedBy: MemberId | null;
  readonly links: readonly RingLink[];
}

/** `asked`: not all have said yes; `agreed`: all give; `settled`: all have what they needed. */
export type RingState = 'asked' | 'agreed' | 'settled' | 'ended';

export function ringState({ links, endedAt }: Pick<Ring, 'links' | 'endedAt'>): RingState {
  if (links.every((one) => one.receivedAt !== null)) return 'settled';
  if (endedAt !== null) return 'ended';
  return links.every((one) => one.agreedAt !== null) ? 'agreed' : 'asked';
}

export function linkOfGiver(ring: Ring, member: MemberId | null): RingLink | undefined {
  return ring.links.find((one) => one.giver === member);
}

export function linkOfReceiver(ring: Ring, member: MemberId | null): RingLink | undefined {
  return ring.links.find((one) => one.receiver === member);
}
