/**
 * Reads a whole register again and says where it is broken first: a leaf whose bytes are not what was hashed,
 * a gap, a root that is not the one that was signed, a payload that is not the one committed to, or one that
 * is gone without an act that erased it.
 */
import { sql, type Kysely } from 'kysely';
import type { Fact, OrgId } from '#kernel/command';
import { keepsCommitment } from './commitment.ts';
import { keyId, publicKeyFrom, verifyHead, type SignedHead } from './head.ts';
import { headOf } from './heads.ts';
import { joinPersonal, parseLeaf, subjectOf, type Leaf, type Personal } from './leaf.ts';
import {
  appendLeaves,
  EMPTY_FRONTIER,
  frontierBytes,
  frontierRoot,
  leafHash,
  sameHash,
  type Frontier,
} from '#kernel/merkle';

export type BrokenRule =
  | 'leaf_missing'
  | 'leaf_changed'
  | 'leaf_not_readable'
  | 'leaf_elsewhere'
  | 'leaf_too_many'
  | 'tree_changed'
  | 'head_changed'
  | 'head_not_signed'
  | 'key_changed'
  | 'kept_head_denied'
  | 'payload_changed'
  | 'payload_elsewhere'
  | 'payload_missing'
  | 'payload_unfounded'
  | 'row_differs'
  | 'listing_differs'
  | 'ballots_differ'
  | 'books_differ'
  | 'file_missing'
  | 'file_changed';

/** One broken place. `position` is that of the leaf in the organization's register. */
export interface Broken {
  readonly rule: BrokenRule;
  readonly org: string;
  readonly position?: number;
  readonly act?: string;
  /** For rows: which table, and what stands there and should. */
  readonly table?: string;
  readonly is?: string;
  readonly should?: string;
}

export interface Verified {
  readonly organizations: number;
  readonly leaves: number;
  readonly erased: number;
  readonly broken: readonly Broken[];
}

interface LeafRow {
  position: bigint;
  act_id: string;
  leaf: Buffer;
  leaf_hash: Buffer;
  subject: string | null;
  salt: Buffer | null;
  body: Buffer | null;
}

const PAGE = 2_000;

/** A head that somebody kept: what `--since` brings. */
export type KeptHead = Pick<SignedHead, 'org' | 'size' | 'root'>;

/** Verifies every register in one snapshot, so that a running instance may go on. */
export async function verifyRegister(
  db: Kysely<unknown>,
  options: { kept?: readonly KeptHead[]; onLeaves?: (leaves: number) => void } = {},
): Promise<Verified> {
  return db
    .transaction()
    .setIsolationLevel('repeatable read')
    .execute(async (tx) => {
      await sql`SET LOCAL statement_timeout = 0`.execute(tx);
      const trees = await sql<{ org_id: OrgId; size: bigint; frontier: Buffer }>`
        SELECT org_id, size, frontier FROM register.tree ORDER BY org_id`.execute(tx);
      const signers = await readSigners(tx);
      const broken: Broken[] = [...signers.broken];
      let leaves = 0;
      let erased = 0;
      for (const tree of trees.rows) {
        const kept = (options.kept ?? []).filter((head) => head.org === tree.org_id);
        const one = await verifyTree(tx, tree, signers.keys, kept, (count) =>
          options.onLeaves?.(leaves + count),
        );
        leaves += one.leaves;
        erased += one.erased;
        broken.push(...one.broken);
      }
      const known = new Set<string>(trees.rows.map((tree) => tree.org_id));
      for (const org of await headsOutside(tx, known)) broken.push({ rule: 'head_changed', org });
      for (const head of options.kept ?? []) {
        if (!known.has(head.org)) broken.push({ rule: 'kept_head_denied', org: head.org });
      }
      return { organizations: trees.rows.length, leaves, erased, broken };
    });
}

/** Owners of heads that have no register at all. */
async function headsOutside(tx: Kysely<unknown>, known: ReadonlySet<string>): Promise<string[]> {
  const rows = await sql<{ org_id: string }>`SELECT DISTINCT org_id FROM register.head`.execute(tx);
  return rows.rows.map((row) => row.org_id).filter((org) => !known.has(org));
}

type Keys = ReadonlyMap<string, NonNullable<ReturnType<typeof publicKeyFrom>>>;

async function readSigners(tx: Kysely<unknown>): Promise<{ keys: Keys; broken: Broken[] }> {
  const rows = await sql<{ key_id: string; spki: Buffer }>`SELECT key_id, spki FROM register.signer`.execute(
    tx,
  );
  const keys = new Map<string, NonNullable<ReturnType<typeof publicKeyFrom>>>();
  const broken: Broken[] = [];
  for (const row of rows.rows) {
    const key = publicKeyFrom(row.spki);
    if (key && keyId(key) === row.key_id) keys.set(row.key_id, key);
    else broken.push({ rule: 'key_changed', org: '', is: row.key_id });
  }
  return { keys, broken };
}

/** What is gathered while the leaves of one organization go by. */
class Reading {
  frontier: Frontier = EMPTY_FRONTIER;
  /** The position that the next leaf should have. */
  next = 0;
  readonly broken: Broken[] = [];
  /** Acts whose payload is not there, by position, until an erasing act names them. */
  readonly missing = new Map<string, number>();
  readonly erased = new Set<string>();
  readonly org: string;

