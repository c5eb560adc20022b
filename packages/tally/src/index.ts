/** The door of the library: everything that is for others. It runs in a browser and opens nothing else. */
export * from './exact/fraction.ts';
export * from './exact/sha256.ts';
export * from './lots.ts';
export * from './rules.ts';
export * from './approval.ts';
export * from './budget/comparison.ts';
export * from './budget/election.ts';
export * from './budget/equal-shares.ts';
export * from './budget/from-pabulib.ts';
export { greedy } from './budget/greedy.ts';
export type { GreedyRound, GreedyRule } from './budget/greedy.ts';
export type { BudgetCap, BudgetLimits, BudgetOutcome, WhyNot } from './budget/outcome.ts';
export * from './budget/phragmen.ts';
export { countByFileRule } from './budget/rules.ts';
export type { Utility } from './budget/shares-engine.ts';
export type { TieRule, TieStep } from './budget/ties.ts';
export type { TieChoice } from './committee/branches.ts';
export * from './committee/profile.ts';
export { committeeMethods } from './committee/report.ts';
export * from './committee/sequential.ts';
export {
  approvalCommittee,
  optimalCommittee,
  reverseCommittee,
  sequentialCommittee,
} from './committee/thiele.ts';
export type { Satisfaction } from './committee/thiele.ts';
export { wholeCommittee } from './committee/whole.ts';
export type { WholeRule } from './committee/whole.ts';
export { checkMarks } from './cardinal.ts';
export type { CountedOptions, MarkedBallot, MarkedProfile, Placed } from './cardinal.ts';
export * from './consent.ts';
export * from './constraints.ts';
export * from './json.ts';
export * from './format/ballots.ts';
export * from './format/blt.ts';
export * from './format/constraints.ts';
export * from './format/csv.ts';
export * from './format/pabulib.ts';
export * from './format/preflib.ts';
export * from './majority-judgment.ts';
export * from './majority.ts';
export * from './ranked/irv.ts';
export { pairwise } from './ranked/pairwise.ts';
export type { Levels, Pairwise, RankedOptions, Seated } from './ranked/pairwise.ts';
export { rankedProfile, BallotPile, grouped, strictBallots } from './ranked/profile.ts';
export type { PlainBallot, PlainProfile, RankedBallots, RankedProfile } from './ranked/profile.ts';
export * from './ranked/ranked-pairs.ts';
export * from './ranked/schulze.ts';
export type * from './ranked/stv-count.ts';
export * from './ranked/stv-meek.ts';
export * from './ranked/stv-scottish.ts';
export * from './ranked/stv-wigm.ts';
export * from './score.ts';
export * from './sortition.ts';
export * from './star.ts';
