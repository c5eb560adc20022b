/** Who may cast a ballot, and when. The first rule that says no is the answer. */
import { refuse, type Refused } from '#kernel/outcome';
import { stateOf, type Proposal } from './proposal.ts';

export const CASTING_RULES = ['proposal_unknown', 'vote_not_open', 'vote_closed', 'not_on_roll'] as const;
export type CastingRule = (typeof CASTING_RULES)[number];

/** Whether this vote is open at this instant: what comes at the very end of it comes too late. */
export function wrongWithVote(
  proposal: Proposal | null | undefined,
  now: string,
): Refused<Exclude<CastingRule, 'not_on_roll'>> | null {
  if (proposal?.publishedAt == null) return refuse('proposal_unknown');
  const state = stateOf(proposal, now);
  if (state === 'vote') return null;
  const isOver = state === 'counting' || proposal.closedAt !== null;
  return isOver
    ? refuse('vote_closed', { closesAt: proposal.closesAt })
    : refuse('vote_not_open', { opensAt: proposal.opensAt });
}
