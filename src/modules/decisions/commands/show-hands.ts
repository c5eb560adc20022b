/**
 * A proposal is put to those in the room: hands are counted, or each says it by name. As everywhere it was
 * talked over for as long as the rules ask, and is decided in the way that its authors chose; only one that
 * leaves no days for a vote. Where somebody else than who counts decides, the count is final once a second
 * person says that it was so.
 */
import { z } from 'zod';
import { assert } from '#kernel/assert';
import type { MemberId, OrgId } from '#kernel/command';
import { accept, refuse, type Json } from '#kernel/outcome';
import type { Way } from '#agents';
import { ballotQuestionOf } from '../core/ballot.ts';
import { onBallot } from '../core/candidacy.ts';
import { after } from '../core/dates.ts';
import { isAsked, saltOf, voiceDigest } from '../core/hand-count.ts';
import { decideHands } from '../core/hands.ts';
import { questionHash } from '../core/question.ts';
import { askedBy, rollOf, wrongWithRoll } from '../core/roll.ts';
import { wrongInTalk } from '../core/steps.ts';
import { insertParts } from '../store/ballots.ts';
import { loadHolding } from '../store/changes-asked.ts';
import { closeCounted, insertHands, writeVoices } from '../store/hands.ts';
import { changeProposal, insertRoll } from '../store/writes.ts';
import { waitsFor, wayHere } from './at-hand.ts';
import { decisionsCommand, only } from './decisions-command.ts';
import { meetingId, memberId, prose, proposalId } from './fields.ts';
import { loadWritten, type Loaded } from './loading.ts';
import { loadAssembly, loadRoom, openFor, OPEN_RULES, type Assembly, type Room } from './room.ts';

const count = z.number().int().min(0).max(100_000);

const voice = z.object({
  voter: memberId,
  says: z.enum(['yes', 'no', 'abstain', 'consent', 'aside', 'object']),
  reason: prose(0, 2000).optional(),
});

const SALT_BYTES = 32;

const input = z.object({
  meeting: meetingId,
  proposal: proposalId,
  /** Of its text, as the room has heard it. */
  version: z.number().int().min(1).max(1_000_000),
  /** Hands that were counted; or what was said by name. */
  hands: z.object({ yes: count, no: count }).optional(),
  voices: z.array(voice).max(1_000).optional(),
});
type Input = z.output<typeof input>;

interface State extends Assembly {
  readonly org: OrgId;
  readonly written: Loaded;
  readonly room: Room;
  /** Changes of its text that are decided first. */
  readonly holding: Awaited<ReturnType<typeof loadHolding>>;
  /** What the salts of voices are made of. */
  readonly chance: string;
}

