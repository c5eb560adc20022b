/** Real counts of small votes: for tests, and for the page of the look. */
import type { Method, Way } from '#agents';
import type { BallotQuestion } from './ballot.ts';
import { type CastBallot, countBallots, type Counted, type RollSizes } from './count.ts';
import type { ExplainedProposal } from './explain-terms.ts';
import { hasNone } from './kinds.ts';
import type { ParityRule } from './parity.ts';
import type { Choices } from './proposal.ts';

export const TRIED_SEED = 'lottery of 5 May: 4 8 15 16 23 42';

export interface Tried {
  readonly proposal: ExplainedProposal;
  readonly question: BallotQuestion;
  readonly outcome: Counted;
  readonly ballots: readonly CastBallot[];
}

export interface TriedVote {
  readonly title: string;
  readonly method: Method;
  /** Titles of the options; a cost after a bar, in minor units: `Benches|120000`. */
  readonly options?: readonly string[];
  readonly ballots: readonly CastBallot[];
  readonly roll: number | RollSizes;
  readonly seats?: number;
  readonly pot?: bigint;
  readonly way?: Partial<Way>;
  readonly electsPeople?: boolean;
  readonly round?: number;
  readonly parity?: readonly ParityRule[];
  /** What each candidate says of themself, in the order of the options. */
  readonly groups?: readonly (readonly string[])[];
}

/** Counts a vote and says of it what an explanation needs. */
export function tried(vote: TriedVote): Tried {
  const way: Way = {
    method: vote.method,
    quorumPercent: 0,
    noQuorum: 'fails',
    talkDays: 0,
    voteDays: 1,
    waitDays: 0,
    secrecy: 'open',
    voters: 'members',
    ...vote.way,
  };
  const options = (vote.options ?? [vote.title]).map((text, at) => {
    const [title = '', cost] = text.split('|');
    const costMinor = cost === undefined ? null : BigInt(cost);
    return { id: `opt_${at + 1}`, title, costMinor, excludes: null, groups: vote.groups?.[at] ?? [] };
  });
  const { title, method, seats = 1, pot = null, round = 1, electsPeople = false, parity = [] } = vote;
  const none = hasNone(electsPeople ? 'election' : 'choice', way);
  const question = { title, way, seats, potMinor: pot, unit: null, none, parity, options };
  const roll = typeof vote.roll === 'number' ? { people: vote.roll, organizations: 0 } : vote.roll;
  const outcome = countBallots(question, roll, vote.ballots, TRIED_SEED, round);
  const proposal = { title, method, seats, seed: TRIED_SEED, electsPeople, options };
  return { proposal, question, outcome, ballots: vote.ballots };
}

/** As many ballots that say the same. */
export function times(
  count: number,
  choices: Choices | null,
  chamber: CastBallot['chamber'] = 'people',
): readonly CastBallot[] {
  return Array.from({ length: count }, () => ({ chamber, choices }));
}

const idOf = (number: number) => (number === 0 ? 'none' : `opt_${number}`);

/** Options by number, best first; 0 is “no change”. */
export function ranks(count: number, ...ranking: readonly number[]): readonly CastBallot[] {
  return times(count, { ballot: 'rank', ranking: ranking.map((number) => [idOf(number)]) });
}

export function approves(count: number, ...numbers: readonly number[]): readonly CastBallot[] {
  return times(count, { ballot: 'approve', options: numbers.map(idOf) });
}

export function funds(count: number, ...numbers: readonly number[]): readonly CastBallot[] {
  return times(count, { ballot: 'fund', options: numbers.map(idOf) });
}

/** A mark for each option in its order. */
export function marks(count: number, ...given: readonly number[]): readonly CastBallot[] {
  const entries = given.map((mark, at) => [idOf(at + 1), mark] as const);
  return times(count, { ballot: 'marks', marks: Object.fromEntries(entries) });
}

export function says(
  count: number,
  word: 'yes' | 'no' | 'abstain',
  chamber: CastBallot['chamber'] = 'people',
): readonly CastBallot[] {
  return times(count, { ballot: 'yes_no', says: word }, chamber);
}

export function voices(
  count: number,
  word: 'consent' | 'aside' | 'object' | 'abstain',
): readonly CastBallot[] {
  return times(count, { ballot: 'consent', says: word });
}
