/**
 * Making proofs from a table of leaf hashes. A register may have millions of leaves, so that the hashes are
 * asked for by range and folded away at once: memory stays at one block, and perfect subtrees, which never
 * change again, can be remembered.
 */
import { assert } from '#kernel/assert';
import {
  appendLeaves,
  divide,
  EMPTY_FRONTIER,
  frontierRoot,
  isPowerOfTwo,
  nodeHash,
  type Hash,
} from '#kernel/merkle';

/** The hashes of the leaves at positions `from` up to but not including `to`, in order. */
export type ReadLeafHashes = (from: number, to: number) => Promise<readonly Hash[]>;

/** What keeps the roots of perfect subtrees of a block or more; a `Map` does. */
export interface SubtreeMemory {
  get(range: string): Hash | undefined;
  set(range: string, root: Hash): unknown;
}

/** The leaves of a tree, and optionally a memory that belongs to this tree alone. */
export interface Tree {
  readonly read: ReadLeafHashes;
  readonly memory?: SubtreeMemory;
}

/** How many leaf hashes are held at once. */
export const BLOCK = 1024;

/** The root of the tree over the leaves `from` up to `to`. */
export async function subtreeRoot(tree: Tree, from: number, to: number): Promise<Hash> {
  const size = to - from;
  assert(from >= 0 && size >= 0, 'a range of leaves goes forward');
  const lasting = size >= BLOCK && isPowerOfTwo(size) && from % size === 0;
  const known = lasting ? tree.memory?.get(`${from}-${to}`) : undefined;
  if (known) return known;
  const root = size <= BLOCK ? await blockRoot(tree.read, from, to) : await dividedRoot(tree, from, to);
  if (lasting) tree.memory?.set(`${from}-${to}`, root);
  return root;
}

/**
 * The hashes that lead from the leaf at `position` to the root of the first `size` leaves (RFC 9162,
 * §2.1.3.1).
 */
export async function inclusionProof(tree: Tree, position: number, size: number): Promise<Hash[]> {
  assert(position >= 0 && position < size, 'the leaf is in the tree');
  const near = await withBlockAround(tree, position, size);
  const proof: Hash[] = [];
  let [from, to] = [0, size];
  while (to - from > 1) {
    const middle = from + divide(to - from);
    if (position < middle) {
      proof.push(await subtreeRoot(near, middle, to));
      to = middle;
    } else {
      proof.push(await subtreeRoot(near, from, middle));
      from = middle;
    }
  }
  return proof.reverse();
}

/** The hashes that show that the first `second` leaves begin with the first `first` (RFC 9162, §2.1.4.1). */
export async function consistencyProof(tree: Tree, first: number, second: number): Promise<Hash[]> {
  assert(first >= 0 && first <= second, 'the earlier tree is not larger');
  if (first === 0 || first === second) return [];
  const near = await withBlockAround(tree, first - 1, second);
  const proof: Hash[] = [];
  let [from, to] = [0, second];
  while (to !== first) {
    const middle = from + divide(to - from);
    if (first <= middle) {
      proof.push(await subtreeRoot(near, middle, to));
      to = middle;
    } else {
      proof.push(await subtreeRoot(near, from, middle));
      from = middle;
    }
  }
  // Whoever asks knows the root of the earlier tree; only a part of it has to be told.
  if (from > 0) proof.push(await subtreeRoot(near, from, to));
  return proof.reverse();
}

async function dividedRoot(tree: Tree, from: number, to: number): Promise<Hash> {
  const middle = from + divide(to - from);
  const left = await subtreeRoot(tree, from, middle);
  return nodeHash(left, await subtreeRoot(tree, middle, to));
}

async function blockRoot(read: ReadLeafHashes, from: number, to: number): Promise<Hash> {
  const hashes = from === to ? [] : await read(from, to);
  assert(hashes.length === to - from, `the register has a hash for every leaf from ${from} to ${to}`);
  return frontierRoot(appendLeaves(EMPTY_FRONTIER, hashes));
}

/** A proof asks for many small ranges near its leaf: they are served from one block read at once. */
async function withBlockAround(tree: Tree, position: number, size: number): Promise<Tree> {
  const start = position - (position % BLOCK);
  const end = Math.min(start + BLOCK, size);
  const block = await tree.read(start, end);
  return {
    ...tree,
    read: async (from, to) =>
      from >= start && to <= end ? block.slice(from - start, to - start) : tree.read(from, to),
  };
}