  constructor(org: string) {
    this.org = org;
  }

  take(row: LeafRow): void {
    const position = Number(row.position);
    const place = { org: this.org, position, act: row.act_id };
    if (position !== this.next)
      this.broken.push({ rule: 'leaf_missing', org: this.org, position: this.next });
    this.next = position + 1;
    const hash = leafHash(row.leaf);
    if (!sameHash(hash, row.leaf_hash)) this.broken.push({ rule: 'leaf_changed', ...place });
    this.frontier = appendLeaves(this.frontier, [hash]);
    const leaf = parseLeaf(row.leaf);
    if (!leaf.ok) {
      this.broken.push({ rule: 'leaf_not_readable', ...place });
      return;
    }
    if (leaf.value.org !== this.org || leaf.value.act !== row.act_id) {
      this.broken.push({ rule: 'leaf_elsewhere', ...place });
    }
    this.takePayload(leaf.value, row, place);
    const erased = leaf.value.fact['erased'];
    if (Array.isArray(erased)) for (const act of erased) if (typeof act === 'string') this.erased.add(act);
  }

  private takePayload(leaf: Leaf, row: LeafRow, place: { org: string; position: number; act: string }): void {
    if (row.subject === null || row.salt === null || row.body === null) {
      if (leaf.personal !== null) this.missing.set(row.act_id, place.position);
    } else if (leaf.personal === null) this.broken.push({ rule: 'payload_unfounded', ...place });
    else if (!keepsCommitment(row.body, row.salt, leaf.personal)) {
      this.broken.push({ rule: 'payload_changed', ...place });
    } else if (row.subject !== (subjectOf(wholeFact(leaf, row.body), leaf.actor) ?? leaf.org)) {
      // By it the words are found when their subject asks to be forgotten.
      this.broken.push({ rule: 'payload_elsewhere', ...place });
    }
  }

  finish(): void {
    for (const [act, position] of this.missing) {
      if (!this.erased.has(act)) this.broken.push({ rule: 'payload_missing', org: this.org, position, act });
    }
  }
}

/** The fact with its personal words, which the leaf has committed to. */
function wholeFact(leaf: Leaf, body: Buffer): Fact {
  return joinPersonal(leaf.fact, JSON.parse(body.toString('utf8')) as Personal);
}

async function verifyTree(
  tx: Kysely<unknown>,
  tree: { org_id: OrgId; size: bigint; frontier: Buffer },
  keys: Keys,
  kept: readonly KeptHead[],
  onLeaves: (leaves: number) => void,
): Promise<Omit<Verified, 'organizations'>> {
  const org = tree.org_id;
  const heads = (
    await sql<{ size: bigint; root: Buffer; at: string; key_id: string; signature: Buffer }>`
      SELECT size, root, at, key_id, signature FROM register.head WHERE org_id = ${org}`.execute(tx)
  ).rows.map((row) => headOf(org, row));
  const wanted = new Set([...heads, ...kept].map((head) => head.size));
  const roots = new Map<number, string>();
  const reading = new Reading(org);
  const note = () => {
    if (wanted.has(reading.frontier.size)) roots.set(reading.frontier.size, rootOf(reading.frontier));
  };
  note();
  for (;;) {
    const page = await readPage(tx, org, reading.next);
    for (const row of page) {
      reading.take(row);
      note();
    }
    onLeaves(reading.frontier.size);
    if (page.length < PAGE) break;
  }
  reading.finish();
  const broken = [...reading.broken];
  if (reading.frontier.size !== Number(tree.size)) {
    const rule = reading.frontier.size < Number(tree.size) ? 'leaf_missing' : 'leaf_too_many';
    broken.push({ rule, org, position: Math.min(reading.frontier.size, Number(tree.size)) });
  } else if (Buffer.compare(frontierBytes(reading.frontier), tree.frontier) !== 0) {
    broken.push({ rule: 'tree_changed', org });
  }
  for (const head of heads) {
    const key = keys.get(head.key);
    if (roots.get(head.size) !== head.root) broken.push({ rule: 'head_changed', org, position: head.size });
    else if (!key || !verifyHead(head, key))
      broken.push({ rule: 'head_not_signed', org, position: head.size });
  }
  for (const head of kept) {
    if (roots.get(head.size) !== head.root)
      broken.push({ rule: 'kept_head_denied', org, position: head.size });
  }
  return { leaves: reading.frontier.size, erased: reading.erased.size, broken };
}

function rootOf(frontier: Frontier): string {
  return Buffer.from(frontierRoot(frontier)).toString('hex');
}

async function readPage(tx: Kysely<unknown>, org: OrgId, from: number): Promise<LeafRow[]> {
  const rows = await sql<LeafRow>`
    SELECT l.position, l.act_id, l.leaf, l.leaf_hash, p.subject, p.salt, p.body
      FROM register.leaf l
      LEFT JOIN register.payload p ON p.org_id = l.org_id AND p.act_id = l.act_id
     WHERE l.org_id = ${org} AND l.position >= ${from}
     ORDER BY l.position LIMIT ${PAGE}`.execute(tx);
  return rows.rows;
}
