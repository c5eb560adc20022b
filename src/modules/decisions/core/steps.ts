/**
 * What can still be done with a proposal, where it stands. The first rule that says no is the answer, and is
 * the same for every command.
 */
import type { MemberId } from '#kernel/command';
import { refuse, type Refused } from '#kernel/outcome';
import { stateOf, type Proposal, type ProposalState } from './proposal.ts';
import { isAmong } from './visible.ts';

export type StepRule =
  'proposal_unknown' | 'not_an_author' | 'vote_has_begun' | 'proposal_over' | 'not_published';

/** A proposal with those who write it, asked ones among them. */
export interface Written {
  readonly proposal: Proposal | null;
  readonly authors: readonly { readonly member: MemberId; readonly agreedAt: string | null }[];
}

const BEFORE: readonly ProposalState[] = ['draft', 'talk'];
const DURING: readonly ProposalState[] = ['vote', 'counting', 'counted'];

/**
 * Whether it can still be changed, by whom it may be seen: in draft or talked over, and no draft of others.
 */
export function wrongBeforeVote(
  { proposal, authors }: Written,
  member: MemberId | null,
  now: string,
): Refused<StepRule> | null {
  if (proposal === null) return refuse('proposal_unknown');
  const state = stateOf(proposal, now);
  // Whoever is not to see a draft is told that there is none.
  if (proposal.publishedAt === null && !isAmong(member, authors)) return refuse('proposal_unknown');
  if (BEFORE.includes(state)) return null;
  return DURING.includes(state) ? refuse('vote_has_begun') : refuse('proposal_over');
}

/** Whether it is being talked over, for what any of the group may add to it. */
export function wrongInTalk(
  written: Written,
  member: MemberId | null,
  now: string,
): Refused<StepRule> | null {
  const wrong = wrongBeforeVote(written, member, now);
  return wrong ?? (written.proposal!.publishedAt === null ? refuse('not_published') : null);
}

/** The same, for those who write it. */
export function wrongForAuthor(
  written: Written,
  member: MemberId | null,
  now: string,
): Refused<StepRule> | null {
  const wrong = wrongBeforeVote(written, member, now);
  if (wrong) return wrong;
  return isAuthor(written, member) ? null : refuse('not_an_author');
}

/** Whether this member writes it, and does not only think about it. */
export function isAuthor({ authors }: Pick<Written, 'authors'>, member: MemberId | null): boolean {
  return authors.some((one) => one.member === member && one.agreedAt !== null);
}
