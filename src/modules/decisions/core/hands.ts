/**
 * Deciding on the spot, in the room: by a show of hands, which are counted, or by name, when the phone
 * goes from hand to hand or somebody objects. The rules are the same as for every other vote; so is the
 * roll, everybody who decides: who is not in the room has not taken part.
 */
import type { MemberId } from '#kernel/command';
import { accept, refuse, type Outcome } from '#kernel/outcome';
import { isForHands, type Way } from '#agents';
import type { BallotQuestion } from './ballot.ts';
import { countBallots, type CastBallot, type Counted, type RollSizes } from './count.ts';
import { fitsKind } from './kinds.ts';
import { ballotOf, type Choices } from './proposal.ts';
import type { Voter } from './roll.ts';

/** Hands that were counted. Whoever is in the room and raises none is neither for nor against. */
export interface Hands {
  readonly yes: number;
  readonly no: number;
}

/** What somebody says with their name. */
export interface NamedVoice {
  readonly voter: MemberId;
  readonly says: 'yes' | 'no' | 'abstain' | 'consent' | 'aside' | 'object';
  readonly reason?: string | undefined;
}

export type HandsRule =
  | 'hands_need_names'
  | 'too_few_in_the_room'
  | 'hands_do_not_fit'
  | 'not_here'
  | 'ballot_of_another_kind'
  | 'objection_without_reason';

export interface Ballot {
  readonly member: MemberId;
  readonly choices: Choices;
}

export interface OnTheSpot {
  readonly yes: number;
  readonly no: number;
  readonly abstain: number;
  /** By name, where names were asked for. */
  readonly ballots: readonly Ballot[];
  readonly counted: Counted;
}

/** Whether a matter may be decided in this way in a meeting, at once, before everybody’s eyes. */
export function isOnTheSpot(kind: string, way: Way): boolean {
  return isForHands(way) && fitsKind(kind, way);
}

/**
 * Decides what came of it; `here` are those of the roll who are in the room. With names, whoever says nothing
 * is heard as the method hears silence: neither yes nor no; or consent.
 */
export function decideHands(
  question: BallotQuestion,
  roll: readonly Voter[],
  here: readonly Voter[],
  said: Hands | readonly NamedVoice[],
): Outcome<OnTheSpot, HandsRule> {
  const { way } = question;
  const isNamed = 'length' in said;
  const asks = ballotOf(way.method);
  if (!isNamed && (asks === 'consent' || way.voters === 'both')) return refuse('hands_need_names');
  if (here.length === 0 || here.length * 100 < way.quorumPercent * roll.length) {
    const needed = Math.max(1, Math.ceil((way.quorumPercent * roll.length) / 100));
    return refuse('too_few_in_the_room', { here: here.length, needed });
  }
  const heard = isNamed ? byName(question, here, said) : byHand(here.length, said);
  if (!heard.ok) return heard;
  const sizes: RollSizes = {
    people: roll.filter((one) => one.chamber === 'people').length,
    organizations: roll.filter((one) => one.chamber === 'organizations').length,
  };
  const cast = heard.value.cast;
  const counted = countBallots(question, sizes, cast, '');
  const says = (...words: string[]) =>
    cast.filter(({ choices }) => choices && 'says' in choices && words.includes(choices.says)).length;
  const [yes, no] = [says('yes', 'consent'), says('no', 'object')];
  return accept({ yes, no, abstain: cast.length - yes - no, ballots: heard.value.ballots, counted });
}

type Heard = Outcome<{ cast: readonly CastBallot[]; ballots: readonly Ballot[] }, HandsRule>;

function byHand(here: number, { yes, no }: Hands): Heard {
  const rest = here - yes - no;
  if (rest < 0) return refuse('hands_do_not_fit', { here, hands: yes + no });
  const hands = (count: number, says: 'yes' | 'no' | 'abstain') =>
    Array.from({ length: count }, (): CastBallot => ({
      chamber: 'people',
      choices: { ballot: 'yes_no', says },
    }));
  return accept({ cast: [...hands(yes, 'yes'), ...hands(no, 'no'), ...hands(rest, 'abstain')], ballots: [] });
}

const YES_NO: readonly string[] = ['yes', 'no', 'abstain'];

function byName({ way }: BallotQuestion, here: readonly Voter[], said: readonly NamedVoice[]): Heard {
  const byVoter = new Map(said.map((one) => [one.voter, one]));
  if (said.some(({ voter }) => !here.some((one) => one.member === voter))) return refuse('not_here');
  if (byVoter.size !== said.length)
    return refuse('hands_do_not_fit', { here: here.length, hands: said.length });
  const asks = ballotOf(way.method);
  const heard: { ballot: Ballot; chamber: Voter['chamber'] }[] = [];
  for (const { member, chamber } of here) {
    const voice = byVoter.get(member);
    if (asks === 'yes_no') {
      const says = voice?.says ?? 'abstain';
      if (!YES_NO.includes(says)) return refuse('ballot_of_another_kind', { asked: asks, given: says });
      const choices: Choices = { ballot: 'yes_no', says: says as 'yes' | 'no' | 'abstain' };
      heard.push({ ballot: { member, choices }, chamber });
    } else {
      const says = voice?.says ?? 'consent';
      if (says === 'yes' || says === 'no') {
        return refuse('ballot_of_another_kind', { asked: asks, given: says });
      }
      const reason = voice?.reason?.trim() ?? '';
      if (says === 'object' && reason === '') return refuse('objection_without_reason');
      const choices: Choices = { ballot: 'consent', says, ...(reason === '' ? {} : { reason }) };
      heard.push({ ballot: { member, choices }, chamber });
    }
  }
  return accept({
    cast: heard.map(({ ballot, chamber }) => ({ chamber, choices: ballot.choices })),
    ballots: heard.map((one) => one.ballot),
  });
}
