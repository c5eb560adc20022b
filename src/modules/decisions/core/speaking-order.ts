/**
 * Who speaks next. Whoever has spoken least in this meeting comes first, so that those who speak for the
 * first time are heard before the others speak again; among these, in the order in which they asked.
 */
import type { MemberId } from '#kernel/command';

export interface Turn {
  readonly id: string;
  readonly member: MemberId;
  readonly askedAt: string;
  readonly beganAt: string | null;
  readonly endedAt: string | null;
}

/** The turn of whoever is speaking now. */
export function speakingNow(turns: readonly Turn[]): Turn | null {
  return turns.find((one) => one.beganAt !== null && one.endedAt === null) ?? null;
}

/** How often somebody has had the word in this meeting; whoever has it now is counted. */
export function timesSpoken(turns: readonly Turn[], member: MemberId): number {
  return turns.filter((one) => one.member === member && one.beganAt !== null).length;
}

/** Those who wait to speak, next one first. */
export function speakingOrder(turns: readonly Turn[]): Turn[] {
  const spoken = new Map(turns.map((one) => [one.member, timesSpoken(turns, one.member)]));
  return turns
    .filter((one) => one.beganAt === null && one.endedAt === null)
    .toSorted(
      (a, b) =>
        spoken.get(a.member)! - spoken.get(b.member)! || compare(a.askedAt, b.askedAt) || compare(a.id, b.id),
    );
}

function compare(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1;
}
