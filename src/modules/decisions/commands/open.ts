/**
 * The vote opens: at its time, or earlier by an author once it was talked over for as long as the rules ask.
 * Everything that the outcome will depend on is settled now and for good: question, way and roll. The seed that
 * lots are drawn by is made now too; the record keeps what it is committed to, and is told the seed at the
 * close.
 */
import { z } from 'zod';
import { commitment } from '#tally';
import { accept, refuse, type Json } from '#kernel/outcome';
import { loadDeciding, waysFor, type Way } from '#agents/server';
import { closingOf, earliestOpening } from '../core/dates.ts';
import { fitsKind } from '../core/kinds.ts';
import { isSame, stateOf, type Proposal } from '../core/proposal.ts';
import { questionHash } from '../core/question.ts';
import { alsoVoting, rollOf, wrongWithRoll } from '../core/roll.ts';
import { isAuthor, wrongBeforeVote } from '../core/steps.ts';
import { changeProposal, insertRoll, insertSecret } from '../store/writes.ts';
import { newKeysFor } from './ballot-keys.ts';
import { decisionsCommand, only } from './decisions-command.ts';
import { proposalId } from './fields.ts';
import { loadWritten, touchedBy } from './loading.ts';

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
    'way_not_allowed',
    'options_missing',
    'nobody_votes',
  ],
  personal: [],
  async load(tx, asks, { org, now, chance }) {
    const written = await loadWritten(tx, org, only(asks).input.proposal, now);
    return {
      ...written,
      org,
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
    if (way?.voteDays === 0) return refuse('only_in_meeting');
    if (stateOf(proposal!, act.at) !== 'talk' || !way || !opensAt || !closesAt || !publishedAt) {
      return refuse('not_published');
    }
    if (!byClock && !isAuthor(state, act.member)) return refuse('not_an_author');
    const earliest = byClock ? opensAt : earliestOpening(publishedAt, way);
    if (act.at < earliest) return refuse('talk_not_over', { earliest });
    const ways = waysFor(group.articles, proposal!.matter, touchedBy(group.articles, options));
    if (!ways.some((one) => isSame(one, way)) || !fitsKind(proposal!.kind, way)) {
      return refuse('way_not_allowed');
    }
    if (options.every((one) => one.withdrawnAt !== null)) return refuse('options_missing');
    const roll = rollOf(state.deciding, proposal!.classes);
    const wrongRoll = wrongWithRoll(roll);
    if (wrongRoll !== null) return refuse(wrongRoll);
    return accept({
      proposal: proposal!.id,
      title: proposal!.title,
      round: proposal!.round,
      way: way as unknown as Json,
      closesAt: closingOf(closesAt, act.at, way),
      roll,
      rollSize: roll.length,
      questionHash: questionHash(proposal!, options, way, roll),
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

function willOpen(proposal: Proposal | null, now: string): boolean {
  return proposal !== null && stateOf(proposal, now) === 'talk';
}
