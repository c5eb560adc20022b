/**
 * The weighted inclusive Gregory count: a surplus goes on from all papers a winner holds, each at its worth
 * times surplus ÷ votes. Papers that say the same and are worth the same move together: what is multiplied
 * is a few parcels, not papers, and so the arithmetic can be exact (or rounded as a law prescribes) and the
 * count still fast.
 */
import { type RankedProfile, type StrictBallots, strictBallots } from './profile.ts';
import * as stv from './stv-count.ts';
import { StvPlaces } from './stv-places.ts';

/** How votes are reckoned. `V` is the type of a number of votes, whole papers being `times(one, n)`. */
export interface Arithmetic<V> {
  readonly zero: V;
  readonly one: V;
  readonly add: (a: V, b: V) => V;
  readonly sub: (a: V, b: V) => V;
  readonly compare: (a: V, b: V) => number;
  readonly times: (value: V, papers: number) => V;
  /** The new worth of a paper: value × surplus ÷ votes, rounded as the rule says. */
  readonly passOn: (value: V, surplus: V, votes: V) => V;
  readonly text: (value: V) => string;
}

export interface GregoryRule<V> {
  readonly name: string;
  readonly arithmetic: Arithmetic<V>;
  readonly quota: (valid: number, seats: number) => V;
}

/** Counts a profile; the result says all of it. */
export function countGregory<V>(
  profile: RankedProfile,
  rule: GregoryRule<V>,
  options: stv.StvOptions = {},
): stv.StvResult {
  return new GregoryCount(profile, rule, options).run();
}

interface Open {
  does: stv.StvRound['does'];
  from: number | null;
  surplus: string;
  transfers: stv.StvTransfer[];
  elected: number[];
  defeated: number[];
  remaining: number[];
  ties: stv.StvTie[];
}

class GregoryCount<V> {
  private readonly profile: RankedProfile;
  private readonly rule: GregoryRule<V>;
  private readonly sums: Arithmetic<V>;
  private readonly strict: StrictBallots;
  private readonly places: StvPlaces;
  private readonly quota: V;
  private readonly lot: number[];
  private readonly status: stv.StvStatus[];
  private readonly votes: V[];
  private readonly history: V[][] = [];
  private readonly rounds: stv.StvRound[] = [];
  private readonly elected: number[] = [];
  private exhausted: V;
  /** Worths that occur; a group of papers holds the number of its worth. */
  private readonly worths: V[];
  private readonly worthOf: Int32Array;
  private readonly at: Int32Array;
  private readonly next: Int32Array;
  private readonly top: Int32Array;

  constructor(profile: RankedProfile, rule: GregoryRule<V>, options: stv.StvOptions) {
    this.profile = profile;
    this.rule = rule;
    this.sums = rule.arithmetic;
    this.strict = strictBallots(profile);
    this.places = new StvPlaces(profile, options);
    this.quota = rule.quota(this.strict.valid, this.places.fillable);
    this.lot = stv.lotPlaces(profile, options);
    this.status = stv.firstStatus(profile);
    this.votes = profile.candidates.map(() => this.sums.zero);
    this.exhausted = this.sums.zero;
    this.worths = [this.sums.one];
    const groups = this.strict.ballots.counts.length;
    this.worthOf = new Int32Array(groups);
    this.at = this.strict.ballots.starts.slice(0, groups);
    this.next = new Int32Array(groups);
    this.top = new Int32Array(profile.candidates.length).fill(-1);
  }

  run(): stv.StvResult {
    const { ranks, counts } = this.strict.ballots;
    const papers = new Float64Array(this.votes.length);
    for (let group = 0; group < counts.length; group += 1) {
      const candidate = ranks[this.at[group]!]!;
      papers[candidate]! += counts[group]!;
      this.put(group, candidate);
    }
    papers.forEach((count, to) => (this.votes[to] = this.sums.times(this.sums.one, count)));
    this.round(this.open('first-preferences'));
    while (!this.complete()) this.round(this.step());
    return {
      rule: this.rule.name,
      ...this.places.ofResult,
      candidates: this.profile.candidates,
      valid: this.strict.valid,
      empty: this.strict.empty,
      quota: this.sums.text(this.quota),
      elected: this.elected,
      rounds: this.rounds,
    };
  }

