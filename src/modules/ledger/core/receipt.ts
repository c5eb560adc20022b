/**
 * A paper that shows what a movement was for: a photo of the bill, the invoice itself. Whoever the movement
 * is
 * about brings it; of what is held in common anybody of us may. What the bytes are is on the record by their
 * digest; whoever brought the wrong picture takes it back.
 */
import type { MemberId } from '#kernel/command';
import { fileName, type FileType, type KeptFile } from '#kernel/file';
import { accept, refuse, type Outcome } from '#kernel/outcome';

/** As many as a movement carries. */
export const MOST_RECEIPTS = 6;

export interface Receipt extends KeptFile {
  readonly id: string;
  readonly number: bigint;
  readonly document: string | null;
  /** Null when it was taken back, or whoever added it has been forgotten. */
  readonly name: string | null;
  readonly addedBy: MemberId;
  readonly addedAt: string;
  readonly act: string;
  readonly takenBackAt: string | null;
}

export const RECEIPT_RULES = [
  'file_not_brought',
  'file_without_name',
  'file_there_already',
  'receipts_too_many',
] as const;
export type ReceiptRule = (typeof RECEIPT_RULES)[number];

export type NamedReceipt = {
  readonly name: string;
  readonly type: FileType;
  readonly bytes: number;
  readonly width: number | null;
  readonly height: number | null;
  readonly digest: string;
  readonly smallDigest: string | null;
};

export function decideReceipt(
  name: string,
  kept: KeptFile | null,
  there: readonly Receipt[],
): Outcome<NamedReceipt, ReceiptRule> {
  if (kept === null) return refuse('file_not_brought');
  const called = fileName(name, kept.type);
  if (called === null) return refuse('file_without_name');
  const standing = there.filter((one) => one.name !== null);
  if (standing.some((one) => one.digest === kept.digest)) return refuse('file_there_already');
  if (standing.length >= MOST_RECEIPTS) return refuse('receipts_too_many', { most: MOST_RECEIPTS });
  const { type, bytes, width, height, digest, smallDigest } = kept;
  return accept({ name: called, type, bytes, width, height, digest, smallDigest });
}
