/** The rules for elections that the command line knows, each with what its report says. */
import { approval } from './approval.ts';
import { committeeReport, isCommitteeFile } from './committee/report.ts';
import { byNumber, headOf, passedOverJson, seatLines, type Seats, stvReport } from './election-report.ts';
import type { Constraints } from './constraints.ts';
import { readMarked, readRanked } from './format/ballots.ts';
import { readConstraints } from './format/constraints.ts';
import { majorityJudgment } from './majority-judgment.ts';
import { instantRunoff } from './ranked/irv.ts';
import type { Pairwise } from './ranked/pairwise.ts';
import type { RankedProfile } from './ranked/profile.ts';
import { rankedPairs, type RankedPairsResult } from './ranked/ranked-pairs.ts';
import { schulze, type SchulzeResult } from './ranked/schulze.ts';
import type { StvOptions, StvResult } from './ranked/stv-count.ts';
import { meekStv } from './ranked/stv-meek.ts';
import { scottishStv } from './ranked/stv-scottish.ts';
import { wigmStv } from './ranked/stv-wigm.ts';
import {
  type CountedFile,
  type CountOptions,
  type CountReport,
  type CountRule,
  TallyError,
} from './rules.ts';
import { score } from './score.ts';
import { star } from './star.ts';

const number = (candidate: number) => candidate + 1;

function given(
  { seats, seed, constraints }: CountOptions,
  names: readonly string[],
): { seats?: number; seed?: string; constraints?: Constraints } {
  return {
    ...(seats === undefined ? {} : { seats }),
    ...(seed === undefined ? {} : { seed }),
    ...(constraints ? { constraints: readConstraints(constraints.text, names) } : {}),
  };
}

function stvRule(
  name: string,
  says: string,
  also: readonly string[],
  rule: (profile: RankedProfile, options: StvOptions) => StvResult,
): CountRule {
  return { name, says, also, constrained: true, count: (file, options) => countStv(rule, file, options) };
}

function countStv(
  rule: (profile: RankedProfile, options: StvOptions) => StvResult,
  file: CountedFile,
  options: CountOptions,
): CountReport {
  const profile = readRanked(file);
  const { json, lines } = stvReport(rule(profile, given(options, profile.candidates)));
  const { perBallot } = profile;
  if (perBallot === undefined) return { json, lines };
  return { json: { ...json, perBallot }, lines: [`1 ballot of the file counts as ${perBallot}`, ...lines] };
}

function matrix({ over }: Pairwise): Record<string, Record<string, number>> {
  return byNumber(over.map(byNumber));
}

function duelHead(duels: Pairwise) {
  const { condorcetWinner, smithSet, voters } = duels;
  const winner = condorcetWinner === null ? null : number(condorcetWinner);
  return { voters, condorcetWinner: winner, smithSet: smithSet.map(number), pairwise: matrix(duels) };
}

/** What both rules of duels say before their rounds. */
function orderHead(result: SchulzeResult | RankedPairsResult) {
  const { rule, elected, ranking, levels, byLot, pairwise } = result;
  return {
    ...headOf(rule, pairwise.candidates, elected),
    ...passedOverJson(result.passedOver),
    ranking: ranking.map(number),
    levels: levels.map((level) => level.map(number)),
    byLot,
    ...duelHead(pairwise),
  };
}

function countSchulze(file: CountedFile, options: CountOptions): CountReport {
  const profile = readRanked(file);
  const result = schulze(profile, given(options, profile.candidates));
  const { candidates } = result.pairwise;
  const rounds = result.duels.map((duel) => ({
    ...duel,
    winner: number(duel.winner),
    loser: number(duel.loser),
    chain: duel.chain.map(number),
  }));
  const { strengths } = result;
  const json = { ...orderHead(result), strengths: byNumber(strengths.map(byNumber)), rounds };
  const lines = result.duels.map(
    ({ winner, loser, strength, back }) =>
      `  ${candidates[winner]!} before ${candidates[loser]!}: ${strength} to ${back}`,
  );
  return { json, lines: ['Strongest chains:', ...lines, '', ...seatLines(candidates, result)] };
}

