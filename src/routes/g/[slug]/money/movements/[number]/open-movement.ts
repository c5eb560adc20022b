/**
 * A movement that an address speaks of, as far as whoever asks may see it; for everybody else there is
 * none.
 */
import { error, type RequestEvent } from '@sveltejs/kit';
import { may } from '#agents';
import { hidesHolder } from '#ledger';
import { loadMovements, loadNamed, type BookedMovement, type NamedAccount } from '#ledger/server';
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
  if (!sees(place, movement, source, target)) error(404, 'not_found');
  return { place, number, movement, set, source, target, of };
}

export function numberIn(text: string): bigint {
  if (!/^[1-9]\d{0,17}$/.test(text)) error(404, 'not_found');
  return BigInt(text);
}

/**
 * The two it is between and whoever acts for them, whoever keeps or reads the books, and whoever may put it right or settle it; of what
 * is held in common all of us, unless it tells of a holder.
 */
export function sees(
  { own, keepsBooks, scene, entrusted }: MoneyPlace,
  movement: Pick<BookedMovement, 'kind' | 'correctsKind'>,
  source: NamedAccount,
  target: NamedAccount,
): boolean {
  const holders = [source.member, target.member];
  if (own !== null && holders.includes(own)) return true;
  if (entrusted.some(({ account }) => account === source.id || account === target.id)) return true;
  const viewer = { member: own, keepsBooks };
  if (holders.includes(null) && !holders.some((one) => hidesHolder(viewer, movement, one))) return true;
  return ['keep_books', 'read_books', 'correct', 'mediate'].some((matter) => may(scene, matter) !== null);
}
