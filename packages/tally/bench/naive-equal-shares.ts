/**
 * The method of equal shares as its definition reads: one purse per voter, exact fractions, every project
 * priced in every round. Slow, and plain enough to trust; the library is held against it in tests and in
 * the benchmark.
 */
import { add, compare, type Fraction, fraction, min, mul, sub, ZERO } from '../src/exact/fraction.ts';

export interface NaiveInput {
  readonly budget: bigint;
  readonly costs: readonly bigint[];
  /** For each voter the points she gives to each project, zero for none. */
  readonly points: readonly (readonly number[])[];
  readonly utility: 'cost' | 'cardinality';
  /** Of two projects at the same price, the one that stands first here. */
  readonly order: readonly number[];
  /** Pairs that may not stand beside each other. */
  readonly rivals?: readonly (readonly [number, number])[];
}

/** Project numbers in the order in which they are bought when everybody begins with `endowment`. */
export function naiveShares(input: NaiveInput, endowment: Fraction): number[] {
  const purses = input.points.map(() => endowment);
  const chosen: number[] = [];
  const closed = new Set(input.costs.flatMap((cost, at) => (cost > input.budget ? [at] : [])));
  for (;;) {
    let best: { project: number; rho: Fraction } | null = null;
    for (const project of input.order) {
      if (closed.has(project)) continue;
      const rho = priceOf(input, purses, project);
      if (rho !== null && (best === null || compare(rho, best.rho) < 0)) best = { project, rho };
    }
    if (best === null) return chosen;
    const { project, rho } = best;
    purses.forEach((purse, voter) => {
      const asked = mul(rho, utilityOf(input, voter, project));
      purses[voter] = sub(purse, min(purse, asked));
    });
    chosen.push(project);
    closed.add(project);
    for (const [a, b] of input.rivals ?? []) {
      if (a === project) closed.add(b);
      if (b === project) closed.add(a);
    }
  }
}

/** Add1 from ⌊B/n⌋, one more each time, until the next step would overspend or more changes nothing. */
export function naiveAddOne(input: NaiveInput): number[] {
  const costOf = (chosen: readonly number[]) => chosen.reduce((sum, at) => sum + input.costs[at]!, 0n);
  // With this much, everybody could pay for everything alone.
  const enough = input.costs.reduce((sum, cost) => sum + cost, 0n);
  let endowment = input.budget / BigInt(Math.max(1, input.points.length));
  let last = naiveShares(input, fraction(endowment));
  const wanted = input.costs.flatMap((cost, at) =>
    cost <= input.budget && input.points.some((row) => row[at]! > 0) ? [at] : [],
  );
  while (endowment <= enough && !wanted.every((at) => last.includes(at))) {
    endowment += 1n;
    const next = naiveShares(input, fraction(endowment));
    if (costOf(next) > input.budget) return last;
    last = next;
  }
  return last;
}

function utilityOf(input: NaiveInput, voter: number, project: number): Fraction {
  const points = BigInt(input.points[voter]![project]!);
  return fraction(input.utility === 'cost' ? points * input.costs[project]! : points);
}

/** The least ρ at which the supporters raise the cost; null when all they have is too little. */
function priceOf(input: NaiveInput, purses: readonly Fraction[], project: number): Fraction | null {
  const ends = (purse: Fraction, utility: Fraction) => fraction(purse.num, purse.den * utility.num);
  const supporters = purses
    .map((purse, voter) => ({ purse, utility: utilityOf(input, voter, project) }))
    .filter(({ utility }) => utility.num > 0n)
    .map((one) => ({ ...one, ends: ends(one.purse, one.utility) }))
    .sort((a, b) => compare(a.ends, b.ends));
  let missing = fraction(input.costs[project]!);
  let utility = supporters.reduce((sum, one) => add(sum, one.utility), ZERO);
  for (const one of supporters) {
    const rho = fraction(missing.num * utility.den, missing.den * utility.num);
    if (compare(rho, one.ends) <= 0) return rho;
    missing = sub(missing, one.purse);
    utility = sub(utility, one.utility);
  }
  return null;
}
