/**
 * A proposal is decided on the spot, in a meeting: it opens and closes at once. As everywhere it was
 * talked over for as long as the rules ask, and in one of the ways that they allow; only one that leaves
 * no days for a vote.
 */
import { z } from 'zod';
import { accept, refuse, type Json } from '#kernel/outcome';
import { METHODS, waysFor, type Way } from '#agents';
import { ballotQuestionOf } from '../core/ballot.ts';
import { after, earliestOpening } from '../core/dates.ts';
import { decideHands, isOnTheSpot } from '../core/hands.ts';
import { quorumOf } from '../core/meeting.ts';
import { isSame } from '../core/proposal.ts';
import { questionHash } from '../core/question.ts';
import { rollOf, wrongWithRoll } from '../core/roll.ts';
import { wrongInTalk } from '../core/steps.ts';
import { insertParts, writeOpenBallots } from '../store/ballots.ts';
import { insertHands } from '../store/meeting-writes.ts';
import { changeProposal, insertRoll } from '../store/writes.ts';
import { decisionsCommand, only } from './decisions-command.ts';
import { meetingId, memberId, prose, proposalId } from './fields.ts';
import { loadWritten, touchedBy } from './loading.ts';
import { loadAssembly, loadRoom, openFor, OPEN_RULES } from './room.ts';

const count = z.number().int().min(0).max(100_000);

const voice = z.object({
  voter: memberId,
  says: z.enum(['yes', 'no', 'abstain', 'consent', 'aside', 'object']),
  reason: prose(0, 2000).optional(),
});

export const showHands = decisionsCommand({
  name: 'decisions.show_hands',
  scope: 'organization',
  grounds: ['member'],
  matter: 'show_hands',
  input: z.object({
    meeting: meetingId,
    proposal: proposalId,
    /** Of the ways that the rules allow on the spot; the first of them, where nobody says. */
    method: z.enum(METHODS).optional(),
    /** Hands that were counted; or what was said by name. */
    hands: z.object({ yes: count, no: count }).optional(),
    voices: z.array(voice).max(1_000).optional(),
  }),
  refusals: [
    ...OPEN_RULES,
    'meeting_without_quorum',
    'proposal_unknown',
    'vote_has_begun',
    'proposal_over',
    'not_published',
    'not_on_the_spot',
    'talk_not_over',
    'options_missing',
    'nobody_votes',
    'hands_need_names',
    'too_few_in_the_room',
    'hands_do_not_fit',
    'not_here',
    'ballot_of_another_kind',
    'objection_without_reason',
  ],
  personal: ['choices'],
  decides: true,
  async load(tx, asks, { org, now }) {
    const { meeting, proposal } = only(asks).input;
    return {
      written: await loadWritten(tx, org, proposal, now),
      room: await loadRoom(tx, org, meeting),
      ...(await loadAssembly(tx, org, now)),
    };
  },
  about: (_state, { input }) => ({ subject: input.proposal }),
  decide({ written, room, group, deciding }, input, act) {
    const found = openFor(room, act.member);
    if (!found.ok) return found;
    const { proposal, options } = written;
    const present = deciding.filter((one) => room.here.includes(one.member)).length;
    const quorum = { ...quorumOf(present, deciding.length, 0), needed: found.meeting.quorum ?? 1 };
    if (present < quorum.needed)
      return refuse('meeting_without_quorum', { here: present, needed: quorum.needed });
    const wrong = wrongInTalk(written, act.member, act.at);
    if (wrong)
      return wrong.refusal.rule === 'not_an_author' ? refuse('proposal_unknown') : refuse(wrong.refusal.rule);
    const { kind, matter, publishedAt, chosenWay } = proposal!;
    const ways = waysFor(group.articles, matter, touchedBy(group.articles, options)).filter((one) =>
      isOnTheSpot(kind, one),
    );
    const chosen = ways.find((one) => chosenWay !== null && isSame(one, chosenWay));
    const way = input.method ? ways.find((one) => one.method === input.method) : (chosen ?? ways[0]);
    if (!way) return refuse('not_on_the_spot');
    const earliest = earliestOpening(publishedAt!, way);
    if (act.at < earliest) return refuse('talk_not_over', { earliest });
    if (options.every((one) => one.withdrawnAt !== null)) return refuse('options_missing');
    const roll = rollOf(deciding, proposal!.classes);
    const wrongRoll = wrongWithRoll(roll);
    if (wrongRoll !== null) return refuse(wrongRoll);
    const question = ballotQuestionOf({ ...proposal!, way }, options);
    const here = roll.filter((one) => room.here.includes(one.member));
    const decided = decideHands(question, roll, here, input.voices ?? input.hands ?? { yes: 0, no: 0 });
    if (!decided.ok) return decided;
    const { yes, no, abstain, ballots, counted } = decided.value;
    return accept({
      meeting: found.meeting.id,
      proposal: proposal!.id,
      title: proposal!.title,
      round: proposal!.round,
      way: way as unknown as Json,
      roll: roll.map(({ member: voter, chamber }) => ({ voter, chamber })),
      questionHash: questionHash(proposal!, options, way, roll),
      ballots: ballots.map(({ member: voter, choices }) => ({ voter, choices: choices })),
      yes,
      no,
      abstain,
      present: here.length,
      result: counted.result,
      outcome: counted as unknown as Json,
      effectAt: counted.result === 'passed' ? after(act.at, way.waitDays) : null,
    });
  },
  async record(tx, facts) {
    for (const { act, fact } of facts) {
      const { proposal, round } = fact;
      await changeProposal(tx, act.org, proposal, {
        way: fact.way as unknown as Way,
        question_hash: fact.questionHash,
        roll_size: fact.roll.length,
        opened_at: act.at,
        closes_at: act.at,
        closed_at: act.at,
        result: fact.result,
        outcome: fact.outcome,
        effect_at: fact.effectAt,
        meeting_id: fact.meeting,
      });
      const roll = fact.roll.map(({ voter, chamber }) => ({ member: voter, chamber }));
      await insertRoll(tx, act, proposal, round, roll);
      const named = fact.ballots.map(({ voter, choices }) => ({ proposal, round, member: voter, choices }));
      await insertParts(
        tx,
        act.org,
        named.map(({ choices: _choices, ...one }) => ({ ...one, how: 'paper' as const })),
      );
      await writeOpenBallots(
        tx,
        named.map((one) => ({ act, fact: one })),
      );
      const { yes, no, abstain, present } = fact;
      const hands = { proposal, yes, no, abstain, present, voting: fact.roll.length };
      await insertHands(tx, act, fact.meeting, hands);
    }
  },
  answer: ({ proposal, result, yes, no, abstain }) => ({ proposal, result, yes, no, abstain }),
});
