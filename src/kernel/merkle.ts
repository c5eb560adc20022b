/**
 * The tree under a register, and over a list of secret ballots: RFC 9162, section 2.1, with SHA-256. Every
 * act is a leaf; one root stands for all of them. Whoever kept an old root can be shown that the tree only
 * grew (consistency), and whoever keeps a leaf that it is in the tree (inclusion), with a few dozen hashes
 * and no trust.
 */
import { hash } from 'node:crypto';
import { assert } from './assert.ts';

export type Hash = Uint8Array;

export const HASH_BYTES = 32;

/** The root of a tree without leaves is the hash of nothing. */
export const EMPTY_ROOT: Hash = hash('sha256', new Uint8Array(0), 'buffer');

/** Leaves and nodes are hashed apart, so that neither can pass for the other. */
export function leafHash(leaf: Uint8Array): Hash {
  const bytes = new Uint8Array(1 + leaf.length);
  bytes.set(leaf, 1);
  return hash('sha256', bytes, 'buffer');
}

export function nodeHash(left: Hash, right: Hash): Hash {
  assert(left.length === HASH_BYTES && right.length === HASH_BYTES, 'a node has two hashes of 32 bytes');
  const bytes = new Uint8Array(1 + 2 * HASH_BYTES);
  bytes[0] = 1;
  bytes.set(left, 1);
  bytes.set(right, 1 + HASH_BYTES);
  return hash('sha256', bytes, 'buffer');
}

/**
 * All that a tree needs in order to grow: the roots of its perfect subtrees, largest first, one for every bit
 * that is set in its size.
 */
export interface Frontier {
  readonly size: number;
  readonly peaks: readonly Hash[];
}

export const EMPTY_FRONTIER: Frontier = { size: 0, peaks: [] };

/** The frontier after `leafHashes` have been appended, in order. */
export function appendLeaves(frontier: Frontier, leafHashes: readonly Hash[]): Frontier {
  assertFrontier(frontier);
  const peaks = [...frontier.peaks];
  let { size } = frontier;
  for (const leaf of leafHashes) {
    assert(leaf.length === HASH_BYTES, 'a leaf hash has 32 bytes');
    peaks.push(leaf);
    // As in counting: every one at the end of the binary size carries over into the next place.
    for (let ones = size; ones % 2 === 1; ones = half(ones)) {
      const right = peaks.pop()!;
      const left = peaks.pop()!;
      peaks.push(nodeHash(left, right));
    }
    size += 1;
  }
  const grown = { size, peaks };
  assertFrontier(grown);
  return grown;
}

export function frontierRoot(frontier: Frontier): Hash {
  assertFrontier(frontier);
  if (frontier.size === 0) return EMPTY_ROOT;
  return frontier.peaks.reduceRight((right, left) => nodeHash(left, right));
}

/** The peaks side by side, as one column of the database keeps them. */
export function frontierBytes(frontier: Frontier): Uint8Array {
  const bytes = new Uint8Array(frontier.peaks.length * HASH_BYTES);
  frontier.peaks.forEach((peak, at) => bytes.set(peak, at * HASH_BYTES));
  return bytes;
}

export function frontierFrom(size: number, bytes: Uint8Array): Frontier {
  const peaks: Hash[] = [];
  for (let at = 0; at < bytes.length; at += HASH_BYTES) peaks.push(bytes.slice(at, at + HASH_BYTES));
  const frontier = { size, peaks };
  assertFrontier(frontier);
  return frontier;
}

/**
 * Whether `proof` leads from the leaf at `position` to the root of the tree of `size` (RFC 9162, §2.1.3.2).
 */
export function verifyInclusion(claim: {
  readonly leaf: Hash;
  readonly position: number;
  readonly size: number;
  readonly root: Hash;
  readonly proof: readonly Hash[];
}): boolean {
  const { leaf, position, size, root, proof } = claim;
  if (!isSize(position) || !isSize(size) || position >= size || !areHashes([leaf, root, ...proof]))
    return false;
  let fn = position;
  let sn = size - 1;
  let reached = leaf;
  for (const step of proof) {
    if (sn === 0) return false;
    if (fn % 2 === 1 || fn === sn) {
      reached = nodeHash(step, reached);
      while (fn % 2 === 0 && fn !== 0) [fn, sn] = [half(fn), half(sn)];
    } else {
      reached = nodeHash(reached, step);
    }
    [fn, sn] = [half(fn), half(sn)];
  }
  return sn === 0 && sameHash(reached, root);
}

/**
 * Whether `proof` shows that the tree of `second` leaves begins with the tree of `first` (RFC 9162,
 * §2.1.4.2). Two cases that the RFC leaves to the reader need no proof: the same size, and a tree that was
 * still empty.
 */
export function verifyConsistency(claim: {
  readonly first: number;
  readonly second: number;
  readonly firstRoot: Hash;
  readonly secondRoot: Hash;
  readonly proof: readonly Hash[];
}): boolean {
  const { first, second, firstRoot, secondRoot, proof } = claim;
  if (!isSize(first) || !isSize(second) || first > second) return false;
  if (!areHashes([firstRoot, secondRoot, ...proof])) return false;
  if (first === second) return proof.length === 0 && sameHash(firstRoot, secondRoot);
  if (first === 0) return proof.length === 0 && sameHash(firstRoot, EMPTY_ROOT);
  if (proof.length === 0) return false;

  const path = isPowerOfTwo(first) ? [firstRoot, ...proof] : proof;
  let fn = first - 1;
  let sn = second - 1;
  while (fn % 2 === 1) [fn, sn] = [half(fn), half(sn)];
  let fr = path[0]!;
  let sr = path[0]!;
  for (const step of path.slice(1)) {
    if (sn === 0) return false;
    if (fn % 2 === 1 || fn === sn) {
      fr = nodeHash(step, fr);
      sr = nodeHash(step, sr);
      while (fn % 2 === 0 && fn !== 0) [fn, sn] = [half(fn), half(sn)];
    } else {
      sr = nodeHash(sr, step);
    }
    [fn, sn] = [half(fn), half(sn)];
  }
  return sn === 0 && sameHash(fr, firstRoot) && sameHash(sr, secondRoot);
}

/** The largest power of two below `size`, where RFC 9162 divides a tree of two leaves or more. */
export function divide(size: number): number {
  assert(size > 1, 'a tree of one leaf is not divided');
  let power = 1;
  while (power * 2 < size) power *= 2;
  return power;
}

export function isPowerOfTwo(size: number): boolean {
  return size === 1 || (size > 1 && size === 2 * divide(size));
}

export function sameHash(left: Hash, right: Hash): boolean {
  return Buffer.compare(left, right) === 0;
}

/** Halves without the 32-bit limit of the shift operators. */
function half(value: number): number {
  return Math.floor(value / 2);
}

function isSize(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 0;
}

function areHashes(hashes: readonly Hash[]): boolean {
  return hashes.every((one) => one.length === HASH_BYTES);
}

function assertFrontier({ size, peaks }: Frontier): void {
  assert(isSize(size), 'a tree has a whole number of leaves');
  let ones = 0;
  for (let rest = size; rest > 0; rest = half(rest)) ones += rest % 2;
  assert(peaks.length === ones, 'a frontier has one peak for every bit that is set in its size');
  assert(areHashes(peaks), 'a peak is a hash of 32 bytes');
}
