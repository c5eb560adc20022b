/**
 * Who sees what of what we decide. A draft is its authors' and of those whom they have asked; from the moment
 * it is published, all of the group may read it, for ever. To the street a group says nothing of it: what came
 * of a change of the rules is told by the record.
 */
import type { MemberId } from '#kernel/command';
import { isInside, type Viewer } from '#agents';
import type { ProposalDates } from './proposal.ts';

export function visibleProposal(
  viewer: Viewer,
  proposal: Pick<ProposalDates, 'publishedAt'>,
  authors: readonly { readonly member: MemberId }[],
): boolean {
  if (!isInside(viewer)) return false;
  return proposal.publishedAt !== null || isAmong(viewer.member, authors);
}

/** Whether this member writes it, or has been asked to. */
export function isAmong(member: MemberId | null, authors: readonly { readonly member: MemberId }[]): boolean {
  return member !== null && authors.some((one) => one.member === member);
}

/** Nobody is told how it is going before it is over. */
export function visibleCount(viewer: Viewer, proposal: Pick<ProposalDates, 'closedAt'>): boolean {
  return isInside(viewer) && proposal.closedAt !== null;
}
