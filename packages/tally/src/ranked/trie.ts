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
  let before = -1;
  for (const ballot of order) {
    const [from, to] = [starts[ballot]!, starts[ballot + 1]!];
    let same = before < 0 ? 0 : commonLength(ballots, before, ballot);
    for (let k = 0; k < same; k += 1) through[path[k]!]! += counts[ballot]!;
    for (; from + same < to; same += 1) {
      candidate[size] = ranks[from + same]!;
      depth[size] = same;
      through[size] = counts[ballot]!;
      path[same] = size++;
    }
    ending[path[to - from - 1]!]! += counts[ballot]!;
    before = ballot;
  }
  const cut = <T extends Int32Array | Float64Array>(list: T) => list.slice(0, size) as T;
  const deepest = depth.reduce((a, b) => Math.max(a, b), 0);
  return {
    candidate: cut(candidate),
    depth: cut(depth),
    through: cut(through),
    ending: cut(ending),
    deepest,
  };
}

function sortedRankings(ballots: RankedBallots): Int32Array {
  const { starts, ranks, counts } = ballots;
  return Int32Array.from(counts, (_count, at) => at).sort((a, b) => {
    const lengths = [starts[a + 1]! - starts[a]!, starts[b + 1]! - starts[b]!] as const;
    const [x, y] = [starts[a]!, starts[b]!];
    const shared = Math.min(lengths[0], lengths[1]);
    for (let k = 0; k < shared; k += 1) {
      const difference = ranks[x + k]! - ranks[y + k]!;
      if (difference !== 0) return difference;
    }
    return lengths[0] - lengths[1];
  });
}

function commonLength(ballots: RankedBallots, a: number, b: number): number {
  const { starts, ranks } = ballots;
  const most = Math.min(starts[a + 1]! - starts[a]!, starts[b + 1]! - starts[b]!);
  let k = 0;
  while (k < most && ranks[starts[a]! + k] === ranks[starts[b]! + k]) k += 1;
  return k;
}
