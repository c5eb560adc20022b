/**
 * Choosing among options. Where “no change” is one of them, what does not stand before it has not won, and
 * where the two are equal nothing changes: a lot may choose between two people, and not between something and
 * nothing. Nor does anybody win whom no ballot names.
 */
import type { Json } from '#kernel/outcome';
import {
  approval,
  type Constraints,
  majorityJudgment,
  meekStv,
  rankedPairs,
  rankedProfile,
  schulze,
  score,
  scottishStv,
  star,
  type MarkedProfile,
  type RankedPairsResult,
  type RankedProfile,
  type SchulzeResult,
  type StvRound,
} from '#tally';
import { HIGHEST_MARK, type BallotQuestion } from './ballot.ts';
import type { CastBallot, Found } from './count.ts';
import { plain } from './count-plain.ts';
import { NONE } from './kinds.ts';
import { constraintsOf, type ParityRule, placesFilled } from './parity.ts';

/** Beyond as many options a count leaves out what anybody can work out from the ballots. */
export const MOST_TOLD = 60;

export function countOptions(question: BallotQuestion, ballots: readonly CastBallot[], seed: string): Found {
  switch (question.way.method) {
    case 'scottish_stv':
    case 'meek':
      return countTransfers(question, ballots, seed);
    case 'schulze':
    case 'ranked_pairs':
      return countDuels(question, ballots, seed);
    default:
      return countMarks(question, ballots, seed);
  }
}

/** The options as tally numbers them: in their order, “no change” last. */
export function idsOf({ options, none }: BallotQuestion): readonly string[] {
  return [...options.map((one) => one.id), ...(none ? [NONE] : [])];
}

export function namesOf({ options, none }: BallotQuestion): readonly string[] {
  return [...options.map((one) => one.title), ...(none ? [NONE] : [])];
}

export function markedProfileOf(question: BallotQuestion, ballots: readonly CastBallot[]): MarkedProfile {
  const ids = idsOf(question);
  return {
    title: question.title,
    seats: question.seats,
    options: namesOf(question),
    ballots: ballots.map(({ choices }) => {
      const approved = new Set(choices?.ballot === 'approve' ? choices.options : []);
      const marks = choices?.ballot === 'marks' ? choices.marks : null;
      const isApproval = question.way.method === 'approval';
      return { marks: ids.map((id) => (isApproval ? Number(approved.has(id)) : (marks?.[id] ?? null))) };
    }),
  };
}

export function rankedProfileOf(question: BallotQuestion, ballots: readonly CastBallot[]): RankedProfile {
  const numbers = new Map(idsOf(question).map((id, at) => [id, at]));
  return rankedProfile({
    title: question.title,
    seats: question.seats,
    candidates: namesOf(question),
    ballots: ballots.map(({ choices }) => {
      const places = choices?.ballot === 'rank' ? choices.ranking : [];
      return { ranking: places.map((place) => place.flatMap((id) => numbers.get(id) ?? [])) };
    }),
  });
}

/** Places that are kept, as a count takes them; null where there are none. */
export interface Kept {
  readonly constraints: Constraints;
  readonly rules: readonly ParityRule[];
  /** How many of the places those who stand can fill. */
  readonly places: number;
}

export function keptIn({ parity = [], options, seats, none }: BallotQuestion): Kept | null {
  const constraints = constraintsOf(parity, options, none);
  if (constraints === null) return null;
  return { constraints, rules: parity, places: placesFilled(parity, seats, options) };
}

/** The option by which tally keeps them. */
function keptWithin(question: BallotQuestion): { readonly constraints?: Constraints } {
  const kept = keptIn(question);
  return kept === null ? {} : { constraints: kept.constraints };
}

/**
 * What a count says of kept places. Who is of which group is not in it: that stands with the candidates, as
 * long as they want it to.
 */
export function keptTold(kept: Kept | null): object {
  return kept === null ? {} : { kept: { rules: kept.rules, places: kept.places } };
}

