/**
 * From ballots to an outcome: what the rule says about what was voted, as the result, the winning options in
 * their order, and the whole count as data. It depends on nothing but the frozen question, the roll, the
 * ballots and the seed, so that whoever has them comes to the same outcome. The counting itself is tally's.
 */
import type { Json } from '#kernel/outcome';
import { shareOf, type Way } from '#agents';
import {
  consent,
  doubleMajority,
  fraction,
  majority,
  sortition,
  type ConsentVoice,
  type MajorityRule,
  type Quorum,
} from '#tally';
import { isBlank, type BallotQuestion } from './ballot.ts';
import { countBudget } from './count-budget.ts';
import { countOptions, idsOf, keptIn, keptTold } from './count-options.ts';
import { plain } from './count-plain.ts';
import { ballotOf, type Choices, type Result } from './proposal.ts';
import { CHAMBERS, type Chamber } from './roll.ts';

/** How many may vote, by chamber, as the roll stood when the vote opened. */
export type RollSizes = Readonly<Record<Chamber, number>>;

export interface CastBallot {
  readonly chamber: Chamber;
  /** Null where whoever cast it has been forgotten: they took part, and no more is known. */
  readonly choices: Choices | null;
  /** Of an objection: that it was met, and no longer stands. */
  readonly resolved?: 'integrated' | 'withdrawn' | 'not-paramount';
}

export interface Counted {
  readonly result: Result;
  /** Options that have won, in the order in which they did. */
  readonly winners: readonly string[];
  readonly count: { readonly [key: string]: Json };
}

/** What one way of counting says beside the result. */
export type Found = Counted;

/**
 * Counts. Nothing is decided where nobody took part, nor with fewer than the quorum of the first vote; in a
 * second one (`round` 2) whoever comes is enough.
 */
export function countBallots(
  question: BallotQuestion,
  roll: RollSizes,
  ballots: readonly CastBallot[],
  seed: string,
  round = 1,
): Counted {
  const { way } = question;
  const quorumPercent = round > 1 ? 0 : way.quorumPercent;
  const taking = {
    method: way.method,
    options: idsOf(question),
    round,
    roll: roll.people + roll.organizations,
    took: ballots.length,
    blank: ballots.filter((one) => isBlank(one.choices)).length,
    quorum: quorumOf(quorumPercent, roll.people + roll.organizations, ballots.length),
  };
  const found = foundBy(question, roll, ballots, seed, quorumPercent);
  const count = { ...taking, ...found.count };
  const counts = way.method !== 'lot' && (ballots.length === 0 || !taking.quorum.holds);
  return counts ? { result: 'no_quorum', winners: [], count } : { ...found, count };
}

function foundBy(
  question: BallotQuestion,
  roll: RollSizes,
  ballots: readonly CastBallot[],
  seed: string,
  quorumPercent: number,
): Found {
  switch (ballotOf(question.way.method)) {
    case 'yes_no':
      return countYesNo(question, roll, ballots, quorumPercent);
    case 'consent':
      return countConsent(question, roll, ballots, quorumPercent);
    case 'fund':
      return countBudget(question, ballots, seed);
    case null:
      return drawLots(question, seed);
    case 'approve':
    case 'marks':
    case 'rank':
      return countOptions(question, ballots, seed);
  }
}

/** Who abstains takes part. The quorum is reached, not passed. */
function quorumOf(percent: number, roll: number, took: number) {
  return {
    percent,
    wanted: Math.ceil((percent * roll) / 100),
    reached: took,
    holds: took * 100 >= percent * roll,
  };
}

function quorumRule(percent: number): Quorum {
  return { share: fraction(percent, 100), counts: 'taking-part' };
}

