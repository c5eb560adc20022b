/** Whoever offered a change takes the offer back. */
import { z } from 'zod';
import { accept, refuse } from '#kernel/outcome';
import { offerState } from '../core/changes.ts';
import { loadOffer } from '../store/talk-reads.ts';
import { changeOffer } from '../store/talk-writes.ts';
import { decisionsCommand, only } from './decisions-command.ts';
import { offerId } from './talk-fields.ts';

export const takeBackOffer = decisionsCommand({
  name: 'decisions.take_back_offer',
  scope: 'organization',
  grounds: ['member'],
  matter: 'say',
  input: z.object({ offer: offerId }),
  refusals: ['offer_unknown', 'not_yours', 'offer_over'],
  personal: [],
  async load(tx, asks, { org }) {
    return { offer: await loadOffer(tx, org, only(asks).input.offer) };
  },
  about: ({ offer }) => (offer === null ? {} : { subject: offer.proposal }),
  decide({ offer }, _input, act) {
    if (!offer) return refuse('offer_unknown');
    if (offer.offeredBy !== act.member) return refuse('not_yours');
    const state = offerState(offer);
    return state === 'open' ? accept({ offer: offer.id }) : refuse('offer_over', { state });
  },
  async record(tx, facts) {
    for (const { act, fact } of facts) await changeOffer(tx, act.org, fact.offer, { taken_back_at: act.at });
  },
});
