/**
 * Meek's single transferable vote by the reference rule of the Proportional Representation Foundation
 * (“Reference Meek Rule”, 2010), after B. L. Meek, “Une nouvelle approche du scrutin transférable”,
 * Mathématiques et sciences humaines 25 (1969) and 29 (1970), and Hill, Wichmann and Woodall, “Algorithm
 * 123: Single Transferable Vote by Meek's Method”, Computer Journal 30 (1987).
 *
 * Each elected candidate keeps such a share of every vote that reaches her that she holds just the quota;
 * the quota falls as ballots run out; a vote for an excluded candidate goes on as though she had never
 * stood. Nine decimals, keep factors rounded up, iteration until the whole surplus is below 0.000001 or no
 * longer falls. Candidates within the remaining surplus of the lowest are tied.
 *
 * All numbers are whole billionths. Those of one paper are at most 10⁹ and are multiplied in two halves,
 * each below 2⁵³: exact, and as fast as a machine can; sums of them are exact up to nine million ballots,
 * and beyond that are kept as BigInt.
 */
import { scaledText } from '../exact/fraction.ts';
import { type RankedProfile, type StrictBallots, strictBallots } from './profile.ts';
import * as stv from './stv-count.ts';
import { StvPlaces } from './stv-places.ts';
import { type BallotTrie, ballotTrie } from './trie.ts';

const PLACES = 9;
const UNIT = 1_000_000_000;
const ONE = 1_000_000_000n;
const OMEGA = 1000n;
/** Number of ballots up to which a sum of billionths is a safe whole number. */
const SAFE_BALLOTS = 9_000_000;
const HALF = 32_768;

export function meekStv(profile: RankedProfile, options: stv.StvOptions = {}): stv.StvResult {
  return new MeekCount(profile, options).run();
}

/** ⌈a·b ÷ 10⁹⌉ for whole a, b from 0 to 10⁹: every step stays a whole number below 2⁵³. */
export function timesUp(a: number, b: number): number {
  const high = Math.floor(b / HALF);
  const low = b - high * HALF;
  const upper = a * high;
  const part = Math.floor(upper / UNIT);
  const rest = (upper - part * UNIT) * HALF + a * low;
  return part * HALF + Math.ceil(rest / UNIT);
}

interface Distribution {
  readonly votes: bigint[];
  readonly residual: bigint;
}

class MeekCount {
  private readonly profile: RankedProfile;
  private readonly strict: StrictBallots;
  private readonly trie: BallotTrie;
  private readonly places: StvPlaces;
  private readonly lot: number[];
  private readonly status: stv.StvStatus[];
  private readonly keep: bigint[];
  private readonly elected: number[] = [];
  private readonly rounds: stv.StvRound[] = [];
  private votes: bigint[];
  private residual = 0n;
  private quota: bigint;
  private surplus = 0n;

  constructor(profile: RankedProfile, options: stv.StvOptions) {
    this.profile = profile;
    this.strict = strictBallots(profile);
    this.trie = ballotTrie(this.strict.ballots);
    this.places = new StvPlaces(profile, options);
    this.lot = stv.lotPlaces(profile, options);
    this.status = stv.firstStatus(profile);
    this.keep = this.status.map((one) => (one === 'withdrawn' ? 0n : ONE));
    this.votes = this.distribute().votes;
    this.quota = this.quotaOf(BigInt(this.strict.valid) * ONE);
  }

  run(): stv.StvResult {
    const quota = scaledText(this.quota, PLACES);
    this.places.look([], this.status);
    this.write('first-preferences', {});
    while (!this.complete()) this.round();
    this.finish();
    return {
      rule: 'meek',
      ...this.places.ofResult,
      candidates: this.profile.candidates,
      valid: this.strict.valid,
      empty: this.strict.empty,
      quota,
      elected: this.elected,
      rounds: this.rounds,
    };
  }

  /** Step B.1. */
  private complete(): boolean {
    const left = this.places.fillable - this.elected.length;
    return left <= 0 || stv.having(this.status, 'hopeful').length <= left;
  }

  /**
   * Step B.2 until somebody is elected or the surplus is spent; in the latter case B.3, one candidate less.
   * Whom constraints doom is out before anything else.
   */
  private round(): void {
    const doomed = this.places.doomed();
    if (doomed.length > 0) return this.defeatLowest(doomed);
    let last = BigInt(this.strict.valid) * ONE;
    for (;;) {
      ({ votes: this.votes, residual: this.residual } = this.distribute());
      this.quota = this.quotaOf(this.sumOf('hopeful', 'elected'));
      const { elected, ties } = this.electReached();
      this.surplus = this.surplusOf();
      if (elected.length > 0) return this.write('distribution', { elected, ties });
      if (this.surplus < OMEGA || this.surplus >= last) {
        return this.defeatLowest(this.places.unguarded(stv.having(this.status, 'hopeful')));
      }
      last = this.surplus;
      for (const one of stv.having(this.status, 'elected')) {
        const share = up(this.keep[one]! * this.quota, ONE);
        this.keep[one] = up(share * ONE, this.votes[one]!);
      }
    }
  }

  private electReached(): { readonly elected: readonly number[]; readonly ties: readonly stv.StvTie[] } {
    const reached = stv.having(this.status, 'hopeful').filter((one) => this.votes[one]! >= this.quota);
    if (this.places.areBound) return this.electWithin(reached);
    for (const one of reached) this.elect(one);
    return { elected: reached, ties: [] };
  }

