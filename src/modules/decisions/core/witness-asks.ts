/**
 * What a meeting and a pile of paper ask of somebody: whether what others have written down of them was so.
 * One person alone could write down whatever they like; here those of whom it tells hear of it.
 */
import type { MemberId } from '#kernel/command';
import { countState, whoConfirms, whoIsAsked, type Decider, type HandCount } from './hand-count.ts';
import { pileState, pileTicking, type Pile } from './paper.ts';
import { stateOf, type Proposal } from './proposal.ts';

export type WitnessAsk = { readonly by: string | null } &
  /**
   * Whether hands that somebody else has counted were as they wrote them down; or, of whoever cannot say
   * that, whether the count falls.
   */
  (
    | { readonly ask: 'count'; readonly count: HandCount; readonly mayConfirm: boolean }
    /** Somebody else has written down that this member is in the room, or was. */
    | {
        readonly ask: 'here';
        readonly meeting: string;
        readonly title: string;
        readonly member: MemberId | null;
      }
    /** A teller has ticked this member as having voted on paper. */
    | { readonly ask: 'paper'; readonly proposal: string; readonly title: string }
    /** A pile that this member has read was set aside. */
    | {
        readonly ask: 'refused';
        readonly proposal: string;
        readonly title: string;
        readonly pile: string;
        readonly ballots: number;
        readonly member: MemberId;
      }
  );

/** A pile of a vote that is open, as far as it asks something. */
export interface AskingPile extends Pile {
  readonly proposal: string;
}

export interface WitnessAffairs {
  /** Counts that wait for a second person. */
  readonly counts: readonly HandCount[];
  readonly deciding: readonly Decider[];
  /** Meetings whose minutes are not fixed, in which others alone have written this member down. */
  readonly rooms: readonly {
    readonly meeting: string;
    readonly title: string;
    readonly writtenBy: MemberId | null;
  }[];
  readonly piles: readonly AskingPile[];
}

export function decideWitnessAsks(
  { counts, deciding, rooms, piles }: WitnessAffairs,
  proposals: readonly Proposal[],
  minutes: readonly { readonly meeting: string }[],
  member: MemberId,
  now: string,
): WitnessAsk[] {
  const waiting = counts
    .filter((one) => countState(one) === 'waits' && whoIsAsked(one, deciding, now).includes(member))
    .map((count): WitnessAsk => {
      const mayConfirm = whoConfirms(count, deciding).includes(member);
      return { ask: 'count', count, mayConfirm, by: count.at };
    });
  const here = rooms
    // Whoever is asked for their name under the minutes reads there who was in the room.
    .filter((one) => !minutes.some(({ meeting }) => meeting === one.meeting))
    .map(({ meeting, title, writtenBy }): WitnessAsk => ({
      ask: 'here',
      meeting,
      title,
      member: writtenBy,
      by: null,
    }));
  const voting = proposals.filter((one) => stateOf(one, now) === 'vote');
  return [...waiting, ...here, ...voting.flatMap((one) => paperAsks(one, piles, member))];
}

function paperAsks(
  { id, title, round, closesAt: by }: Proposal,
  all: readonly AskingPile[],
  member: MemberId,
): WitnessAsk[] {
  const piles = all.filter((one) => one.proposal === id && one.round === round);
  const ticked: WitnessAsk[] = pileTicking(piles, round, member)
    ? [{ ask: 'paper', proposal: id, title, by }]
    : [];
  const refused = piles.flatMap((one): WitnessAsk[] => {
    const { pile, ballots, refusedBy, refusedAt } = one;
    if (pileState(one) !== 'refused' || refusedBy === null) return [];
    const isTeller = one.enteredBy === member || one.confirmedBy === member;
    const isMended = piles.some((other) => refusedAt !== null && other.enteredAt > refusedAt);
    if (!isTeller || isMended) return [];
    return [{ ask: 'refused', proposal: id, title, pile, ballots, member: refusedBy, by }];
  });
  return [...ticked, ...refused];
}