/** How much must say yes, as tally knows it. */
function majorityRule(way: Way, quorumPercent: number): MajorityRule {
  const { parts, of, reached } = shareOf(way);
  return {
    kind: 'super',
    share: fraction(parts, of),
    exceed: reached === 'more',
    of: way.base === 'roll' ? 'roll' : 'yes-and-no',
    quorum: quorumRule(quorumPercent),
  };
}

function countYesNo(
  question: BallotQuestion,
  roll: RollSizes,
  ballots: readonly CastBallot[],
  quorumPercent: number,
): Found {
  const { way } = question;
  const rule = majorityRule(way, quorumPercent);
  const tally = (voices: readonly CastBallot[], size: number) => {
    const says = (word: string) =>
      voices.filter(({ choices }) => choices?.ballot === 'yes_no' && choices.says === word).length;
    const [yes, no] = [says('yes'), says('no')];
    return { yes, no, abstain: voices.length - yes - no, roll: size };
  };
  if (way.voters === 'both') {
    // A chamber in which nobody has a voice is not asked.
    const asked = CHAMBERS.filter((name) => roll[name] > 0);
    const chambers = asked.map((name) => ({
      name,
      count: tally(
        ballots.filter((one) => one.chamber === name),
        roll[name],
      ),
      rule,
    }));
    if (chambers.length === 0) return { result: 'no_quorum', winners: [], count: {} };
    return yesOrNo(question, doubleMajority(chambers));
  }
  return yesOrNo(question, majority(tally(ballots, roll.people + roll.organizations), rule));
}

function yesOrNo(
  question: BallotQuestion,
  found: { readonly outcome: 'passed' | 'rejected' | 'no-quorum' },
): Found {
  const result = found.outcome === 'no-quorum' ? 'no_quorum' : found.outcome;
  const winners = result === 'passed' ? question.options.map((one) => one.id) : [];
  return { result, winners, count: plain(found) as { readonly [key: string]: Json } };
}

/** Who objects says why in the talk and on an open ballot; the count tells how many, and names nobody. */
function countConsent(
  question: BallotQuestion,
  roll: RollSizes,
  ballots: readonly CastBallot[],
  quorumPercent: number,
): Found {
  const { way } = question;
  const voices = ballots.map(({ choices, resolved }, at): ConsentVoice => {
    const says = choices?.ballot === 'consent' ? choices.says : 'abstain';
    return { who: String(at), says, ...(resolved === undefined ? {} : { resolved }) };
  });
  const blocks = way.method === 'consensus' ? (way.blocks ?? 0) : 0;
  const rule = { quorum: fraction(quorumPercent, 100), objections: blocks };
  const found = consent([voices], roll.people + roll.organizations, rule);
  const unnamed = (list: readonly ConsentVoice[]) => list.map((one) => ({ ...one, who: '' }));
  const rounds = found.rounds.map((one) => ({
    ...one,
    asides: unnamed(one.asides),
    standing: unnamed(one.standing),
    resolved: unnamed(one.resolved),
  }));
  const isObjected = found.outcome !== 'passed' && found.outcome !== 'no-quorum';
  const { result, winners } = yesOrNo(question, {
    outcome: isObjected ? 'rejected' : found.outcome,
  });
  return { result, winners, count: plain({ ...found, rounds, blocks }) as { readonly [key: string]: Json } };
}

/** Nobody votes: who wins follows from the seed, which was committed to before the list was closed. */
function drawLots(question: BallotQuestion, seed: string): Found {
  const people = question.options.map(({ id }) => ({ id }));
  const seats = Math.min(question.seats, people.length);
  const kept = keptIn(question);
  // Of few who stand, those for whom no place is kept do not get one for that.
  const drawn = kept
    ? sortition(people, { seats: question.seats, seed, constraints: kept.constraints })
    : sortition(people, { seats, seed });
  return {
    result: drawn.drawn.length > 0 ? 'passed' : 'undecided',
    winners: drawn.drawn,
    count: plain({ ...drawn, ...keptTold(kept) }) as { readonly [key: string]: Json },
  };
}
