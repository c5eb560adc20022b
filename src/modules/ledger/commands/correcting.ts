/**
 * What every command loads that puts a payment right: what was posted together, and the accounts it touched.
 */
import type { OrgId } from '#kernel/command';
import type { Tx } from '#kernel/tx';
import type { Movement } from '../core/correction.ts';
import { loadMovedOn, loadMovements, type BookedMovement } from '../store/reads.ts';
import { loadBooks, type OpenBooks } from './paying.ts';

export interface ToCorrect {
  readonly books: OpenBooks;
  readonly set: readonly BookedMovement[];
  /** By which it was moved to other common accounts since. */
  readonly moved: readonly Movement[];
}

export async function loadToCorrect(tx: Tx, org: OrgId, number: string): Promise<ToCorrect> {
  const set = await loadMovements(tx, org, [BigInt(number)]);
  const moved = await loadMovedOn(tx, org, BigInt(number));
  const ends = [...set, ...moved].flatMap((one) => [one.source, one.target]);
  return { set, moved, books: await loadBooks(tx, org, ends) };
}

/** The holders of both ends of a movement. */
export function holdersOf({ books, set }: ToCorrect, number: string): string[] {
  const found = set.find((one) => String(one.number) === number);
  if (!found) return [];
  return [found.source, found.target].flatMap((id) => books.accounts.get(id)?.member ?? []);
}
