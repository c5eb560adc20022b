/**
 * The plain way to count ranked ballots exactly: a paper at a time, a BigInt each, nothing grouped. It is
 * what the fast counts are measured against, and a second opinion on who wins.
 */
import type { RankedProfile } from '../src/ranked/profile.ts';

const ONE = 100_000n;

interface Paper {
  readonly ranking: readonly number[];
  readonly count: bigint;
  worth: bigint;
}

/**
 * Winners by the Scottish rules; ties by the latest round that tells apart, then by the order of the paper.
 */
export function naiveScottish(profile: RankedProfile): number[] {
  let hopeful = profile.candidates.map((_name, at) => at).filter((one) => !profile.withdrawn.includes(one));
  const papers = papersOf(profile);
  const valid = papers.reduce((sum, { count }) => sum + count, 0n);
  const quota = (valid / BigInt(profile.seats + 1) + 1n) * ONE;
  const votes = profile.candidates.map(() => 0n);
  const piles = profile.candidates.map((): Paper[] => []);
  const history: bigint[][] = [];
  const elected: number[] = [];
  const pending: number[] = [];
  const deal = (list: readonly Paper[]) => {
    for (const paper of list) {
      const to = paper.ranking.find((one) => hopeful.includes(one));
      if (to === undefined) continue;
      piles[to]!.push(paper);
      votes[to]! += paper.worth * paper.count;
    }
  };
  const choose = (among: readonly number[], sign: bigint) => {
    let left = [...among];
    for (const seen of [votes, ...[...history].reverse()]) {
      const best = left.reduce((a, b) => (sign * (seen[b]! - seen[a]!) < 0n ? b : a));
      left = left.filter((one) => seen[one] === seen[best]);
    }
    return left[0]!;
  };
  const done = () => hopeful.length <= profile.seats - elected.length || elected.length >= profile.seats;
  deal(papers);
  for (let excluded = false; ;) {
    if (!(excluded && done())) {
      const reached = hopeful.filter((one) => votes[one]! >= quota);
      reached.sort((a, b) => Number(votes[b]! - votes[a]!));
      hopeful = hopeful.filter((one) => !reached.includes(one));
      elected.push(...reached);
      pending.push(...reached);
    }
    if (done()) break;
    history.push([...votes]);
    excluded = pending.length === 0;
    const from = excluded ? choose(hopeful, 1n) : choose(pending, -1n);
    const all = votes[from]!;
    if (excluded) hopeful = hopeful.filter((one) => one !== from);
    else pending.splice(pending.indexOf(from), 1);
    if (!excluded) for (const paper of piles[from]!) paper.worth = (paper.worth * (all - quota)) / all;
    deal(piles[from]!);
    votes[from] = excluded ? 0n : quota;
  }
  return [...elected, ...hopeful].slice(0, profile.seats);
}

/** Schulze's first place, from a duel matrix in BigInt filled ballot by ballot. */
export function naiveSchulze(profile: RankedProfile): number[] {
  const all = profile.candidates.map((_name, at) => at);
  const over = all.map(() => all.map(() => 0n));
  for (const { ranking, count } of papersOf(profile)) {
    for (const a of ranking) {
      for (const b of all) {
        const [x, y] = [ranking.indexOf(a), ranking.indexOf(b)];
        if (a !== b && (y < 0 || x < y)) over[a]![b]! += count;
      }
    }
  }
  const strength = all.map((a) => all.map((b) => (over[a]![b]! > over[b]![a]! ? over[a]![b]! : 0n)));
  for (const k of all) {
    for (const a of all) {
      for (const b of all) {
        const [x, y] = [strength[a]![k]!, strength[k]![b]!];
        const chain = x < y ? x : y;
        if (chain > strength[a]![b]!) strength[a]![b] = chain;
      }
    }
  }
  return all.filter((a) => all.every((b) => a === b || strength[a]![b]! >= strength[b]![a]!));
}

/**
 * Ranked pairs as its definition reads: majorities one after the other, a path looked for by walking. Equal
 * ones by the order of the paper: the first winner first, the last loser first. Whom no kept majority beats.
 */
export function naiveRankedPairs(profile: RankedProfile): number[] {
  const all = profile.candidates.map((_name, at) => at);
  const over = all.map(() => all.map(() => 0n));
  for (const { ranking, count } of papersOf(profile)) {
    for (const a of ranking) {
      for (const b of all) {
        const [x, y] = [ranking.indexOf(a), ranking.indexOf(b)];
        if (a !== b && (y < 0 || x < y)) over[a]![b]! += count;
      }
    }
  }
  const kept = all.map(() => new Set<number>());
  const leads = (a: number, b: number): boolean => a === b || [...kept[a]!].some((next) => leads(next, b));
  const pairs = all
    .flatMap((a) => all.map((b) => [a, b] as const))
    .filter(([a, b]) => over[a]![b]! > over[b]![a]!);
  const order = (x: bigint, y: bigint) => (x > y ? -1 : x < y ? 1 : 0);
  pairs.sort(
    ([a, b], [c, d]) =>
      order(over[a]![b]!, over[c]![d]!) || order(over[d]![c]!, over[b]![a]!) || a - c || d - b,
  );
  for (const [a, b] of pairs) if (!leads(b, a)) kept[a]!.add(b);
  return all.filter((one) => all.every((other) => !kept[other]!.has(one)));
}

function papersOf(profile: RankedProfile): Paper[] {
  const { starts, ranks, counts } = profile.ballots;
  return [...counts].flatMap((count, ballot) => {
    const ranking = [...ranks.subarray(starts[ballot], starts[ballot + 1])].filter(
      (one) => !profile.withdrawn.includes(one),
    );
    if (ranking.length === 0) return [];
    return Array.from({ length: count }, () => ({ ranking, count: 1n, worth: ONE }));
  });
}
