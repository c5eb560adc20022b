/**
 * Majority judgment: every voter gives every option a grade, the best median grade wins. With an even
 * number of voters the median is the lower middle; equal medians are told apart by taking one median vote
 * after the other away from both until their medians differ. No grade is the lowest. (M. Balinski and R.
 * Laraki, “A theory of measuring, electing, and ranking”, PNAS 104, 2007, doi:10.1073/pnas.0702634104;
 * “Majority Judgment”, MIT Press, 2011.)
 */
import * as cardinal from './cardinal.ts';

export interface JudgmentOptions extends cardinal.CountedOptions {
  /** Number of the best grade; the lowest is 0. */
  readonly highest?: number;
}

export interface Judgment {
  /** The majority grade: the lower median. */
  readonly grade: number | null;
  /** Voters who gave more, and who gave less. */
  readonly better: number;
  readonly worse: number;
  /** counts[grade]: voters. */
  readonly counts: readonly number[];
}

export interface JudgmentResult extends cardinal.Placed {
  readonly rule: 'majority-judgment';
  readonly options: readonly string[];
  readonly voters: number;
  readonly judgments: readonly Judgment[];
}

export function majorityJudgment(
  profile: cardinal.MarkedProfile,
  options: JudgmentOptions = {},
): JudgmentResult {
  const highest = options.highest ?? cardinal.highestMark(profile);
  cardinal.checkMarks(profile, highest);
  const counts = cardinal.histogram(profile, highest);
  const better = (a: number, b: number) => compareMerit(counts[a]!, counts[b]!);
  return {
    rule: 'majority-judgment',
    options: profile.options,
    voters: cardinal.votersOf(profile),
    judgments: counts.map(judgmentOf),
    ...cardinal.placed(profile, options, better),
  };
}

function judgmentOf(counts: readonly number[]): Judgment {
  const grade = medianOf(counts, sum(counts));
  const at = grade ?? 0;
  return { grade, better: sum(counts.slice(at + 1)), worse: sum(counts.slice(0, at)), counts };
}

/** Below zero when the grades of `a` are the better ones. Both have the same number of voters. */
export function compareMerit(a: readonly number[], b: readonly number[]): number {
  const [left, right] = [[...a], [...b]];
  for (let voters = sum(a); voters > 0;) {
    const grades = [medianOf(left, voters)!, medianOf(right, voters)!] as const;
    if (grades[0] !== grades[1]) return grades[1] - grades[0];
    const away = Math.min(holds(left, grades[0], voters), holds(right, grades[0], voters));
    left[grades[0]]! -= away;
    right[grades[0]]! -= away;
    voters -= away;
  }
  return 0;
}

/**
 * How many median votes can go before the median is another: with q votes below and c of the grade, the
 * median of n votes is place ⌊(n − 1) ÷ 2⌋ from below, and stays in the grade while q ≤ place < q + c.
 */
function holds(counts: readonly number[], grade: number, voters: number): number {
  const below = sum(counts.slice(0, grade));
  const same = counts[grade]!;
  const untilBelow = voters - 2 * below;
  const untilAbove = 2 * (below + same) - voters + 1;
  return Math.max(1, Math.min(same, untilBelow, untilAbove));
}

function medianOf(counts: readonly number[], voters: number): number | null {
  if (voters === 0) return null;
  const place = Math.floor((voters - 1) / 2);
  let seen = 0;
  return counts.findIndex((count) => (seen += count) > place);
}

function sum(list: readonly number[]): number {
  return list.reduce((a, b) => a + b, 0);
}
