/**
 * A movement that an address speaks of, as far as whoever asks may see it; for everybody else there is
 * none.
 */
import { error, type RequestEvent } from '@sveltejs/kit';
import { hasInHand, mayByHand } from '#agents';
import { hidesHolder } from '#ledger';
import {
  loadDispute,
  loadMovements,
  loadNamed,
  type BookedMovement,
  type NamedAccount,
} from '#ledger/server';
import { moneyPlace, type MoneyPlace } from '../../place.ts';

export interface OpenMovement {
  readonly place: MoneyPlace;
  readonly number: bigint;
  readonly movement: BookedMovement;
  /** All that was posted together with it. */
  readonly set: readonly BookedMovement[];
  readonly source: NamedAccount;
  readonly target: NamedAccount;
  readonly of: (id: string) => NamedAccount;
  /** Whether whoever looks keeps the books, may put it right by a post, or settles what is disputed of it. */
  readonly seesAll: boolean;
}

export async function openMovement(event: Pick<RequestEvent, 'locals' | 'params'>): Promise<OpenMovement> {
  const place = await moneyPlace(event);
  const { db, org } = place;
  const number = numberIn(event.params['number'] ?? '');
  const set = await loadMovements(db, org, [number]);
  const movement = set.find((one) => one.number === number);
  if (!movement) error(404, 'not_found');
  const named = await loadNamed(
    db,
    org,
    set.flatMap((one) => [one.source, one.target]),
  );
  const of = (id: string) => named.find((one) => one.id === id)!;
  const [source, target] = [of(movement.source), of(movement.target)];
  const seesAll = place.keepsBooks || hasInHand(place.scene, 'correct') || (await settles(place, set));
  if (!seesAll && !sees(place, movement, source, target)) error(404, 'not_found');
  return { place, number, movement, set, source, target, of, seesAll };
}

export function numberIn(text: string): bigint {
  if (!/^[1-9]\d{0,17}$/.test(text)) error(404, 'not_found');
  return BigInt(text);
}

/** Whether one of these is disputed and they may settle it, or have. */
async function settles({ db, org, own, scene }: MoneyPlace, set: readonly BookedMovement[]) {
  if (!mayByHand(scene, 'mediate')) return false;
  const disputes = await Promise.all(set.map(({ number }) => loadDispute(db, org, number)));
  return disputes.some((one) => one !== null && (one.endedAt === null || one.settledBy === own));
}

/**
 * The two it is between and whoever acts for them; of what is held in common all of us, unless it tells of a
 * holder.
 */
export function sees(
  { own, keepsBooks, entrusted }: MoneyPlace,
  movement: Pick<BookedMovement, 'kind' | 'correctsKind'>,
  source: NamedAccount,
  target: NamedAccount,
): boolean {
  const holders = [source.member, target.member];
  if (own !== null && holders.includes(own)) return true;
  if (entrusted.some(({ account }) => account === source.id || account === target.id)) return true;
  const viewer = { member: own, keepsBooks };
  return holders.includes(null) && !holders.some((one) => hidesHolder(viewer, movement, one));
}
