/**
 * STAR, “score then automatic runoff”: the two options with most points meet, and the one that more voters
 * scored above the other wins. No points are 0 points. Ties as the Equal Vote Coalition's rules say: in the
 * scoring round by who wins more duels among the tied, then by more top marks, then by lot; in the runoff
 * by points, then top marks, then lot. Several seats are filled one after the other (bloc STAR); whom
 * constraints leave no seat is in no runoff. (M.
 * Frohnmayer and others, “STAR Voting”, 2014; starvoting.org/ties.)
 */
import * as cardinal from './cardinal.ts';
import type { Bound } from './constraints.ts';

export interface StarOptions extends cardinal.CountedOptions {
  readonly highest?: number;
}

export interface StarRound {
  readonly finalists: readonly number[];
  /** Voters who prefer the first finalist, the second, neither. */
  readonly prefer: readonly [number, number];
  readonly noPreference: number;
  readonly winner: number;
  /** What told the finalists apart. */
  readonly by: 'voters' | 'points' | 'top-marks' | 'lot' | 'alone';
  /** Who had as many points as the last finalist without being one. */
  readonly tiedOut: readonly number[];
}

export interface StarResult {
  readonly rule: 'star';
  readonly options: readonly string[];
  readonly voters: number;
  readonly sums: readonly bigint[];
  /** over[a][b]: voters who gave a more points than b. */
  readonly over: readonly (readonly number[])[];
  readonly rounds: readonly StarRound[];
  readonly elected: readonly number[];
  /** With constraints: who was in no runoff any more, because no seat was left for her. */
  readonly passedOver?: readonly Bound[];
}

interface Scored {
  readonly sums: readonly bigint[];
  readonly over: readonly (readonly number[])[];
  readonly topMarks: readonly number[];
  readonly lot: readonly number[];
  readonly voters: number;
}

export function star(profile: cardinal.MarkedProfile, options: StarOptions = {}): StarResult {
  const highest = options.highest ?? cardinal.highestMark(profile);
  cardinal.checkMarks(profile, highest);
  const counts = cardinal.histogram(profile, highest);
  const scored: Scored = {
    sums: cardinal.sumsOf(counts),
    over: preferences(profile),
    topMarks: counts.map((row) => row[highest]!),
    lot: cardinal.optionLot(profile, options.seed),
    voters: cardinal.votersOf(profile),
  };
  const rounds: StarRound[] = [];
  let left = cardinal.standing(profile);
  const plan = cardinal.planOf(profile, options);
  const passedOver: Bound[] = [];
  const elected: number[] = [];
  const seats = plan?.places ?? Math.min(options.seats ?? profile.seats ?? 1, left.length);
  for (;;) {
    const doomed = plan?.judge(elected, left).doomed ?? [];
    passedOver.push(...doomed);
    left = left.filter((one) => !doomed.some(({ candidate }) => candidate === one));
    if (elected.length >= seats) break;
    const round = runoff(scored, left);
    rounds.push(round);
    elected.push(round.winner);
    left = left.filter((one) => one !== round.winner);
  }
  const { sums, over, voters } = scored;
  const found = { rule: 'star', options: profile.options, voters, sums, over, rounds, elected } as const;
  return plan ? { ...found, passedOver } : found;
}

function runoff(scored: Scored, left: readonly number[]): StarRound {
  const { sums, over, topMarks, lot, voters } = scored;
  const wins = (one: number) =>
    left.filter((other) => sums[other] === sums[one] && over[one]![other]! > over[other]![one]!).length;
  const order = [...left].sort(
    (a, b) =>
      cardinal.compareBig(sums[b]!, sums[a]!) ||
      wins(b) - wins(a) ||
      topMarks[b]! - topMarks[a]! ||
      lot[a]! - lot[b]!,
  );
  const [first, second] = order;
  if (second === undefined) {
    return {
      finalists: order,
      prefer: [0, 0],
      noPreference: voters,
      winner: first!,
      by: 'alone',
      tiedOut: [],
    };
  }
  const prefer = [over[first!]![second]!, over[second]![first!]!] as const;
  const tests = [
    ['voters', prefer[0] - prefer[1]],
    ['points', cardinal.compareBig(sums[first!]!, sums[second]!)],
    ['top-marks', topMarks[first!]! - topMarks[second]!],
    ['lot', lot[second]! - lot[first!]!],
  ] as const;
  const [by, difference] = tests.find(([, found]) => found !== 0)!;
  return {
    finalists: [first!, second],
    prefer,
    noPreference: voters - prefer[0] - prefer[1],
    winner: difference > 0 ? first! : second,
    by,
    tiedOut: order.slice(2).filter((one) => sums[one] === sums[second]),
  };
}

function preferences(profile: cardinal.MarkedProfile): number[][] {
  const over = profile.options.map(() => profile.options.map(() => 0));
  for (const { count = 1, marks } of profile.ballots) {
    for (let a = 0; a < marks.length; a += 1) {
      const row = over[a]!;
      for (let b = 0; b < marks.length; b += 1) if ((marks[a] ?? 0) > (marks[b] ?? 0)) row[b]! += count;
    }
  }
  return over;
}
