/**
 * How fast prices fall when everybody gets more, with the same projects bought in the same order. Each price
 * is then a continuous function of the endowment, in straight pieces: what those who pay all they have get
 * more, divided among the points of those who do not. Where a piece ends nobody needs to know: bounds on the
 * slope over a whole span of endowments are enough to say that two prices cannot cross in it.
 */
import type { BudgetElection } from './election.ts';
import type { SharesPurse } from './shares-purse.ts';

/** By how much a price per point falls for each unit more, at the least and at the most. */
export interface Slope {
  readonly least: number;
  readonly most: number;
}

/** What rounding of doubles may come to in any of these sums. */
const MARGIN = 1e-9;
const TRIES = 4;

export class PriceSlopes {
  readonly #election: BudgetElection;
  readonly #purse: SharesPurse;
  /** Slopes of what was bought, by its place among it. */
  readonly #least: Float64Array;
  readonly #most: Float64Array;
  readonly #dearest: number;
  /** The span goes from so much less up to what everybody has. */
  span = 0;
  #known = true;
  /** No purse grows faster than this. */
  #fastest = 1;

  constructor(election: BudgetElection, purse: SharesPurse) {
    this.#election = election;
    this.#purse = purse;
    this.#least = new Float64Array(election.projects.length);
    this.#most = new Float64Array(election.projects.length);
    this.#dearest = election.byBallot.points.reduce((most, one) => Math.max(most, one), 1);
  }

  begin(span: number): void {
    this.span = span;
    this.#known = true;
    this.#fastest = 1;
  }

  /** To be told of every purchase, in order; null when its slope has no bound. */
  note(slope: Slope | null): void {
    const at = this.#purse.prices.length;
    if (slope === null) this.#known = false;
    this.#least[at] = slope?.least ?? 0;
    this.#most[at] = slope?.most ?? 0;
    this.#fastest += this.#dearest * this.#most[at];
  }

  /** Bounds for the price per point of a project, which is `price` at the upper end; null for none. */
  of(ballots: Int32Array, points: Int32Array, price: number): Slope | null {
    if (!this.#known) return null;
    // Who is surely rich depends on how fast the price falls: guess, look, and guess higher.
    let most = 0;
    for (let guess = 0; guess < TRIES; guess += 1) {
      const slope = this.#within(ballots, points, price, most);
      if (slope === null || slope.most <= most) return slope;
      most = slope.most * 1.5;
    }
    return null;
  }

  /** The bounds, given that the slope is at most `most` all over the span. */
  #within(ballots: Int32Array, points: Int32Array, price: number, most: number): Slope | null {
    const { weights } = this.#election;
    const { approx, slack } = this.#purse;
    const highest = (price + most * this.span) * (1 + MARGIN);
    let surelyPoor = 0;
    let maybePoor = 0;
    let surelyRich = 0;
    let maybeRich = 0;
    for (let at = 0; at < ballots.length; at += 1) {
      const ballot = ballots[at]!;
      const weight = weights[ballot]!;
      const purse = approx[ballot]!;
      if (purse - slack - this.#fastest * this.span > highest * points[at]!) {
        surelyRich += weight * points[at]!;
        continue;
      }
      const { least, most: fastest } = this.#purseSlope(ballot);
      // At the lower end she has at least this much; below zero, she may have nothing.
      const before = purse - slack - fastest * this.span;
      if (before > highest * points[at]!) {
        surelyRich += weight * points[at]!;
        continue;
      }
      maybePoor += weight * fastest;
      if (purse + slack < price * (1 - MARGIN) * points[at]!) {
        if (before > 0) surelyPoor += weight * least;
      } else maybeRich += weight * points[at]!;
    }
    if (surelyRich === 0) return null;
    return {
      least: (surelyPoor / (surelyRich + maybeRich)) * (1 - MARGIN),
      most: (maybePoor / surelyRich) * (1 + MARGIN),
    };
  }

  /** How fast the purse of one who has not run dry grows with the endowment. */
  #purseSlope(ballot: number): Slope {
    const { start, other, points } = this.#election.byBallot;
    const { boughtAt } = this.#purse;
    let least = 1;
    let most = 1;
    for (let at = start[ballot]!; at < start[ballot + 1]!; at += 1) {
      const bought = boughtAt[other[at]!]!;
      if (bought < 0) continue;
      least += points[at]! * this.#least[bought]!;
      most += points[at]! * this.#most[bought]!;
    }
    return { least, most };
  }
}
