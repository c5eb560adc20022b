/**
 * Ballots as a tree: rankings that begin alike share the beginning. Meek's rule asks again and again how a
 * whole ballot is shared out from its first rank down, and what a paper still holds at a rank depends on
 * the ranks before alone: once per node is enough. The nodes stand in the order of a walk, so a pass over
 * them is a loop with a short stack.
 */
import type { RankedBallots } from './profile.ts';

export interface BallotTrie {
  readonly candidate: Int32Array;
  /** 0 for a first preference. */
  readonly depth: Int32Array;
  /** Ballots whose ranking goes through this node. */
  readonly through: Float64Array;
  /** Ballots whose ranking ends here. */
  readonly ending: Float64Array;
  /** The first node that is not below this one. */
  readonly after: Int32Array;
  readonly deepest: number;
}

/** From strict, grouped ballots. */
export function ballotTrie(ballots: RankedBallots): BallotTrie {
  const { starts, ranks, counts } = ballots;
  const order = sortedRankings(ballots);
  const candidate = new Int32Array(ranks.length);
  const depth = new Int32Array(ranks.length);
  const through = new Float64Array(ranks.length);
  const ending = new Float64Array(ranks.length);
  const path: number[] = [];
  let size = 0;
  let last = -1;
  for (const ballot of order) {
    const [from, to] = [starts[ballot]!, starts[ballot + 1]!];
    let same = last < 0 ? 0 : commonLength(ballots, last, ballot);
    for (let k = 0; k < same; k += 1) through[path[k]!]! += counts[ballot]!;
    for (; from + same < to; same += 1) {
      candidate[size] = ranks[from + same]!;
      depth[size] = same;
      through[size] = counts[ballot]!;
      path[same] = size++;
    }
    ending[path[to - from - 1]!]! += counts[ballot]!;
    last = ballot;
  }
  const cut = <T extends Int32Array | Float64Array>(list: T) => list.slice(0, size) as T;
  const deepest = depth.reduce((a, b) => Math.max(a, b), 0);
  return {
    candidate: cut(candidate),
    depth: cut(depth),
    through: cut(through),
    ending: cut(ending),
    after: afterOf(cut(depth)),
    deepest,
  };
}

function afterOf(depth: Int32Array): Int32Array {
  const after = new Int32Array(depth.length);
  for (let node = depth.length - 1; node >= 0; node -= 1) {
    let next = node + 1;
    while (next < depth.length && depth[next]! > depth[node]!) next = after[next]!;
    after[node] = next;
  }
  return after;
}

/** Groups below this size are put in order by comparing. */
const FEW = 24;

/** Ballots in the order of their rankings: sorted by first rank, each part by the second, and so on. */
function sortedRankings(ballots: RankedBallots): Int32Array {
  const { starts, ranks, counts } = ballots;
  const order = Int32Array.from(counts, (_count, at) => at);
  const spare = new Int32Array(order.length);
  const keys = ranks.reduce((most, one) => Math.max(most, one), 0) + 2;
  const keyAt = (ballot: number, depth: number) => {
    const at = starts[ballot]! + depth;
    return at < starts[ballot + 1]! ? ranks[at]! + 1 : 0;
  };
  const sort = (from: number, to: number, depth: number): void => {
    if (to - from <= FEW) return insert(ballots, order, from, to, depth);
    const ends = new Int32Array(keys + 1);
    for (let k = from; k < to; k += 1) ends[keyAt(order[k]!, depth) + 1]! += 1;
    for (let key = 0; key < keys; key += 1) ends[key + 1]! += ends[key]!;
    const begins = ends.slice();
    for (let k = from; k < to; k += 1) spare[from + begins[keyAt(order[k]!, depth)]!++] = order[k]!;
    order.set(spare.subarray(from, to), from);
    // The first part holds the rankings that have ended: all alike.
    for (let key = 1; key < keys; key += 1) {
      if (ends[key + 1]! - ends[key]! > 1) sort(from + ends[key]!, from + ends[key + 1]!, depth + 1);
    }
  };
  sort(0, order.length, 0);
  return order;
}

function insert(ballots: RankedBallots, order: Int32Array, from: number, to: number, depth: number): void {
  for (let k = from + 1; k < to; k += 1) {
    const ballot = order[k]!;
    let at = k;
    for (; at > from && before(ballots, ballot, order[at - 1]!, depth); at -= 1) order[at] = order[at - 1]!;
    order[at] = ballot;
  }
}

/** Whether ranking a comes before b; both are alike above `depth`. */
function before({ starts, ranks }: RankedBallots, a: number, b: number, depth: number): boolean {
  const [endA, endB] = [starts[a + 1]!, starts[b + 1]!];
  let [x, y] = [starts[a]! + depth, starts[b]! + depth];
  while (x < endA && y < endB) {
    const difference = ranks[x++]! - ranks[y++]!;
    if (difference !== 0) return difference < 0;
  }
  return x >= endA && y < endB;
}

function commonLength(ballots: RankedBallots, a: number, b: number): number {
  const { starts, ranks } = ballots;
  const most = Math.min(starts[a + 1]! - starts[a]!, starts[b + 1]! - starts[b]!);
  let k = 0;
  while (k < most && ranks[starts[a]! + k] === ranks[starts[b]! + k]) k += 1;
  return k;
}
