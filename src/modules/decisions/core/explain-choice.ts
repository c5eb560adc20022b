/** Explains choices in which every option has a worth of its own: approvals, points, grades. */
import type { Judgment, StarRound } from '#tally';
import { keptFacts, type KeptData, passedOverTold } from './explain-kept.ts';
import {
  type Bar,
  barrier,
  type CountHead,
  difference,
  type ExplainedProposal,
  headOf,
  type MarksRow,
  NO_CHANGE,
  type Part,
  type Picture,
  type Told,
  told,
  turnout,
  type Verdict,
  type WhyNotTold,
} from './explain-terms.ts';

/** Points go from 0 to this, grades from the first to this. */
const HIGHEST_MARK = 5;

/** Lists go by the number of the option in `options`. */
export interface MarkedData extends CountHead, KeptData {
  readonly options: readonly string[];
  readonly ranking: readonly number[];
  readonly tied: readonly number[];
}
export interface ApprovalData extends MarkedData {
  readonly approvals: readonly number[];
}
export interface ScoreData extends MarkedData {
  readonly sums: readonly string[];
  readonly counts: readonly (readonly number[])[];
}
export interface JudgmentData extends MarkedData {
  readonly judgments: readonly Judgment[];
}
export interface StarData extends CountHead, KeptData {
  readonly options: readonly string[];
  readonly sums: readonly string[];
  readonly rounds: readonly StarRound[];
}

const NOTHING = { kind: 'nothing' } as const;

export function explainApproval(proposal: ExplainedProposal, count: ApprovalData, verdict: Verdict): Part {
  const worth = byId(count.options, count.approvals.map(String));
  const bars = ranked(count).map((option): Bar => {
    const shown = worth.get(option)!;
    return { option, value: Number(shown), shown, won: isWon(option, verdict) };
  });
  return {
    head: headOf(proposal, verdict),
    facts: [
      ...turnout(count),
      ...winners(count, verdict, worth, 'outcome.approval.won'),
      ...keptOf(proposal, count, verdict),
    ],
    picture: count.took === 0 ? NOTHING : { kind: 'bars', bars, full: count.took },
    lots: lotsOf(count, verdict),
    whyNot: losers(proposal, count, verdict, worth, 'outcome.why.approval'),
  };
}

export function explainScore(proposal: ExplainedProposal, count: ScoreData, verdict: Verdict): Part {
  const worth = byId(count.options, count.sums);
  return {
    head: headOf(proposal, verdict),
    facts: [
      ...turnout(count),
      ...winners(count, verdict, worth, 'outcome.score.won'),
      ...keptOf(proposal, count, verdict),
    ],
    picture: marksPicture(count, count.counts, worth, 'points', verdict),
    lots: lotsOf(count, verdict),
    whyNot: losers(proposal, count, verdict, worth, 'outcome.why.score'),
  };
}

export function explainJudgment(proposal: ExplainedProposal, count: JudgmentData, verdict: Verdict): Part {
  const { options, judgments, took } = count;
  const grades = byId(
    options,
    judgments.map(({ grade }) => String(grade ?? 0)),
  );
  const gradeOf = (option: string) => ({ grade: Number(grades.get(option)) });
  const best = verdict.winners.map((option) =>
    told('outcome.judgment.won', { who: { option }, grade: gradeOf(option) }),
  );
  const last = barrier(verdict, proposal.seats, options);
  const why = (option: string, last: string): Told => {
    const values = { who: { option }, other: { option: last }, grade: gradeOf(option) };
    if (isLevel(option, last, count)) return levelTold(option, last);
    if (grades.get(option) !== grades.get(last)) {
      return told('outcome.why.judgment', { ...values, otherGrade: gradeOf(last) });
    }
    const [own, other] = [option, last].map((one) => judgments[options.indexOf(one)]!);
    return told('outcome.why.judgment_close', {
      ...values,
      better: own!.better,
      worse: own!.worse,
      otherBetter: other!.better,
      otherWorse: other!.worse,
    });
  };
  const counts = judgments.map((one) => one.counts);
  return {
    head: headOf(proposal, verdict),
    facts: [...turnout(count), ...(took > 0 ? best.slice(0, 3) : []), ...keptOf(proposal, count, verdict)],
    picture: marksPicture(count, counts, grades, 'grades', verdict),
    lots: lotsOf(count, verdict),
    whyNot:
      last === null
        ? []
        : lostOf(ranked(count), took, verdict).map((option) => ({
            option,
            says: passedOver(option, proposal, count) ?? [why(option, last)],
          })),
  };
}