  private complete(): boolean {
    const hopeful = stv.having(this.status, 'hopeful').length;
    const left = this.places.fillable - this.elected.length;
    return hopeful === 0 || hopeful <= left || left <= 0;
  }

  private open(does: stv.StvRound['does']): Open {
    const pending = stv.having(this.status, 'pending');
    const surplus = pending.reduce(
      (sum, one) => this.sums.add(sum, this.sums.sub(this.votes[one]!, this.quota)),
      this.sums.zero,
    );
    const empty = { transfers: [], elected: [], defeated: [], remaining: [], ties: [] };
    return { does, from: null, surplus: this.sums.text(surplus), ...empty };
  }

  /** One surplus, the largest first; when there is none, one candidate less. Doomed ones go before all. */
  private step(): Open {
    const doomed = this.places.doomed();
    const pending = doomed.length > 0 ? [] : stv.having(this.status, 'pending');
    const open = this.open(pending.length > 0 ? 'surplus' : 'exclusion');
    if (pending.length > 0) {
      const from = this.choose(pending, 'surplus', open);
      const [surplus, votes] = [this.sums.sub(this.votes[from]!, this.quota), this.votes[from]!];
      this.status[from] = 'elected';
      this.transfer(from, open, (worth) => this.sums.passOn(worth, surplus, votes));
      this.votes[from] = this.quota;
    } else {
      const free = this.places.unguarded(stv.having(this.status, 'hopeful'));
      const from = this.choose(doomed.length > 0 ? doomed : free, 'exclusion', open);
      this.status[from] = 'defeated';
      open.defeated.push(from);
      this.transfer(from, open, (worth) => worth);
      this.votes[from] = this.sums.zero;
    }
    return open;
  }

  /**
   * Elects who has the quota, fills the last seats, and writes the round down. When an exclusion leaves no
   * more candidates than seats, all of them are elected as remaining, in the order of the paper, whoever
   * has the quota.
   */
  private round(open: Open): void {
    this.places.look(this.elected, this.status);
    const filled = open.does === 'exclusion' && this.complete();
    if (!filled) this.electReached(open);
    if (this.complete()) this.finish(open);
    this.history.push([...this.votes]);
    const standing = stv.having(this.status, 'hopeful', 'pending', 'elected', 'defeated');
    const counted = standing.reduce((sum, one) => this.sums.add(sum, this.votes[one]!), this.exhausted);
    const all = this.sums.times(this.sums.one, this.strict.valid);
    this.rounds.push({
      round: this.rounds.length,
      does: open.does,
      from: open.from,
      quota: this.sums.text(this.quota),
      surplus: open.surplus,
      transfers: open.transfers,
      votes: this.votes.map((votes) => this.sums.text(votes)),
      status: [...this.status],
      elected: open.elected,
      defeated: open.defeated,
      electedAsRemaining: open.remaining,
      exhausted: this.sums.text(this.exhausted),
      lost: this.sums.text(this.sums.sub(all, counted)),
      ties: open.ties,
      ...this.places.ofRound,
    });
  }

  private electReached(open: Open): void {
    const reached = stv
      .having(this.status, 'hopeful')
      .filter((one) => this.sums.compare(this.votes[one]!, this.quota) >= 0);
    if (this.places.areBound) return this.electWithin(reached, open);
    reached.sort((a, b) => this.sums.compare(this.votes[b]!, this.votes[a]!) || this.lot[a]! - this.lot[b]!);
    for (const one of reached) this.elect(one, 'pending', open.elected);
  }

  /** One after the other, because each may doom the next. */
  private electWithin(reached: readonly number[], open: Open): void {
    for (;;) {
      const left = reached.filter((one) => this.status[one] === 'hopeful' && !this.places.isDoomed(one));
      if (left.length === 0 || this.elected.length >= this.places.fillable) return;
      const { chosen, tie } = this.first(left, 'election');
      this.elect(chosen, 'pending', open.elected);
      this.places.look(this.elected, this.status);
      // Who goes first among equals matters only where it leaves another without a seat.
      if (tie?.among.some((one) => one !== chosen && this.places.isDoomed(one))) open.ties.push(tie);
    }
  }

  private elect(one: number, status: 'pending' | 'elected', list: number[]): void {
    this.status[one] = status;
    this.elected.push(one);
    list.push(one);
  }

