/**
 * A question that does not change at the last moment. When something else would be done, the days of talk
 * are counted from that change; when it is said in other words, at least a day is left to read them. The
 * vote moves along where it would open sooner than that.
 */
import { refuse, type Refused } from '#kernel/outcome';
import type { Way } from '#agents';
import { after, earliestOpening, type Talked } from './dates.ts';
import { kindNamed } from './kinds.ts';
import { isSame, type Proposal } from './proposal.ts';

/**
 * `substance`: what would be done, or what there is to choose from. `words`: how it is said, who stands,
 * the way.
 */
export type Change = 'substance' | 'words';

/** What a change may move. */
export type Timed = Talked & Pick<Proposal, 'opensAt' | 'closesAt' | 'chosenWay'>;

/**
 * The dates of a proposal after a change; what has no date of its own waits for a meeting, and only counts
 * anew.
 */
export type Moved = Talked & Pick<Proposal, 'opensAt' | 'closesAt'>;

export function decideMoved(timed: Timed, change: Change | null, now: string): Moved {
  const talked: Talked = {
    talkedFrom: change === 'substance' ? now : timed.talkedFrom,
    rewordedAt: change === 'words' ? now : timed.rewordedAt,
  };
  const { opensAt, closesAt, chosenWay } = timed;
  const earliest = chosenWay === null || change === null ? null : earliestOpening(talked, chosenWay);
  if (opensAt === null || earliest === null || earliest <= opensAt) return { ...talked, opensAt, closesAt };
  return { ...talked, opensAt: earliest, closesAt: closesAt && later(closesAt, opensAt, earliest) };
}

/**
 * How far the talk is when it is published, or published once more with another way or other dates. It is
 * talked over from its publishing on; another way of deciding is something to read anew.
 */
export function talkedBefore(
  { publishedAt, chosenWay, talkedFrom, rewordedAt }: Talked & Pick<Proposal, 'publishedAt' | 'chosenWay'>,
  way: Way,
  now: string,
): Talked {
  if (publishedAt === null) return { talkedFrom: now, rewordedAt: null };
  const isSameWay = chosenWay !== null && isSame(chosenWay, way);
  return { talkedFrom, rewordedAt: isSameWay ? rewordedAt : now };
}

/** As long after its opening as it was before. */
function later(closesAt: string, opensAt: string, opensNow: string): string {
  return new Date(Date.parse(closesAt) + Date.parse(opensNow) - Date.parse(opensAt)).toISOString();
}

/**
 * What it means for the talk that an option comes or goes. Who stands is no other question: names come in
 * until the end, and a day is left to read them. Nobody stands who does not want to, so taking a name away
 * moves nothing.
 */
export function optionChange(kind: string, is: 'added' | 'withdrawn'): Change | null {
  if (!kindNamed(kind).candidates) return 'substance';
  return is === 'added' ? 'words' : null;
}

/**
 * Whether this comes too late of somebody who does not write the proposal. Once it has been talked over for
 * as long as the rules ask, they put the vote off no more: one member alone could do so for ever. Where
 * nothing is left to vote on (`ready`: how many options are on the ballot), no vote opens without it.
 */
export function isTooLateForOthers(
  proposal: Timed & Pick<Proposal, 'publishedAt'>,
  change: Change | null,
  now: string,
  ready: number,
): boolean {
  const { publishedAt, chosenWay, opensAt } = proposal;
  if (publishedAt === null || chosenWay === null || opensAt === null || ready === 0) return false;
  const isTalkedOver = now >= after(publishedAt, chosenWay.talkDays);
  return isTalkedOver && decideMoved(proposal, change, now).opensAt !== opensAt;
}

/** What a vote waits for, since when and until when. `anew`: something else would be done than at first. */
export interface Wait {
  readonly for: 'talk' | 'anew' | 'words';
  readonly since: string;
  readonly until: string;
}

/**
 * Why a proposal that is published cannot be put to the vote sooner; null where nothing is left to wait
 * for.
 */
export function waitOf(
  proposal: Talked & Pick<Proposal, 'publishedAt'>,
  way: Pick<Way, 'talkDays'>,
  now: string,
): Wait | null {
  const { publishedAt, talkedFrom, rewordedAt } = proposal;
  const until = earliestOpening(proposal, way);
  if (until === null || until <= now) return null;
  if (talkedFrom !== null && until === after(talkedFrom, way.talkDays)) {
    return { for: talkedFrom === publishedAt ? 'talk' : 'anew', since: talkedFrom, until };
  }
  return rewordedAt === null ? null : { for: 'words', since: rewordedAt, until };
}

/** What was changed after others had read it, while the vote waits because of that. */
export interface Changed extends Wait {
  readonly for: 'anew' | 'words';
}

export function changedOf(...asked: Parameters<typeof waitOf>): Changed | null {
  const wait = waitOf(...asked);
  return wait === null || wait.for === 'talk' ? null : { ...wait, for: wait.for };
}

/** Refuses what comes before its time, and says what it waits for. */
export function tooEarly(
  proposal: Talked & Pick<Proposal, 'publishedAt'>,
  way: Pick<Way, 'talkDays'>,
  now: string,
  earliest: string | null = earliestOpening(proposal, way),
): Refused<'talk_not_over'> | null {
  if (earliest === null || now >= earliest) return null;
  return refuse('talk_not_over', { earliest, because: waitOf(proposal, way, now)?.for ?? 'talk' });
}

/** The columns of the row that a change moves. */
export function movedRow({ talkedFrom, rewordedAt, opensAt, closesAt }: Moved) {
  return { talked_from: talkedFrom, reworded_at: rewordedAt, opens_at: opensAt, closes_at: closesAt };
}
