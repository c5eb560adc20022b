/**
 * Ranked ballots as a count takes them: flat arrays instead of a million little ones, equal ballots
 * grouped, whole numbers throughout. A ranking is a run of candidate numbers from 0; a candidate who shares
 * the rank of the one before her is written as ~number.
 */
import { TallyError } from '../rules.ts';

export interface RankedBallots {
  /** Where each ranking begins; one more than there are groups. */
  readonly starts: Int32Array;
  readonly ranks: Int32Array;
  /** How many ballots say the same: whole numbers, their sum a safe one. */
  readonly counts: Float64Array;
}

export interface RankedProfile {
  readonly title: string;
  readonly seats: number;
  readonly candidates: readonly string[];
  /** Numbers of candidates that stood down: no ballot counts for them. */
  readonly withdrawn: readonly number[];
  /**
   * The order in which a tie is broken where the file says one; a seed given to the count goes before it.
   */
  readonly tieOrder: readonly number[] | null;
  readonly ballots: RankedBallots;
  /**
   * Where weights in the file have decimals: how many of the counted ones make one of the file's, such as 10
   * or 100. Without it, 1.
   */
  readonly perBallot?: number;
}

export interface PlainBallot {
  readonly count?: number;
  /** Candidate numbers from 0, best first; an inner list shares one rank. */
  readonly ranking: readonly (number | readonly number[])[];
}

export interface PlainProfile {
  readonly title?: string;
  readonly seats?: number;
  readonly candidates: readonly string[];
  readonly withdrawn?: readonly number[];
  readonly ballots: readonly PlainBallot[];
}

/**
 * A profile from plain lists. Refuses numbers that name nobody, repeated candidates, and weights that are
 * not whole.
 */
export function rankedProfile(plain: PlainProfile): RankedProfile {
  const pile = new BallotPile(plain.candidates.length);
  plain.ballots.forEach((ballot, at) => {
    pile.open(ballot.count ?? 1, `ballot ${at + 1}`);
    for (const rank of ballot.ranking) {
      if (typeof rank === 'number') pile.rank(rank, false);
      else rank.forEach((candidate, place) => pile.rank(candidate, place > 0));
    }
    pile.close();
  });
  return {
    title: plain.title ?? '',
    seats: plain.seats ?? 1,
    candidates: plain.candidates,
    withdrawn: plain.withdrawn ?? [],
    tieOrder: null,
    ballots: pile.ballots(),
  };
}

/** Takes ballots one after the other into arrays that grow. */
export class BallotPile {
  private readonly candidates: number;
  private readonly seen: Int32Array;
  private starts = new Int32Array(1024);
  private counts = new Float64Array(1024);
  private ranks = new Int32Array(4096);
  private size = 0;
  private end = 0;
  private total = 0;
  private place = '';

  constructor(candidates: number) {
    this.candidates = candidates;
    this.seen = new Int32Array(candidates).fill(-1);
  }

  /** `place` says where the ballot stands, for whoever must correct it. */
  open(count: number, place: string): void {
    this.place = place;
    this.total += count;
    if (!Number.isSafeInteger(count) || count < 0) this.refuse('its weight is not a whole number from 0 up');
    if (!Number.isSafeInteger(this.total)) this.refuse('there are more ballots than can be counted exactly');
    if (this.size + 1 >= this.starts.length) {
      this.starts = grown(this.starts, new Int32Array(this.starts.length * 2));
      this.counts = grown(this.counts, new Float64Array(this.counts.length * 2));
    }
    this.counts[this.size] = count;
  }

  /** Makes every weight so far so many times as large. */
  enlarge(times: number): void {
    for (let at = 0; at < this.size; at += 1) this.counts[at]! *= times;
    this.total *= times;
  }

  rank(candidate: number, shared: boolean): void {
    if (!(candidate >= 0 && candidate < this.candidates))
      this.refuse(`there is no candidate ${candidate + 1}`);
    if (this.seen[candidate] === this.size) this.refuse(`it names candidate ${candidate + 1} twice`);
    this.seen[candidate] = this.size;
    if (this.end >= this.ranks.length) {
      this.ranks = grown(this.ranks, new Int32Array(this.ranks.length * 2));
    }
    this.ranks[this.end++] = shared ? ~candidate : candidate;
  }

  close(): void {
    this.size += 1;
    this.starts[this.size] = this.end;
  }

  ballots(): RankedBallots {
    return {
      starts: this.starts.slice(0, this.size + 1),
      ranks: this.ranks.slice(0, this.end),
      counts: this.counts.slice(0, this.size),
    };
  }

  private refuse(why: string): never {
    throw new TallyError(`${this.place}: ${why}.`);
  }
}

