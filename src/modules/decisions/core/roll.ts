/**
 * The roll: who may vote, as it is when the vote opens. Whoever comes later votes the next time; whoever
 * leaves meanwhile is still on it, and is asked for nothing.
 */
import type { MemberId } from '#kernel/command';
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

/** The roll of a question that is put to `classes`, or to everybody with a vote where none is named. */
export function rollOf(deciding: readonly Deciding[], classes: readonly string[]): readonly Voter[] {
  return deciding
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

/** What is wrong with a roll; null when somebody is there to decide. A chamber without anybody is not asked. */
export function wrongWithRoll(roll: readonly Voter[]): RollRule | null {
  return roll.length === 0 ? 'nobody_votes' : null;
}
