/**
 * A file that belongs to a proposal: the plan, the estimate, the picture that whoever decides wants to see.
 * Its authors add it and take it back until the vote opens, as they do with words; those who moderate may
 * hide it, with a reason. What the bytes are was looked at when they came, and their digest is on the record:
 * nobody puts another in their place.
 */
import type { MemberId } from '#kernel/command';
import { fileName, kindOfFile, type FileType, type KeptFile } from '#kernel/file';
import { accept, refuse, type Outcome } from '#kernel/outcome';
import type { Reader } from './talk.ts';

/** More than these nobody looks at before they vote. */
export const MOST_FILES = 20;
export const LONGEST_DESCRIPTION = 300;

export interface ProposalFile extends KeptFile {
  readonly id: string;
  readonly proposal: string;
  /** Null when it was taken back, or whoever added it has been forgotten. */
  readonly name: string | null;
  readonly description: string | null;
  readonly addedBy: MemberId;
  readonly addedAt: string;
  /** The act that added it, which tells its name. */
  readonly act: string;
  readonly takenBackAt: string | null;
  readonly takenBackBy: MemberId | null;
  readonly hiddenAt: string | null;
  readonly hiddenBy: MemberId | null;
  readonly hiddenReason: string | null;
}

export const ADD_FILE_RULES = [
  'file_not_brought',
  'file_without_name',
  'picture_without_description',
  'file_there_already',
  'files_too_many',
] as const;
export type AddFileRule = (typeof ADD_FILE_RULES)[number];

export interface AskedFile {
  readonly name: string;
  readonly description: string;
}

/** What is recorded of a file beside its id. */
export type NamedFile = {
  readonly name: string;
  readonly description: string | null;
  readonly type: FileType;
  readonly bytes: number;
  readonly width: number | null;
  readonly height: number | null;
  readonly digest: string;
  readonly smallDigest: string | null;
};

/** Decides on one more file; `kept` is what the asker has brought, null where it was not they. */
export function decideFile(
  asked: AskedFile,
  kept: KeptFile | null,
  there: readonly ProposalFile[],
): Outcome<NamedFile, AddFileRule> {
  if (kept === null) return refuse('file_not_brought');
  const name = fileName(asked.name, kept.type);
  if (name === null) return refuse('file_without_name');
  const description = asked.description === '' ? null : asked.description;
  if (description === null && kindOfFile(kept.type) === 'picture') {
    return refuse('picture_without_description');
  }
  const standing = there.filter((one) => one.name !== null);
  if (standing.some((one) => one.digest === kept.digest)) return refuse('file_there_already');
  if (standing.length >= MOST_FILES) return refuse('files_too_many', { most: MOST_FILES });
  const { type, bytes, width, height, digest, smallDigest } = kept;
  return accept({ name, description, type, bytes, width, height, digest, smallDigest });
}

/**
 * What is seen of a file by somebody who may read its proposal: all of it, that it was hidden, or that it is
 * no longer there.
 */
export function visibleFile(
  reader: Reader,
  file: Pick<ProposalFile, 'name' | 'hiddenAt' | 'addedBy'>,
): 'whole' | 'hidden' | 'gone' | null {
  if (!reader.inside) return null;
  if (file.name === null) return 'gone';
  if (file.hiddenAt === null || reader.moderates) return 'whole';
  return reader.member !== null && reader.member === file.addedBy ? 'whole' : 'hidden';
}