export function explainStar(proposal: ExplainedProposal, count: StarData, verdict: Verdict): Part {
  const { options, sums, rounds, took } = count;
  const first = rounds.map(({ winner }) => options[winner]!);
  const rest = options.filter((option) => !first.includes(option));
  const worth = byId(options, sums);
  const ranking = [...first, ...rest.sort((a, b) => bySize(worth.get(a)!, worth.get(b)!))];
  const rows = ranking.map((option): MarksRow => ({
    option,
    counts: [],
    worth: worth.get(option)!,
    won: isWon(option, verdict),
  }));
  const runoffs = rounds.map(({ finalists, prefer, noPreference, winner }) => ({
    bars: finalists.map((at, side): Bar => ({
      option: options[at]!,
      value: prefer[side] ?? 0,
      shown: String(prefer[side] ?? 0),
      won: at === winner,
    })),
    neither: noPreference,
  }));
  const lots = rounds.filter(({ by, winner }) => by === 'lot' && verdict.winners.includes(options[winner]!));
  return {
    head: headOf(proposal, verdict),
    facts: [
      ...turnout(count),
      ...(took > 0 ? rounds.flatMap((one) => runoffFact(one, options)) : []),
      ...keptOf(proposal, count, verdict),
    ],
    picture: took === 0 ? NOTHING : { kind: 'marks', of: 'points', highest: HIGHEST_MARK, rows, runoffs },
    lots: lots.map(({ winner }) => told('outcome.lot.runoff', { who: { option: options[winner]! } })),
    whyNot: lostOf(ranking, took, verdict).map((option) => {
      const says = passedOver(option, proposal, count);
      return says ? { option, says } : starWhyNot(option, count, worth);
    }),
  };
}

function runoffFact({ finalists, prefer, winner, by }: StarRound, options: readonly string[]): Told[] {
  const [first, second] = finalists;
  if (first === undefined || second === undefined) return [];
  const [most, least] = winner === first ? prefer : [prefer[1], prefer[0]];
  const other = { option: options[winner === first ? second : first]! };
  const who = { option: options[winner]! };
  const said = told('outcome.star.runoff', { who, other, most, least });
  if (by === 'points') return [said, told('outcome.star.by_points', { who })];
  return by === 'top-marks' ? [said, told('outcome.star.by_top', { who })] : [said];
}

function starWhyNot(option: string, count: StarData, worth: ReadonlyMap<string, string>): WhyNotTold {
  const { rounds, options } = count;
  const at = options.indexOf(option);
  const who = { option };
  const final = rounds.findLast(({ finalists }) => finalists.includes(at));
  if (final && final.winner !== at) {
    const side = final.finalists.indexOf(at);
    const values = { who, other: { option: options[final.winner]! } };
    const [own, others] = [final.prefer[side] ?? 0, final.prefer[1 - side] ?? 0];
    const key = own === others ? 'outcome.why.star_level' : 'outcome.why.star_runoff';
    return { option, says: [told(key, { ...values, own, others })] };
  }
  const least = options[rounds.at(-1)!.finalists.at(-1)!]!;
  const missing = Math.max(0, Number(difference(worth.get(least)!, worth.get(option)!)));
  const values = { who, other: { option: least }, own: Number(worth.get(option)), missing };
  return { option, says: [told('outcome.why.star_points', values)] };
}

function marksPicture(
  count: MarkedData,
  counts: readonly (readonly number[])[],
  worth: ReadonlyMap<string, string>,
  of: 'points' | 'grades',
  verdict: Verdict,
): Picture {
  if (count.took === 0) return NOTHING;
  const rows = count.ranking.map((at): MarksRow => {
    const option = count.options[at]!;
    return { option, counts: counts[at]!, worth: worth.get(option)!, won: isWon(option, verdict) };
  });
  return { kind: 'marks', of, highest: HIGHEST_MARK, rows, runoffs: [] };
}

