/**
 * How a leaf speaks of what it must be able to forget: it holds HMAC-SHA-256 of the personal payload under 32
 * random bytes. With payload and salt anyone can see that they belong to the leaf; once both are erased,
 * nothing that could have been written there can be told from anything else, and the proofs still hold.
 */
import { hash, timingSafeEqual } from 'node:crypto';
import { assert } from '#kernel/assert';

export const SALT_BYTES = 32;

/** SHA-256 works on blocks of so many bytes. */
const BLOCK_BYTES = 64;

/**
 * The commitment, in hexadecimal, to the exact bytes of a payload: HMAC as RFC 2104 defines it, out of two
 * hashes. The library's own makes a key object for every salt first, which takes ten times as long.
 */
export function commitTo(payload: Uint8Array, salt: Uint8Array): string {
  assert(salt.length === SALT_BYTES, 'a commitment is salted with 32 random bytes');
  const inner = new Uint8Array(BLOCK_BYTES + payload.length).fill(0x36, 0, BLOCK_BYTES);
  const outer = new Uint8Array(BLOCK_BYTES + 32).fill(0x5c, 0, BLOCK_BYTES);
  for (let at = 0; at < SALT_BYTES; at++) {
    inner[at]! ^= salt[at]!;
    outer[at]! ^= salt[at]!;
  }
  inner.set(payload, BLOCK_BYTES);
  outer.set(hash('sha256', inner, 'buffer'), BLOCK_BYTES);
  return hash('sha256', outer, 'hex');
}

/** Whether these bytes, under this salt, are what the leaf committed to. */
export function keepsCommitment(payload: Uint8Array, salt: Uint8Array, commitment: string): boolean {
  if (salt.length !== SALT_BYTES || !/^[0-9a-f]{64}$/.test(commitment)) return false;
  return timingSafeEqual(Buffer.from(commitTo(payload, salt), 'hex'), Buffer.from(commitment, 'hex'));
}