  private finish(open: Open): void {
    for (const one of stv.having(this.status, 'hopeful')) {
      if (this.elected.length < this.places.fillable) this.elect(one, 'elected', open.remaining);
      else {
        this.status[one] = 'defeated';
        open.defeated.push(one);
      }
    }
    for (const one of stv.having(this.status, 'pending')) this.status[one] = 'elected';
  }

  private choose(among: readonly number[], choice: stv.StvTie['choice'], open: Open): number {
    const { chosen, tie } = this.first(among, choice);
    if (tie) open.ties.push(tie);
    open.from = chosen;
    return chosen;
  }

  /**
   * The one with fewest votes for an exclusion, else with most; ties by the latest round that tells apart,
   * then by lot.
   */
  private first(
    among: readonly number[],
    choice: stv.StvTie['choice'],
  ): { readonly chosen: number; readonly tie: stv.StvTie | null } {
    const sign = choice === 'exclusion' ? 1 : -1;
    const extreme = (of: readonly number[], votes: readonly V[]) => {
      const least = of.reduce((a, b) => (sign * this.sums.compare(votes[b]!, votes[a]!) < 0 ? b : a));
      return of.filter((one) => this.sums.compare(votes[one]!, votes[least]!) === 0);
    };
    const tied = extreme(among, this.votes);
    let left = tied;
    let round = this.history.length - 1;
    for (; left.length > 1 && round >= 0; round -= 1) left = extreme(left, this.history[round]!);
    const chosen = left.reduce((a, b) => (this.lot[b]! < this.lot[a]! ? b : a));
    if (tied.length === 1) return { chosen, tie: null };
    const byRound = left.length === 1 ? round + 1 : null;
    const by = byRound === null ? 'lot' : 'earlier-round';
    return { chosen, tie: { choice, among: tied, chosen, byRound, by } };
  }

  private put(group: number, candidate: number): void {
    this.next[group] = this.top[candidate]!;
    this.top[candidate] = group;
  }

  /** Moves every group of papers to the next continuing candidate, and says in parcels what moved. */
  private transfer(from: number, open: Open, worthAfter: (worth: V) => V): void {
    const { ranks, starts, counts } = this.strict.ballots;
    const nobody = this.votes.length;
    const parcels = new Map<number, number>();
    const changed = new Map<number, number>();
    let group = this.top[from]!;
    this.top[from] = -1;
    while (group >= 0) {
      const following = this.next[group]!;
      let at = this.at[group]! + 1;
      const end = starts[group + 1]!;
      while (at < end && this.status[ranks[at]!] !== 'hopeful') at += 1;
      this.at[group] = at;
      const to = at < end ? ranks[at]! : nobody;
      const old = this.worthOf[group]!;
      let worth = changed.get(old);
      if (worth === undefined) changed.set(old, (worth = this.worthNumber(worthAfter(this.worths[old]!))));
      this.worthOf[group] = worth;
      const parcel = worth * (nobody + 1) + to;
      parcels.set(parcel, (parcels.get(parcel) ?? 0) + counts[group]!);
      if (to < nobody) this.put(group, to);
      group = following;
    }
    this.credit(parcels, open);
  }

  private credit(parcels: ReadonlyMap<number, number>, open: Open): void {
    const nobody = this.votes.length;
    const moved = [...parcels].map(([parcel, papers]) => {
      const value = this.worths[Math.floor(parcel / (nobody + 1))]!;
      return { to: parcel % (nobody + 1), papers, value, votes: this.sums.times(value, papers) };
    });
    moved.sort((a, b) => a.to - b.to || this.sums.compare(b.value, a.value));
    for (const { to, papers, value, votes } of moved) {
      if (to < nobody) this.votes[to] = this.sums.add(this.votes[to]!, votes);
      else this.exhausted = this.sums.add(this.exhausted, votes);
      const [worth, sum] = [this.sums.text(value), this.sums.text(votes)];
      open.transfers.push({ to: to < nobody ? to : null, papers, value: worth, votes: sum });
    }
  }

  private worthNumber(worth: V): number {
    const known = this.worths.findIndex((one) => this.sums.compare(one, worth) === 0);
    return known >= 0 ? known : this.worths.push(worth) - 1;
  }
}
