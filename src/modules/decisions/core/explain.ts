/**
 * Explains an outcome to everybody it binds, those who lost first of all: the outcome as a sentence, who
 * took part and what was needed, how the count went, where a lot decided, and for each option that did not
 * win what was missing. From the count as it lies in the record; nothing is counted anew.
 */
import type { Json } from '#kernel/outcome';
import type { SortitionResult } from '#tally';
import * as choice from './explain-choice.ts';
import { type BudgetData, explainBudget } from './explain-budget.ts';
import { type DuelsData, explainDuels } from './explain-duels.ts';
import { keptFacts, type KeptData, passedOverTold } from './explain-kept.ts';
import { explainRounds, type RoundsData } from './explain-rounds.ts';
import {
  type CountHead,
  type ExplainedProposal,
  type Explanation,
  headOf,
  type ObjectionTold,
  type Part,
  told,
  type Verdict,
} from './explain-terms.ts';
import { type ConsentData, explainConsent, explainMajority, type YesNoData } from './explain-yes-no.ts';

/** What a closed proposal keeps; what the count of each method holds, `count.ts` says. */
export interface KeptOutcome extends Verdict {
  readonly count: { readonly [part: string]: Json | undefined };
}

/** `objections` are those of the talk: the count of consent knows only how many there were. */
export function explain(
  proposal: ExplainedProposal,
  outcome: KeptOutcome,
  objections: readonly ObjectionTold[] = [],
): Explanation {
  const part = partOf(proposal, outcome, objections);
  const { method, seed } = proposal;
  return { method, result: outcome.result, ...part, seed };
}

function partOf(
  proposal: ExplainedProposal,
  verdict: KeptOutcome,
  objections: readonly ObjectionTold[],
): Part {
  // What lies in the record was written by the count of the same method.
  const count: unknown = verdict.count;
  switch (proposal.method) {
    case 'majority':
      return explainMajority(proposal, count as YesNoData, verdict);
    case 'consent':
    case 'consensus':
      return explainConsent(proposal, count as ConsentData, verdict, objections);
    case 'approval':
      return choice.explainApproval(proposal, count as choice.ApprovalData, verdict);
    case 'score':
      return choice.explainScore(proposal, count as choice.ScoreData, verdict);
    case 'star':
      return choice.explainStar(proposal, count as choice.StarData, verdict);
    case 'majority_judgment':
      return choice.explainJudgment(proposal, count as choice.JudgmentData, verdict);
    case 'scottish_stv':
    case 'meek':
      return explainRounds(proposal, count as RoundsData, verdict);
    case 'schulze':
    case 'ranked_pairs':
      return explainDuels(proposal, count as DuelsData, verdict);
    case 'equal_shares':
    case 'greedy':
    case 'phragmen':
      return explainBudget(proposal, count as BudgetData, verdict);
    case 'lot':
      return explainLot(proposal, count as LotData, verdict);
  }
}

type LotData = CountHead & KeptData & Pick<SortitionResult, 'drawn' | 'strata' | 'commitment'>;

function explainLot(proposal: ExplainedProposal, count: LotData, verdict: Verdict): Part {
  const { drawn, strata, commitment } = count;
  const reserves = strata.flatMap((one) => one.reserves);
  const values = { who: { options: drawn }, count: drawn.length, title: proposal.title };
  return {
    head: drawn.length === 0 ? headOf(proposal, verdict) : told('outcome.head.drawn', values),
    facts: [
      told('outcome.lot.among', { people: drawn.length + reserves.length, seats: drawn.length }),
      ...keptFacts(count, proposal.seats, drawn.length),
      ...(count.kept && reserves.length > 0 ? [told('outcome.kept.reserves')] : []),
    ],
    picture: { kind: 'lot', drawn, reserves, commitment },
    lots: [],
    // Whoever was not drawn stands in reserve: the picture says in which place. Whom the lot named and no
    // place was left for reads why.
    whyNot: (count.passedOver ?? []).map(({ candidate }) => {
      const option = count.options?.[candidate] ?? '';
      return { option, says: passedOverTold(candidate, option, count, proposal.seats) ?? [] };
    }),
  };
}