export const showHands = decisionsCommand({
  name: 'decisions.show_hands',
  scope: 'organization',
  grounds: ['member'],
  matter: 'show_hands',
  input,
  refusals: [
    ...OPEN_RULES,
    'meeting_without_quorum',
    'proposal_unknown',
    'vote_has_begun',
    'proposal_over',
    'not_published',
    'heard_another_version',
    'chosen_otherwise',
    'not_on_the_spot',
    'talk_not_over',
    'change_waits',
    'options_missing',
    'nobody_votes',
    'hands_need_names',
    'too_few_in_the_room',
    'hands_do_not_fit',
    'not_here',
    'ballot_of_another_kind',
    'objection_without_reason',
  ],
  personal: [],
  decides: true,
  async load(tx, asks, { org, now, chance }): Promise<State> {
    const { meeting, proposal } = only(asks).input;
    return {
      org,
      written: await loadWritten(tx, org, proposal, now),
      room: await loadRoom(tx, org, meeting),
      holding: await loadHolding(tx, org, proposal, now),
      chance: Buffer.from(chance(SALT_BYTES)).toString('hex'),
      ...(await loadAssembly(tx, org, now)),
    };
  },
  about: (_state, asked) => ({ subject: asked.input.proposal }),
  decide(state, asked, act) {
    const put = putToTheRoom(state, asked.version, act.member, act.at);
    if (!put.ok) return put;
    assert(act.member, 'whoever is in the room is a member');
    const { meeting, here, proposal, stand, way, roll } = put.value;
    const counted = countIn(state, asked, way);
    if (!counted.ok) return counted;
    const { yes, no, abstain, ballots, present } = counted.value;
    const { result, ...rest } = counted.value.counted;
    const isFinal = !isAsked(state.deciding, act.member);
    return accept({
      meeting,
      proposal: proposal.id,
      title: proposal.title,
      round: proposal.round,
      by: act.member,
      way: way as unknown as Json,
      roll: roll.map(({ member: voter, chamber }) => ({ voter, chamber })),
      questionHash: questionHash(proposal, stand, way, roll),
      voices: ballots.map(({ member: voter, choices }) => ({
        voter,
        digest: voiceDigest(saltOf(state.chance, voter), choices),
      })),
      yes,
      no,
      abstain,
      here,
      present,
      result,
      outcome: { result, ...rest },
      asked: !isFinal,
      effectAt: isFinal && result === 'passed' ? after(act.at, way.waitDays) : null,
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
        counted_at: act.at,
      });
      const roll = fact.roll.map(({ voter, chamber }) => ({ member: voter, chamber }));
      await insertRoll(tx, act, proposal, round, roll);
      const took = fact.voices.map(({ voter }) => ({
        proposal,
        round,
        member: voter,
        how: 'paper' as const,
      }));
      await insertParts(tx, act.org, took);
      await insertHands(tx, act, { ...fact, voting: fact.roll.length });
      if (!fact.asked) await closeCounted(tx, act, fact);
    }
  },
  async seal(tx, sealed, state) {
    for (const { input: asked, fact } of sealed) {
      const counted = countIn(state, asked, fact.way as unknown as Way);
      assert(counted.ok, 'what was counted can be counted again');
      const chambers = new Map(fact.roll.map((one) => [one.voter, one.chamber]));
      const voices = counted.value.ballots.map(({ member, choices }) => ({
        member,
        chamber: chambers.get(member)!,
        choices,
        salt: saltOf(state.chance, member),
      }));
      await writeVoices(tx, { org: state.org, ...fact }, voices);
    }
  },
  // What others have said by name is not kept with the answer of whoever wrote it down.
  knownBy: ({ voices, ...rest }) => ({ ...rest, ...(voices === undefined ? {} : { voices: voices.length }) }),
  answer: ({ proposal, result, yes, no, abstain, asked }) => ({ proposal, result, yes, no, abstain, asked }),
});

/** Whether a proposal can be put to those in the room now, and as what. */
function putToTheRoom(state: State, heard: number, member: MemberId | null, now: string) {
  const { written, room, group, deciding } = state;
  const found = openFor(room, member);
  if (!found.ok) return found;
  const here = deciding.map((one) => one.member).filter((one) => room.here.includes(one));
  const needed = found.meeting.quorum ?? 1;
  if (here.length < needed) return refuse('meeting_without_quorum', { here: here.length, needed });
  const wrong = wrongInTalk(written, member, now);
  if (wrong)
    return wrong.refusal.rule === 'not_an_author' ? refuse('proposal_unknown') : refuse(wrong.refusal.rule);
  const { options } = written;
  const proposal = written.proposal!;
  const { version } = proposal;
  if (version !== heard) return refuse('heard_another_version', { heard, version });
  const way = wayHere(group.articles, proposal, options);
  if (!way.ok) return way;
  const waits = waitsFor(proposal, options, way.value, state.holding, now);
  if (waits) return waits;
  const stand = onBallot(options, proposal.parity);
  const roll = rollOf(deciding, askedBy(proposal, way.value));
  const wrongRoll = wrongWithRoll(roll);
  if (wrongRoll !== null) return refuse(wrongRoll);
  return accept({ meeting: found.meeting.id, here, proposal, stand, way: way.value, roll });
}

/** What comes of it, and how many of the roll were in the room. */
function countIn({ written, room, deciding }: State, { voices, hands }: Input, way: Way) {
  const proposal = written.proposal!;
  const roll = rollOf(deciding, askedBy(proposal, way));
  const here = roll.filter((one) => room.here.includes(one.member));
  const question = ballotQuestionOf({ ...proposal, way }, written.options);
  const decided = decideHands(question, roll, here, voices ?? hands ?? { yes: 0, no: 0 });
  if (!decided.ok) return decided;
  return accept({ ...decided.value, present: here.length });
}
