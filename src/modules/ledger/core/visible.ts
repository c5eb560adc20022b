/** Who may read what came to an account and left it. */
import type { MemberId } from '#kernel/command';
import { hasInHand, type Present } from '#agents';
import type { Account } from './account.ts';
import type { Entrusted } from './entrusted.ts';
import type { PostingKind } from './posting.ts';

/**
 * Whoever keeps the books reads all of them; so does whom the rules let read and no more, until their term
 * ends.
 */
export function readsBooks(present: Present): boolean {
  return hasInHand(present, 'keep_books') || hasInHand(present, 'read_books');
}

/**
 * One’s own, what was entrusted to one, and what is held in common; another’s only whoever keeps the books.
 * Who has how much is otherwise nobody’s business.
 */
export function seesAccount(
  viewer: {
    readonly member: MemberId | null;
    readonly keepsBooks: boolean;
    readonly entrusted: readonly Pick<Entrusted, 'account'>[];
  },
  account: Pick<Account, 'id' | 'member'>,
): boolean {
  if (account.member === null || viewer.keepsBooks) return true;
  return account.member === viewer.member || viewer.entrusted.some((one) => one.account === account.id);
}

/**
 * What the rules take of a holder, what they exchange and what they had before: the sums stand in a common
 * account, and out of each of them what somebody pays or has could be reckoned.
 */
const TELLS_OF_HOLDER: readonly PostingKind[] = [
  'levy',
  'fee',
  'gift',
  'demurrage',
  'expiry',
  'monthly',
  'opening',
  'exchange_in',
  'exchange_out',
];

/** What came back of such a movement tells the same of whoever it came back to. */
const GOES_BACK: readonly PostingKind[] = ['refund', 'reversal'];

/** Of a movement that puts another right, of which kind that other is. */
export interface KindOfMovement {
  readonly kind: PostingKind;
  readonly correctsKind: PostingKind | null;
}

/** Whether of such a movement it is not said to this viewer whose it is, nor what was said of it. */
export function hidesHolder(
  viewer: { readonly member: MemberId | null; readonly keepsBooks: boolean },
  { kind, correctsKind }: KindOfMovement,
  holder: MemberId | null,
): boolean {
  if (holder === null || holder === viewer.member || viewer.keepsBooks) return false;
  const tells = GOES_BACK.includes(kind) ? (correctsKind ?? kind) : kind;
  return TELLS_OF_HOLDER.includes(tells);
}
