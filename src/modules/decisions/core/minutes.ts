/**
 * The minutes of a meeting are not written: they follow from what was done in it. Who was here, what was
 * taken up, what was said and written down, what was decided. Those who sign do so under the digest of
 * exactly this.
 */
import { canonicalBytes } from '#kernel/canonical';
import type { MemberId } from '#kernel/command';
import type { Json } from '#kernel/outcome';
import { sha256 } from '#tally';
import { countState, type CountState, type HandCount } from './hand-count.ts';
import type { AgendaItem, Denied, Meeting, Note, Presence } from './meeting.ts';
import type { Result } from './proposal.ts';

/** What was decided in the room, by hands or by name. */
export interface DecidedThere {
  readonly proposal: string;
  readonly title: string;
  readonly method: string;
  readonly result: Result;
  readonly yes: number;
  readonly no: number;
  readonly abstain: number;
  /** How many of those who decide were in the room. */
  readonly present: number;
  readonly at: string;
  readonly countedBy: MemberId;
  /** A count that fell was not decided, and one that waits is not decided yet. */
  readonly state: CountState;
  /** Who said that it was so, or was not, and why; null where nobody was asked, or has said it yet. */
  readonly checkedBy: MemberId | null;
  readonly reason: string | null;
}

/** A count, as the minutes tell it. */
export function decidedThere(count: HandCount): DecidedThere {
  const { proposal, title, way, result, yes, no, abstain, present, at, countedBy, check } = count;
  return {
    proposal,
    title,
    method: way.method,
    result,
    yes,
    no,
    abstain,
    present,
    at,
    countedBy,
    state: countState(count),
    checkedBy: check?.by ?? null,
    reason: check?.reason ?? null,
  };
}

export interface Said {
  readonly by: MemberId;
  readonly words: string;
  readonly at: string;
}

export interface MinutesItem {
  readonly id: string;
  readonly title: string;
  /** Null where it was never taken up. */
  readonly takenAt: string | null;
  readonly decided: readonly DecidedThere[];
  readonly said: readonly Said[];
}

/** When somebody came and went; null: stayed until the end. */
export interface Attended {
  readonly member: MemberId;
  readonly times: readonly { readonly from: string; readonly until: string | null }[];
}

export interface Minutes {
  readonly meeting: string;
  readonly kind: string;
  readonly title: string;
  readonly place: string;
  readonly openedAt: string;
  readonly closedAt: string | null;
  readonly facilitator: MemberId;
  readonly voting: number;
  readonly quorum: number;
  readonly here: readonly Attended[];
  /** Who was written down as being there, and says that they were not. */
  readonly denied: readonly Denied[];
  /** Who had said that they could not come, and did not. */
  readonly excused: readonly MemberId[];
  readonly items: readonly MinutesItem[];
  /** What was decided about no item of the agenda. */
  readonly decided: readonly DecidedThere[];
  /** What was said at no item. */
  readonly said: readonly Said[];
}

export interface ActsOfMeeting {
  readonly meeting: Meeting;
  readonly items: readonly AgendaItem[];
  readonly presence: readonly Presence[];
  readonly denied: readonly Denied[];
  readonly answers: readonly { readonly member: MemberId; readonly comes: boolean | null }[];
  readonly notes: readonly Note[];
  readonly decided: readonly DecidedThere[];
}

/** The minutes of a meeting that has been opened; null of one that has not. */
export function minutesOf(acts: ActsOfMeeting): Minutes | null {
  const { meeting, presence, answers, notes, decided } = acts;
  const { openedAt, facilitator, voting, quorum } = meeting;
  if (openedAt === null || facilitator === null || voting === null || quorum === null) return null;
  const items = acts.items
    .filter((one) => one.withdrawnAt === null)
    .toSorted((a, b) => a.place - b.place || compare(a.id, b.id));
  const known = new Set(items.map((one) => one.id));
  const about = new Set(items.map((one) => one.proposal));
  const here = attended(presence);
  const came = new Set(here.map((one) => one.member));
  return {
    meeting: meeting.id,
    kind: meeting.kind,
    title: meeting.title,
    place: meeting.place,
    openedAt,
    closedAt: meeting.closedAt,
    facilitator,
    voting,
    quorum,
    here,
    denied: acts.denied,
    excused: answers
      .filter((one) => one.comes === false && !came.has(one.member))
      .map((one) => one.member)
      .sort(),
    items: items.map((item) => ({
      id: item.id,
      title: item.title,
      takenAt: item.takenAt,
      decided: decided.filter((one) => one.proposal === item.proposal).toSorted(byTime),
      said: told(notes.filter((one) => one.item === item.id)),
    })),
    decided: decided.filter((one) => !about.has(one.proposal)).toSorted(byTime),
    said: told(notes.filter((one) => one.item === null || !known.has(one.item))),
  };
}

/** The digest under which minutes are signed: of who, what and when, by the names that the record has. */
export function minutesDigest(minutes: Minutes): string {
  return sha256(canonicalBytes(minutes as unknown as Json));
}

function attended(presence: readonly Presence[]): Attended[] {
  const byMember = Map.groupBy(presence, (one) => one.member);
  return [...byMember]
    .map(([member, times]) => ({
      member,
      times: times
        .map((one) => ({ from: one.arrivedAt, until: one.leftAt }))
        .sort((a, b) => compare(a.from, b.from)),
    }))
    .sort((a, b) => compare(a.times[0]!.from, b.times[0]!.from) || compare(a.member, b.member));
}

/** What is left of somebody who has been forgotten is nothing. */
function told(notes: readonly Note[]): Said[] {
  return notes
    .flatMap(({ by, words, at }) => (words === null ? [] : [{ by, words, at }]))
    .sort((a, b) => compare(a.at, b.at));
}

function byTime(a: DecidedThere, b: DecidedThere): number {
  return compare(a.at, b.at) || compare(a.proposal, b.proposal);
}

function compare(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1;
}
