/**
 * The count of the method of equal shares for one endowment: D. Peters, G. Pierczyński, P. Skowron,
 * "Proportional Participatory Budgeting with Additive Utilities", NeurIPS 2021 (arXiv:2008.13276). In each
 * round every project asks for the least price ρ per unit of utility at which its supporters, each paying
 * ρ times her utility or all she still has, raise its cost; the project with the least ρ is bought.
 *
 * What makes it fast and leaves it exact: purses only shrink, so a ρ found in an earlier round is a lower
 * bound now, and only projects that could still win are looked at; looking is done in doubles with a bound
 * on their error; the winner's price is always computed exactly, and whoever the bounds cannot keep apart
 * from it is compared exactly.
 */
import { nearest } from '../exact/ratio.ts';
import type { BudgetElection } from './election.ts';
import { SharesPurse } from './shares-purse.ts';
import { PriceSlopes, type Slope } from './shares-slopes.ts';

/** `cost`: a point is worth the project's cost. `cardinality`: every point is worth the same. */
export type Utility = 'cost' | 'cardinality';

/** A price per point: `num / (purse.den · by)`. Those with `poor` set pay all they have. */
export interface ExactPrice {
  readonly num: bigint;
  readonly by: bigint;
}

/** A project that was bought, and its price per point on its own: `num / den`. */
export interface Bought {
  readonly project: number;
  readonly num: bigint;
  readonly den: bigint;
}

const ROUNDING = 2 ** -52;
const SAFE = 2 ** -40;

export class SharesEngine {
  readonly election: BudgetElection;
  readonly purse: SharesPurse;
  readonly slopes: PriceSlopes;
  /**
   * For the supporters of the project last priced, in the order of `supporters`: 1 when they pay all they
   * have.
   */
  readonly poor: Uint8Array;
  /** Whether in this count anybody's purse was too small for a price that was asked of her. */
  pinched = false;
  /** After a `stillNext` that failed: about how much less everybody had where another went first. */
  crossing: number | null = null;
  #priced = -1;
  /** Projects in the order of ties. */
  readonly inOrder: readonly number[];
  readonly #places: Int32Array;
  readonly #costs: Float64Array;
  /** A unit of utility, by project, in points: ρ = price / worth. */
  readonly #worth: Float64Array;
  readonly #exactWorth: readonly bigint[];
  /** Ballots that support a project and still have money, packed to the front of the project's row. */
  readonly #ballots: Int32Array;
  readonly #points: Int32Array;
  readonly #end: Int32Array;
  /** Lower bounds of ρ and of the price per point. */
  readonly #low: Float64Array;
  readonly #lowPrice: Float64Array;
  readonly #price: Float64Array;
  readonly #fresh: Uint8Array;

  /** `places` breaks ties: of two projects with the same ρ the one with the smaller place is bought. */
  constructor(election: BudgetElection, utility: Utility, places: Int32Array) {
    const count = election.projects.length;
    this.election = election;
    this.purse = new SharesPurse(election);
    this.slopes = new PriceSlopes(election, this.purse);
    this.poor = new Uint8Array(election.weights.length);
    this.#places = places;
    this.inOrder = [...places.keys()].sort((a, b) => places[a]! - places[b]!);
    this.#costs = Float64Array.from(election.projects, ({ cost }) => Number(cost));
    this.#worth = utility === 'cost' ? this.#costs : new Float64Array(count).fill(1);
    this.#exactWorth = election.projects.map(({ cost }) => (utility === 'cost' ? cost : 1n));
    this.#ballots = new Int32Array(election.byProject.other.length);
    this.#points = new Int32Array(election.byProject.other.length);
    this.#end = new Int32Array(count);
    this.#low = new Float64Array(count);
    this.#lowPrice = new Float64Array(count);
    this.#price = new Float64Array(count);
    this.#fresh = new Uint8Array(count);
  }

