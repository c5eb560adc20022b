/**
 * Where the bytes of files lie: in the database, each once in a group, beside those who have brought them. So
 * they are backed up with what refers to them, and go with whoever goes.
 */
import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { MemberId, OrgId } from '#kernel/command';
import type { FileType, KeptFile } from '#kernel/file';
import type { Tx } from '#kernel/tx';

export interface NewFile {
  readonly type: FileType;
  readonly content: Uint8Array;
  readonly width: number | null;
  readonly height: number | null;
  readonly small: Uint8Array | null;
}

interface FileRow {
  readonly digest: string;
  readonly type: FileType;
  readonly bytes: number;
  readonly width: number | null;
  readonly height: number | null;
  readonly small_digest: string | null;
}

export function digestOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** Writes a file that a member has brought, now; one that is there already gets one more who did. */
export async function insertFile(
  tx: Tx,
  org: OrgId,
  member: MemberId,
  file: NewFile,
  now: string,
): Promise<KeptFile> {
  const digest = digestOf(file.content);
  const small = file.small && Buffer.from(file.small);
  await sql`
    INSERT INTO host.file (org_id, digest, type, content, width, height, small, small_digest)
    VALUES (${org}, ${digest}, ${file.type}, ${Buffer.from(file.content)}, ${file.width}, ${file.height},
            ${small}, ${small && digestOf(small)})
    ON CONFLICT (org_id, digest) DO NOTHING`.execute(tx);
  await sql`
    INSERT INTO host.brought (org_id, digest, member_id, at) VALUES (${org}, ${digest}, ${member}, ${now})
    ON CONFLICT (org_id, digest, member_id) DO UPDATE SET at = excluded.at`.execute(tx);
  // What lies there stays: the same bytes may have been called another kind of text.
  return (await loadBrought(tx, org, member, [digest])).get(digest)!;
}

/** Those of these files that this member has brought. */
export async function loadBrought(
  tx: Tx,
  org: OrgId,
  member: MemberId | null,
  digests: readonly string[],
): Promise<ReadonlyMap<string, KeptFile>> {
  if (member === null || digests.length === 0) return new Map();
  const { rows } = await sql<FileRow>`
    SELECT f.digest, f.type, octet_length(f.content) AS bytes, f.width, f.height, f.small_digest
      FROM host.brought b JOIN host.file f USING (org_id, digest)
     WHERE b.org_id = ${org} AND b.member_id = ${member} AND b.digest = ANY(${digests}::text[])`.execute(tx);
  return new Map(
    rows.map(({ small_digest: smallDigest, ...rest }) => [rest.digest, { ...rest, smallDigest }]),
  );
}

/** How many bytes a group keeps. */
export async function bytesOf(tx: Tx, org: OrgId): Promise<number> {
  const { rows } = await sql<{ bytes: string }>`
    SELECT COALESCE(sum(octet_length(content) + COALESCE(octet_length(small), 0)), 0)::text AS bytes
      FROM host.file WHERE org_id = ${org}`.execute(tx);
  return Number(rows[0]!.bytes);
}

export async function isKept(tx: Tx, org: OrgId, digest: string): Promise<boolean> {
  const { rows } = await sql`SELECT FROM host.file WHERE org_id = ${org} AND digest = ${digest}`.execute(tx);
  return rows.length > 0;
}

/** The bytes of a file, or of a picture made small; null where they are gone. */
export async function loadContent(
  tx: Tx,
  org: OrgId,
  digest: string,
  size: 'whole' | 'small',
): Promise<Buffer | null> {
  const column = size === 'small' ? 'small' : 'content';
  const { rows } = await sql<{ bytes: Buffer | null }>`
    SELECT ${sql.ref(column)} AS bytes FROM host.file WHERE org_id = ${org} AND digest = ${digest}`.execute(
    tx,
  );
  return rows[0]?.bytes ?? null;
}

/** What the members of a group brought goes with them, unless another has brought the same. */
export async function forgetFiles(tx: Tx, org: OrgId, members: readonly string[]): Promise<void> {
  if (members.length === 0) return;
  await sql`DELETE FROM host.brought
             WHERE org_id = ${org} AND member_id = ANY(${members}::text[])`.execute(tx);
  await dropUnclaimed(tx, org);
}

/** Deletes what nobody has brought, or none of those who still count. */
export async function dropUnclaimed(tx: Tx, org: OrgId): Promise<number> {
  const gone = await sql`
    DELETE FROM host.file f WHERE f.org_id = ${org} AND NOT EXISTS (
      SELECT FROM host.brought b WHERE b.org_id = f.org_id AND b.digest = f.digest)`.execute(tx);
  return Number(gone.numAffectedRows ?? 0n);
}
