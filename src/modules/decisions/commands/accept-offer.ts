/** An author takes a change that was offered into the text. */
import { z } from 'zod';
import { refuse } from '#kernel/outcome';
import { isAuthor } from '../core/steps.ts';
import { loadAuthors, loadProposal } from '../store/reads.ts';
import { loadOffer } from '../store/talk-reads.ts';
import { decisionsCommand, only } from './decisions-command.ts';
import { APPLYING_RULES, decideApplying, recordApplied } from './new-version.ts';
import { offerId } from './talk-fields.ts';

export const acceptOffer = decisionsCommand({
  name: 'decisions.accept_offer',
  scope: 'organization',
  grounds: ['member'],
  matter: 'say',
  input: z.object({ offer: offerId }),
  refusals: ['not_an_author', ...APPLYING_RULES],
  personal: [],
  async load(tx, asks, { org }) {
    const offer = await loadOffer(tx, org, only(asks).input.offer);
    return {
      offer,
      proposal: offer && (await loadProposal(tx, org, offer.proposal)),
      authors: offer ? await loadAuthors(tx, org, offer.proposal) : [],
    };
  },
  about: ({ offer }) => (offer === null ? {} : { subject: offer.proposal }),
  decide(state, _input, act) {
    if (!state.offer) return refuse('offer_unknown');
    if (!isAuthor(state, act.member)) return refuse('not_an_author');
    return decideApplying(state, act.at, null);
  },
  async record(tx, facts) {
    for (const { act, fact } of facts) await recordApplied(tx, act, fact);
  },
  answer: ({ version, moved }) => ({ version, opensAt: moved.opensAt }),
});
