/**
 * A tree head is what an organization can be held to: "at this moment our register had this many leaves and
 * this root", signed. Whoever keeps one (on a receipt, a letter, a passbook) can later be shown that nothing
 * before it was changed. Ed25519 over the canonical bytes of the head.
 */
import { createHash, createPublicKey, sign, verify, type KeyObject } from 'node:crypto';
import { assert } from '#kernel/assert';
import { canonicalBytes } from '#kernel/canonical';

export interface TreeHead {
  readonly org: string;
  readonly size: number;
  /** The root in hexadecimal. */
  readonly root: string;
  /** ISO 8601 in UTC. */
  readonly at: string;
}

export interface SignedHead extends TreeHead {
  /** Which key signed: the {@link keyId} of its public half. */
  readonly key: string;
  /** 64 bytes in base64. */
  readonly signature: string;
}

/** The exact bytes that are signed. */
export function headBytes({ org, size, root, at }: TreeHead): Uint8Array {
  assert(Number.isSafeInteger(size) && size >= 0, 'a tree has a whole number of leaves');
  assert(/^[0-9a-f]{64}$/.test(root), 'a root is 64 hexadecimal digits');
  return canonicalBytes({ v: 1, org, size, root, at });
}

export function signHead(head: TreeHead, privateKey: KeyObject): SignedHead {
  assert(privateKey.asymmetricKeyType === 'ed25519', 'heads are signed with Ed25519');
  const { org, size, root, at } = head;
  const signature = sign(null, headBytes(head), privateKey).toString('base64');
  return { org, size, root, at, key: keyId(createPublicKey(privateKey)), signature };
}

/** Whether the key signed exactly this head; a head that names another key is not this key's. */
export function verifyHead(head: SignedHead, publicKey: KeyObject): boolean {
  if (publicKey.asymmetricKeyType !== 'ed25519' || head.key !== keyId(publicKey)) return false;
  return verify(null, headBytes(head), publicKey, Buffer.from(head.signature, 'base64'));
}

/** A short name for a key: the first 16 hexadecimal digits of its {@link fingerprint}. */
export function keyId(publicKey: KeyObject): string {
  return fingerprint(publicKey).slice(0, 16);
}

/** What people compare: SHA-256 of the public key (its SubjectPublicKeyInfo) in hexadecimal. */
export function fingerprint(publicKey: KeyObject): string {
  return createHash('sha256').update(publicKeyBytes(publicKey)).digest('hex');
}

/** The SubjectPublicKeyInfo of a public key. */
export function publicKeyBytes(publicKey: KeyObject): Uint8Array {
  return publicKey.export({ type: 'spki', format: 'der' });
}

/** The public key in a SubjectPublicKeyInfo, or null when it is not exactly that of an Ed25519 key. */
export function publicKeyFrom(spki: Uint8Array): KeyObject | null {
  try {
    const key = createPublicKey({ key: Buffer.from(spki), type: 'spki', format: 'der' });
    const isWhole = key.asymmetricKeyType === 'ed25519' && Buffer.compare(publicKeyBytes(key), spki) === 0;
    return isWhole ? key : null;
  } catch {
    return null;
  }
}
