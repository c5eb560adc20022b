/** Who writes a proposal: whoever was asked to and has said yes. */
import type { MemberId } from '#kernel/command';
import type { Author } from '../store/reads.ts';

export function isAuthor(authors: readonly Author[], member: MemberId | null): boolean {
  return authors.some((one) => one.member === member && one.agreedAt !== null);
}
