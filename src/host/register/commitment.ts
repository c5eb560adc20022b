/**
 * How a leaf speaks of what it must be able to forget: it holds HMAC-SHA-256 of the personal payload under 32
 * random bytes. With payload and salt anyone can see that they belong to the leaf; once both are erased,
 * nothing that could have been written there can be told from anything else, and the proofs still hold.
 */
import { createHmac, timingSafeEqual } from 'node:crypto';
import { assert } from '#kernel/assert';

export const SALT_BYTES = 32;

/** The commitment, in hexadecimal, to the exact bytes of a payload. */
export function commitTo(payload: Uint8Array, salt: Uint8Array): string {
  assert(salt.length === SALT_BYTES, 'a commitment is salted with 32 random bytes');
  return createHmac('sha256', salt).update(payload).digest('hex');
}

/** Whether these bytes, under this salt, are what the leaf committed to. */
export function keepsCommitment(payload: Uint8Array, salt: Uint8Array, commitment: string): boolean {
  if (salt.length !== SALT_BYTES || !/^[0-9a-f]{64}$/.test(commitment)) return false;
  return timingSafeEqual(Buffer.from(commitTo(payload, salt), 'hex'), Buffer.from(commitment, 'hex'));
}
