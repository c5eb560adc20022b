/**
 * Signed heads and proofs, from the database. The key is made on first use; its public half is kept for good,
 * so that heads signed by a key that is gone can still be checked.
 */
import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { sql, type Kysely } from 'kysely';
import type { OrgId } from '#kernel/command';
import { assert } from '#kernel/assert';
import { makeBundle, type ProofBundle } from './bundle.ts';
import { fingerprint, keyId, publicKeyBytes, publicKeyFrom, signHead, type SignedHead } from './head.ts';
import { consistencyProof, inclusionProof, type SubtreeMemory, type Tree } from './merkle-proof.ts';
import { frontierFrom, frontierRoot, type Hash } from '#kernel/merkle';

type Db = Kysely<unknown>;

const SIGNING_KEY = 'register-key';

/** The key that signs the heads of this instance. */
async function signingKey(db: Db): Promise<KeyObject> {
  const read = () =>
    sql<{ value: Buffer }>`SELECT value FROM host.secret WHERE name = ${SIGNING_KEY}`.execute(db);
  let kept = await read();
  if (!kept.rows[0]) {
    const made = generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'der' });
    await sql`
      INSERT INTO host.secret (name, value) VALUES (${SIGNING_KEY}, ${made}) ON CONFLICT DO NOTHING`.execute(
      db,
    );
    kept = await read();
  }
  return createPrivateKey({ key: kept.rows[0]!.value, type: 'pkcs8', format: 'der' });
}

interface HeadRow {
  size: bigint;
  root: Buffer;
  at: string;
  key_id: string;
  signature: Buffer;
}

/** The signed head of an organization's register as it stands now; the same size is signed once. */
export async function latestHead(db: Db, org: OrgId, now: string): Promise<SignedHead | null> {
  const trees = await sql<{ size: bigint; frontier: Buffer }>`
    SELECT size, frontier FROM register.tree WHERE org_id = ${org}`.execute(db);
  const tree = trees.rows[0];
  if (!tree) return null;
  const key = await signingKey(db);
  const half = createPublicKey(key);
  const name = keyId(half);
  const size = Number(tree.size);
  const known = await sql<HeadRow>`
    SELECT size, root, at, key_id, signature FROM register.head
      JOIN register.signer USING (key_id)
     WHERE org_id = ${org} AND size = ${size} AND key_id = ${name}`.execute(db);
  if (known.rows[0]) return headOf(org, known.rows[0]);
  const root = Buffer.from(frontierRoot(frontierFrom(size, tree.frontier))).toString('hex');
  const head = signHead({ org, size, root, at: now }, key);
  await sql`
    INSERT INTO register.signer (key_id, spki, since)
    VALUES (${name}, ${Buffer.from(publicKeyBytes(half))}, ${now}::timestamptz) ON CONFLICT DO NOTHING`.execute(
    db,
  );
  await sql`
    INSERT INTO register.head (org_id, size, root, at, key_id, signature)
    VALUES (${org}, ${size}, ${Buffer.from(root, 'hex')}, ${now}::timestamptz, ${name},
            ${Buffer.from(head.signature, 'base64')}) ON CONFLICT DO NOTHING`.execute(db);
  return head;
}

/** A head as people keep it: what they compare later, and the key they should see again. */
export interface HeadToKeep {
  readonly size: number;
  readonly root: string;
  readonly at: string;
  /** The {@link fingerprint} of the key that signed. */
  readonly fingerprint: string;
  /** The whole of it in one line, as `verify --since` takes it. */
  readonly line: string;
}

/** The latest head for a receipt, a letter or a sheet; null before the first act. */
export async function headToKeep(db: Db, org: OrgId, now: string): Promise<HeadToKeep | null> {
  const head = await latestHead(db, org, now);
  if (!head) return null;
  const { size, root, at, key } = head;
  return {
    size, root, at,
    fingerprint: fingerprint(await publicKeyOf(db, key)),
    line: `${org}:${size}:${root}`,
  }; // prettier-ignore
}

export function headOf(org: string, row: HeadRow): SignedHead {
  return {
    org,
    size: Number(row.size),
    root: row.root.toString('hex'),
    at: row.at,
    key: row.key_id,
    signature: row.signature.toString('base64'),
  };
}

/** The leaves of an organization's tree, as proofs read them. */
export function treeOf(db: Db, org: OrgId): Tree {
  return {
    async read(from, to): Promise<Hash[]> {
      const rows = await sql<{ leaf_hash: Buffer }>`
        SELECT leaf_hash FROM register.leaf
         WHERE org_id = ${org} AND position >= ${from} AND position < ${to} ORDER BY position`.execute(db);
      return rows.rows.map((row) => row.leaf_hash);
    },
    memory: memoryOf(db, org),
  };
}

/** A register of a million acts has two thousand of them. */
const MOST_SUBTREES = 8_192;

/** For each database, the roots that no act to come can change; what was not asked for longest goes first. */
const memories = new WeakMap<Db, Map<string, Hash>>();

function memoryOf(db: Db, org: OrgId): SubtreeMemory {
  const kept = memories.get(db) ?? new Map<string, Hash>();
  memories.set(db, kept);
  return {
    get(range) {
      const root = kept.get(`${org} ${range}`);
      if (root) this.set(range, root);
      return root;
    },
    set(range, root) {
      kept.delete(`${org} ${range}`);
      kept.set(`${org} ${range}`, root);
      const [oldest] = kept.keys();
      if (kept.size > MOST_SUBTREES && oldest !== undefined) kept.delete(oldest);
    },
  };
}

/**
 * A proof to carry away for the act at `position`: null where there is none. `personal` puts in what the leaf
 * commits to; `since` shows that the register only grew from a head that somebody kept.
 */
export async function proofOf(
  db: Db,
  org: OrgId,
  position: number,
  now: string,
  more: { personal?: boolean; since?: SignedHead } = {},
): Promise<ProofBundle | null> {
  const head = await latestHead(db, org, now);
  if (!head || !Number.isSafeInteger(position) || position < 0 || position >= head.size) return null;
  const rows = await sql<{ leaf: Buffer; salt: Buffer | null; body: Buffer | null }>`
    SELECT l.leaf, p.salt, p.body FROM register.leaf l
      LEFT JOIN register.payload p ON p.org_id = l.org_id AND p.act_id = l.act_id
     WHERE l.org_id = ${org} AND l.position = ${position}`.execute(db);
  const row = rows.rows[0];
  assert(row, 'every position below the size has a leaf');
  const tree = treeOf(db, org);
  const publicKey = await publicKeyOf(db, head.key);
  const { since } = more;
  return makeBundle({
    leaf: row.leaf,
    position,
    head,
    inclusion: await inclusionProof(tree, position, head.size),
    publicKey,
    ...(since && since.size <= head.size
      ? { consistency: { from: since, proof: await consistencyProof(tree, since.size, head.size) } }
      : {}),
    ...(more.personal && row.salt && row.body ? { personal: { salt: row.salt, body: row.body } } : {}),
  });
}

async function publicKeyOf(db: Db, key: string): Promise<KeyObject> {
  const rows = await sql<{ spki: Buffer }>`SELECT spki FROM register.signer WHERE key_id = ${key}`.execute(
    db,
  );
  const found = rows.rows[0] ? publicKeyFrom(rows.rows[0].spki) : null;
  assert(found, 'the public half of every signing key is kept');
  return found;
}
