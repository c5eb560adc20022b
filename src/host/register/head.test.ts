import { createPrivateKey, createPublicKey, generateKeyPairSync } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import {
  fingerprint,
  headBytes,
  keyId,
  publicKeyBytes,
  publicKeyFrom,
  signHead,
  verifyHead,
  type SignedHead,
} from './head.ts';

/** The first secret key of RFC 8032, §7.1, so that the signatures below never change. */
const privateKey = createPrivateKey({
  key: Buffer.from(
    '302e020100300506032b657004220420' + '9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60',
    'hex',
  ),
  format: 'der',
  type: 'pkcs8',
});
const publicKey = createPublicKey(privateKey);
const head = { org: 'org_a', size: 7, root: 'ab'.repeat(32), at: '2026-11-23T18:00:00.000Z' };

describe('a tree head', () => {
  test('is signed over its canonical bytes', () => {
    expect(new TextDecoder().decode(headBytes(head))).toBe(
      `{"at":"2026-11-23T18:00:00.000Z","org":"org_a","root":"${'ab'.repeat(32)}","size":7,"v":1}`,
    );
    expect(Buffer.from(publicKeyBytes(publicKey)).subarray(-32).toString('hex')).toBe(
      'd75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a',
    );
    const signed = signHead(head, privateKey);
    expect(signed).toEqual({ ...head, key: keyId(publicKey), signature: signed.signature });
    expect(Buffer.from(signed.signature, 'base64')).toHaveLength(64);
    expect(signHead(head, privateKey)).toEqual(signed);
    expect(verifyHead(signed, publicKey)).toBe(true);
  });

  test.each<Partial<SignedHead>>([
    { org: 'org_b' },
    { size: 8 },
    { root: 'ac' + 'ab'.repeat(31) },
    { at: '2026-11-23T18:00:00.001Z' },
    { key: '0'.repeat(16) },
    { signature: Buffer.alloc(64).toString('base64') },
    { signature: '' },
  ])('does not hold with %o', (change) => {
    expect(verifyHead({ ...signHead(head, privateKey), ...change }, publicKey)).toBe(false);
  });

  test('is not held by another key, even one of the same name', () => {
    const other = generateKeyPairSync('ed25519').publicKey;
    expect(verifyHead({ ...signHead(head, privateKey), key: keyId(other) }, other)).toBe(false);
  });

  test('is only made of a size and a root', () => {
    expect(() => headBytes({ ...head, size: -1 })).toThrow('whole number');
    expect(() => headBytes({ ...head, root: 'AB'.repeat(32) })).toThrow('hexadecimal');
    const { privateKey: other } = generateKeyPairSync('x25519');
    expect(() => signHead(head, other)).toThrow('Ed25519');
  });
});

describe('a key', () => {
  test('is named by the beginning of its fingerprint', () => {
    expect(keyId(publicKey)).toBe(fingerprint(publicKey).slice(0, 16));
    expect(fingerprint(publicKey)).toMatch(/^[0-9a-f]{64}$/);
  });

  test('travels as its SubjectPublicKeyInfo', () => {
    expect(publicKeyFrom(publicKeyBytes(publicKey))?.equals(publicKey)).toBe(true);
    expect(publicKeyFrom(new Uint8Array(44))).toBe(null);
    expect(publicKeyFrom(publicKeyBytes(generateKeyPairSync('x25519').publicKey))).toBe(null);
  });
});
