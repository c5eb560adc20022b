/**
 * Lots that nobody can steer and everybody can draw again: an order that follows from a seed which was
 * published (or committed to) before the ballots were opened. The order of things under a seed is the order
 * of SHA-256(seed, label, number of the thing), so it does not depend on the order in which they are
 * listed, and one line of a shell checks it: `printf 'SEED\nLABEL\n1' | sha256sum`.
 */
import { sha256, sha256Words } from './exact/sha256.ts';

/** Numbers 1..count in the order of the lot. `label` keeps two draws under one seed apart. */
export function lotOrder(seed: string, label: string, count: number): number[] {
  return drawOrder(
    seed,
    label,
    Array.from({ length: count }, (_unused, at) => at + 1),
  );
}

/**
 * The things (told apart by their text) in the order of the lot. Two equal things stay beside each other.
 */
export function drawOrder<T extends string | number>(seed: string, label: string, things: readonly T[]): T[] {
  return things
    .map((thing) => ({ thing, digest: sha256(`${seed}\n${label}\n${thing}`) }))
    .sort((a, b) => (a.digest < b.digest ? -1 : a.digest > b.digest ? 1 : 0))
    .map(({ thing }) => thing);
}

/**
 * What the seed is committed to before it is told: publish this first, the seed after the ballots are in.
 */
export function commitment(seed: string): string {
  return sha256(seed);
}

/**
 * Whole numbers from a seed, one after the other: `next(n)` is even over 0..n−1, because what would favour
 * the small numbers is thrown away and drawn again.
 */
export function drawer(seed: string, label: string): { next: (below: number) => number } {
  let round = 0;
  const word = () => sha256Words(`${seed}\n${label}\n${round++}`);
  const next = (below: number): number => {
    if (!Number.isSafeInteger(below) || below < 1) throw new RangeError('A lot is drawn among at least one.');
    const limit = BigInt(below);
    const fair = ((1n << 64n) / limit) * limit;
    for (;;) {
      const [high, low] = word() as unknown as [number, number];
      const drawn = (BigInt(high) << 32n) | BigInt(low);
      if (drawn < fair) return Number(drawn % limit);
    }
  };
  return { next };
}

/**
 * A residual tie is broken by the first of the tied in this order. Without a seed it is the order of the
 * ballot paper: no lot at all, and said as such by whoever shows the count.
 */
export function tieOrder(count: number, seed: string | null | undefined, label = 'tie'): number[] {
  return seed == null
    ? Array.from({ length: count }, (_unused, at) => at)
    : lotOrder(seed, label, count).map((number) => number - 1);
}

/** For each candidate, her place in the order: smaller means first in a lot. */
export function placesOf(order: readonly number[]): number[] {
  const places = new Array<number>(order.length).fill(0);
  order.forEach((candidate, place) => (places[candidate] = place));
  return places;
}
