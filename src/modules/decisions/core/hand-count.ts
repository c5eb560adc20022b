/**
 * A count of hands, and whether it stands. One person alone could write down whatever they like: where others
 * decide as well, a count is final once a second person who was in the room says that it was so. Until then
 * nothing has been decided; and whoever was there can say that it was not so. What nobody has said a word of
 * for a week, anybody who decides can let fall: nothing waits for ever.
 */
import { sha256 } from '#tally';
import { canonicalBytes } from '#kernel/canonical';
import type { MemberId } from '#kernel/command';
import { refuse, type Json, type Refused } from '#kernel/outcome';
import type { Way } from '#agents';
import { after } from './dates.ts';
import type { Choices, Result } from './proposal.ts';

/** One count, of one round of a proposal, and what was said of it since. */
export interface HandCount {
  readonly meeting: string;
  readonly proposal: string;
  readonly title: string;
  readonly round: number;
  readonly countedBy: MemberId;
  /** Who decides and was in the room. */
  readonly here: readonly MemberId[];
  readonly yes: number;
  readonly no: number;
  readonly abstain: number;
  /** How many of those who decide were in the room. */
  readonly present: number;
  readonly way: Way;
  readonly result: Result;
  readonly outcome: Json;
  /** Whether it was said by name. */
  readonly named: boolean;
  /** Whether a second person is asked. */
  readonly asked: boolean;
  readonly at: string;
  /** What somebody who was there has said of it: so it was, or it falls, and why. */
  readonly check: { readonly by: MemberId; readonly stands: boolean; readonly reason: string | null } | null;
}

/** A member who decides together with the others today, as far as they can say something of a count. */
export interface Decider {
  readonly member: MemberId;
  /** Whoever is on paper alone can say nothing by themself. */
  readonly hasWayIn: boolean;
}

export type CountState = 'waits' | 'stands' | 'fell';

export function countState(count: Pick<HandCount, 'asked' | 'check'>): CountState {
  if (count.check !== null) return count.check.stands ? 'stands' : 'fell';
  return count.asked ? 'waits' : 'stands';
}

/** Whether a second person is asked: wherever somebody else than who has counted decides. */
export function isAsked(deciding: readonly Pick<Decider, 'member'>[], countedBy: MemberId): boolean {
  return deciding.some((one) => one.member !== countedBy);
}

/**
 * Who can say that a count was so: they were there, decide with the others, and have not counted it
 * themselves.
 */
export function whoConfirms(
  { here, countedBy }: Pick<HandCount, 'here' | 'countedBy'>,
  deciding: readonly Pick<Decider, 'member'>[],
): readonly MemberId[] {
  return here.filter((one) => one !== countedBy && deciding.some(({ member }) => member === one));
}

/** Those of `members` who can say something by themself. */
export function withWayIn(members: readonly MemberId[], deciding: readonly Decider[]): readonly MemberId[] {
  return members.filter((one) => deciding.some(({ member, hasWayIn }) => hasWayIn && member === one));
}

/** How long a count is a matter of those who were there. */
const ROOM_DAYS = 7;

/** From when on everybody who decides can let it fall. */
export function dropsForAllFrom({ at }: Pick<HandCount, 'at'>): string {
  return after(at, ROOM_DAYS);
}

type Dropped = Pick<HandCount, 'here' | 'countedBy' | 'at'>;

/**
 * Who can let it fall: everybody who was there, and always whoever counted, because a figure is easily
 * mistyped. When none of them is left who decides and has a way in, or nobody has said anything for a week,
 * everybody who decides.
 */
export function whoDrops(count: Dropped, deciding: readonly Decider[], now: string): readonly MemberId[] {
  const all = deciding.map((one) => one.member);
  const left = withWayIn(count.here, deciding);
  const may = left.length > 0 && now < dropsForAllFrom(count) ? left : all;
  return may.includes(count.countedBy) ? may : [...may, count.countedBy];
}

/** Whether they speak of what they saw: they were in the room, or counted there. */
export function sawIt(
  { here, countedBy }: Pick<HandCount, 'here' | 'countedBy'>,
  member: string | null,
): boolean {
  return member === countedBy || here.some((one) => one === member);
}

/**
 * Who is asked about it: those who can say that it was so. Where none of them has a way in, or nobody has
 * said it for a week, all who can let it fall.
 */
export function whoIsAsked(count: Dropped, deciding: readonly Decider[], now: string): readonly MemberId[] {
  const confirm = withWayIn(whoConfirms(count, deciding), deciding);
  if (confirm.length > 0 && now < dropsForAllFrom(count)) return confirm;
  return [...new Set([...confirm, ...whoDrops(count, deciding, now)])];
}

export const CHECK_RULES = [
  'count_unknown',
  'count_settled',
  'counted_anew',
  'was_not_in_the_room',
  'counted_it_yourself',
  'does_not_decide',
  'reason_needed',
] as const;
export type CheckRule = (typeof CHECK_RULES)[number];

/** What somebody says of a count: of which round, and whether it was so. */
interface Says {
  readonly member: MemberId | null;
  readonly round: number;
  readonly right: boolean;
  readonly reason?: string | undefined;
}

/** Why they cannot say so of this count; null when they can. */
export function wrongWithCheck(
  count: HandCount | null,
  deciding: readonly Decider[],
  { member, round, right, reason }: Says,
  now: string,
): Refused<CheckRule> | null {
  if (count === null) return refuse('count_unknown');
  if (countState(count) !== 'waits') return refuse('count_settled', { title: count.title });
  // It was counted once more since: whoever says that it was so has not seen these numbers.
  if (count.round !== round) return refuse('counted_anew', { title: count.title });
  const may = right ? whoConfirms(count, deciding) : whoDrops(count, deciding, now);
  if (member !== null && may.includes(member)) {
    return right || (reason ?? '') !== '' ? null : refuse('reason_needed');
  }
  if (!deciding.some((one) => one.member === member)) return refuse('does_not_decide');
  return refuse(count.countedBy === member ? 'counted_it_yourself' : 'was_not_in_the_room');
}

/**
 * The digest of what somebody has said by name. It stands in the act of whoever wrote it down; what was said
 * is kept apart, so that it is nobody else's to keep. The salt is made by chance: so few answers are soon
 * guessed.
 */
export function voiceDigest(salt: string, choices: Choices): string {
  return sha256(canonicalBytes({ salt, choices }));
}

/** The salt of one voice, out of what chance has given for all of a count. */
export function saltOf(chance: string, voter: MemberId): string {
  return sha256(`${chance} ${voter}`);
}
