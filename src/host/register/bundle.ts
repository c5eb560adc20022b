/**
 * A proof that a person can carry away: one JSON file with the exact bytes of an act, its place, the hashes
 * that lead to a signed head, and the key. It is checked here with the register's own parts; the checker for
 * strangers, `static/check/proof.js`, shares no line with them, so that a fault in one does not hide in the
 * other.
 */
import type { KeyObject } from 'node:crypto';
import { z } from 'zod';
import { keepsCommitment } from './commitment.ts';
import { fingerprint, keyId, publicKeyBytes, publicKeyFrom, verifyHead, type SignedHead } from './head.ts';
import { parseLeaf, type Leaf } from './leaf.ts';
import { leafHash, verifyConsistency, verifyInclusion, type Hash } from '#kernel/merkle';

const base64 = z.string().refine((text) => Buffer.from(text, 'base64').toString('base64') === text);
const hash = z.string().regex(/^[0-9a-f]{64}$/);
/** No tree has more levels than a position has bits. */
const path = z.array(hash).max(64);
const count = z.int().min(0);
const word = z
  .string()
  .min(1)
  .refine((text) => text.isWellFormed());
const head = z.strictObject({
  size: count,
  root: hash,
  at: word,
  key: z.string().regex(/^[0-9a-f]{16}$/),
  signature: base64,
});

export const bundleShape = z.strictObject({
  v: z.literal(1),
  org: word,
  /** The exact bytes of the leaf, in base64. */
  leaf: base64,
  position: count,
  head,
  /** From the leaf upwards, in hexadecimal. */
  inclusion: path,
  /** The SubjectPublicKeyInfo of the signing key, in base64. */
  publicKey: base64,
  /** That the register of an earlier head, kept by someone, is the beginning of this one. */
  consistency: z.strictObject({ from: head, proof: path }).optional(),
  /** The salt in hexadecimal and the exact bytes of the personal payload in base64, until they are erased. */
  personal: z.strictObject({ salt: hash, body: base64 }).optional(),
});

export type ProofBundle = z.infer<typeof bundleShape>;

export type CheckName =
  'shape' | 'leaf' | 'key' | 'signature' | 'inclusion' | 'consistency' | 'earlier_signature' | 'personal';

/**
 * `absent`: the file does not speak of it. `unknown`: it does, but it cannot be checked with what is here.
 */
export type CheckResult = 'holds' | 'fails' | 'unknown' | 'absent';

export interface ProofReport {
  /** `fails` when any check does; `incomplete` when all that could be checked holds, but not all could be. */
  readonly verdict: 'holds' | 'fails' | 'incomplete';
  readonly checks: readonly { readonly check: CheckName; readonly result: CheckResult }[];
  readonly leaf: Leaf | null;
  /** The fingerprint of the key in the file. Whether it is the right key is for people to compare. */
  readonly fingerprint: string | null;
}

export function makeBundle(parts: {
  readonly leaf: Uint8Array;
  readonly position: number;
  readonly head: SignedHead;
  readonly inclusion: readonly Hash[];
  readonly publicKey: KeyObject;
  readonly consistency?: { readonly from: SignedHead; readonly proof: readonly Hash[] };
  readonly personal?: { readonly salt: Uint8Array; readonly body: Uint8Array };
}): ProofBundle {
  const { consistency, personal } = parts;
  return {
    v: 1,
    org: parts.head.org,
    leaf: toBase64(parts.leaf),
    position: parts.position,
    head: withoutOrg(parts.head),
    inclusion: parts.inclusion.map(toHex),
    publicKey: toBase64(publicKeyBytes(parts.publicKey)),
    ...(consistency && {
      consistency: { from: withoutOrg(consistency.from), proof: consistency.proof.map(toHex) },
    }),
    ...(personal && { personal: { salt: toHex(personal.salt), body: toBase64(personal.body) } }),
  };
}

