/**
 * The vote opens: at its time, or earlier by an author once it was talked over for as long as the rules ask.
 * Everything that the outcome will depend on is settled now and for good: question, way and roll. The seed
 * that lots are drawn by is made now too; the record keeps what it is committed to, and is told the seed at
 * the close. A lot that leaves no days for a vote is drawn at once: it closes at the instant it opens, so that the
 * draw still is another act, after the one that has committed to its seed.
 */
import { z } from 'zod';
import { commitment } from '#tally';
import type { MemberId } from '#kernel/command';
import { accept, refuse, type Json } from '#kernel/outcome';
import type { Membership } from '#agents';
import { isDrawnAtOnce, isForHands, loadDeciding, loadMembers, waysFor, type Way } from '#agents/server';
import { onBallot } from '../core/candidacy.ts';
import { closingOf, earliestOpening } from '../core/dates.ts';
import { fitsKind, kindNamed } from '../core/kinds.ts';
import { isOnOlderRules } from '../core/renewal.ts';
import { isSame, stateOf, type Proposal, type ProposalOption } from '../core/proposal.ts';
import { questionHash } from '../core/question.ts';
import { alsoVoting, askedBy, rollOf, wrongWithRoll } from '../core/roll.ts';
import { isAuthor, wrongBeforeVote } from '../core/steps.ts';
import { tooEarly } from '../core/talk-anew.ts';
import { loadHolding } from '../store/changes-asked.ts';
import { changeProposal, insertRoll, insertSecret, withdrawOption } from '../store/writes.ts';
import { newKeysFor } from './ballot-keys.ts';
import { decisionsCommand, only } from './decisions-command.ts';
import { proposalId } from './fields.ts';
import { loadWritten, named, touchedBy, type Loaded } from './loading.ts';

const SEED_BYTES = 32;

export const open = decisionsCommand({
  name: 'decisions.open',
  scope: 'organization',
  grounds: ['clock', 'member'],
  matter: 'propose',
  input: z.object({ proposal: proposalId }),
  refusals: [
    'proposal_unknown',
    'vote_has_begun',
    'proposal_over',
    'only_in_meeting',
    'not_published',
    'not_an_author',
    'talk_not_over',
    'change_waits',
    'rules_have_changed',
    'way_not_allowed',
    'options_missing',
    'nobody_stands',
    'nobody_votes',
  ],
  personal: [],
  async load(tx, asks, { org, now, chance }) {
    const written = await loadWritten(tx, org, only(asks).input.proposal, now);
    return {
      ...written,
      org,
      members: await loadMembers(tx, org, named(written.options)),
      holding: await loadHolding(tx, org, only(asks).input.proposal, now),
      deciding: await loadDeciding(tx, org, written.group, now, alsoVoting(written.proposal)),
      // Made only where the vote can open: it takes the machine a while.
      keys: willOpen(written.proposal, now) ? await newKeysFor(written.proposal!.chosenWay) : null,
      seed: Buffer.from(chance(SEED_BYTES)).toString('hex'),
    };
  },
  about: (_state, { input }) => ({ subject: input.proposal }),
  decide(state, _input, act) {
    const byClock = act.authority.by === 'statute';
    const { proposal, options, group } = state;
    if (byClock && proposal === null) return refuse('proposal_unknown');
    const who = byClock ? proposal!.proposedBy : act.member;
    const wrong = wrongBeforeVote(state, who, act.at);
    if (wrong) return wrong;
    const { publishedAt, chosenWay: way, opensAt, closesAt } = proposal!;
    if (way && isForHands(way)) return refuse('only_in_meeting');
    if (stateOf(proposal!, act.at) !== 'talk' || !way || !opensAt || !closesAt || !publishedAt) {
      return refuse('not_published');
    }
    if (!byClock && !isAuthor(state, act.member)) return refuse('not_an_author');
    const earliest = byClock ? opensAt : (earliestOpening(proposal!, way) ?? opensAt);
    const early = tooEarly(proposal!, way, act.at, earliest);
    if (early) return early;
    const [first] = state.holding;
    if (first) return refuse('change_waits', { title: first.title });
    // It could not take effect: nobody is asked in vain.
    if (isOnOlderRules(options, group.statutesVersion))
      return refuse('rules_have_changed', { version: group.statutesVersion });
    const ways = waysFor(group.articles, proposal!.matter, touchedBy(group.articles, options));
    if (!ways.some((one) => isSame(one, way)) || !fitsKind(proposal!.kind, way)) {
      return refuse('way_not_allowed');
    }
    const { stand, out } = divided(state, proposal!);
    if (stand.length === 0) {
      const isElection = kindNamed(proposal!.kind).candidates !== null;
      return isElection ? refuse('nobody_stands', { asked: out.length }) : refuse('options_missing');
    }
    // Drawn as soon as the list is frozen, also where its author opens it before its hour.
    const isAtOnce = isDrawnAtOnce(way) && closesAt === opensAt;
    const roll = rollOf(state.deciding, askedBy(proposal!, way));
    const wrongRoll = wrongWithRoll(roll);
    if (wrongRoll !== null) return refuse(wrongRoll);
    return accept({
      proposal: proposal!.id,
      title: proposal!.title,
      round: proposal!.round,
      way: way as unknown as Json,
      closesAt: closingOf(isAtOnce ? act.at : closesAt, act.at, way),
      roll,
      rollSize: roll.length,
      questionHash: questionHash(proposal!, stand, way, roll),
      leftOut: out.map((one) => one.id),
      seedCommitment: commitment(state.seed),
      ballotKeys: state.keys?.open ?? null,
    });
  },
  async record(tx, facts) {
    for (const { act, fact } of facts) {
      await changeProposal(tx, act.org, fact.proposal, {
        way: fact.way as unknown as Way,
        question_hash: fact.questionHash,
        roll_size: fact.rollSize,
        seed_commitment: fact.seedCommitment,
        ballot_keys: fact.ballotKeys,
        opened_at: act.at,
        closes_at: fact.closesAt,
      });
      for (const option of fact.leftOut) await withdrawOption(tx, act, fact.proposal, option);
      await insertRoll(tx, act, fact.proposal, fact.round, fact.roll);
    }
  },
  async seal(tx, sealed, { org, seed, keys }) {
    for (const { fact } of sealed) {
      const place = { org_id: org, proposal_id: fact.proposal, round: fact.round };
      await insertSecret(tx, { ...place, seed, private_key: keys?.secret ?? null });
    }
  },
  answer: ({ proposal, closesAt, questionHash: hash }) => ({ proposal, closesAt, questionHash: hash }),
});

/** Whoever was put forward and has not agreed is not voted on, nor whoever has left meanwhile. */
function divided(
  { options, members }: Pick<Loaded, 'options'> & { readonly members: ReadonlyMap<MemberId, Membership> },
  { parity }: Proposal,
): { readonly stand: readonly ProposalOption[]; readonly out: readonly ProposalOption[] } {
  const isHere = ({ people }: ProposalOption) =>
    people.every(({ member }) => members.get(member)?.endedOn === null);
  const stand = onBallot(options, parity).filter(isHere);
  return { stand, out: options.filter((one) => one.withdrawnAt === null && !stand.includes(one)) };
}

function willOpen(proposal: Proposal | null, now: string): boolean {
  return proposal !== null && stateOf(proposal, now) === 'talk';
}