  /** The one with most votes first, because each may doom the next; equal ones by lot. */
  private electWithin(reached: readonly number[]): {
    readonly elected: readonly number[];
    readonly ties: readonly stv.StvTie[];
  } {
    const elected: number[] = [];
    const ties: stv.StvTie[] = [];
    for (;;) {
      const left = reached.filter((one) => this.status[one] === 'hopeful' && !this.places.isDoomed(one));
      if (left.length === 0 || this.elected.length >= this.places.fillable) return { elected, ties };
      const most = left.reduce((a, b) => (this.votes[b]! > this.votes[a]! ? b : a));
      const among = left.filter((one) => this.votes[one] === this.votes[most]);
      const chosen = this.firstByLot(among);
      this.elect(chosen);
      elected.push(chosen);
      // Who goes first among equals matters only where it leaves another without a seat.
      const isTold = among.some((one) => one !== chosen && this.places.isDoomed(one));
      if (isTold) ties.push({ choice: 'election', among, chosen, byRound: null, by: 'lot' });
    }
  }

  private firstByLot(among: readonly number[]): number {
    return among.reduce((a, b) => (this.lot[b]! < this.lot[a]! ? b : a));
  }

  private defeatLowest(among: readonly number[]): void {
    const lowest = among.reduce((a, b) => (this.votes[b]! < this.votes[a]! ? b : a));
    const tied = among.filter((one) => this.votes[one]! <= this.votes[lowest]! + this.surplus);
    const chosen = this.firstByLot(tied);
    const tie: stv.StvTie = { choice: 'exclusion', among: tied, chosen, byRound: null, by: 'lot' };
    this.status[chosen] = 'defeated';
    this.places.look(this.elected, this.status);
    this.write('exclusion', { from: chosen, defeated: [chosen], ties: tied.length > 1 ? [tie] : [] });
    this.keep[chosen] = 0n;
    this.votes[chosen] = 0n;
  }

  /** Step C: the last seats, and who is left over. */
  private finish(): void {
    const remaining: number[] = [];
    const defeated: number[] = [];
    for (const one of stv.having(this.status, 'hopeful')) {
      if (this.elected.length < this.places.fillable) {
        this.elect(one);
        remaining.push(one);
      } else {
        this.status[one] = 'defeated';
        this.votes[one] = 0n;
        defeated.push(one);
      }
    }
    const last = this.rounds.at(-1)!;
    this.rounds[this.rounds.length - 1] = {
      ...last,
      status: [...this.status],
      electedAsRemaining: remaining,
      defeated: [...last.defeated, ...defeated],
    };
  }

  private elect(one: number): void {
    this.status[one] = 'elected';
    this.elected.push(one);
    this.places.look(this.elected, this.status);
  }

  private sumOf(...which: readonly stv.StvStatus[]): bigint {
    return stv.having(this.status, ...which).reduce((sum, one) => sum + this.votes[one]!, 0n);
  }

  /** Step B.2.b: votes ÷ (seats + 1), cut after nine decimals, and one billionth. */
  private quotaOf(votes: bigint): bigint {
    return votes / BigInt(this.places.fillable + 1) + 1n;
  }

  private surplusOf(): bigint {
    const elected = stv.having(this.status, 'elected');
    const sum = elected.reduce((all, one) => all + this.votes[one]! - this.quota, 0n);
    return sum < 0n ? 0n : sum;
  }

  /** Step B.2.a: what each paper leaves with each candidate on it, from the top down. */
  private distribute(): Distribution {
    const { candidate, depth, through, ending, after, deepest } = this.trie;
    const keep = Float64Array.from(this.keep, Number);
    const held = new Float64Array(deepest + 2);
    const sums = new Sums(this.keep.length + 1, this.strict.valid);
    const residual = this.keep.length;
    held[0] = UNIT;
    for (let node = 0; node < candidate.length;) {
      const level = depth[node]!;
      const share = keep[candidate[node]!]!;
      const weight = held[level]!;
      const kept = share === 0 || weight === 0 ? 0 : share === UNIT ? weight : timesUp(weight, share);
      held[level + 1] = weight - kept;
      if (kept > 0) sums.add(candidate[node]!, kept, through[node]!);
      if (kept < weight && ending[node]! > 0) sums.add(residual, weight - kept, ending[node]!);
      // What a candidate keeps whole leaves nothing to those below.
      node = kept < weight ? node + 1 : after[node]!;
    }
    const all = sums.all();
    return { votes: all.slice(0, residual), residual: all[residual]! };
  }

  private write(does: stv.StvRound['does'], more: Partial<stv.StvRound>): void {
    this.rounds.push({
      round: this.rounds.length,
      does,
      from: null,
      quota: scaledText(this.quota, PLACES),
      surplus: scaledText(this.surplus, PLACES),
      transfers: [],
      votes: this.votes.map((votes) => scaledText(votes, PLACES)),
      status: [...this.status],
      elected: [],
      defeated: [],
      electedAsRemaining: [],
      exhausted: scaledText(this.residual, PLACES),
      lost: scaledText(0, PLACES),
      ties: [],
      keep: this.keep.map((share) => scaledText(share, PLACES)),
      ...this.places.ofRound,
      ...more,
    });
  }
}

/** Sums of billionths: in machine numbers while they are safe whole ones, else in BigInt. */
class Sums {
  private readonly small: Float64Array;
  private readonly large: bigint[] | null;

  constructor(size: number, ballots: number) {
    this.small = new Float64Array(size);
    this.large = ballots > SAFE_BALLOTS ? new Array<bigint>(size).fill(0n) : null;
  }

  add(at: number, value: number, papers: number): void {
    if (this.large) this.large[at]! += BigInt(value) * BigInt(papers);
    else this.small[at]! += value * papers;
  }

  all(): bigint[] {
    return this.large ?? Array.from(this.small, BigInt);
  }
}

function up(num: bigint, den: bigint): bigint {
  return (num + den - 1n) / den;
}