/** Checks what claims to be a bundle; `expectedKey` is the beginning (16 digits or more) of a fingerprint. */
export function checkBundle(value: unknown, expectedKey?: string): ProofReport {
  const parsed = bundleShape.safeParse(value);
  if (!parsed.success) return report([['shape', 'fails']], null, null);
  const bundle = parsed.data;
  const leaf = parseLeaf(fromBase64(bundle.leaf));
  const publicKey = publicKeyFrom(fromBase64(bundle.publicKey));
  const print = publicKey && fingerprint(publicKey);
  const known = print !== null && (expectedKey === undefined || isBeginning(expectedKey, print));
  const checks: [CheckName, CheckResult][] = [
    ['shape', 'holds'],
    ['leaf', held(leaf.ok && leaf.value.org === bundle.org)],
    ['key', held(publicKey !== null && keyId(publicKey) === bundle.head.key && known)],
    ['signature', held(isSigned(bundle, bundle.head, publicKey))],
    ['inclusion', held(isIncluded(bundle))],
    ['consistency', bundle.consistency ? held(isContinued(bundle, bundle.consistency)) : 'absent'],
    ['earlier_signature', earlierSignature(bundle, publicKey)],
    ['personal', personalResult(bundle, leaf.ok ? leaf.value.personal : null)],
  ];
  return report(checks, leaf.ok ? leaf.value : null, print);
}

function report(
  pairs: readonly (readonly [CheckName, CheckResult])[],
  leaf: Leaf | null,
  print: string | null,
): ProofReport {
  const results = pairs.map(([, result]) => result);
  const verdict = results.includes('fails') ? 'fails' : results.includes('unknown') ? 'incomplete' : 'holds';
  return { verdict, checks: pairs.map(([check, result]) => ({ check, result })), leaf, fingerprint: print };
}

function isBeginning(expected: string, print: string): boolean {
  return /^[0-9a-f]{16,64}$/.test(expected) && print.startsWith(expected);
}

function isSigned(bundle: ProofBundle, one: ProofBundle['head'], publicKey: KeyObject | null): boolean {
  return publicKey !== null && verifyHead({ org: bundle.org, ...one }, publicKey);
}

function isIncluded({ leaf, position, head: { size, root }, inclusion }: ProofBundle): boolean {
  const proof = inclusion.map(fromHex);
  return verifyInclusion({ leaf: leafHash(fromBase64(leaf)), position, size, root: fromHex(root), proof });
}

function isContinued(bundle: ProofBundle, { from, proof }: NonNullable<ProofBundle['consistency']>): boolean {
  return verifyConsistency({
    first: from.size,
    second: bundle.head.size,
    firstRoot: fromHex(from.root),
    secondRoot: fromHex(bundle.head.root),
    proof: proof.map(fromHex),
  });
}

/** An earlier head may be signed with an earlier key, which is not in the file. */
function earlierSignature(bundle: ProofBundle, publicKey: KeyObject | null): CheckResult {
  if (!bundle.consistency) return 'absent';
  const { from } = bundle.consistency;
  if (from.key !== bundle.head.key) return 'unknown';
  return held(isSigned(bundle, from, publicKey));
}

function personalResult({ personal }: ProofBundle, commitment: string | null): CheckResult {
  if (!personal) return 'absent';
  if (commitment === null) return 'fails';
  return held(keepsCommitment(fromBase64(personal.body), fromHex(personal.salt), commitment));
}

function held(claim: boolean): CheckResult {
  return claim ? 'holds' : 'fails';
}

function withoutOrg({ size, root, at, key, signature }: SignedHead): ProofBundle['head'] {
  return { size, root, at, key, signature };
}

function toHex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}

function toBase64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64');
}

function fromHex(text: string): Uint8Array {
  return Buffer.from(text, 'hex');
}

function fromBase64(text: string): Uint8Array {
  return Buffer.from(text, 'base64');
}
