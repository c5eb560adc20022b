/**
 * A ballot is cast, or cast anew: the last one of a voter counts. Of an open one the register keeps who chose
 * what, and the members see it after the close. Of a secret one it keeps that somebody took part; what they
 * chose lies apart, under a mark that only their receipt explains, and only by it is the ballot changed.
 */
import { z } from 'zod';
import { sha256 } from '#tally';
import { assert } from '#kernel/assert';
import type { MemberId, OrgId } from '#kernel/command';
import { accept, refuse, type Json } from '#kernel/outcome';
import { BALLOT_RULES, ballotQuestionOf, checkBallot, choicesInput } from '../core/ballot.ts';
import { CASTING_RULES, wrongWithVote } from '../core/casting.ts';
import type { Choices, Proposal, ProposalOption } from '../core/proposal.ts';
import { chamberCounted, type Chamber } from '../core/roll.ts';
import {
  insertParts,
  loadKnownMarks,
  sealBallots,
  writeOpenBallots,
  type NewPart,
} from '../store/ballots.ts';
import { loadOnRolls, loadOptionsOf, loadParts, loadProposals } from '../store/reads.ts';
import { decisionsCommand } from './decisions-command.ts';
import { proposalId, receiptSecret } from './fields.ts';

interface State {
  readonly org: OrgId;
  readonly proposals: ReadonlyMap<string, Proposal>;
  readonly options: ReadonlyMap<string, readonly ProposalOption[]>;
  readonly chambers: ReadonlyMap<string, Chamber>;
  readonly parts: ReadonlyMap<string, NewPart['how']>;
  /** Marks that were asked for and have a ballot. */
  readonly marks: ReadonlySet<string>;
}

const place = (proposal: string, of: string | null) => `${proposal} ${of}`;

export const cast = decisionsCommand({
  name: 'decisions.cast',
  scope: 'organization',
  grounds: ['member'],
  matter: 'vote',
  grouped: true,
  input: z.object({
    proposal: proposalId,
    choices: choicesInput,
    /** The secret of the receipt, made with the form: of secret ballots alone. */
    mark: receiptSecret.optional(),
  }),
  refusals: [
    ...CASTING_RULES,
    'blind_ballot_only',
    'voted_on_paper',
    'receipt_missing',
    'receipt_unknown',
    ...BALLOT_RULES,
  ],
  personal: ['choices'],
  async load(tx, asks, { org }): Promise<State> {
    const ids = asks.map((ask) => ask.input.proposal);
    const members = asks.flatMap((ask) => ask.member ?? []);
    const marks = asks.flatMap(({ input }) =>
      input.mark === undefined ? [] : [{ proposal: input.proposal, mark: sha256(input.mark) }],
    );
    const voters = await loadOnRolls(tx, org, ids, members);
    const parts = await loadParts(tx, org, ids, members);
    const known = await loadKnownMarks(tx, org, marks);
    return {
      org,
      proposals: await loadProposals(tx, org, ids),
      options: await loadOptionsOf(tx, org, ids),
      chambers: new Map(voters.map((one) => [place(one.proposal, one.member), one.chamber])),
      parts: new Map(parts.map((one) => [place(one.proposal_id, one.member_id), one.how])),
      marks: new Set(known.map((one) => place(one.proposal, one.mark))),
    };
  },
  about: (_state, { input }) => ({ subject: input.proposal }),
  decide(state, input, act) {
    assert(act.member, 'only members vote');
    const proposal = state.proposals.get(input.proposal);
    const wrong = wrongWithVote(proposal, act.at);
    if (wrong) return wrong;
    const { way, round } = proposal!;
    assert(way, 'a vote that is open has its way');
    if (!state.chambers.has(place(input.proposal, act.member))) return refuse('not_on_roll');
    if (way.secrecy === 'blind') return refuse('blind_ballot_only');
    const took = state.parts.get(place(input.proposal, act.member));
    if (took === 'paper') return refuse('voted_on_paper');
    if (way.secrecy === 'separated') {
      if (input.mark === undefined) return refuse('receipt_missing');
      // A first ballot under a mark that is known would take away somebody else's.
      const isKnown = state.marks.has(place(input.proposal, sha256(input.mark)));
      if (isKnown !== (took !== undefined)) return refuse('receipt_unknown');
    }
    const question = ballotQuestionOf({ ...proposal!, way }, state.options.get(input.proposal) ?? []);
    const checked = checkBallot(question, input.choices);
    if (!checked.ok) return checked;
    return accept({
      proposal: input.proposal,
      round,
      member: act.member,
      how: 'own' as const,
      secret: way.secrecy !== 'open',
      choices: way.secrecy === 'open' ? (checked.value as unknown as Json) : undefined,
    });
  },
  apply(state, fact, _act, input) {
    const { proposal, member, how, secret } = fact;
    const marks = secret && input.mark !== undefined ? [place(proposal, sha256(input.mark))] : [];
    return {
      ...state,
      parts: new Map(state.parts).set(place(proposal, member), how),
      marks: new Set([...state.marks, ...marks]),
    };
  },
  async record(tx, facts) {
    const [first] = facts;
    if (!first) return;
    await insertParts(
      tx,
      first.act.org,
      facts.map(({ fact }) => partOf(fact)),
    );
    const open = facts.filter(({ fact }) => !fact.secret);
    await writeOpenBallots(
      tx,
      open.map(({ act, fact }) => ({ act, fact: { ...partOf(fact), choices: fact.choices ?? null } })),
    );
  },
  async seal(tx, sealed, state) {
    const secret = sealed.filter(({ fact }) => fact.secret);
    const ballots = secret.map(({ input, fact }) => ({
      proposal: fact.proposal,
      round: fact.round,
      mark: sha256(input.mark!),
      chamber: chamberCounted(
        state.proposals.get(fact.proposal)!.way!,
        state.chambers.get(place(fact.proposal, fact.member))!,
      ),
      choices: keptChoices(state, input),
    }));
    await sealBallots(tx, state.org, ballots);
  },
  sealedAs: ({ proposal, mark }) => (mark === undefined ? null : place(proposal, mark)),
  // What a secret ballot says must not be guessed from the hash of what was asked for.
  knownBy: (input) => (input.mark === undefined ? (input as unknown as Json) : { proposal: input.proposal }),
  answer: ({ proposal, round }) => ({ proposal, round }),
});

function partOf({
  proposal,
  round,
  member,
  how,
}: {
  proposal: string;
  round: number;
  member: MemberId;
  how: NewPart['how'];
}) {
  return { proposal, round, member, how };
}

/** In the order in which `decide` has found it to be a ballot. */
function keptChoices(state: State, input: { proposal: string; choices: Choices }): Choices {
  const proposal = state.proposals.get(input.proposal)!;
  const question = ballotQuestionOf(
    { ...proposal, way: proposal.way! },
    state.options.get(input.proposal) ?? [],
  );
  const checked = checkBallot(question, input.choices);
  assert(checked.ok, 'what is sealed was found to be a ballot');
  return checked.value;
}
