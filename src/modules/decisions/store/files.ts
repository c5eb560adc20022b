/** The files of proposals, as rows; where their bytes lie is the host’s. */
import { sql, type Kysely } from 'kysely';
import type { ActId, MemberId, OrgId, RecordedAct } from '#kernel/command';
import type { FileType } from '#kernel/file';
import type { Tx } from '#kernel/tx';
import type { NamedFile, ProposalFile } from '../core/file.ts';

interface FileRow {
  org_id: OrgId;
  file_id: string;
  proposal_id: string;
  name: string | null;
  description: string | null;
  type: FileType;
  bytes: number;
  width: number | null;
  height: number | null;
  digest: string;
  small_digest: string | null;
  added_by: MemberId;
  added_at: string;
  taken_back_at: string | null;
  taken_back_by: MemberId | null;
  hidden_at: string | null;
  hidden_by: MemberId | null;
  hidden_reason: string | null;
  hidden_act_id: ActId | null;
  act_id: ActId;
}

function table(tx: Tx): Kysely<{ 'decisions.file': FileRow }> {
  return tx;
}

export interface NewFileRow extends Omit<NamedFile, 'name'> {
  readonly file: string;
  readonly proposal: string;
  /** Null where whoever added it has been forgotten. */
  readonly name: string | null;
  readonly by: MemberId;
}

export async function insertFileRow(tx: Tx, act: RecordedAct, one: NewFileRow): Promise<void> {
  await table(tx)
    .insertInto('decisions.file')
    .values({
      org_id: act.org,
      file_id: one.file,
      proposal_id: one.proposal,
      name: one.name,
      description: one.description,
      type: one.type,
      bytes: one.bytes,
      width: one.width,
      height: one.height,
      digest: one.digest,
      small_digest: one.smallDigest,
      added_by: one.by,
      added_at: act.at,
      taken_back_at: null,
      taken_back_by: null,
      hidden_at: null,
      hidden_by: null,
      hidden_reason: null,
      hidden_act_id: null,
      act_id: act.id,
    })
    .execute();
}

export type FileChange = Partial<
  Pick<
    FileRow,
    | 'name'
    | 'description'
    | 'taken_back_at'
    | 'taken_back_by'
    | 'hidden_at'
    | 'hidden_by'
    | 'hidden_reason'
    | 'hidden_act_id'
  >
>;

export async function changeFileRow(
  tx: Tx,
  org: OrgId,
  proposal: string,
  file: string,
  change: FileChange,
): Promise<void> {
  await table(tx)
    .updateTable('decisions.file')
    .set(change)
    .where('org_id', '=', org)
    .where('proposal_id', '=', proposal)
    .where('file_id', '=', file)
    .execute();
}

function fileOf(row: FileRow): ProposalFile {
  return {
    id: row.file_id,
    proposal: row.proposal_id,
    name: row.name,
    description: row.description,
    type: row.type,
    bytes: row.bytes,
    width: row.width,
    height: row.height,
    digest: row.digest,
    smallDigest: row.small_digest,
    addedBy: row.added_by,
    addedAt: row.added_at,
    act: row.act_id,
    takenBackAt: row.taken_back_at,
    takenBackBy: row.taken_back_by,
    hiddenAt: row.hidden_at,
    hiddenBy: row.hidden_by,
    hiddenReason: row.hidden_reason,
  };
}

/** The files of a proposal, in the order in which they were added. */
export async function listFiles(tx: Tx, org: OrgId, proposal: string): Promise<ProposalFile[]> {
  return (await listFilesOf(tx, org, [proposal])).get(proposal) ?? [];
}

export async function listFilesOf(
  tx: Tx,
  org: OrgId,
  proposals: readonly string[],
): Promise<Map<string, ProposalFile[]>> {
  if (proposals.length === 0) return new Map();
  const rows = await table(tx)
    .selectFrom('decisions.file')
    .selectAll()
    .where('org_id', '=', org)
    .where('proposal_id', 'in', [...new Set(proposals)])
    .orderBy('file_id')
    .execute();
  return Map.groupBy(rows.map(fileOf), (one) => one.proposal);
}

/** A file of which the record says what its bytes are. */
export interface FileUse {
  /** What it is called in a report. */
  readonly of: string;
  /** Whoever has to have brought it. */
  readonly member: MemberId;
  readonly digest: string;
  readonly smallDigest: string | null;
}

/**
 * The files of a group that are still there: hidden ones are, those that were taken back or forgotten are
 * not.
 */
export async function decisionsFiles(db: Kysely<unknown>, org: OrgId): Promise<FileUse[]> {
  const { rows } = await sql<FileUse>`
    SELECT file_id AS of, added_by AS member, digest, small_digest AS "smallDigest" FROM decisions.file
     WHERE org_id = ${org} AND name IS NOT NULL ORDER BY file_id`.execute(db);
  return rows;
}

/** What these acts told of files is forgotten. */
export async function forgetFileRows(tx: Tx, org: OrgId, acts: readonly string[]): Promise<void> {
  await sql`UPDATE decisions.file SET name = NULL, description = NULL
             WHERE org_id = ${org} AND act_id = ANY(${acts})`.execute(tx);
  await sql`UPDATE decisions.file SET hidden_reason = NULL
             WHERE org_id = ${org} AND hidden_act_id = ANY(${acts})`.execute(tx);
}
