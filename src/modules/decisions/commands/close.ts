/**
 * The vote closes: at its time, or earlier by an author where everybody has voted. The ballots are counted,
 * the seed is told, and nothing that was secret stays with anybody. Without a quorum it may be put to the
 * vote once more, at once.
 */
import { z } from 'zod';
import { assert } from '#kernel/assert';
import type { MemberId, OrgId } from '#kernel/command';
import { accept, refuse, type Json } from '#kernel/outcome';
import type { Tx } from '#kernel/tx';
import { voiceOf } from '#agents';
import { loadDeciding } from '#agents/server';
import { ballotQuestionOf } from '../core/ballot.ts';
import { ballotsRoot } from '../core/ballots-root.ts';
import type { BallotKeys } from '../core/blind.ts';
import { countBallots, type CastBallot, type Counted } from '../core/count.ts';
import { after } from '../core/dates.ts';
import { carriedIn, voicesWithDelegations, type CarriedVoices } from '../core/delegation.ts';
import { stateOf, voteNumber, type Proposal } from '../core/proposal.ts';
import { questionHash } from '../core/question.ts';
import {
  alsoVoting,
  askedBy,
  CHAMBERS,
  rollOf,
  wrongWithRoll,
  type Deciding,
  type Voter,
} from '../core/roll.ts';
import { isAuthor } from '../core/steps.ts';
import * as ballots from '../store/ballots.ts';
import { countBlind, type BlindCount } from '../store/blind.ts';
import { loadRoll, loadSecret } from '../store/reads.ts';
import { listDelegations } from '../store/talk-reads.ts';
import { changeProposal, forgetSecret, insertRoll, moveSecret } from '../store/writes.ts';
import { newKeysFor } from './ballot-keys.ts';
import { decisionsCommand, only } from './decisions-command.ts';
import { proposalId } from './fields.ts';
import { loadWritten } from './loading.ts';

export const close = decisionsCommand({
  name: 'decisions.close',
  scope: 'organization',
  grounds: ['clock', 'member'],
  matter: 'propose',
  decides: true,
  input: z.object({ proposal: proposalId }),
  refusals: ['proposal_unknown', 'vote_not_open', 'vote_closed', 'not_an_author', 'vote_not_over'],
  personal: [],
  async load(tx, asks, { org, now }) {
    const written = await loadWritten(tx, org, only(asks).input.proposal, now);
    const { proposal } = written;
    return {
      ...written,
      org,
      deciding: await loadDeciding(tx, org, written.group, now, alsoVoting(proposal)),
      urn: proposal?.openedAt ? await loadUrn(tx, org, proposal) : null,
      keys: mayBeHeldAgain(proposal) ? await newKeysFor(proposal!.way) : null,
    };
  },
  about: (_state, { input }) => ({ subject: input.proposal }),
  decide(state, _input, act) {
    const { proposal, urn, options, group } = state;
    if (proposal?.publishedAt == null) return refuse('proposal_unknown');
    if (proposal.closedAt !== null) return refuse('vote_closed', { closesAt: proposal.closedAt });
    const stands = stateOf(proposal, act.at);
    if ((stands !== 'vote' && stands !== 'counting') || !urn || !proposal.way) return refuse('vote_not_open');
    if (act.authority.by !== 'statute' && !isAuthor(state, act.member)) return refuse('not_an_author');
    if (stands === 'vote' && !mayEndEarly(proposal, urn)) {
      return refuse('vote_not_over', {
        closesAt: proposal.closesAt,
        missing: proposal.way.secrecy === 'blind' ? urn.roll.length - urn.parts.size : missing(urn),
      });
    }
    const { way } = proposal;
    const { seed } = urn;
    assert(seed !== null, 'the seed of an open vote is kept until it closes');
    assert(urn.blind.posted <= urn.blind.tokens, 'there are never more blind ballots than tokens');
    const cast = castIn(urn, proposal, voiceOf(group.articles).delegations, act.today, state.deciding);
    const counted = countBallots(
      ballotQuestionOf({ ...proposal, way }, options),
      { people: sizeOf(urn.roll, 'people'), organizations: sizeOf(urn.roll, 'organizations') },
      cast.ballots,
      seed,
      voteNumber(proposal),
    );
    const roll = rollOf(state.deciding, askedBy(proposal, way));
    if (isHeldAgain(proposal, counted) && wrongWithRoll(roll) === null) {
      return accept<Closed>({
        ...told(proposal, { ...counted, count: tookPart(counted) }),
        again: {
          round: proposal.round + 1,
          closesAt: after(act.at, Math.max(way.voteDays, 1)),
          roll,
          questionHash: questionHash(proposal, options, way, roll),
          ballotKeys: (state.keys?.open ?? null) as Json,
        },
      });
    }
    return accept<Closed>({
      ...told(proposal, counted),
      carried: cast.carried,
      seed,
      ballotsRoot: urn.sealed.length > 0 || way.secrecy !== 'open' ? ballotsRoot(urn.sealed) : null,
      effectAt: counted.result === 'passed' ? after(act.at, way.waitDays) : null,
    });
  },
  async record(tx, facts) {
    for (const { act, fact } of facts) {
      if (fact.again) {
        const { round, closesAt, roll, questionHash: hash } = fact.again;
        const keys = fact.again.ballotKeys as unknown as BallotKeys | null;
        const change = { round, closes_at: closesAt, question_hash: hash, roll_size: roll.length };
        await changeProposal(tx, act.org, fact.proposal, { ...change, ballot_keys: keys });
        await insertRoll(tx, act, fact.proposal, round, roll);
        continue;
      }
      await changeProposal(tx, act.org, fact.proposal, {
        closed_at: act.at,
        result: fact.result,
        outcome: { result: fact.result, winners: fact.winners, count: fact.count },
        carried: fact.carried,
        seed: fact.seed,
        ballots_root: fact.ballotsRoot,
        effect_at: fact.effectAt,
      });
    }
  },
  async seal(tx, sealed, { org, keys }) {
    for (const { fact } of sealed) {
      const box = { org, proposal: fact.proposal, round: fact.round };
      if (fact.again) {
        await ballots.dropSealedBallots(tx, box);
        const to = { round: fact.again.round, keys: keys?.secret ?? null };
        await moveSecret(tx, org, fact.proposal, fact.round, to);
      } else {
        await ballots.partMarks(tx, box);
        await forgetSecret(tx, org, fact.proposal, fact.round);
      }
    }
  },
  answer: ({ proposal, result, again }) => ({ proposal, result, again: again?.closesAt ?? null }),
});

