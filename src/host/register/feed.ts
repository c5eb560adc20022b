/** The register in the order in which it grows: what programs follow, and what a group takes away. */
import { sql, type Kysely } from 'kysely';
import type { OrgId } from '#kernel/command';
import type { Json } from '#kernel/outcome';
import type { Personal } from './leaf.ts';

type Db = Kysely<unknown>;

export interface StoredLeaf {
  readonly position: number;
  readonly act: string;
  /** The exact bytes that the tree holds. */
  readonly leaf: Buffer;
  /** What was told of people, until it is erased. */
  readonly payload: { readonly subject: string; readonly salt: Buffer; readonly body: Buffer } | null;
}

/**
 * The leaves behind position `after`, at most so many. A position is given for good at COMMIT: none comes
 * late.
 */
export async function readLeaves(db: Db, org: OrgId, after: number, most: number): Promise<StoredLeaf[]> {
  const found = await sql<{
    position: bigint;
    act_id: string;
    leaf: Buffer;
    subject: string | null;
    salt: Buffer | null;
    body: Buffer | null;
  }>`
    SELECT l.position, l.act_id, l.leaf, p.subject, p.salt, p.body FROM register.leaf l
      LEFT JOIN register.payload p ON p.org_id = l.org_id AND p.act_id = l.act_id
     WHERE l.org_id = ${org} AND l.position > ${after} ORDER BY l.position LIMIT ${most}`.execute(db);
  return found.rows.map(({ position, act_id: act, leaf, subject, salt, body }) => ({
    position: Number(position),
    act,
    leaf,
    payload: subject !== null && salt && body ? { subject, salt, body } : null,
  }));
}

/** The words of a payload by their places in the fact; null where the bytes are not what was written. */
export function personalIn(body: Buffer): Personal | null {
  try {
    return JSON.parse(body.toString('utf8')) as { [pointer: string]: Json };
  } catch {
    return null;
  }
}

export interface PublicKey {
  readonly key: string;
  /** SubjectPublicKeyInfo in base64. */
  readonly spki: string;
  readonly since: string;
}

/** The public halves of every key that has signed heads here. */
export async function publicKeys(db: Db): Promise<PublicKey[]> {
  const found = await sql<{ key_id: string; spki: Buffer; since: string }>`
    SELECT key_id, spki, since FROM register.signer ORDER BY since, key_id`.execute(db);
  return found.rows.map((row) => ({ key: row.key_id, spki: row.spki.toString('base64'), since: row.since }));
}

/** Every register there is. */
export async function registers(db: Db): Promise<OrgId[]> {
  const found = await sql<{ org_id: OrgId }>`SELECT org_id FROM register.tree ORDER BY org_id`.execute(db);
  return found.rows.map((row) => row.org_id);
}
