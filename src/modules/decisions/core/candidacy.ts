/**
 * Whether somebody stands. Nobody is put to the vote without having said yes: whoever puts themself forward
 * has said it by that, whoever is put forward by others is asked. Until the vote opens they may say no again;
 * on the ballot stand those alone who have agreed by then.
 */
import type { MemberId } from '#kernel/command';
import { refuse, type Refused } from '#kernel/outcome';
import { kindNamed } from './kinds.ts';
import { keepTogether, type ParityRule } from './parity.ts';
import type { ProposalOption } from './proposal.ts';

/** One who would be given a post, and what they have said to it; neither yes nor no where both are null. */
export interface Candidacy {
  readonly member: MemberId;
  readonly agreedAt: string | null;
  readonly declinedAt: string | null;
  /** Why they stand; empty where they have not said, or are forgotten. */
  readonly words: string;
  /** Of which of the groups that the election speaks of they say they are. */
  readonly groups: readonly string[];
}

export type StandsAs = 'stands' | 'asked' | 'declined';

export function standsAs({ agreedAt, declinedAt }: Pick<Candidacy, 'agreedAt' | 'declinedAt'>): StandsAs {
  return agreedAt !== null ? 'stands' : declinedAt !== null ? 'declined' : 'asked';
}

type Stood = Pick<ProposalOption, 'people' | 'withdrawnAt'>;

/** What keeps an option that is there still from the ballot; null where nothing does. */
export function whyLeftOut(
  { people }: Pick<Stood, 'people'>,
  parity: readonly ParityRule[],
): 'asked' | 'parity' | null {
  if (people.some((one) => one.agreedAt === null)) return 'asked';
  // Of people who stand together, all are elected or none: they keep the places among themselves.
  return people.length > 1 && !keepTogether(parity, people) ? 'parity' : null;
}

/** Options that can be voted on: they are there still, and everybody on them has said yes. */
export function onBallot<Option extends Stood>(
  options: readonly Option[],
  parity: readonly ParityRule[],
): readonly Option[] {
  return options.filter((one) => one.withdrawnAt === null && whyLeftOut(one, parity) === null);
}

export type OwnOptionRule =
  'one_thing_only' | 'option_unknown' | 'option_withdrawn_already' | 'option_of_another';

/**
 * What forbids a member to take an option off the list; null where they may. Whoever has added it may, until
 * somebody else stands on it: from then on it is theirs.
 */
export function wrongWithWithdrawing(
  kind: string,
  option: ProposalOption | undefined,
  member: MemberId | null,
): Refused<OwnOptionRule> | null {
  if (kindNamed(kind).options === 'one') return refuse('one_thing_only');
  if (!option) return refuse('option_unknown');
  if (option.withdrawnAt !== null) return refuse('option_withdrawn_already');
  const isCandidate = option.member === member || option.people.some((one) => one.member === member);
  const stands = option.people.some((one) => one.agreedAt !== null);
  return isCandidate || (option.addedBy === member && !stands) ? null : refuse('option_of_another');
}
