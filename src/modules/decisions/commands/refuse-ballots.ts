/**
 * Somebody is ticked as having voted on paper, and says that no paper is theirs. Nobody can tell which of the
 * pile it would be: so all of it is set aside, for everybody to see. Whoever is ticked in it may vote anew,
 * on paper too.
 */
import { z } from 'zod';
import { assert } from '#kernel/assert';
import { accept } from '#kernel/outcome';
import { wrongWithVote } from '../core/casting.ts';
import { pileTicking } from '../core/paper.ts';
import { dropReading, loadPiles, refusePile } from '../store/paper.ts';
import { loadProposal } from '../store/reads.ts';
import { decisionsCommand, only } from './decisions-command.ts';
import { proposalId } from './fields.ts';

export const refuseBallots = decisionsCommand({
  name: 'decisions.refuse_ballots',
  scope: 'organization',
  // Whoever was suspended since the vote opened is ticked as easily as others.
  grounds: ['self'],
  matter: 'self',
  input: z.object({ proposal: proposalId }),
  refusals: ['proposal_unknown', 'vote_not_open', 'vote_closed'],
  personal: [],
  async load(tx, asks, { org }) {
    const { input, member } = only(asks);
    const proposal = await loadProposal(tx, org, input.proposal);
    const piles = await loadPiles(tx, org, input.proposal);
    return { org, proposal, pile: pileTicking(piles, proposal?.round ?? 1, member), member };
  },
  about: ({ pile, member }) => ({ self: pile ? member : null }),
  decide({ proposal, pile, member }, _input, act) {
    const wrong = wrongWithVote(proposal, act.at);
    if (wrong) return wrong;
    assert(pile && member, 'only whoever is ticked in a pile refuses it');
    return accept({
      proposal: proposal!.id,
      title: proposal!.title,
      round: proposal!.round,
      pile: pile.pile,
      count: pile.ballots,
      by: member,
    });
  },
  async record(tx, facts) {
    for (const { act, fact } of facts) await refusePile(tx, act, fact);
  },
  async seal(tx, sealed, { org }) {
    for (const { fact } of sealed) await dropReading(tx, org, fact);
  },
  answer: ({ proposal, pile, count }) => ({ proposal, pile, ballots: count }),
});
