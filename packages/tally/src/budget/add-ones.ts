/**
 * Add1: everybody gets one unit of currency more, again and again, until the next count would overspend.
 * The results are not monotone, so none of those counts may be skipped unseen; but most of them go the same
 * way as the one before. Where that can be proven for a whole span of endowments, the span is passed in one
 * step. How long a span is tried is a guess; that it holds is not.
 */
import { type Fraction, fraction } from '../exact/fraction.ts';
import type { BudgetElection } from './election.ts';
import type { BudgetLimits } from './outcome.ts';
import { countShares, sameWithMore, type SharesCount } from './shares-count.ts';
import type { SharesEngine } from './shares-engine.ts';

export interface FoundEndowment {
  readonly endowment: Fraction;
  /** Counts that were made or proven to be like the one before. */
  readonly steps: number;
  readonly overspent: { readonly endowment: Fraction; readonly cost: bigint } | null;
}

/** How often a place where two prices seem to meet is believed before the span is simply halved. */
const GUESSES = 6;

/** Looks for the endowment: ⌊B/n⌋ units of currency each, then one more and one more. */
export function addOnes(engine: SharesEngine, limits: BudgetLimits, isEarly: boolean): FoundEndowment {
  const { budget, voters, scale } = engine.election;
  const of = (whole: bigint) => fraction(whole * scale);
  const first = voters === 0 ? 0n : budget / (BigInt(voters) * scale);
  const steps = (whole: bigint) => Number(whole - first) + 1;
  let whole = first;
  let count = countShares(engine, limits, of(whole));
  let span = 1n;
  // Where each step brings something else there is nothing to leap over.
  let isCalm = true;
  for (;;) {
    if ((isEarly && nothingFits(engine.election, count)) || isSettled(count)) {
      return { endowment: of(whole), steps: steps(whole), overspent: null };
    }
    const more = isCalm ? longestSame(engine, limits, count, whole, span) : null;
    if (more !== null) {
      ({ count, span } = more);
      whole += span;
      span *= 2n;
      continue;
    }
    const next = countShares(engine, limits, of(whole + 1n));
    if (next.cost > budget) {
      const overspent = { endowment: of(whole + 1n), cost: next.cost };
      return { endowment: of(whole), steps: steps(whole) + 1, overspent };
    }
    whole += 1n;
    isCalm = next.chosen.join() === count.chosen.join();
    count = next;
  }
}

/** How much more everybody can have, at most `span`, with the count going the same way all along. */
function longestSame(
  engine: SharesEngine,
  limits: BudgetLimits,
  count: SharesCount,
  whole: bigint,
  longest: bigint,
): { count: SharesCount; span: bigint } | null {
  const { scale } = engine.election;
  let span = longest;
  for (let tries = 0; span > 0n; tries += 1) {
    const found = sameWithMore(engine, limits, count, (whole + span) * scale, span * scale);
    if (found !== null) return { count: found, span };
    const back = engine.crossing === null ? null : BigInt(Math.ceil(engine.crossing)) / scale + 1n;
    span = back !== null && back < span && tries < GUESSES ? span - back : span / 2n;
  }
  return null;
}

/**
 * Whether more money changes nothing: whatever can be wanted is funded. Where a project was left out for
 * another's sake, more money could still turn that choice, until nobody ran dry: then no price depends on
 * what people have.
 */
function isSettled({ wanting, pinched, field }: SharesCount): boolean {
  if (wanting) return false;
  const reasons = [...field.why.values()].map(({ reason }) => reason);
  const hasChosen = reasons.includes('excluded_by') || reasons.includes('over_cap');
  return !hasChosen || !pinched;
}

function nothingFits({ projects, budget }: BudgetElection, { chosen, cost, field }: SharesCount): boolean {
  const taken = new Set(chosen);
  const left = budget - cost;
  return projects.every((project, at) => taken.has(at) || field.why.has(at) || project.cost > left);
}