function countRankedPairs(file: CountedFile, options: CountOptions): CountReport {
  const profile = readRanked(file);
  const result = rankedPairs(profile, given(options, profile.candidates));
  const { candidates } = result.pairwise;
  const { majorities } = result;
  const rounds = majorities.map((one) => ({ ...one, winner: number(one.winner), loser: number(one.loser) }));
  const json = { ...orderHead(result), rounds };
  const lines = majorities.map(({ winner, loser, votes, against, kept }) =>
    [
      `  ${candidates[winner]!} over ${candidates[loser]!}: ${votes} to ${against}`,
      kept ? '' : ' (left out)',
    ].join(''),
  );
  return { json, lines: ['Majorities:', ...lines, '', ...seatLines(candidates, result)] };
}

function markedReport(
  result: Seats & { rule: string; options: readonly string[]; voters: number },
  column: readonly (string | number | bigint | null)[],
  more: Readonly<Record<string, unknown>>,
): CountReport {
  const { rule, options, voters, elected } = result;
  const tallies = options.map((name, at) => `  ${String(column[at] ?? '—').padStart(10)}  ${name}`);
  const lines = [`${rule}: ${voters} ballots`, ...tallies, '', ...seatLines(options, result)];
  const head = { ...headOf(rule, options, elected), ...passedOverJson(result.passedOver) };
  return { json: { ...head, voters, ...more }, lines };
}

function countApproval(file: CountedFile, options: CountOptions): CountReport {
  if (isCommitteeFile(file)) {
    if (options.constraints) throw new TallyError('a committee knows of no constraints.');
    return committeeReport(file, 'av', options);
  }
  const profile = readMarked(file, true);
  const result = approval(profile, given(options, profile.options));
  const { approvals, ranking, tied } = result;
  const rounds = [{ approvals: byNumber(approvals), ranking: ranking.map(number), tied: tied.map(number) }];
  return markedReport(result, approvals, { rounds });
}

function countScore(file: CountedFile, options: CountOptions): CountReport {
  const profile = readMarked(file, false);
  const result = score(profile, given(options, profile.options));
  const { sums, counts, ranking, tied } = result;
  const round = { points: byNumber(sums), counts: byNumber(counts), ranking: ranking.map(number) };
  return markedReport(result, sums, { rounds: [{ ...round, tied: tied.map(number) }] });
}

function countJudgment(file: CountedFile, options: CountOptions): CountReport {
  const profile = readMarked(file, false);
  const result = majorityJudgment(profile, given(options, profile.options));
  const { judgments, ranking, tied } = result;
  const rounds = [{ judgments: byNumber(judgments), ranking: ranking.map(number), tied: tied.map(number) }];
  const column = judgments.map(({ grade }) => grade);
  return markedReport(result, column, { rounds });
}

function countStar(file: CountedFile, options: CountOptions): CountReport {
  const profile = readMarked(file, false);
  const result = star(profile, given(options, profile.options));
  const rounds = result.rounds.map((round) => ({
    ...round,
    finalists: round.finalists.map(number),
    winner: number(round.winner),
    tiedOut: round.tiedOut.map(number),
  }));
  const preferences = byNumber(result.over.map(byNumber));
  return markedReport(result, result.sums, { points: byNumber(result.sums), preferences, rounds });
}

export const electionRules: readonly CountRule[] = [
  stvRule(
    'scottish-stv',
    'transferable vote, Scottish rules of 2007 (the default for a board)',
    ['stv', 'scottish'],
    scottishStv,
  ),
  stvRule('meek', 'transferable vote by Meek’s reference rule', ['meek-stv', 'meek-prf'], meekStv),
  stvRule(
    'wigm',
    'transferable vote, weighted inclusive Gregory in exact fractions',
    ['gregory', 'wigm-stv', 'weighted-inclusive-gregory'],
    wigmStv,
  ),
  stvRule('irv', 'instant runoff: transferable vote for one seat', ['instant-runoff'], instantRunoff),
  { name: 'schulze', says: 'Schulze, winning votes', constrained: true, count: countSchulze },
  {
    name: 'ranked-pairs',
    also: ['tideman'],
    says: 'ranked pairs, winning votes',
    constrained: true,
    count: countRankedPairs,
  },
  { name: 'approval', says: 'most approvals', constrained: true, count: countApproval },
  { name: 'score', says: 'largest sum of points', constrained: true, count: countScore },
  { name: 'star', says: 'score, then a runoff of the two best', constrained: true, count: countStar },
  {
    name: 'majority-judgment',
    also: ['majority-judgement'],
    says: 'best median grade',
    constrained: true,
    count: countJudgment,
  },
];