function countMarks(question: BallotQuestion, ballots: readonly CastBallot[], seed: string): Found {
  const profile = markedProfileOf(question, ballots);
  const within = { seed, ...keptWithin(question) };
  const options = { ...within, highest: HIGHEST_MARK };
  switch (question.way.method) {
    case 'approval': {
      const found = approval(profile, within);
      const winners = found.elected.filter((one) => found.approvals[one]! > 0);
      return outcome(question, winners, found);
    }
    case 'majority_judgment': {
      const found = majorityJudgment(profile, options);
      const graded = (one: number) =>
        found.judgments[one]!.counts.some((count, grade) => grade > 0 && count > 0);
      return outcome(question, found.elected.filter(graded), found);
    }
    case 'star': {
      const found = star(profile, options);
      const winners = found.elected.filter((one) => found.sums[one]! > 0n);
      const isLong = profile.options.length > MOST_TOLD;
      return outcome(question, winners, isLong ? { ...found, over: [] } : found);
    }
    default: {
      const found = score(profile, options);
      const winners = found.elected.filter((one) => found.sums[one]! > 0n);
      return outcome(question, winners, found);
    }
  }
}

function countDuels(question: BallotQuestion, ballots: readonly CastBallot[], seed: string): Found {
  const profile = rankedProfileOf(question, ballots);
  const within = { seed, ...keptWithin(question) };
  const found = question.way.method === 'schulze' ? schulze(profile, within) : rankedPairs(profile, within);
  const ids = idsOf(question);
  const levelOf = (one: number) => found.levels.findIndex((level) => level.includes(one));
  const none = question.none ? levelOf(ids.indexOf(NONE)) : Infinity;
  const named = (one: number) => found.pairwise.over[one]!.some((votes) => votes > 0);
  const winners = found.elected.filter((one) => ids[one] !== NONE && levelOf(one) < none && named(one));
  // First, and beside another: neither was found to be better.
  const isUndecided = none === Infinity || (none === 0 && found.levels[0]!.length > 1);
  return outcome(question, winners, ids.length > MOST_TOLD ? shortDuels(found) : found, isUndecided);
}

function countTransfers(question: BallotQuestion, ballots: readonly CastBallot[], seed: string): Found {
  const profile = rankedProfileOf(question, ballots);
  const within = { seed, ...keptWithin(question) };
  const found = question.way.method === 'meek' ? meekStv(profile, within) : scottishStv(profile, within);
  const winners = found.valid > 0 ? found.elected : [];
  const rounds = profile.candidates.length > MOST_TOLD ? shortRounds(found.rounds) : found.rounds;
  return outcome(question, winners, { ...found, rounds });
}

/** The first round and the last ones. */
function shortRounds(rounds: readonly StvRound[]): readonly StvRound[] {
  return rounds.length <= MOST_TOLD ? rounds : [rounds[0]!, ...rounds.slice(1 - MOST_TOLD)];
}

/** Without the tables of all against all that follow from the duels. */
function shortDuels(found: SchulzeResult | RankedPairsResult): object {
  return 'duels' in found
    ? { ...found, strengths: [], duels: [] }
    : { ...found, majorities: found.majorities.filter(({ kept }) => !kept).slice(0, MOST_TOLD) };
}

/** Whoever stands behind “no change” lost to it; where nobody was found to be better, nothing is decided. */
function outcome(
  question: BallotQuestion,
  winners: readonly number[],
  found: object,
  isUndecided = true,
): Found {
  const ids = idsOf(question);
  // Options go by the ids that stand beside the count.
  const { options: _names, ...rest } = found as { readonly options?: readonly string[] };
  const result = winners.length > 0 ? 'passed' : isUndecided ? 'undecided' : 'rejected';
  const count = {
    ...(plain({ ...rest, ...keptTold(keptIn(question)) }) as { readonly [key: string]: Json }),
    elected: [...winners],
    told: ids.length > MOST_TOLD ? 'shortened' : 'whole',
  };
  return { result, winners: winners.map((one) => ids[one]!), count };
}
