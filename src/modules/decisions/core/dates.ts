/**
 * When a vote opens and closes. The rules say for how long a proposal is talked over and voted on at least; its
 * authors say when, no sooner than that.
 */
import { accept, refuse, type Outcome } from '#kernel/outcome';
import type { Way } from '#agents';

const DAY = 86_400_000;

/** Nothing is put off for longer than this, and no vote is open for longer. */
export const LONGEST_DAYS = 365;

export type DatesRule = 'opens_too_early' | 'closes_too_early' | 'vote_too_far';

export interface VoteDates {
  readonly opensAt: string;
  readonly closesAt: string;
}

/** The instant `days` after another; days of 24 hours, whatever the clocks of a place do meanwhile. */
export function after(instant: string, days: number): string {
  return new Date(Date.parse(instant) + days * DAY).toISOString();
}

/** The first instant at which a proposal published then can be put to the vote. */
export function earliestOpening(publishedAt: string, way: Pick<Way, 'talkDays'>): string {
  return after(publishedAt, way.talkDays);
}

/** Decides on dates that the authors give; as early as can be where they do not. */
export function decideDates(
  asked: { readonly opensAt?: string | undefined; readonly closesAt?: string | undefined },
  way: Pick<Way, 'talkDays' | 'voteDays'>,
  publishedAt: string,
  now: string,
): Outcome<VoteDates, DatesRule> {
  const talked = earliestOpening(publishedAt, way);
  const earliest = talked > now ? talked : now;
  const opensAt = asked.opensAt ?? earliest;
  if (opensAt < earliest) return refuse('opens_too_early', { earliest, days: way.talkDays });
  const latest = after(now, LONGEST_DAYS);
  if (opensAt > latest) return refuse('vote_too_far', { latest });
  const first = after(opensAt, way.voteDays);
  // Where a vote may be over at once, somebody ends it; a day is what it has if nobody does.
  const closesAt = asked.closesAt ?? after(opensAt, Math.max(way.voteDays, 1));
  if (closesAt < first || closesAt <= opensAt) {
    return refuse('closes_too_early', { earliest: first, days: way.voteDays });
  }
  const last = after(opensAt, LONGEST_DAYS);
  return closesAt > last ? refuse('vote_too_far', { latest: last }) : accept({ opensAt, closesAt });
}

/** When a vote closes that opens now: as it was said, and never after less time than the rules ask for. */
export function closingOf(closesAt: string, openedAt: string, way: Pick<Way, 'voteDays'>): string {
  const first = after(openedAt, Math.max(way.voteDays, closesAt <= openedAt ? 1 : 0));
  return closesAt < first ? first : closesAt;
}