function ranked({ options, ranking }: MarkedData): readonly string[] {
  return ranking.map((at) => options[at]!);
}

function byId(options: readonly string[], values: readonly string[]): ReadonlyMap<string, string> {
  return new Map(options.map((id, at) => [id, values[at] ?? '0']));
}

function bySize(a: string, b: string): number {
  const [left, right] = [BigInt(a), BigInt(b)];
  return left > right ? -1 : left < right ? 1 : 0;
}

/** “No change” has won where nothing else has. */
function isWon(option: string, { result, winners }: Verdict): boolean {
  return winners.includes(option) || (result === 'rejected' && option === NO_CHANGE);
}

/** Options that did not win, the nearest first. “No change” has nobody who stands for it. */
function lostOf(ranking: readonly string[], took: number, { winners, result }: Verdict): readonly string[] {
  if (took === 0 || result === 'no_quorum') return [];
  return ranking.filter((option) => option !== NO_CHANGE && !winners.includes(option));
}

/** Whether the two stood equal in all that the rule looks at. */
function isLevel(option: string, last: string, { options, tied }: MarkedData): boolean {
  return [option, last].every((one) => tied.includes(options.indexOf(one)));
}

function levelTold(option: string, last: string): Told {
  const values = { who: { option }, other: { option: last } };
  return told(last === NO_CHANGE ? 'outcome.why.level' : 'outcome.why.lot', values);
}

function lotsOf({ options, tied }: MarkedData, { winners }: Verdict): Told[] {
  const among = tied.map((at) => options[at]!).filter((option) => option !== NO_CHANGE);
  const fell = among.filter((option) => winners.includes(option));
  if (fell.length === 0 || fell.length === among.length) return [];
  return [told('outcome.lot.tied', { among: { options: among }, who: { options: fell } })];
}

type WonKey = 'outcome.approval.won' | 'outcome.score.won';

function winners(
  count: MarkedData,
  verdict: Verdict,
  worth: ReadonlyMap<string, string>,
  key: WonKey,
): Told[] {
  // Where somebody was passed over, how far it was to the next says nothing.
  const isPlain = (count.passedOver ?? []).length === 0;
  const next = isPlain ? ranked(count).find((option) => !verdict.winners.includes(option)) : undefined;
  return verdict.winners.slice(0, 3).map((option) =>
    told(key, {
      who: { option },
      votes: Number(worth.get(option)),
      voters: count.took,
      margin: next === undefined ? -1 : Number(difference(worth.get(option)!, worth.get(next)!)),
    }),
  );
}

type WhyKey = 'outcome.why.approval' | 'outcome.why.score';

function losers(
  proposal: ExplainedProposal,
  count: MarkedData,
  verdict: Verdict,
  worth: ReadonlyMap<string, string>,
  key: WhyKey,
): readonly WhyNotTold[] {
  const last = barrier(verdict, proposal.seats, count.options);
  if (last === null) return [];
  return lostOf(ranked(count), count.took, verdict).map((option) => {
    const [own, missing] = [worth.get(option)!, Number(difference(worth.get(last)!, worth.get(option)!))];
    const values = { who: { option }, other: { option: last }, own: Number(own), missing };
    const says = [missing <= 0 ? levelTold(option, last) : told(key, values)];
    return { option, says: passedOver(option, proposal, count) ?? says };
  });
}

type Counted = KeptData & Pick<MarkedData, 'options' | 'took'>;

/** What is said of kept places, once somebody has voted. */
function keptOf({ seats }: ExplainedProposal, count: Counted, { winners, result }: Verdict): readonly Told[] {
  return count.took === 0 || result === 'no_quorum' ? [] : keptFacts(count, seats, winners.length);
}

function passedOver(option: string, { seats }: ExplainedProposal, count: Counted): readonly Told[] | null {
  return passedOverTold(count.options.indexOf(option), option, count, seats);
}
