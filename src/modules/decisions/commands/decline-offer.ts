/** An author does not take a change that was offered, and says why; it can still be put to the vote. */
import { z } from 'zod';
import { assert } from '#kernel/assert';
import { accept, refuse } from '#kernel/outcome';
import { offerState } from '../core/changes.ts';
import { isAuthor } from '../core/steps.ts';
import { loadAuthors } from '../store/reads.ts';
import { loadOffer } from '../store/talk-reads.ts';
import { changeOffer } from '../store/talk-writes.ts';
import { decisionsCommand, only } from './decisions-command.ts';
import { offerId, talkReason } from './talk-fields.ts';

export const declineOffer = decisionsCommand({
  name: 'decisions.decline_offer',
  scope: 'organization',
  grounds: ['member'],
  matter: 'say',
  input: z.object({ offer: offerId, reason: talkReason }),
  refusals: ['offer_unknown', 'not_an_author', 'offer_over'],
  personal: ['reason'],
  async load(tx, asks, { org }) {
    const offer = await loadOffer(tx, org, only(asks).input.offer);
    return { offer, authors: offer ? await loadAuthors(tx, org, offer.proposal) : [] };
  },
  about: ({ offer }) => (offer === null ? {} : { subject: offer.proposal }),
  decide({ offer, authors }, { reason }, act) {
    assert(act.member, 'only members write');
    if (!offer) return refuse('offer_unknown');
    if (!isAuthor({ authors }, act.member)) return refuse('not_an_author');
    const state = offerState(offer);
    if (state !== 'open') return refuse('offer_over', { state });
    return accept({ offer: offer.id, reason, by: act.member });
  },
  async record(tx, facts) {
    for (const { act, fact } of facts) {
      await changeOffer(tx, act.org, fact.offer, {
        declined_at: act.at,
        declined_by: fact.by,
        decline_reason: fact.reason,
        decline_act_id: act.id,
      });
    }
  },
});
