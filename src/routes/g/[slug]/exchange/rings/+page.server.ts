import { madeOf, ringState, type Advert, type RingPart } from '#exchange';
import { loadAdverts, loadPossibleRings, loadRingsOf } from '#exchange/server';
import { field, formKey } from '#host/forms';
import { carry } from '../../scene.ts';
import { insideExchange, type ExchangePlace } from '../place.ts';
import type { Actions, PageServerLoad } from './$types';

/** Rings that would go around with me, and those that somebody has proposed. */
export const load: PageServerLoad = async (event) => {
  const place = await insideExchange(event);
  const { db, org, own, scene } = place;
  const { rings: found, adverts } = await loadPossibleRings(db, org, own, scene.today);
  const rings = await loadRingsOf(db, org, own);
  const named = rings.flatMap((one) => one.links.flatMap(({ offer, need }) => [offer, need]));
  const all = new Map(
    [...adverts, ...(await loadAdverts(db, org, named))].map((one) => [one.id, one] as const),
  );
  return {
    base: place.base,
    found: found.map((ring) => ({
      id: madeOf(ring),
      links: ring.map((one) => linkOf(place, all, one)),
    })),
    rings: rings.map((ring) => ({
      id: ring.id,
      state: ringState(ring),
      said: ring.links.find((one) => one.giver === own)?.agreedAt != null,
      received: ring.links.find((one) => one.receiver === own)?.receivedAt != null,
      links: ring.links.map((one) => ({
        ...linkOf(place, all, one),
        agreed: one.agreedAt !== null,
        received: one.receivedAt !== null,
      })),
    })),
    formKey: formKey(),
  };
};

function linkOf(
  { nameOf, words, base, own }: ExchangePlace,
  all: ReadonlyMap<string, Advert>,
  { giver, receiver, offer, need }: RingPart,
) {
  const called = (id: string) => all.get(id)?.title ?? words.t('exchange.gone');
  const name = (member: string) => nameOf(member) ?? words.t('member.forgotten');
  return {
    giver: name(giver),
    receiver: name(receiver),
    mine: giver === own,
    forMe: receiver === own,
    offer: called(offer),
    need: called(need),
    href: `${base}/${offer}`,
  };
}

const about =
  (command: string): Actions[string] =>
  (event) =>
    carry(event, command, (form) => ({ ring: field(form, 'of') }), '/exchange/rings');

export const actions: Actions = {
  propose: (event) =>
    carry(
      event,
      'exchange.propose_ring',
      (form) => ({ links: linksIn(field(form, 'of')) }),
      '/exchange/rings',
    ),
  join: about('exchange.join_ring'),
  leave: about('exchange.leave_ring'),
  receive: about('exchange.receive_in_ring'),
};

/** Offer and need by turns, as a ring is known again by. */
function linksIn(made: string) {
  const ids = made.split(' ');
  return ids.flatMap((offer, at) => (at % 2 === 0 ? [{ offer, need: ids[at + 1] ?? '' }] : []));
}
