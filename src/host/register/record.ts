/**
 * The register as people leaf through it: newest first, with what each act tells of people where it still
 * stands.
 */
import { sql, type Kysely } from 'kysely';
import type { OrgId } from '#kernel/command';
import { personalIn } from './feed.ts';
import { parseLeaf, type Leaf, type Personal } from './leaf.ts';

type Db = Kysely<unknown>;

export interface RecordEntry {
  readonly position: number;
  readonly act: string;
  /** Null where the stored bytes are no leaf: somebody has tampered with them. */
  readonly leaf: Leaf | null;
  /** The exact bytes, as text. */
  readonly text: string;
  /** Null where there is nothing personal, or it has been erased. */
  readonly personal: Personal | null;
}

interface EntryRow {
  position: bigint;
  act_id: string;
  leaf: Buffer;
  body: Buffer | null;
}

export interface RecordPage {
  /** Only acts before this position. */
  readonly before?: number;
  readonly most: number;
  /** Only acts of these commands. */
  readonly commands?: readonly string[];
}

/** What follows the command in the canonical bytes of every leaf, where no text can stand for it. */
const BEHIND_COMMAND = '","fact":{';

/** Bytes are looked through as bytes: those that somebody has tampered with are no JSON, and are told too. */
function saidIn(command: string): string {
  return `"command":${JSON.stringify(command)}`.slice(0, -1) + BEHIND_COMMAND;
}

export async function readRecord(db: Db, org: OrgId, page: RecordPage): Promise<RecordEntry[]> {
  const before = page.before ?? null;
  const commands = page.commands ? page.commands.map(saidIn) : null;
  const found = await sql<EntryRow>`
    SELECT l.position, l.act_id, l.leaf, p.body FROM register.leaf l
      LEFT JOIN register.payload p ON p.org_id = l.org_id AND p.act_id = l.act_id
     WHERE l.org_id = ${org}
       AND (${before}::bigint IS NULL OR l.position < ${before}::bigint)
       AND (${commands}::text[] IS NULL
            OR EXISTS (SELECT FROM unnest(${commands}::text[]) said (part)
                        WHERE position(convert_to(said.part, 'UTF8') IN l.leaf) > 0)
            OR position(${Buffer.from(BEHIND_COMMAND)} IN l.leaf) = 0)
     ORDER BY l.position DESC LIMIT ${page.most}`.execute(db);
  return found.rows.map(entryOf);
}

/** One act by its place; null where there is none. */
export async function readEntry(db: Db, org: OrgId, position: number): Promise<RecordEntry | null> {
  if (!Number.isSafeInteger(position) || position < 0) return null;
  const found = await sql<EntryRow>`
    SELECT l.position, l.act_id, l.leaf, p.body FROM register.leaf l
      LEFT JOIN register.payload p ON p.org_id = l.org_id AND p.act_id = l.act_id
     WHERE l.org_id = ${org} AND l.position = ${position}`.execute(db);
  const row = found.rows[0];
  return row ? entryOf(row) : null;
}

/** Where these acts stand. */
export async function positionsOf(
  db: Db,
  org: OrgId,
  acts: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  if (acts.length === 0) return new Map();
  const found = await sql<{ act_id: string; position: bigint }>`
    SELECT act_id, position FROM register.leaf
     WHERE org_id = ${org} AND act_id = ANY(${acts})`.execute(db);
  return new Map(found.rows.map((row) => [row.act_id, Number(row.position)]));
}

function entryOf(row: EntryRow): RecordEntry {
  const parsed = parseLeaf(row.leaf);
  return {
    position: Number(row.position),
    act: row.act_id,
    leaf: parsed.ok ? parsed.value : null,
    text: row.leaf.toString('utf8'),
    personal: row.body === null ? null : personalIn(row.body),
  };
}
