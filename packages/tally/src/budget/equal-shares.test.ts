/**
 * Equal shares: against the naive count on every small budget that chance gives, and on examples of one's
 * own hand.
 */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { MORE } from '../with-chance.ts';
import { naiveAddOne, naiveShares } from '../../bench/naive-equal-shares.ts';
import { add, equal, fraction, toText, ZERO } from '../exact/fraction.ts';
import { type BudgetElection, budgetElection } from './election.ts';
import { equalShares } from './equal-shares.ts';
import { countShares } from './shares-count.ts';
import { SharesEngine } from './shares-engine.ts';
import { tiePlaces } from './ties.ts';
import { electionOf, idOf, smallBudgets } from './with-small-budgets.ts';

describe.each([
  ['approval', 1],
  ['points', 4],
] as const)('%s ballots', (_kind, highest) => {
  test.each(['cost', 'cardinality'] as const)('by %s are counted as the definition says', (utility) => {
    fc.assert(
      fc.property(smallBudgets(highest), (small) => {
        const election = electionOf(small);
        const rivals: [number, number][] = small.rivals && small.costs.length > 1 ? [[0, 1]] : [];
        const exclusive = rivals.map((pair) => pair.map(idOf));
        const input = {
          ...{ budget: BigInt(small.budget), costs: small.costs.map(BigInt), points: small.points, utility },
          ...{ order: small.costs.map((_cost, at) => at), rivals },
        };
        const plain = equalShares(election, { utility, exclusive, completion: 'none' });
        const each = fraction(small.budget, small.points.length);
        expect(plain.funded).toEqual(naiveShares(input, each).map(idOf));
        const added = equalShares(election, { utility, exclusive });
        expect(added.funded).toEqual(naiveAddOne(input).map(idOf));
      }),
      { numRuns: 400 * MORE },
    );
  });
});

/** Add1 as it reads: a count for every unit. The counts themselves are held against the naive one above. */
function unitByUnit(election: BudgetElection, utility: 'cost' | 'cardinality', isEarly: boolean) {
  const engine = new SharesEngine(election, utility, tiePlaces(election, {}));
  let whole = election.budget / BigInt(election.voters);
  for (let count = countShares(engine, {}, fraction(whole)); ; whole += 1n) {
    const left = election.budget - count.cost;
    const fits = election.projects.some(
      ({ cost }, at) => !count.chosen.includes(at) && !count.field.why.has(at) && cost <= left,
    );
    if (!count.wanting || (isEarly && !fits)) return { whole, count };
    const next = countShares(engine, {}, fraction(whole + 1n));
    if (next.cost > election.budget) return { whole, count };
    count = next;
  }
}

test.each([1, 3])('Add1 in leaps is Add1 unit by unit (up to %i points)', (highest) => {
  fc.assert(
    fc.property(smallBudgets(highest, 2000, 9000), fc.boolean(), fc.boolean(), (small, byCost, isEarly) => {
      const election = electionOf(small);
      const utility = byCost ? 'cost' : 'cardinality';
      const leaps = equalShares(election, { utility, completion: isEarly ? 'add1-early' : 'add1' });
      const { whole, count } = unitByUnit(election, utility, isEarly);
      expect(leaps.funded).toEqual(count.chosen.map(idOf));
      expect(leaps.endowment).toEqual(fraction(whole));
    }),
    { numRuns: 200 * MORE },
  );
});

test('every completion keeps the budget, gives each other project a reason, and knows no voter', () => {
  const completions = ['add1', 'add1-early', 'add1-greedy', 'greedy', 'none'] as const;
  fc.assert(
    fc.property(smallBudgets(3), fc.constantFrom(...completions), (small, completion) => {
      const election = electionOf(small);
      const outcome = equalShares(election, { completion });
      expect(outcome.cost).toBeLessThanOrEqual(election.budget);
      expect(new Set(outcome.funded).size).toBe(outcome.funded.length);
      const told = [...outcome.funded, ...Object.keys(outcome.notFunded)].sort();
      expect(told).toEqual(small.costs.map((_cost, at) => idOf(at)).sort());
      const shuffled = electionOf({ ...small, points: small.points.toReversed() });
      expect(equalShares(shuffled, { completion }).funded).toEqual(outcome.funded);
    }),
    { numRuns: 300 },
  );
});

