/**
 * A teller enters what is on paper: who has voted so, and what the ballots say, in an order of chance and
 * with no name on them. They count when another teller has read the same. Whoever is ticked cannot vote
 * otherwise; a pile in which something was wrong is entered anew in its place.
 */
import { z } from 'zod';
import { accept, refuse } from '#kernel/outcome';
import { loadDeciding, loadGroup } from '#agents/server';
import { BALLOT_RULES, ballotQuestionOf, choicesInput } from '../core/ballot.ts';
import { wrongWithVote } from '../core/casting.ts';
import { checkPile, PAPER_RULES, pileState, wrongWithVoters } from '../core/paper.ts';
import { alsoVoting } from '../core/roll.ts';
import { loadAllParts } from '../store/ballots.ts';
import { insertPile, loadPiles, writeReading } from '../store/paper.ts';
import { loadOptions, loadProposal, loadRoll } from '../store/reads.ts';
import { decisionsCommand, only } from './decisions-command.ts';
import { memberId, pileId, proposalId } from './fields.ts';

export const MOST_PAPERS = 500;

export const enterBallots = decisionsCommand({
  name: 'decisions.enter_ballots',
  scope: 'organization',
  grounds: ['statutes'],
  matter: 'tell',
  input: z.object({
    proposal: proposalId,
    voters: z.array(memberId).max(MOST_PAPERS),
    ballots: z.array(choicesInput).max(MOST_PAPERS),
    replaces: pileId.optional(),
  }),
  refusals: [
    'proposal_unknown',
    'vote_not_open',
    'vote_closed',
    'pile_unknown',
    ...PAPER_RULES,
    ...BALLOT_RULES,
  ],
  personal: [],
  async load(tx, asks, { org, now }) {
    const { input } = only(asks);
    const group = (await loadGroup(tx, org, now))!;
    const proposal = await loadProposal(tx, org, input.proposal);
    const round = proposal?.round ?? 1;
    return {
      org,
      proposal,
      options: await loadOptions(tx, org, input.proposal),
      roll: await loadRoll(tx, org, input.proposal, round),
      deciding: await loadDeciding(tx, org, group, now, alsoVoting(proposal)),
      parts: await loadAllParts(tx, { org, proposal: input.proposal, round }),
      piles: await loadPiles(tx, org, input.proposal),
    };
  },
  about: (_state, { input }) => ({ subject: input.proposal }),
  decide({ proposal, options, roll, deciding, parts, piles }, input, act) {
    const wrong = wrongWithVote(proposal, act.at);
    if (wrong) return wrong;
    const { way, round, title } = proposal!;
    const old = piles.find((one) => one.pile === input.replaces);
    const isOpen = old?.round === round && pileState(old) === 'read';
    if (input.replaces !== undefined && !isOpen) return refuse('pile_unknown');
    const chambers = new Map(roll.map((one) => [one.member, one.chamber]));
    const odd = wrongWithVoters(input.voters, input.ballots.length, chambers, {
      decides: (member) => deciding.some((one) => one.member === member),
      hasPart: (member) => parts.has(member) && !(old?.voters.includes(member) ?? false),
    });
    if (odd) return odd;
    const checked = checkPile(ballotQuestionOf({ ...proposal!, way: way! }, options), input.ballots);
    if (!checked.ok) return checked;
    return accept({
      proposal: input.proposal,
      title,
      round,
      pile: act.newId('pil'),
      count: input.ballots.length,
      voters: [...input.voters].sort(),
      by: act.member,
      replaces: input.replaces ?? null,
    });
  },
  async record(tx, facts) {
    for (const { act, fact } of facts) await insertPile(tx, act, fact);
  },
  async seal(tx, sealed, { org, proposal, options }) {
    for (const { input, fact } of sealed) {
      const checked = checkPile(
        ballotQuestionOf({ ...proposal!, way: proposal!.way! }, options),
        input.ballots,
      );
      if (checked.ok) await writeReading(tx, org, fact, checked.value);
    }
  },
  knownBy: ({ ballots, ...rest }) => ({ ...rest, ballots: ballots.length }),
  answer: ({ proposal, pile }) => ({ proposal, pile }),
});
