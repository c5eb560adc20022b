/** A change that the authors did not want becomes the text, because all of us have decided so. */
import { z } from 'zod';
import { loadProposal } from '../store/reads.ts';
import { loadOffer } from '../store/talk-reads.ts';
import { decisionsCommand, only } from './decisions-command.ts';
import { APPLYING_RULES, decideApplying, recordApplied } from './new-version.ts';
import { offerId } from './talk-fields.ts';

export const applyOffer = decisionsCommand({
  name: 'decisions.apply_offer',
  scope: 'organization',
  grounds: ['statutes'],
  matter: 'resolve',
  input: z.object({ offer: offerId }),
  refusals: APPLYING_RULES,
  personal: [],
  async load(tx, asks, { org }) {
    const offer = await loadOffer(tx, org, only(asks).input.offer);
    return { offer, proposal: offer && (await loadProposal(tx, org, offer.proposal)) };
  },
  about: ({ offer }) => (offer === null ? {} : { subject: offer.proposal }),
  decide: (state, _input, act) => decideApplying(state, act.at, 'declined'),
  async record(tx, facts) {
    for (const { act, fact } of facts) await recordApplied(tx, act, fact);
  },
});