interface Urn {
  readonly roll: readonly Voter[];
  readonly parts: ReadonlyMap<MemberId, string>;
  readonly open: readonly ballots.OpenBallot[];
  readonly sealed: Awaited<ReturnType<typeof ballots.loadSealedBallots>>;
  readonly delegations: Awaited<ReturnType<typeof listDelegations>>;
  readonly blind: BlindCount;
  readonly seed: string | null;
}

async function loadUrn(tx: Tx, org: OrgId, { id, round }: Proposal): Promise<Urn> {
  const box = { org, proposal: id, round };
  return {
    roll: await loadRoll(tx, org, id, round),
    parts: await ballots.loadAllParts(tx, box),
    open: await ballots.loadOpenBallots(tx, box),
    sealed: await ballots.loadSealedBallots(tx, box),
    blind: await countBlind(tx, box),
    delegations: await listDelegations(tx, org),
    seed: (await loadSecret(tx, org, id, round))?.seed ?? null,
  };
}

/** Only when nobody is missing. Of blind ballots nobody knows whose are still to come. */
function mayEndEarly({ way }: Proposal, urn: Urn): boolean {
  return way?.secrecy !== 'blind' && missing(urn) <= 0;
}

/** Of how many there is no ballot that counts; what one teller alone has read from paper does not yet. */
function missing({ roll, open, sealed }: Urn): number {
  return roll.length - open.length - sealed.length;
}

function mayBeHeldAgain(proposal: Proposal | null): boolean {
  return proposal?.closedAt === null && voteNumber(proposal) === 1 && proposal.way?.noQuorum === 'again';
}

function isHeldAgain(proposal: Proposal, { result }: Counted): boolean {
  return result === 'no_quorum' && mayBeHeldAgain(proposal);
}

function sizeOf(roll: readonly Voter[], chamber: (typeof CHAMBERS)[number]): number {
  return roll.filter((one) => one.chamber === chamber).length;
}

/**
 * All ballots: those of voters, with those whom they vote for; secret ones and paper. Whoever has left or was
 * suspended meanwhile has what they cast themselves, and nobody votes for them any more.
 */
function castIn(
  urn: Urn,
  { way, matter }: Proposal,
  most: number,
  today: string,
  deciding: readonly Deciding[],
): { readonly ballots: readonly CastBallot[]; readonly carried: readonly CarriedVoices[] } {
  const decide = new Set(deciding.map((one) => one.member));
  const chambers = new Map(urn.roll.map((one) => [one.member, one.chamber]));
  const direct = new Map(urn.open.map((one) => [one.member, one]));
  const onPaper = new Set([...urn.parts].flatMap(([member, how]) => (how === 'paper' ? [member] : [])));
  const voices = voicesWithDelegations({
    way: way!,
    matter,
    // Whoever voted on paper has voted themself.
    roll: urn.roll.map((one) => one.member).filter((member) => !onPaper.has(member)),
    direct,
    delegations: urn.delegations.filter((one) => decide.has(one.from)),
    most,
    today,
  });
  const counted = [
    ...voices.map(({ member, choices: { choices, resolved } }): CastBallot => ({
      chamber: chambers.get(member)!,
      choices,
      ...(resolved ? { resolved } : {}),
    })),
    ...urn.sealed.map(({ chamber, choices }): CastBallot => ({ chamber, choices })),
  ];
  return { ballots: counted, carried: carriedIn(voices, (member) => chambers.get(member)!) };
}

type Again = {
  readonly round: number;
  readonly closesAt: string;
  readonly roll: readonly Voter[];
  readonly questionHash: string;
  /** Of blind ballots: nobody's token of the first round is good for the second. */
  readonly ballotKeys: Json;
};

/** What the record keeps of a close, before it is known what comes of it. */
function told({ id, title, round }: Proposal, { result, winners, count }: Counted) {
  return {
    proposal: id,
    title,
    round,
    result,
    winners,
    count,
    again: null as Again | null,
    carried: [] as readonly CarriedVoices[],
    seed: null as string | null,
    ballotsRoot: null as string | null,
    effectAt: null as string | null,
  };
}

type Closed = ReturnType<typeof told>;

/** Of a vote that is held once more, how many took part; what they chose would weigh on the next one. */
function tookPart({ count }: Counted): { readonly [key: string]: Json } {
  const { method = null, roll = null, took = null, quorum = null } = count;
  return { method, roll, took, quorum };
}
