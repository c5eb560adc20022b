/**
 * The register in the database. The row of an organization's tree is also its gate: whoever acts for the
 * organization locks it first and holds it until COMMIT, so that a leaf gets its position for good when it is
 * written, and nothing that an act depends on can change between load and record.
 */
import { sql } from 'kysely';
import type { Authority, Channel, Fact, OrgId, RecordedAct } from '#kernel/command';
import { assert } from '#kernel/assert';
import type { Tx } from '#kernel/tx';
import { canonicalBytes } from '#kernel/canonical';
import { commitTo, SALT_BYTES } from './commitment.ts';
import { leafBytes, splitPersonal, subjectOf } from './leaf.ts';
import {
  appendLeaves,
  EMPTY_FRONTIER,
  frontierBytes,
  frontierFrom,
  frontierRoot,
  leafHash,
  type Frontier,
  type Hash,
} from '#kernel/merkle';

export interface Gate {
  readonly org: OrgId;
  readonly frontier: Frontier;
  /** Its tree comes into being with its first leaf: what is refused leaves none behind. */
  readonly isNew: boolean;
}

/** The gate of an organization that an act is to bring into being: nobody else knows its id. */
export function newGate(org: OrgId): Gate {
  return { org, frontier: EMPTY_FRONTIER, isNew: true };
}

/** Takes the gate of an organization; null where there is none. */
export async function openGate(tx: Tx, org: OrgId): Promise<Gate | null> {
  const found = await sql<{ size: bigint; frontier: Buffer }>`
    SELECT size, frontier FROM register.tree WHERE org_id = ${org} FOR NO KEY UPDATE`.execute(tx);
  const row = found.rows[0];
  return row ? { org, frontier: frontierFrom(Number(row.size), row.frontier), isNew: false } : null;
}

/** By how much a clock may be set back without the register following it. */
const SLACK_MS = 60 * 60_000;

/**
 * The instant of the next act of an organization, behind its gate: what the clock says, but never before the
 * last act. A clock that was set right by a little, or that of a second machine, turns no order around. One
 * that is off by more was wrong before, and is followed: nobody should wait for a day that will not come.
 */
export async function nextInstant(tx: Tx, { org, frontier }: Gate, clock: number): Promise<number> {
  const { rows } = await sql<{ at: string }>`
    SELECT convert_from(leaf, 'utf8')::jsonb ->> 'at' AS at FROM register.leaf
     WHERE org_id = ${org} AND position = ${frontier.size - 1}::bigint`.execute(tx);
  const last = rows[0] === undefined ? clock : Date.parse(rows[0].at);
  return clock < last && last - clock <= SLACK_MS ? last + 1 : clock;
}

export interface NewLeaf {
  readonly act: string;
  readonly at: string;
  readonly actor: string | null;
  readonly command: string;
  readonly channel: Channel;
  readonly authority: Authority;
  readonly statutes: number;
  readonly fact: Fact;
  readonly personal: readonly string[];
}

export interface Place {
  readonly position: number;
  readonly size: number;
  /** The root right after this leaf, hexadecimal. */
  readonly root: string;
}

interface Payload {
  readonly act: string;
  readonly subject: string;
  readonly salt: Uint8Array;
  readonly body: Uint8Array;
}

/** What these leaves make of a register, worked out but not yet written. */
export interface Grown {
  /** Where each of them stands. */
  readonly places: readonly Place[];
  readonly frontier: Frontier;
  readonly acts: readonly string[];
  readonly bytes: readonly Uint8Array[];
  readonly hashes: readonly Hash[];
  readonly payloads: readonly Payload[];
}

/** Works out, in order, where leaves stand and what they commit to. */
export function growRegister(
  gate: Gate,
  leaves: readonly NewLeaf[],
  chance: (bytes: number) => Uint8Array,
): Grown {
  const payloads: Payload[] = [];
  const bytes: Uint8Array[] = [];
  const hashes: Hash[] = [];
  const places: Place[] = [];
  let { frontier } = gate;
  for (const leaf of leaves) {
    const written = leafBytes(makeLeaf(gate.org, leaf, payloads, chance));
    const hash = leafHash(written);
    const position = frontier.size;
    frontier = appendLeaves(frontier, [hash]);
    const root = Buffer.from(frontierRoot(frontier)).toString('hex');
    places.push({ position, size: frontier.size, root });
    bytes.push(written);
    hashes.push(hash);
  }
  return { places, frontier, acts: leaves.map((leaf) => leaf.act), bytes, hashes, payloads };
}

