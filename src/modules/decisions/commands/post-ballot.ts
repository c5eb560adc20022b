/**
 * A blind ballot is posted by whoever holds a token that was signed for this vote: nobody has to be somebody
 * for it, and it is not kept who they were. The last ballot of a token counts. The record holds the mark
 * of each token with which a ballot came, so that none is dropped unseen and there are never more than
 * tokens; what a ballot says lies apart. Of a ballot that is changed it does not say which.
 */
import { z } from 'zod';
import { sha256 } from '#tally';
import { assert } from '#kernel/assert';
import type { OrgId } from '#kernel/command';
import { accept, refuse, type Outcome } from '#kernel/outcome';
import {
  BALLOT_RULES,
  ballotQuestionOf,
  checkBallot,
  choicesInput,
  type BallotRule,
} from '../core/ballot.ts';
import { isSigned, SIGNED, TOKEN } from '../core/blind.ts';
import { wrongWithVote } from '../core/casting.ts';
import type { Choices, Proposal, ProposalOption } from '../core/proposal.ts';
import { CHAMBERS, type Chamber } from '../core/roll.ts';
import { sealBallots } from '../store/ballots.ts';
import { countBlind, insertMarks, loadPosted } from '../store/blind.ts';
import { loadOptionsOf, loadProposals } from '../store/reads.ts';
import { decisionsCommand } from './decisions-command.ts';
import { proposalId } from './fields.ts';

interface State {
  readonly org: OrgId;
  readonly proposals: ReadonlyMap<string, Proposal>;
  readonly options: ReadonlyMap<string, readonly ProposalOption[]>;
  /** By token: whose key has signed it. What is not here was not signed for this vote. */
  readonly signed: ReadonlyMap<string, Chamber>;
  /** Marks that were asked for and have a ballot. */
  readonly marks: ReadonlySet<string>;
  /** By vote: how many tokens have no ballot yet. */
  readonly left: ReadonlyMap<string, number>;
}

interface Input {
  readonly proposal: string;
  readonly token: string;
  readonly signature: string;
  readonly choices: Choices;
}

const markOf = ({ proposal, token }: Input) => `${proposal} ${sha256(token)}`;
const proofOf = ({ proposal, token, signature }: Input) => `${proposal} ${token} ${signature}`;

export const postBallot = decisionsCommand({
  name: 'decisions.post_ballot',
  scope: 'organization',
  grounds: ['bearer'],
  matter: 'vote',
  grouped: true,
  input: z.object({
    proposal: proposalId,
    token: z.string().regex(TOKEN),
    signature: z.string().regex(SIGNED),
    choices: choicesInput,
  }),
  refusals: [
    'token_unknown',
    'proposal_unknown',
    'vote_not_open',
    'vote_closed',
    ...BALLOT_RULES,
    'more_ballots_than_tokens',
  ],
  personal: [],
  async load(tx, asks, { org }): Promise<State> {
    const inputs = asks.map((ask): Input => ask.input);
    const ids = inputs.map((one) => one.proposal);
    const proposals = await loadProposals(tx, org, ids);
    const signed = new Map<string, Chamber>();
    for (const input of inputs) {
      const chamber = await signedBy(proposals.get(input.proposal), input);
      if (chamber !== null) signed.set(proofOf(input), chamber);
    }
    const marks = inputs.map(({ proposal, token }) => ({ proposal, mark: sha256(token) }));
    const left = new Map<string, number>();
    for (const { id, round } of proposals.values()) {
      const { tokens, posted } = await countBlind(tx, { org, proposal: id, round });
      left.set(id, tokens - posted);
    }
    return {
      org,
      proposals,
      options: await loadOptionsOf(tx, org, ids),
      signed,
      marks: new Set((await loadPosted(tx, org, marks)).map(({ proposal, mark }) => `${proposal} ${mark}`)),
      left,
    };
  },
  about: (_state, { input }) => ({ subject: input.proposal }),
  decide(state, input, act) {
    // Whoever has no token learns nothing here: not even whether there is such a vote.
    if (!state.signed.has(proofOf(input))) return refuse('token_unknown');
    const proposal = state.proposals.get(input.proposal)!;
    const wrong = wrongWithVote(proposal, act.at);
    if (wrong) return wrong;
    const checked = checkedChoices(state, input);
    if (!checked.ok) return checked;
    const isChange = state.marks.has(markOf(input));
    if (!isChange && state.left.get(input.proposal)! <= 0) return refuse('more_ballots_than_tokens');
    return accept({
      proposal: input.proposal,
      round: proposal.round,
      mark: isChange ? null : sha256(input.token),
    });
  },
  apply(state, { proposal, mark }) {
    if (mark === null) return state;
    return {
      ...state,
      marks: new Set([...state.marks, `${proposal} ${mark}`]),
      left: new Map(state.left).set(proposal, state.left.get(proposal)! - 1),
    };
  },
  async record(tx, facts) {
    const [first] = facts;
    if (!first) return;
    const marks = facts.flatMap(({ fact: { proposal, round, mark } }) =>
      mark === null ? [] : [{ proposal, round, mark }],
    );
    await insertMarks(tx, first.act.org, marks);
  },
  async seal(tx, sealed, state) {
    const ballots = sealed.map(({ input, fact }) => {
      const checked = checkedChoices(state, input);
      assert(checked.ok, 'what is sealed was found to be a ballot');
      const chamber = state.signed.get(proofOf(input))!;
      const { proposal, round } = fact;
      return { proposal, round, mark: sha256(input.token), chamber, choices: checked.value };
    });
    await sealBallots(tx, state.org, ballots);
  },
  sealedAs: markOf,
  // What a ballot says must not be guessed from the hash of what was asked for.
  knownBy: ({ proposal, token }) => ({ proposal, token }),
  answer: ({ proposal, round }) => ({ proposal, round }),
});

/** Whose key has signed this token; null where none of this vote has. */
async function signedBy(
  proposal: Proposal | undefined,
  { token, signature }: Input,
): Promise<Chamber | null> {
  for (const chamber of CHAMBERS) {
    const key = proposal?.ballotKeys?.[chamber];
    if (key && (await isSigned(key, token, signature))) return chamber;
  }
  return null;
}

function checkedChoices(state: State, { proposal: id, choices }: Input): Outcome<Choices, BallotRule> {
  const proposal = state.proposals.get(id)!;
  assert(proposal.way, 'a vote with keys has its way');
  const question = ballotQuestionOf({ ...proposal, way: proposal.way }, state.options.get(id) ?? []);
  return checkBallot(question, choices);
}
