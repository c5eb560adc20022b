/** A small register with a real key, and proofs from it, for whatever checks proofs. */
import { createPrivateKey, createPublicKey } from 'node:crypto';
import { makeBundle, type ProofBundle } from '#host/register/bundle';
import { canonicalBytes } from '#kernel/canonical';
import { commitTo } from '#host/register/commitment';
import { signHead, type SignedHead } from '#host/register/head';
import { leafBytes, splitPersonal, type Leaf } from '#host/register/leaf';
import { appendLeaves, EMPTY_FRONTIER, frontierRoot, leafHash } from '#kernel/merkle';
import { consistencyProof, inclusionProof } from '#host/register/merkle-proof';

export const ORG = 'org_06f7q2d4m8vz3k1n5r9t0w2x4y';

/** Not a secret: the first key of RFC 8032, §7.1, so that samples are the same on every run. */
const SEED = '9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60';
export const privateKey = createPrivateKey({
  key: Buffer.from(`302e020100300506032b657004220420${SEED}`, 'hex'),
  format: 'der',
  type: 'pkcs8',
});
export const publicKey = createPublicKey(privateKey);

const payload = splitPersonal(
  {
    member: 'mem_amina',
    role: 'treasurer',
    startsOn: '2026-11-23',
    upTo: { amountMinor: '50000', unit: 'uni_peso' },
    keepers: [
      { name: 'Amina <b>Quispe</b>', lock: 1 },
      { name: 'Luis', lock: 2 },
    ],
  },
  ['name'],
);
const body = canonicalBytes(payload.personal);
const salt = new Uint8Array(32).fill(7);

/** Leaf 5 appoints a treasurer and commits to the names of two; the others only fill the tree. */
export const leaves: readonly Uint8Array[] = Array.from({ length: 13 }, (_, at) => leafBytes(leafAt(at)));
const hashes = leaves.map(leafHash);
const tree = { read: async (from: number, to: number) => hashes.slice(from, to) };

export function headOf(size: number): SignedHead {
  const root = frontierRoot(appendLeaves(EMPTY_FRONTIER, hashes.slice(0, size)));
  const at = `2026-11-${String(10 + size).padStart(2, '0')}T18:00:00.000Z`;
  return signHead({ org: ORG, size, root: Buffer.from(root).toString('hex'), at }, privateKey);
}

/** A proof of one leaf, as a member would carry it away. */
export async function sampleProof(
  choice: { position?: number; size?: number; since?: number; withPersonal?: boolean } = {},
): Promise<ProofBundle> {
  const { position = 5, size = 13, since, withPersonal = false } = choice;
  return makeBundle({
    leaf: leaves[position]!,
    position,
    head: headOf(size),
    inclusion: await inclusionProof(tree, position, size),
    publicKey,
    ...(since !== undefined && {
      consistency: { from: headOf(since), proof: await consistencyProof(tree, since, size) },
    }),
    ...(withPersonal && { personal: { salt, body } }),
  });
}

function leafAt(at: number): Leaf {
  const isAppointment = at === 5;
  return {
    v: 1,
    org: ORG,
    act: `act_${at}`,
    at: '2026-11-14T17:30:00.000Z',
    actor: 'mem_rosa',
    command: isAppointment ? 'agents.appoint' : 'agents.note',
    channel: 'web',
    authority: { by: 'signatures', members: ['mem_rosa', 'mem_luis'], needed: 2, waiting: null },
    statutes: 1,
    fact: isAppointment ? payload.fact : { line: at },
    personal: isAppointment ? commitTo(body, salt) : null,
  };
}
