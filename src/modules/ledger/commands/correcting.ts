/**
 * What every command loads that puts a payment right: what was posted together, and the accounts it touched.
 */
import type { OrgId } from '#kernel/command';
import type { Tx } from '#kernel/tx';
import type { Movement } from '../core/correction.ts';
import { loadMovedOn, loadMovements, type BookedMovement } from '../store/reads.ts';
import { loadBooksAndEntrusted } from './paying.ts';

export interface ToCorrect {
  readonly books: Awaited<ReturnType<typeof loadBooksAndEntrusted>>;
  readonly set: readonly BookedMovement[];
  /** By which it was moved to other common accounts since. */
  readonly moved: readonly Movement[];
}

export async function loadToCorrect(tx: Tx, org: OrgId, number: string, today: string): Promise<ToCorrect> {
  const set = await loadMovements(tx, org, [BigInt(number)]);
  const moved = await loadMovedOn(tx, org, BigInt(number));
  const ends = [...set, ...moved].flatMap((one) => [one.source, one.target]);
  return { set, moved, books: await loadBooksAndEntrusted(tx, org, ends, today) };
}

/** The holders of both ends of a movement. */
export function holdersOf(state: ToCorrect, number: string): string[] {
  return endsOf(state, number).flatMap((id) => state.books.accounts.get(id)?.member ?? []);
}

/**
 * Between whom a movement is: the holders of both ends, and whoever moved it for one of them. Who else may act
 * for them is not asked: nobody keeps others from judging by letting them.
 */
export function betweenWhom(state: ToCorrect, number: string): string[] {
  const moved = state.set.find((one) => String(one.number) === number)?.byMember ?? null;
  return [...holdersOf(state, number), ...(moved === null ? [] : [moved])];
}

function endsOf({ set }: ToCorrect, number: string): string[] {
  const found = set.find((one) => String(one.number) === number);
  return found ? [found.source, found.target] : [];
}
