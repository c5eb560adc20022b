/**
 * Everybody's purse while equal shares are counted, exactly and compactly. A voter who still has money has
 * paid the full price for every funded project of her ballot, so her purse is `endowment − Σ points ·
 * price`: it follows from her ballot and the list of prices, and only the prices are large rationals (one
 * common denominator for all). Next to that stands each purse as a double with a bound on its error, which
 * settles whatever is clear without BigInt.
 */
import { nearest } from '../exact/ratio.ts';
import type { BudgetElection } from './election.ts';

export class SharesPurse {
  readonly election: BudgetElection;
  /** Approximate purses by ballot; zero says exactly nothing, and above zero says something. */
  readonly approx: Float64Array;
  /** No entry of `approx` is further than this from the truth. */
  slack = 0;
  /** All exact amounts are over this denominator. */
  den = 1n;
  endowment = 0n;
  /** Prices of what was bought, in order, for one point of support. */
  readonly prices: bigint[] = [];
  /** For each project its place among what was bought, or −1. */
  readonly boughtAt: Int32Array;
  /** Scratch: how often each price stands in a sum of purses. */
  #times: Float64Array;
  #timesEndowment = 0;
  #unit = 0;

  constructor(election: BudgetElection) {
    this.election = election;
    this.approx = new Float64Array(election.weights.length);
    this.boughtAt = new Int32Array(election.projects.length);
    this.#times = new Float64Array(election.projects.length);
  }

  /** Everybody gets num/den. */
  fill(num: bigint, den: bigint): void {
    this.endowment = num;
    this.den = den;
    this.prices.length = 0;
    this.boughtAt.fill(-1);
    this.#unit = nearest(num, den);
    this.approx.fill(this.#unit);
    this.#boundErrors();
  }

  /** Starts a sum of purses; `include` adds those of a ballot, `sum` gives the numerator of the whole. */
  begin(): void {
    this.#timesEndowment = 0;
    this.#times.fill(0, 0, this.prices.length);
  }

  /** Only for ballots whose voters still have money. */
  include(ballot: number): void {
    const { start, other, points } = this.election.byBallot;
    const weight = this.election.weights[ballot]!;
    const end = start[ballot + 1]!;
    this.#timesEndowment += weight;
    for (let at = start[ballot]!; at < end; at += 1) {
      const bought = this.boughtAt[other[at]!]!;
      if (bought >= 0) this.#times[bought]! += weight * points[at]!;
    }
  }

  sum(): bigint {
    let sum = BigInt(this.#timesEndowment) * this.endowment;
    for (let at = 0; at < this.prices.length; at += 1) {
      const times = this.#times[at]!;
      if (times !== 0) sum -= BigInt(times) * this.prices[at]!;
    }
    return sum;
  }

  /** The numerator of the purse of one voter who still has money. */
  exact(ballot: number): bigint {
    const { start, other, points } = this.election.byBallot;
    let purse = this.endowment;
    for (let at = start[ballot]!; at < start[ballot + 1]!; at += 1) {
      const bought = this.boughtAt[other[at]!]!;
      if (bought >= 0) purse -= BigInt(points[at]!) * this.prices[bought]!;
    }
    return purse;
  }

  /** Notes the price `num / (den · by)` of a project; the purses themselves are changed by the caller. */
  noteBought(project: number, num: bigint, by: bigint): void {
    const shared = smallGcd(by, num % by);
    const factor = by / shared;
    if (factor !== 1n) {
      this.den *= factor;
      this.endowment *= factor;
      for (let at = 0; at < this.prices.length; at += 1) this.prices[at]! *= factor;
    }
    this.boughtAt[project] = this.prices.length;
    this.prices.push(num / shared);
    this.#boundErrors();
  }

  /**
   * Every purse is the endowment less at most as many payments as there are prices, and no payment was
   * above the endowment: each step is off by at most four roundings of something not above it.
   */
  #boundErrors(): void {
    this.slack = this.#unit * 2 ** -50 * (this.prices.length + 2);
  }
}

function smallGcd(a: bigint, b: bigint): bigint {
  let x = a;
  let y = b;
  while (y !== 0n) [x, y] = [y, x % y];
  return x;
}
