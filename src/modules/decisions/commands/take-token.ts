/**
 * A voter takes the token for a blind ballot: their browser has made it and sends it blinded, and it comes
 * back signed. The record says who has taken one; which one it is, nobody can tell. Asked again for the same,
 * the answer is the same; another one is not signed.
 */
import { z } from 'zod';
import { assert } from '#kernel/assert';
import type { MemberId } from '#kernel/command';
import { accept, refuse, type Json } from '#kernel/outcome';
import { SIGNED } from '../core/blind.ts';
import { chamberCounted } from '../core/roll.ts';
import { CASTING_RULES, wrongWithVote } from '../core/casting.ts';
import type { Proposal } from '../core/proposal.ts';
import { insertParts, type NewPart } from '../store/ballots.ts';
import { insertTokens, loadTokens } from '../store/blind.ts';
import { loadOnRolls, loadParts, loadProposals, loadSecret } from '../store/reads.ts';
import { signBlinded } from './ballot-keys.ts';
import { decisionsCommand } from './decisions-command.ts';
import { proposalId } from './fields.ts';

interface State {
  readonly proposals: ReadonlyMap<string, Proposal>;
  readonly roll: ReadonlySet<string>;
  /** Signatures under what voters have sent; null where it cannot be signed. */
  readonly signatures: ReadonlyMap<string, string | null>;
  readonly parts: ReadonlyMap<string, NewPart['how']>;
  /** What was signed before, by voter. */
  readonly tokens: ReadonlyMap<string, string>;
}

const place = (proposal: string, of: string | null) => `${proposal} ${of}`;
const wanted = (proposal: string, of: string | null, blinded: string) => `${place(proposal, of)} ${blinded}`;

export const takeToken = decisionsCommand({
  name: 'decisions.take_token',
  scope: 'organization',
  grounds: ['member'],
  matter: 'vote',
  grouped: true,
  input: z.object({ proposal: proposalId, blinded: z.string().regex(SIGNED) }),
  refusals: [...CASTING_RULES, 'not_blind', 'voted_on_paper', 'token_taken', 'token_odd'],
  personal: [],
  async load(tx, asks, { org }): Promise<State> {
    const ids = asks.map((ask) => ask.input.proposal);
    const members = asks.flatMap((ask) => ask.member ?? []);
    const proposals = await loadProposals(tx, org, ids);
    const voters = await loadOnRolls(tx, org, ids, members);
    const parts = await loadParts(tx, org, ids, members);
    const tokens = await loadTokens(tx, org, ids, members);
    const secrets = new Map<string, Json | null>();
    for (const { id, round } of proposals.values()) {
      secrets.set(id, (await loadSecret(tx, org, id, round))?.private_key ?? null);
    }
    const signatures = new Map<string, string | null>();
    for (const { input, member } of asks) {
      const voter = voters.find((one) => one.proposal === input.proposal && one.member === member);
      const secret = secrets.get(input.proposal) ?? null;
      const way = proposals.get(input.proposal)?.way;
      if (!voter || !way || secret === null) continue;
      const key = (secret as Record<string, Json>)[chamberCounted(way, voter.chamber)]!;
      signatures.set(wanted(input.proposal, member, input.blinded), signBlinded(key, input.blinded));
    }
    return {
      proposals,
      roll: new Set(voters.map((one) => place(one.proposal, one.member))),
      signatures,
      parts: new Map(parts.map((one) => [place(one.proposal_id, one.member_id), one.how])),
      tokens: new Map(tokens.map((one) => [place(one.proposal, one.member), one.blinded])),
    };
  },
  about: (_state, { input }) => ({ subject: input.proposal }),
  decide(state, input, act) {
    assert(act.member, 'only members vote');
    const proposal = state.proposals.get(input.proposal);
    const wrong = wrongWithVote(proposal, act.at);
    if (wrong) return wrong;
    const voter = place(input.proposal, act.member);
    if (!state.roll.has(voter)) return refuse('not_on_roll');
    if (proposal!.way!.secrecy !== 'blind') return refuse('not_blind');
    if (state.parts.get(voter) === 'paper') return refuse('voted_on_paper');
    if ((state.tokens.get(voter) ?? input.blinded) !== input.blinded) return refuse('token_taken');
    const signature = state.signatures.get(wanted(input.proposal, act.member, input.blinded));
    if (signature == null) return refuse('token_odd');
    const { proposal: id, blinded } = input;
    return accept({ proposal: id, round: proposal!.round, member: act.member, blinded, signature });
  },
  apply(state, { proposal, member, blinded }) {
    const voter = place(proposal, member);
    return {
      ...state,
      parts: new Map(state.parts).set(voter, 'token'),
      tokens: new Map(state.tokens).set(voter, blinded),
    };
  },
  async record(tx, facts) {
    const [first] = facts;
    if (!first) return;
    const parts = facts.map(({ fact }) => ({ ...partOf(fact), how: 'token' as const }));
    await insertParts(tx, first.act.org, parts);
    const tokens = facts.map(({ fact }) => ({ ...partOf(fact), blinded: fact.blinded }));
    await insertTokens(tx, first.act.org, tokens);
  },
  answer: ({ proposal, round, signature }) => ({ proposal, round, signature }),
});

function partOf({ proposal, round, member }: { proposal: string; round: number; member: MemberId }) {
  return { proposal, round, member };
}