  /** Begins a count in which everybody has num/den. */
  begin(num: bigint, den: bigint): void {
    const { byProject, projects, support } = this.election;
    this.purse.fill(num, den);
    this.#ballots.set(byProject.other);
    this.#points.set(byProject.points);
    this.#priced = -1;
    this.pinched = false;
    for (let at = 0; at < projects.length; at += 1) {
      this.#end[at] = byProject.start[at + 1]!;
      this.#lowPrice[at] = (this.#costs[at]! / support[at]!) * (1 - SAFE);
      this.#low[at] = (this.#lowPrice[at]! / this.#worth[at]!) * (1 - SAFE);
    }
  }

  /**
   * The next project to buy and its exact price, or null when no open project can be paid. Projects whose
   * supporters no longer have enough are closed in `open`: purses only shrink.
   */
  next(open: boolean[]): { project: number; price: ExactPrice } | null {
    this.#fresh.fill(0);
    let best = this.#least(open);
    while (best >= 0 && this.#fresh[best] === 0) {
      this.#look(best, open);
      best = this.#least(open);
    }
    if (best < 0) return null;
    let price = this.priceOf(best);
    let above = this.#above(best, price);
    for (let rival = 0; rival < open.length; rival += 1) {
      if (!open[rival] || rival === best || this.#low[rival]! > above) continue;
      if (this.#fresh[rival] === 0) this.#look(rival, open);
      if (!open[rival] || this.#low[rival]! > above) continue;
      const other = this.priceOf(rival);
      if (!this.#goesBefore(rival, other, this.purse.den, best, price, this.purse.den)) continue;
      best = rival;
      price = other;
      above = this.#above(best, price);
    }
    return { project: best, price };
  }

  /**
   * For a count that goes the way of an earlier one in which everybody had `span` less: whether `bought`
   * would be next at every endowment between, too. Its price now; null when that is not certain. More money
   * makes no price higher, so it is when each open project is dearer even now than this one was then; or
   * when it is dearer now, and the bounds on how both prices move keep it so all the way down.
   */
  stillNext(bought: Bought, open: boolean[]): ExactPrice | null {
    this.#fresh.fill(0);
    this.crossing = null;
    const { project } = bought;
    this.#look(project, open);
    const price = this.priceOf(project);
    const each = nearest(price.num, this.purse.den * price.by);
    const { ballots, points } = this.supporters(project);
    const slope = this.slopes.of(ballots, points, each);
    const then = { num: bought.num, by: 1n };
    const above = (nearest(bought.num, bought.den) / this.#worth[project]!) * (1 + SAFE);
    for (let rival = 0; rival < open.length; rival += 1) {
      if (!open[rival] || rival === project || this.#low[rival]! > above) continue;
      this.#look(rival, open);
      if (!open[rival] || this.#low[rival]! > above) continue;
      const other = this.priceOf(rival);
      if (this.#goesBefore(project, then, bought.den, rival, other, this.purse.den)) continue;
      if (slope === null || !this.#staysDearer(rival, other, project, each, slope)) return null;
    }
    this.slopes.note(slope);
    return price;
  }

  #staysDearer(rival: number, price: ExactPrice, project: number, each: number, slope: Slope): boolean {
    const dear = nearest(price.num, this.purse.den * price.by);
    const { ballots, points } = this.supporters(rival);
    const least = this.slopes.of(ballots, points, dear)?.least ?? 0;
    const [worth, other] = [this.#worth[project]!, this.#worth[rival]!];
    const now = (dear / other) * (1 - SAFE) - (each / worth) * (1 + SAFE);
    const parting = slope.most / worth - least / other;
    if (now > Math.max(0, parting * this.slopes.span) * (1 + SAFE)) return true;
    // Where the two prices meet, if they go on as they do here.
    this.crossing = now < 0 && parting < 0 ? now / parting : null;
    return false;
  }

  /**
   * The supporters of a project who still have money: ballots, and their points. Packed by the last look.
   */
  supporters(project: number): { ballots: Int32Array; points: Int32Array } {
    const from = this.election.byProject.start[project]!;
    const end = this.#end[project]!;
    return { ballots: this.#ballots.subarray(from, end), points: this.#points.subarray(from, end) };
  }

  /** Takes the price from the supporters' purses. */
  buy(project: number, price: ExactPrice): void {
    if (this.#priced !== project) this.priceOf(project);
    const { ballots, points } = this.supporters(project);
    const { approx } = this.purse;
    const each = nearest(price.num, this.purse.den * price.by);
    for (let at = 0; at < ballots.length; at += 1) {
      const ballot = ballots[at]!;
      const rest = approx[ballot]! - points[at]! * each;
      approx[ballot] = this.poor[at] === 1 ? 0 : Math.max(rest, Number.MIN_VALUE);
    }
    this.purse.noteBought(project, price.num, price.by);
    this.#priced = -1;
  }

  /** What the supporters of a project have together, over the purse's denominator. */
  together(project: number): bigint {
    this.purse.begin();
    for (const ballot of this.supporters(project).ballots) {
      if (this.purse.approx[ballot]! > 0) this.purse.include(ballot);
    }
    return this.purse.sum();
  }

  #least(open: readonly boolean[]): number {
    let best = -1;
    let least = Infinity;
    for (let at = 0; at < open.length; at += 1) {
      if (open[at] && this.#low[at]! < least) {
        least = this.#low[at]!;
        best = at;
      }
    }
    return best;
  }

  /**
   * Finds a project's price now in doubles and a safe lower bound, or closes it when its supporters cannot
   * pay.
   */
  #look(project: number, open: boolean[]): void {
    this.#fresh[project] = 1;
    const cost = this.#costs[project]!;
    const { total, weight } = this.#pack(project);
    const { slack } = this.purse;
    const { ballots, points } = this.supporters(project);
    const rounding = (ballots.length + 8) * ROUNDING;
    const unsure = weight * slack + rounding * (total + cost);
    if (total < cost - unsure || (total < cost + unsure && !this.#canPay(project))) {
      open[project] = false;
      this.pinched = true;
      return;
    }
    const { weights } = this.election;
    const { approx } = this.purse;
    // The price of the last look is a good guess, from above or from below.
    let price = this.#price[project]!;
    let least = this.#lowPrice[project]!;
    let rich = 0;
    for (let before = -1; ;) {
      let raised = 0;
      let poor = 0;
      rich = 0;
      for (let at = 0; at < ballots.length; at += 1) {
        const ballot = ballots[at]!;
        const purse = approx[ballot]!;
        if (purse <= price * points[at]!) {
          raised += weights[ballot]! * purse;
          poor += 1;
        } else rich += weights[ballot]! * points[at]!;
      }
      if (poor === before || (rich === 0 && before >= 0)) {
        if (poor > 0) this.pinched = true;
        break;
      }
      before = poor;
      // A step along the tangent of a concave function never passes its root, wherever it begins.
      if (rich > 0) least = Math.max(least, (cost - raised) / rich);
      price = least;
    }
    this.#price[project] = price;
    if (rich === 0) return;
    const margin = 2 * (slack + (weight * slack + rounding * cost) / rich) + price * SAFE;
    const low = price - margin;
    if (low <= this.#lowPrice[project]!) return;
    this.#lowPrice[project] = low;
    this.#low[project] = (low / this.#worth[project]!) * (1 - SAFE);
  }

  /** Drops who has nothing left from a project's row. */
  #pack(project: number): { total: number; weight: number } {
    const { weights, byProject } = this.election;
    const { approx } = this.purse;
    const end = this.#end[project]!;
    let keep = byProject.start[project]!;
    let total = 0;
    let weight = 0;
    for (let at = keep; at < end; at += 1) {
      const ballot = this.#ballots[at]!;
      const purse = approx[ballot]!;
      if (purse === 0) continue;
      this.#ballots[keep] = ballot;
      this.#points[keep] = this.#points[at]!;
      keep += 1;
      total += weights[ballot]! * purse;
      weight += weights[ballot]!;
    }
    this.#end[project] = keep;
    return { total, weight };
  }

  #canPay(project: number): boolean {
    return this.together(project) >= this.election.projects[project]!.cost * this.purse.den;
  }

  /**
   * The exact price per point of a project that can be paid. Begins with who pays all she has as the
   * doubles say, computes the price that follows, asks again who pays all at that price (exactly where
   * doubles leave a doubt), and ends when the two agree.
   */
  priceOf(project: number): ExactPrice {
    const { ballots, points } = this.supporters(project);
    const { approx } = this.purse;
    const guess = this.#price[project]!;
    for (let at = 0; at < ballots.length; at += 1) {
      this.poor[at] = approx[ballots[at]!]! <= guess * points[at]! ? 1 : 0;
    }
    this.#priced = project;
    for (;;) {
      const price = this.#tangent(project, ballots, points);
      if (!this.#divide(price, ballots, points)) return price;
    }
  }

  #tangent(project: number, ballots: Int32Array, points: Int32Array): ExactPrice {
    const { weights, projects } = this.election;
    let rich = 0;
    this.purse.begin();
    for (let at = 0; at < ballots.length; at += 1) {
      if (this.poor[at] === 1) this.purse.include(ballots[at]!);
      else rich += weights[ballots[at]!]! * points[at]!;
    }
    if (rich === 0) {
      this.#spareRichest(ballots, points);
      return this.#tangent(project, ballots, points);
    }
    return { num: projects[project]!.cost * this.purse.den - this.purse.sum(), by: BigInt(rich) };
  }

  /** Sets who pays all at a price; true when that is not who it was. */
  #divide(price: ExactPrice, ballots: Int32Array, points: Int32Array): boolean {
    const { approx, slack } = this.purse;
    const each = nearest(price.num < 0n ? 0n : price.num, this.purse.den * price.by);
    let changed = false;
    for (let at = 0; at < ballots.length; at += 1) {
      const asked = points[at]! * each;
      const over = approx[ballots[at]!]! - asked;
      const doubt = 2 * slack + asked * SAFE;
      const rest = Math.abs(over) > doubt ? over : this.#restAt(price, ballots[at]!, points[at]!);
      const poor = rest <= 0 ? 1 : 0;
      // Who has just the price pays both all she has and the price: to mark her changes nothing.
      if (poor !== this.poor[at] && rest !== 0) changed = true;
      this.poor[at] = poor;
    }
    return changed;
  }

  /** The sign of what a voter keeps after paying, exactly. */
  #restAt(price: ExactPrice, ballot: number, points: number): number {
    const purse = this.purse.exact(ballot) * price.by;
    const asked = BigInt(points) * price.num;
    return purse < asked ? -1 : purse > asked ? 1 : 0;
  }

  /**
   * When doubles say that all pay all they have, those with the most per point are the ones who might not.
   */
  #spareRichest(ballots: Int32Array, points: Int32Array): void {
    let best: { purse: bigint; points: bigint } = { purse: -1n, points: 1n };
    let richest: number[] = [];
    ballots.forEach((ballot, at) => {
      const one = { purse: this.purse.exact(ballot), points: BigInt(points[at]!) };
      const left = one.purse * best.points;
      const right = best.purse * one.points;
      if (left > right) {
        best = one;
        richest = [];
      }
      if (left >= right) richest.push(at);
    });
    for (const at of richest) this.poor[at] = 0;
  }

  /** A double that the exact ρ is not above. */
  #above(project: number, price: ExactPrice): number {
    const each = nearest(price.num, this.purse.den * price.by);
    return (each / this.#worth[project]!) * (1 + SAFE);
  }

  /** Whether a at its price goes before b at its own; both prices are over `den · by`. */
  #goesBefore(
    a: number,
    one: ExactPrice,
    oneDen: bigint,
    b: number,
    two: ExactPrice,
    twoDen: bigint,
  ): boolean {
    let left = one.num * two.by * this.#exactWorth[b]!;
    let right = two.num * one.by * this.#exactWorth[a]!;
    if (oneDen !== twoDen) {
      left *= twoDen;
      right *= oneDen;
    }
    return left === right ? this.#places[a]! < this.#places[b]! : left < right;
  }
}
