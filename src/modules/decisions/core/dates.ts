/**
 * When a vote opens and closes. The rules say for how long a proposal is talked over and voted on at least;
 * its authors say when, no sooner than that.
 */
import { accept, refuse, type Outcome } from '#kernel/outcome';
import { isDrawnAtOnce, type Way } from '#agents';
import type { Proposal } from './proposal.ts';

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

/** Since when a proposal is talked over as it is now, and when it was last put in other words. */
export type Talked = Pick<Proposal, 'talkedFrom' | 'rewordedAt'>;

/** What is left to read other words in, where the rules ask for a talk as long as that. */
export const REREAD_DAYS = 1;

/**
 * The first instant at which a proposal can be put to the vote: talked over as it is now for as long as the
 * rules ask, and not in words that nobody had time to read. Null where nothing is left to wait for.
 */
export function earliestOpening(
  { talkedFrom, rewordedAt }: Talked,
  { talkDays }: Pick<Way, 'talkDays'>,
): string | null {
  const talked = talkedFrom === null ? null : after(talkedFrom, talkDays);
  const reread = rewordedAt === null ? null : after(rewordedAt, Math.min(REREAD_DAYS, talkDays));
  return talked !== null && (reread === null || talked > reread) ? talked : reread;
}

/** So late that it is told: the clock needs its time, and a machine may have been off for a moment. */
const LATE_MINUTES = 10;

/** Whether a vote was to open and has not, for longer than that takes. */
export function isLate(opensAt: string | null, now: string): boolean {
  return opensAt !== null && Date.parse(now) - Date.parse(opensAt) >= LATE_MINUTES * 60_000;
}

/** What of a way its dates depend on. */
type Timing = Pick<Way, 'method' | 'talkDays' | 'voteDays'>;

/** Decides on dates that the authors give; as early as can be where they do not. */
export function decideDates(
  asked: { readonly opensAt?: string | undefined; readonly closesAt?: string | undefined },
  way: Timing,
  before: Talked,
  now: string,
): Outcome<VoteDates, DatesRule> {
  const talked = earliestOpening(before, way);
  const earliest = talked !== null && talked > now ? talked : now;
  const opensAt = asked.opensAt ?? earliest;
  if (opensAt < earliest) {
    return refuse('opens_too_early', { earliest, days: before.talkedFrom === null ? 0 : way.talkDays });
  }
  const latest = after(now, LONGEST_DAYS);
  if (opensAt > latest) return refuse('vote_too_far', { latest });
  const first = after(opensAt, way.voteDays);
  const closesAt = asked.closesAt ?? after(opensAt, daysOpen(way));
  if (closesAt < first || (closesAt === opensAt && !isDrawnAtOnce(way))) {
    return refuse('closes_too_early', { earliest: first, days: way.voteDays });
  }
  const last = after(opensAt, LONGEST_DAYS);
  return closesAt > last ? refuse('vote_too_far', { latest: last }) : accept({ opensAt, closesAt });
}

/**
 * For how many days a vote is open where nobody says more. A lot asks nobody, and may be drawn at once; where
 * another vote may be over at once, somebody ends it, and a day is what it has if nobody does.
 */
export function daysOpen(way: Pick<Way, 'method' | 'voteDays'>): number {
  return isDrawnAtOnce(way) ? 0 : Math.max(way.voteDays, 1);
}

/** When a vote closes that opens now: as it was said, and never after less time than the rules ask for. */
export function closingOf(closesAt: string, openedAt: string, way: Pick<Way, 'method' | 'voteDays'>): string {
  const first = after(openedAt, closesAt <= openedAt ? daysOpen(way) : way.voteDays);
  return closesAt < first ? first : closesAt;
}
