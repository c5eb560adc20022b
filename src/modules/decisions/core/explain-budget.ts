/** Explains a shared budget: who paid for what, what was left, and what was missing for the rest. */
import { compare, div, fraction, parseFraction, sub, toText } from '#tally';
import type { Comparison, Fraction, SharesRound, WhyNot } from '#tally';
import {
  type AsData,
  type CountHead,
  type ExplainedProposal,
  fractionText,
  headOf,
  type PaidBar,
  type Part,
  type Told,
  told,
  turnout,
  type Verdict,
} from './explain-terms.ts';

export interface BudgetData extends CountHead {
  readonly potMinor: string;
  readonly cost: string;
  readonly left: string;
  readonly supporters: { readonly [option: string]: number };
  /** What everybody held at the beginning; equal shares alone. */
  readonly endowment?: AsData<Fraction>;
  /** Of equal shares: the next part that would have been looked at, and what it would have cost. */
  readonly overspent?: AsData<{ readonly endowment: Fraction; readonly cost: bigint }> | null;
  readonly voters?: number;
  readonly rounds: readonly AsData<object>[];
  readonly notFunded: { readonly [option: string]: AsData<WhyNot> };
  /** Beside what greedy would have funded; the first is what was counted. */
  readonly comparison?: AsData<Comparison>;
}

export function explainBudget(proposal: ExplainedProposal, count: BudgetData, verdict: Verdict): Part {
  const { potMinor, cost, left, took, endowment } = count;
  const funded = verdict.winners;
  const isOpen = verdict.result === 'no_quorum';
  const spent = { cost: { money: cost }, pot: { money: potMinor }, left: { money: left } };
  const values = { count: funded.length, who: { options: funded }, title: proposal.title };
  const costs = new Map(proposal.options.map(({ id, costMinor }) => [id, String(costMinor ?? 0n)]));
  const not = proposal.options.filter(({ id }) => !funded.includes(id)).map(({ id }) => id);
  return {
    head: isOpen ? headOf(proposal, verdict) : told('outcome.head.funded', values),
    facts: [...turnout(count), ...(isOpen || took === 0 ? [] : [told('outcome.budget.spent', spent)])],
    picture:
      took === 0 || isOpen
        ? { kind: 'nothing' }
        : {
            kind: 'budget',
            rule: ruleOf(proposal, count),
            pot: potMinor,
            left,
            each: endowment ? fractionText(endowment) : null,
            bars: barsOf(count, funded, costs),
            not: not.map((option) => ({ option, cost: costs.get(option) ?? '0' })),
            comparison: compared(count),
          },
    lots: [],
    whyNot: took === 0 || isOpen ? [] : not.map((option) => ({ option, says: [whySays({ option }, count)] })),
  };
}

/**
 * By which rule the money was given out. What each really has is the pot divided by those who voted; where
 * the parts were raised, it is told why, and how far.
 */
function ruleOf({ method }: ExplainedProposal, { potMinor, endowment, voters = 0 }: BudgetData): Told[] {
  if (endowment === undefined)
    return [told(method === 'phragmen' ? 'outcome.budget.phragmen' : 'outcome.budget.greedy')];
  const part = fraction(BigInt(potMinor), BigInt(Math.max(1, voters)));
  const each = told('outcome.budget.each', {
    each: { money: toText(part) },
    pot: { money: potMinor },
    voters,
  });
  const raised = fractionText(endowment);
  return compare(parseFraction(raised), part) > 0
    ? [each, told('outcome.budget.raised', { raised: { money: raised } })]
    : [each];
}

function barsOf(count: BudgetData, funded: readonly string[], costs: ReadonlyMap<string, string>): PaidBar[] {
  const rounds = new Map((count.rounds as readonly AsData<SharesRound>[]).map((one) => [one.project, one]));
  return funded.map((option) => {
    const supporters = count.supporters[option] ?? null;
    const base = { option, cost: costs.get(option) ?? '0', supporters, full: null, rest: null };
    const round = rounds.get(option);
    if (count.endowment === undefined || !round) return { ...base, fromLeft: false };
    if (round.by === 'greedy') return { ...base, fromLeft: true };
    return { ...base, ...paidIn(round), fromLeft: false };
  });
}

/** Those who paid the same each, and those who gave the rest of what they had. */
function paidIn({ cost, full, rest }: AsData<SharesRound>): Pick<PaidBar, 'full' | 'rest'> {
  const paid = sub(parseFraction(cost), parseFraction(fractionText(rest.paid)));
  const each = full > 0 ? toText(div(paid, fraction(full))) : '0';
  return {
    full: full > 0 ? { voters: full, each, paid: toText(paid) } : null,
    rest: rest.voters > 0 ? { voters: rest.voters, paid: fractionText(rest.paid) } : null,
  };
}

function compared({ comparison }: BudgetData): Told | null {
  if (!comparison) return null;
  const { onlySecond, moreServed } = comparison;
  if (onlySecond.length === 0 && comparison.onlyFirst.length === 0) return told('outcome.budget.same');
  const instead = onlySecond.length === 0 ? 'fewer' : comparison.onlyFirst.length === 0 ? 'more' : 'other';
  return told(moreServed >= 0 ? 'outcome.budget.compared' : 'outcome.budget.compared_less', {
    instead,
    who: { options: onlySecond },
    other: { options: comparison.onlyFirst },
    more: Math.abs(moreServed),
  });
}

function whySays(who: { readonly option: string }, { notFunded, overspent }: BudgetData): Told {
  const why: AsData<WhyNot> | undefined = notFunded[who.option];
  // What costs nothing needs no pot, and is not counted.
  if (why === undefined) return told('outcome.why.no_cost', { who });
  switch (why.reason) {
    case 'dearer_than_budget':
      return told('outcome.why.dearer', { who, cost: { money: why.cost } });
    case 'no_supporters':
      return told('outcome.why.no_supporters', { who });
    case 'below_threshold':
      return told('outcome.why.below', { who, own: why.support, needed: why.threshold });
    case 'excluded_by':
      return told('outcome.why.excluded', { who, other: { option: why.project } });
    case 'does_not_fit':
      return told('outcome.why.no_room', { who, cost: { money: why.cost }, left: { money: why.left } });
    case 'stopped_before':
      return told('outcome.why.stopped', { who, other: { option: why.at } });
    case 'over_cap': {
      const values = { cost: { money: why.cost }, left: { money: why.left } };
      return told('outcome.why.over_cap', { who, cap: why.cap, ...values });
    }
    case 'supporters_cannot_pay': {
      const [have, missing] = [fractionText(why.have), fractionText(why.missing)];
      const values = { have: { money: have }, missing: { money: missing } };
      // Parts grow only as far as all that is then paid for fits into the pot.
      return told('outcome.why.cannot_pay', { who, ...values, end: overspent ? 'pot' : 'other' });
    }
  }
}
