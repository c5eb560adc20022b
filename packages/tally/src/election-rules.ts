/** The rules for elections that the command line knows, each with what its report says. */
import { approval } from './approval.ts';
import { committeeReport, isCommitteeFile } from './committee/report.ts';
import { byNumber, electedLines, headOf, stvReport } from './election-report.ts';
import { readMarked, readRanked } from './format/ballots.ts';
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
import type { CountedFile, CountOptions, CountReport, CountRule } from './rules.ts';
import { score } from './score.ts';
import { star } from './star.ts';

const number = (candidate: number) => candidate + 1;

function given({ seats, seed }: CountOptions): { seats?: number; seed?: string } {
  return { ...(seats === undefined ? {} : { seats }), ...(seed === undefined ? {} : { seed }) };
}

function stvRule(
  name: string,
  says: string,
  also: readonly string[],
  rule: (profile: RankedProfile, options: StvOptions) => StvResult,
): CountRule {
  return { name, says, also, count: (file, options) => countStv(rule, file, options) };
}

function countStv(
  rule: (profile: RankedProfile, options: StvOptions) => StvResult,
  file: CountedFile,
  options: CountOptions,
): CountReport {
  const profile = readRanked(file);
  const { json, lines } = stvReport(rule(profile, given(options)));
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
    ranking: ranking.map(number),
    levels: levels.map((level) => level.map(number)),
    byLot,
    ...duelHead(pairwise),
  };
}

function countSchulze(file: CountedFile, options: CountOptions): CountReport {
  const result = schulze(readRanked(file), given(options));
  const { candidates } = result.pairwise;
  const rounds = result.duels.map((duel) => ({
    ...duel,
    winner: number(duel.winner),
    loser: number(duel.loser),
    chain: duel.chain.map(number),
  }));
  const { elected, strengths } = result;
  const json = { ...orderHead(result), strengths: byNumber(strengths.map(byNumber)), rounds };
  const lines = result.duels.map(
    ({ winner, loser, strength, back }) =>
      `  ${candidates[winner]!} before ${candidates[loser]!}: ${strength} to ${back}`,
  );
  return { json, lines: ['Strongest chains:', ...lines, '', ...electedLines(candidates, elected)] };
}

function countRankedPairs(file: CountedFile, options: CountOptions): CountReport {
  const result = rankedPairs(readRanked(file), given(options));
  const { candidates } = result.pairwise;
  const { elected, majorities } = result;
  const rounds = majorities.map((one) => ({ ...one, winner: number(one.winner), loser: number(one.loser) }));
  const json = { ...orderHead(result), rounds };
  const lines = majorities.map(({ winner, loser, votes, against, kept }) =>
    [
      `  ${candidates[winner]!} over ${candidates[loser]!}: ${votes} to ${against}`,
      kept ? '' : ' (left out)',
    ].join(''),
  );
  return { json, lines: ['Majorities:', ...lines, '', ...electedLines(candidates, elected)] };
}

function markedReport(
  result: { rule: string; options: readonly string[]; voters: number; elected: readonly number[] },
  column: readonly (string | number | bigint | null)[],
  more: Readonly<Record<string, unknown>>,
): CountReport {
  const { rule, options, voters, elected } = result;
  const tallies = options.map((name, at) => `  ${String(column[at] ?? '—').padStart(10)}  ${name}`);
  const lines = [`${rule}: ${voters} ballots`, ...tallies, '', ...electedLines(options, elected)];
  return { json: { ...headOf(rule, options, elected), voters, ...more }, lines };
}

function countApproval(file: CountedFile, options: CountOptions): CountReport {
  if (isCommitteeFile(file)) return committeeReport(file, 'av', options);
  const result = approval(readMarked(file, true), given(options));
  const { approvals, ranking, tied } = result;
  const rounds = [{ approvals: byNumber(approvals), ranking: ranking.map(number), tied: tied.map(number) }];
  return markedReport(result, approvals, { rounds });
}

function countScore(file: CountedFile, options: CountOptions): CountReport {
  const result = score(readMarked(file, false), given(options));
  const { sums, counts, ranking, tied } = result;
  const round = { points: byNumber(sums), counts: byNumber(counts), ranking: ranking.map(number) };
  return markedReport(result, sums, { rounds: [{ ...round, tied: tied.map(number) }] });
}

function countJudgment(file: CountedFile, options: CountOptions): CountReport {
  const result = majorityJudgment(readMarked(file, false), given(options));
  const { judgments, ranking, tied } = result;
  const rounds = [{ judgments: byNumber(judgments), ranking: ranking.map(number), tied: tied.map(number) }];
  const column = judgments.map(({ grade }) => grade);
  return markedReport(result, column, { rounds });
}

function countStar(file: CountedFile, options: CountOptions): CountReport {
  const result = star(readMarked(file, false), given(options));
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
  { name: 'schulze', says: 'Schulze, winning votes', count: countSchulze },
  { name: 'ranked-pairs', also: ['tideman'], says: 'ranked pairs, winning votes', count: countRankedPairs },
  { name: 'approval', says: 'most approvals', count: countApproval },
  { name: 'score', says: 'largest sum of points', count: countScore },
  { name: 'star', says: 'score, then a runoff of the two best', count: countStar },
  {
    name: 'majority-judgment',
    also: ['majority-judgement'],
    says: 'best median grade',
    count: countJudgment,
  },
];