test('what is paid in a round is the cost, and nobody pays more than there was', () => {
  fc.assert(
    fc.property(smallBudgets(3), (small) => {
      const election = electionOf(small);
      const outcome = equalShares(election, { payments: true, completion: 'none' });
      const paid = new Map<number, ReturnType<typeof fraction>>();
      for (const round of outcome.rounds) {
        const total = round.payments!.reduce((sum, one) => add(sum, one.paid), ZERO);
        expect(equal(total, fraction(round.cost))).toBe(true);
        for (const one of round.payments!) paid.set(one.ballot, add(paid.get(one.ballot) ?? ZERO, one.paid));
      }
      for (const [ballot, sum] of paid) {
        const most = BigInt(election.weights[ballot]!) * election.budget;
        expect(sum.num * BigInt(election.voters)).toBeLessThanOrEqual(most * sum.den);
      }
    }),
  );
});

describe('by hand', () => {
  // Four voters, 100 each. Three want the park (240), one the bench (90); all four the well (100).
  const election = budgetElection({
    budget: 400n,
    projects: [
      { id: 'park', cost: 240n },
      { id: 'bench', cost: 90n },
      { id: 'well', cost: 100n },
    ],
    ballots: [
      { projects: [0, 2], weight: 3 },
      { projects: [1, 2], weight: 1 },
    ],
  });

  test('the count tells prices, who pays in full and what is missing', () => {
    const outcome = equalShares(election, { completion: 'none' });
    expect(outcome.funded).toEqual(['well']);
    const [well] = outcome.rounds;
    expect(toText(well!.price!)).toBe('25');
    expect(toText(well!.strength!)).toBe('4');
    expect(well!.full).toBe(4);
    expect(outcome.notFunded).toMatchObject({
      park: { reason: 'supporters_cannot_pay', have: fraction(225), missing: fraction(15) },
      bench: { reason: 'supporters_cannot_pay', have: fraction(75), missing: fraction(15) },
    });
  });

  test('Add1 goes on until the next step would overspend', () => {
    const outcome = equalShares(election);
    expect(outcome.funded).toEqual(['well', 'park']);
    expect(toText(outcome.endowment)).toBe('114');
    expect(outcome.overspent).toEqual({ endowment: fraction(115), cost: 430n });
  });

  test('the greedy completion spends by support what is left', () => {
    expect(equalShares(election, { completion: 'greedy' }).funded).toEqual(['well', 'park']);
  });

  test('a threshold and projects that exclude each other', () => {
    const limits = { threshold: 2, exclusive: [['park', 'well']] };
    const outcome = equalShares(election, limits);
    expect(outcome.funded).toEqual(['well']);
    expect(outcome.notFunded).toEqual({
      bench: { reason: 'below_threshold', support: 1, threshold: 2 },
      park: { reason: 'excluded_by', project: 'well' },
    });
  });

  test('a tie goes by the seed, always the same way', () => {
    const twins = budgetElection({
      budget: 10n,
      projects: ['a', 'b', 'c', 'd'].map((name) => ({ id: name, cost: 10n })),
      ballots: [{ projects: [0, 1, 2, 3], weight: 2 }],
    });
    expect(equalShares(twins).funded).toEqual(['a']);
    const seeds = ['one', 'two', 'three', 'four', 'five'];
    const drawn = seeds.map((seed) => equalShares(twins, { seed }).funded[0]);
    expect(new Set(drawn).size).toBeGreaterThan(1);
    expect(equalShares(twins, { seed: 'one' }).funded[0]).toBe(drawn[0]);
  });

  test('no voter, no project, no money', () => {
    expect(equalShares(budgetElection({ budget: 5n, projects: [], ballots: [] })).funded).toEqual([]);
    const alone = { id: 'a', cost: 1n };
    expect(equalShares(budgetElection({ budget: 5n, projects: [alone], ballots: [] })).funded).toEqual([]);
    const poor = budgetElection({ budget: 0n, projects: [alone], ballots: [{ projects: [0] }] });
    expect(equalShares(poor).notFunded).toEqual({ a: { reason: 'dearer_than_budget', cost: 1n } });
  });
});
