/**
 * What fits together: an offer and a need of the same kind, better the more words they share; and
 * **rings**, in which everybody gives to the next something that the next needs, so that nobody has to pay.
 */
import type { MemberId } from '#kernel/command';
import { words } from '#network';
import { OTHER_CATEGORY } from '#agents';
import type { Advert } from './advert.ts';

export type Matched = Pick<Advert, 'id' | 'kind' | 'member' | 'category' | 'title' | 'words'>;

export type RingPart = {
  readonly giver: MemberId;
  readonly receiver: MemberId;
  readonly offer: string;
  readonly need: string;
};

/** Shorter words are said of everything. */
const SHORTEST_WORD = 4;
/** Two words that begin with the same letters are the same thing: repair, repairs, repairing. */
const STEM = 5;
/** More people than these rarely agree on anything. */
export const LARGEST_RING = 4;
const MOST_RINGS = 20;
/** How many offers one need is held against in a ring: the best. */
const MOST_MATCHES = 8;

/** How well an offer fits a need; null where it does not. */
export function fit(offer: Matched, need: Matched): number | null {
  if (offer.kind !== 'offer' || need.kind !== 'need' || offer.member === need.member) return null;
  const wanted = stems(need);
  const shared = [...stems(offer)].filter((one) => wanted.has(one)).length;
  if (offer.category !== need.category) return null;
  // What is of no kind fits only what is said in the same words.
  return offer.category === OTHER_CATEGORY && shared === 0 ? null : shared;
}

/** An offer is held against hundreds of needs: what it says is taken apart once. */
const kept = new WeakMap<Matched, ReadonlySet<string>>();

function stems(advert: Matched): ReadonlySet<string> {
  const found = kept.get(advert) ?? stemsOf(advert);
  kept.set(advert, found);
  return found;
}

function stemsOf({ title, words: said }: Matched): ReadonlySet<string> {
  const long = words(`${title ?? ''} ${said ?? ''}`).filter((one) => [...one].length >= SHORTEST_WORD);
  return new Set(long.map((one) => [...one].slice(0, STEM).join('')));
}

/** What of these fits one advert, the best first. */
export function matchesFor<One extends Matched>(advert: Matched, others: readonly One[]): One[] {
  const fits = others.flatMap((other) => {
    const how = advert.kind === 'offer' ? fit(advert, other) : fit(other, advert);
    return how === null ? [] : [{ other, how }];
  });
  return fits.sort((a, b) => b.how - a.how || (a.other.id < b.other.id ? -1 : 1)).map(({ other }) => other);
}

/**
 * Rings through one member, of three people first, then of two, then of four: each found once, however many
 * ways it can be told. Among several offers that fit, the best. Only so many are given, of those that are
 * `wanted`.
 */
export function ringsThrough(
  member: MemberId,
  adverts: readonly Matched[],
  wanted: (ring: readonly RingPart[]) => boolean = () => true,
): readonly (readonly RingPart[])[] {
  const gives = bestGifts(adverts);
  const found: RingPart[][] = [];
  const walk = (path: readonly RingPart[]) => {
    const at = path.at(-1)?.receiver ?? member;
    for (const part of gives.get(at)?.values() ?? []) {
      if (part.receiver === member) {
        if (path.length > 0) found.push([...path, part]);
      } else if (path.length + 1 < LARGEST_RING && !path.some((one) => one.receiver === part.receiver)) {
        walk([...path, part]);
      }
    }
  };
  walk([]);
  const rank = (ring: readonly RingPart[]) => [3, 2, 4].indexOf(ring.length);
  return found
    .map((ring) => inOneOrder(ring))
    .filter(wanted)
    .sort((a, b) => rank(a) - rank(b) || (madeOf(a) < madeOf(b) ? -1 : 1))
    .slice(0, MOST_RINGS);
}

/** For each member whom they could give something to, and by which offer and need. */
function bestGifts(adverts: readonly Matched[]): ReadonlyMap<MemberId, ReadonlyMap<MemberId, RingPart>> {
  const gives = new Map<MemberId, Map<MemberId, RingPart & { readonly how: number }>>();
  const offers = Map.groupBy(
    adverts.filter((one) => one.kind === 'offer'),
    (one) => one.category,
  );
  for (const need of adverts.filter((one) => one.kind === 'need')) {
    for (const offer of matchesFor(need, offers.get(need.category) ?? []).slice(0, MOST_MATCHES)) {
      const how = fit(offer, need)!;
      const from = gives.get(offer.member) ?? new Map<MemberId, RingPart & { readonly how: number }>();
      gives.set(offer.member, from);
      const before = from.get(need.member);
      if (before !== undefined && before.how >= how) continue;
      const part = { giver: offer.member, receiver: need.member, offer: offer.id, need: need.id };
      from.set(need.member, { ...part, how });
    }
  }
  return gives;
}

/** A ring has no first: it is told from its smallest id on. */
export function inOneOrder(ring: readonly RingPart[]): RingPart[] {
  const parts = ring.map(({ giver, receiver, offer, need }) => ({ giver, receiver, offer, need }));
  const first = parts.reduce((least, one, at) => (one.giver < parts[least]!.giver ? at : least), 0);
  return [...parts.slice(first), ...parts.slice(0, first)];
}

/** By what a ring is known again. */
export function madeOf(ring: readonly Pick<RingPart, 'offer' | 'need'>[]): string {
  return ring.map(({ offer, need }) => `${offer} ${need}`).join(' ');
}

/** Whether each gives to the next, and the last to the first, everybody once. */
export function isRound(ring: readonly RingPart[]): boolean {
  return (
    ring.length >= 2 &&
    ring.length <= LARGEST_RING &&
    new Set(ring.map((one) => one.giver)).size === ring.length &&
    ring.every((one, at) => one.receiver === ring[(at + 1) % ring.length]!.giver)
  );
}