/** Appends what has grown behind the gate. */
export async function writeRegister(tx: Tx, gate: Gate, grown: Grown): Promise<void> {
  const { frontier, acts, bytes, hashes, payloads } = grown;
  if (acts.length === 0) return;
  const [size, peaks] = [frontier.size, buffer(frontierBytes(frontier))];
  const tree = gate.isNew
    ? sql`INSERT INTO register.tree (org_id, size, frontier) VALUES (${gate.org}, ${size}, ${peaks})`
    : sql`UPDATE register.tree SET size = ${size}, frontier = ${peaks} WHERE org_id = ${gate.org}`;
  // One statement: a leaf, what it commits to and the tree over both stand and fall together.
  await sql`
    WITH leaves AS (
      INSERT INTO register.leaf (org_id, position, act_id, leaf, leaf_hash)
      SELECT ${gate.org}, ${gate.frontier.size}::bigint + n - 1, act_id, leaf, leaf_hash
        FROM unnest(${acts}::text[], ${bytes.map(buffer)}::bytea[], ${hashes.map(buffer)}::bytea[])
             WITH ORDINALITY AS row(act_id, leaf, leaf_hash, n)
    ), payloads AS (
      INSERT INTO register.payload (org_id, act_id, subject, salt, body)
      SELECT ${gate.org}, act_id, subject, salt, body
        FROM unnest(${payloads.map((one) => one.act)}::text[], ${payloads.map((one) => one.subject)}::text[],
                    ${payloads.map((one) => buffer(one.salt))}::bytea[], ${payloads.map((one) => buffer(one.body))}::bytea[])
             AS row(act_id, subject, salt, body)
    )
    ${tree}`.execute(tx);
}

function makeLeaf(org: OrgId, leaf: NewLeaf, payloads: Payload[], chance: (bytes: number) => Uint8Array) {
  const { fact, personal } = splitPersonal(leaf.fact, leaf.personal);
  let commitment: string | null = null;
  if (personal !== null) {
    const salt = chance(SALT_BYTES);
    const body = canonicalBytes(personal);
    commitment = commitTo(body, salt);
    // An act that forgets is itself forgotten: its commitment opens to nothing from the start.
    if (leaf.fact['forget'] === undefined) {
      payloads.push({ act: leaf.act, subject: subjectOf(leaf.fact, leaf.actor) ?? org, salt, body });
    }
  }
  const { act, at, actor, command, channel, authority, statutes } = leaf;
  return {
    v: 1 as const,
    org,
    act,
    at,
    actor,
    command,
    channel,
    authority,
    statutes,
    fact,
    personal: commitment,
  };
}

/**
 * Forgets what acts told of these subjects, and what these very acts told: salt and payload go, the leaves
 * stay and every proof with them. Returns the acts whose payload is gone, for the erasing act to name.
 */
export async function erasePayloads(
  tx: Tx,
  org: OrgId,
  subjects: readonly string[],
  acts: readonly string[] = [],
): Promise<string[]> {
  const gone = await sql<{ act_id: string }>`
    DELETE FROM register.payload WHERE org_id = ${org} AND (subject = ANY(${subjects}) OR act_id = ANY(${acts}))
    RETURNING act_id`.execute(tx);
  return gone.rows.map((row) => row.act_id).sort();
}

/**
 * A fact that names subjects (`forget`), and further acts (`forgetActs`), to forget is completed with the
 * acts that are forgotten, itself among them.
 */
export async function carryOutErasure(tx: Tx, act: RecordedAct, fact: Fact): Promise<Fact> {
  const { forget, forgetActs = [] } = fact;
  if (forget === undefined) return fact;
  assert(Array.isArray(forget) && Array.isArray(forgetActs), 'an erasure lists whom it forgets');
  const erased = await erasePayloads(tx, act.org, forget as string[], forgetActs as string[]);
  return { ...fact, erased: [...erased, act.id] };
}

function buffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
