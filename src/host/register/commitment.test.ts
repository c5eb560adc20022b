/** Vector: RFC 4231, test case 1, padded as HMAC pads a short key; so the salt has its 32 bytes. */
import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { commitTo, keepsCommitment } from './commitment.ts';

const bytes = (length: number) => fc.uint8Array({ minLength: length, maxLength: length });

test('a commitment is HMAC-SHA-256', () => {
  const salt = new Uint8Array(32).fill(0x0b, 0, 20);
  expect(commitTo(new TextEncoder().encode('Hi There'), salt)).toBe(
    'b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7',
  );
});

test('and the same as the library makes it, whatever the payload and its salt', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), bytes(32), (payload, salt) => {
      expect(commitTo(payload, salt)).toBe(createHmac('sha256', salt).update(payload).digest('hex'));
    }),
  );
});

test('it is kept by its own payload and salt, and by no other', () => {
  fc.assert(
    fc.property(fc.uint8Array(), fc.uint8Array(), bytes(32), bytes(32), (payload, other, salt, salt2) => {
      const commitment = commitTo(payload, salt);
      expect(keepsCommitment(payload, salt, commitment)).toBe(true);
      if (Buffer.compare(payload, other) !== 0) expect(keepsCommitment(other, salt, commitment)).toBe(false);
      if (Buffer.compare(salt, salt2) !== 0) expect(keepsCommitment(payload, salt2, commitment)).toBe(false);
    }),
  );
});

test('what is no salt or no commitment keeps nothing', () => {
  const [payload, salt] = [new Uint8Array(3), new Uint8Array(32)];
  const commitment = commitTo(payload, salt);
  expect(() => commitTo(payload, new Uint8Array(31))).toThrow('32 random bytes');
  expect(keepsCommitment(payload, new Uint8Array(31), commitment)).toBe(false);
  expect(keepsCommitment(payload, salt, commitment.slice(2))).toBe(false);
  expect(keepsCommitment(payload, salt, commitment.toUpperCase())).toBe(false);
});
