/** The register as people leaf through it: newest first, with what each act tells of people where it still stands. */
import { sql, type Kysely } from 'kysely';
import type { OrgId } from '#kernel/command';
import type { Json } from '#kernel/outcome';
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

export async function readRecord(db: Db, org: OrgId, page: RecordPage): Promise<RecordEntry[]> {
  const before = page.before ?? null;
  const commands = page.commands ? [...page.commands] : null;
  const found = await sql<EntryRow>`
    SELECT l.position, l.act_id, l.leaf, p.body FROM register.leaf l
      LEFT JOIN register.payload p ON p.org_id = l.org_id AND p.act_id = l.act_id
     WHERE l.org_id = ${org}
       AND (${before}::bigint IS NULL OR l.position < ${before}::bigint)
       AND (${commands}::text[] IS NULL
            OR convert_from(l.leaf, 'UTF8')::jsonb ->> 'command' = ANY(${commands}::text[]))
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
    personal: row.body === null ? null : personalOf(row.body),
  };
}

function personalOf(body: Buffer): Personal | null {
  try {
    return JSON.parse(body.toString('utf8')) as { [pointer: string]: Json };
  } catch {
    // What is not even JSON is tampered with, and `tequio verify` says so; a page shows nothing of it.
    return null;
  }
}
