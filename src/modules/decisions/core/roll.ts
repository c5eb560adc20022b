/**
 * The roll: who may vote, as it is when the vote opens. Whoever comes later votes the next time; whoever
 * leaves meanwhile is still on it, and is asked for nothing.
 */
import type { MemberId } from '#kernel/command';
import type { Way } from '#agents';
import type { Proposal } from './proposal.ts';

/** Whose voices are counted by themselves in a network. */
export const CHAMBERS = ['people', 'organizations'] as const;
export type Chamber = (typeof CHAMBERS)[number];

export type Voter = {
  readonly member: MemberId;
  readonly chamber: Chamber;
};

export type RollRule = 'nobody_votes';

/** A member who decides together with the others today, whose kind has a vote. */
export interface Deciding {
  readonly member: MemberId;
  readonly class: string;
  /** Whether it is a group that belongs to ours, speaking through its delegate. */
  readonly isOrganization: boolean;
}

/** Whom a question asks: whose voices its way counts, and of which kinds of members; none: of every kind. */
export interface Asked {
  readonly voters: Way['voters'];
  readonly classes: readonly string[];
}

/** A pot is shared out by those for whom it is; all else is decided by those whom its way names. */
export function askedBy(
  { budget, classes }: Pick<Proposal, 'budget' | 'classes'>,
  way: Pick<Way, 'voters' | 'classes'>,
): Asked {
  return { voters: way.voters, classes: budget === null ? (way.classes ?? []) : classes };
}

/** The roll of a question. */
export function rollOf(deciding: readonly Deciding[], { voters, classes }: Asked): readonly Voter[] {
  return deciding
    .filter((one) => voters !== 'organizations' || one.isOrganization)
    .filter((one) => classes.length === 0 || classes.includes(one.class))
    .map((one): Voter => ({
      member: one.member,
      chamber: one.isOrganization ? 'organizations' : 'people',
    }))
    .sort((a, b) => (a.member < b.member ? -1 : 1));
}

/** Of a pot that is shared out everybody has a part for whom it is, whatever else they have a vote in. */
export function alsoVoting(proposal: Pick<Proposal, 'budget' | 'classes'> | null): readonly string[] {
  return proposal?.budget ? proposal.classes : [];
}

/**
 * What is wrong with a roll; null when somebody is there to decide. A chamber without anybody is not asked.
 */
export function wrongWithRoll(roll: readonly Voter[]): RollRule | null {
  return roll.length === 0 ? 'nobody_votes' : null;
}

/**
 * In which chamber a ballot counts. Where all are counted together it says nothing, and might say whose the
 * ballot is: it is kept with none.
 */
export function chamberCounted({ voters }: Pick<Way, 'voters'>, chamber: Chamber): Chamber {
  return voters === 'both' ? chamber : 'people';
}
