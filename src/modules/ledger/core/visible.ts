/** Who may read what came to an account and left it. */
import type { MemberId } from '#kernel/command';
import type { Account } from './account.ts';

/**
 * One’s own, and what is held in common; another’s only whoever keeps the books. Who has how much is
 * otherwise nobody’s business.
 */
export function seesAccount(
  viewer: { readonly member: MemberId | null; readonly keepsBooks: boolean },
  account: Pick<Account, 'member'>,
): boolean {
  if (account.member === null) return true;
  return account.member === viewer.member || viewer.keepsBooks;
}
