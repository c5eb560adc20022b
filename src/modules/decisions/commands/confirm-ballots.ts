/**
 * A second teller reads the same papers, by themself: when both have read the same, they count like
 * all others.
 */
import { z } from 'zod';
import { accept, refuse } from '#kernel/outcome';
import { BALLOT_RULES, ballotQuestionOf, choicesInput } from '../core/ballot.ts';
import { wrongWithVote } from '../core/casting.ts';
import { checkPile, differences, pileState } from '../core/paper.ts';
import { chamberCounted } from '../core/roll.ts';
import { confirmPile, countReading, loadPiles, loadReading } from '../store/paper.ts';
import { loadOptions, loadProposal, loadRoll } from '../store/reads.ts';
import { decisionsCommand, only } from './decisions-command.ts';
import { MOST_PAPERS } from './enter-ballots.ts';
import { memberId, pileId, proposalId } from './fields.ts';

export const confirmBallots = decisionsCommand({
  name: 'decisions.confirm_ballots',
  scope: 'organization',
  grounds: ['statutes'],
  matter: 'tell',
  input: z.object({
    proposal: proposalId,
    pile: pileId,
    voters: z.array(memberId).max(MOST_PAPERS),
    ballots: z.array(choicesInput).max(MOST_PAPERS),
  }),
  refusals: [
    'proposal_unknown',
    'vote_not_open',
    'vote_closed',
    'pile_unknown',
    'same_teller',
    'voters_differ',
    ...BALLOT_RULES,
    'readings_differ',
  ],
  personal: [],
  async load(tx, asks, { org }) {
    const { input } = only(asks);
    const proposal = await loadProposal(tx, org, input.proposal);
    return {
      org,
      proposal,
      options: await loadOptions(tx, org, input.proposal),
      roll: await loadRoll(tx, org, input.proposal, proposal?.round ?? 1),
      piles: await loadPiles(tx, org, input.proposal),
      reading: await loadReading(tx, org, input.proposal, input.pile),
    };
  },
  about: (_state, { input }) => ({ subject: input.proposal }),
  decide({ proposal, options, roll, piles, reading }, input, act) {
    const wrong = wrongWithVote(proposal, act.at);
    if (wrong) return wrong;
    const { way, round, title } = proposal!;
    const pile = piles.find((one) => one.pile === input.pile && one.round === round);
    if (!pile || pileState(pile) !== 'read' || reading === null) return refuse('pile_unknown');
    if (pile.enteredBy === act.member) return refuse('same_teller');
    const voters = [...input.voters].sort();
    if (voters.join() !== pile.voters.join()) return refuse('voters_differ', { voters: pile.voters.length });
    const checked = checkPile(ballotQuestionOf({ ...proposal!, way: way! }, options), input.ballots);
    if (!checked.ok) return checked;
    const differ = differences(reading, checked.value);
    if (differ > 0) return refuse('readings_differ', { differ });
    const of = roll.find((one) => one.member === pile.voters[0])?.chamber ?? 'people';
    const chamber = chamberCounted(way!, of);
    return accept({
      proposal: input.proposal,
      title,
      round,
      pile: pile.pile,
      count: pile.ballots,
      chamber,
      by: act.member,
    });
  },
  async record(tx, facts) {
    for (const { act, fact } of facts) await confirmPile(tx, act, fact);
  },
  async seal(tx, sealed, { org }) {
    for (const { fact } of sealed) await countReading(tx, org, fact);
  },
  knownBy: ({ ballots, ...rest }) => ({ ...rest, ballots: ballots.length }),
  answer: ({ proposal, pile }) => ({ proposal, pile }),
});
