/**
 * A change that was offered becomes the next version of a proposal: whoever says so, it is written the same
 * way.
 */
import type { MemberId, RecordedAct } from '#kernel/command';
import { accept, refuse, type Outcome } from '#kernel/outcome';
import type { Tx } from '#kernel/tx';
import { offerState, type Offer } from '../core/changes.ts';
import { stateOf, type Proposal } from '../core/proposal.ts';
import { decideMoved, movedRow, type Moved } from '../core/talk-anew.ts';
import { changeOffer } from '../store/talk-writes.ts';
import { changeProposal, insertVersion } from '../store/writes.ts';

export const APPLYING_RULES = ['offer_unknown', 'offer_over', 'not_in_talk', 'text_has_changed'] as const;
type ApplyingRule = (typeof APPLYING_RULES)[number];

export type Applied = {
  readonly offer: string;
  readonly proposal: string;
  readonly version: number;
  readonly title: string;
  readonly body: string;
  readonly by: MemberId;
  readonly moved: Moved;
};

/** Decides whether an offer can become the text; one that was declined can when all of us say so. */
export function decideApplying(
  { offer, proposal }: { readonly offer: Offer | null; readonly proposal: Proposal | null },
  now: string,
  also: 'declined' | null,
): Outcome<Applied, ApplyingRule> {
  if (!offer || !proposal) return refuse('offer_unknown');
  const state = offerState(offer);
  if (state !== 'open' && state !== also) return refuse('offer_over', { state });
  if (stateOf(proposal, now) !== 'talk') return refuse('not_in_talk');
  // What all of us have decided is the text, whatever its authors have written since.
  if (also === null && offer.baseVersion !== proposal.version) {
    return refuse('text_has_changed', { base: offer.baseVersion, version: proposal.version });
  }
  return accept({
    offer: offer.id,
    proposal: proposal.id,
    version: proposal.version + 1,
    title: offer.title,
    body: offer.body,
    by: offer.offeredBy,
    moved: decideMoved(proposal, 'words', now),
  });
}

export async function recordApplied(tx: Tx, act: RecordedAct, fact: Applied): Promise<void> {
  const { title, body, version } = fact;
  await changeProposal(tx, act.org, fact.proposal, { title, body, version, ...movedRow(fact.moved) });
  await insertVersion(tx, act, fact.proposal, { version, title, body, changed_by: fact.by });
  await changeOffer(tx, act.org, fact.offer, { applied_version: version });
}