function grown<T extends Int32Array | Float64Array>(old: T, larger: T): T {
  larger.set(old);
  return larger;
}

/** Equal ballots together, in the order of their first appearance. The sum of the counts stays. */
export function grouped(ballots: RankedBallots): RankedBallots {
  const { starts, ranks, counts } = ballots;
  const size = counts.length;
  const slots = 1 << Math.max(4, Math.ceil(Math.log2(size * 2 + 1)));
  const table = new Int32Array(slots).fill(-1);
  const first: number[] = [];
  const sums: number[] = [];
  for (let ballot = 0; ballot < size; ballot += 1) {
    let slot = hashOf(ranks, starts[ballot]!, starts[ballot + 1]!) & (slots - 1);
    for (;;) {
      const group = table[slot]!;
      if (group < 0) {
        table[slot] = first.length;
        first.push(ballot);
        sums.push(counts[ballot]!);
        break;
      }
      if (sameRanking(ballots, first[group]!, ballot)) {
        sums[group]! += counts[ballot]!;
        break;
      }
      slot = (slot + 1) & (slots - 1);
    }
  }
  return picked(ballots, first, sums);
}

function picked(ballots: RankedBallots, which: readonly number[], sums: readonly number[]): RankedBallots {
  const starts = new Int32Array(which.length + 1);
  const length = which.reduce((sum, at) => sum + ballots.starts[at + 1]! - ballots.starts[at]!, 0);
  const ranks = new Int32Array(length);
  which.forEach((ballot, at) => {
    const [from, to] = [ballots.starts[ballot]!, ballots.starts[ballot + 1]!];
    let end = starts[at]!;
    for (let k = from; k < to; k += 1) ranks[end++] = ballots.ranks[k]!;
    starts[at + 1] = end;
  });
  return { starts, ranks, counts: Float64Array.from(sums) };
}

function hashOf(ranks: Int32Array, from: number, to: number): number {
  let hash = 0x811c9dc5;
  for (let k = from; k < to; k += 1) hash = Math.imul(hash ^ ranks[k]!, 0x01000193);
  hash ^= hash >>> 15;
  hash = Math.imul(hash, 0x2c1b3c6d);
  return (hash ^ (hash >>> 13)) >>> 0;
}

function sameRanking(ballots: RankedBallots, a: number, b: number): boolean {
  const { starts, ranks } = ballots;
  const length = starts[a + 1]! - starts[a]!;
  if (starts[b + 1]! - starts[b]! !== length) return false;
  for (let k = 0; k < length; k += 1) if (ranks[starts[a]! + k] !== ranks[starts[b]! + k]) return false;
  return true;
}

export interface StrictBallots {
  /** Grouped, without withdrawn candidates and shared ranks, none of them empty. */
  readonly ballots: RankedBallots;
  /** Ballots that rank somebody. */
  readonly valid: number;
  /** Ballots that rank nobody who can be elected. */
  readonly empty: number;
}

/**
 * What a transferable vote can count: withdrawn candidates are passed over, and a ranking ends before the
 * first rank that two of the others share, because there the paper no longer says who comes next (Scottish
 * Local Government Elections Order 2007, rule 41 and 45: a paper is void, or stops, where the preference is
 * not certain).
 */
export function strictBallots(profile: RankedProfile): StrictBallots {
  const { starts, ranks, counts } = profile.ballots;
  const gone = withdrawnFlags(profile);
  const cut = new Int32Array(ranks.length);
  const ends = new Int32Array(counts.length + 1);
  const kept = new Float64Array(counts.length);
  let [size, end, valid, empty] = [0, 0, 0, 0];
  for (let ballot = 0; ballot < counts.length; ballot += 1) {
    if (counts[ballot] === 0) continue;
    const before = end;
    const to = starts[ballot + 1]!;
    for (let k = starts[ballot]!; k < to;) {
      const first = end;
      do {
        const candidate = ranks[k]! < 0 ? ~ranks[k]! : ranks[k]!;
        if (gone[candidate] === 0) cut[end++] = candidate;
        k += 1;
      } while (k < to && ranks[k]! < 0);
      if (end - first > 1) {
        end = first;
        break;
      }
    }
    if (end === before) {
      empty += counts[ballot]!;
      continue;
    }
    valid += counts[ballot]!;
    kept[size] = counts[ballot]!;
    ends[++size] = end;
  }
  const strict = { starts: ends.slice(0, size + 1), ranks: cut, counts: kept.slice(0, size) };
  return { ballots: grouped(strict), valid, empty };
}

/** 1 where the candidate has withdrawn. */
export function withdrawnFlags(profile: RankedProfile): Uint8Array {
  const gone = new Uint8Array(profile.candidates.length);
  for (const candidate of profile.withdrawn) gone[candidate] = 1;
  return gone;
}
