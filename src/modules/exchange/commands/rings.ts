/**
 * Rings: somebody in one proposes it, the others say yes; each gives to the next; whoever receives says so.
 */
import { z } from 'zod';
import { assert } from '#kernel/assert';
import type { MemberId } from '#kernel/command';
import { accept, refuse } from '#kernel/outcome';
import { standingKind, standsFully } from '#agents';
import { loadMembers } from '#agents/server';
import { advertState } from '../core/advert.ts';
import { fit, inOneOrder, isRound, LARGEST_RING, madeOf } from '../core/match.ts';
import { linkOfGiver, linkOfReceiver, MOST_RINGS, ringState, type Ring } from '../core/ring.ts';
import { countBegun } from '../store/agreement-reads.ts';
import { loadOpenRings, loadRing } from '../store/ring-reads.ts';
import { agreeToRing, endRing, insertRing, receiveInRing } from '../store/ring-writes.ts';
import { loadAdverts } from '../store/reads.ts';
import { shared } from './agreeing.ts';
import { exchangeCommand, only } from './exchange-command.ts';
import { advertId, ringId } from './fields.ts';

export const proposeRing = exchangeCommand({
  ...shared,
  name: 'exchange.propose_ring',
  /** What goes around: which offer answers which need, from one to the next. */
  input: z.object({
    links: z
      .array(z.object({ offer: advertId, need: advertId }))
      .min(2)
      .max(LARGEST_RING),
  }),
  refusals: [
    'advert_unknown',
    'advert_not_standing',
    'not_a_ring',
    'not_in_this_ring',
    'ring_there_already',
    'too_many_rings',
  ],
  personal: [],
  async load(tx, asks, { org, today }) {
    const { input, member } = only(asks);
    const { links } = input;
    const named = links.flatMap((one) => [one.offer, one.need]);
    const adverts = new Map((await loadAdverts(tx, org, named)).map((one) => [one.id, one]));
    const owners = await loadMembers(
      tx,
      org,
      [...adverts.values()].map((one) => one.member),
    );
    const here = [...owners.values()].filter((one) => standsFully(standingKind(one, today), false));
    const begun = member === null ? 0 : (await countBegun(tx, org, member)).rings;
    const open = await loadOpenRings(tx, org, named);
    return { adverts, here: here.map((one) => one.id), open, begun };
  },
  about: () => ({}),
  decide({ adverts, here, open, begun }, { links }, act) {
    assert(act.member, 'only members propose a ring');
    const found = links.map(({ offer, need }) => ({ offer: adverts.get(offer), need: adverts.get(need) }));
    if (found.some((one) => !one.offer?.title || !one.need?.title)) return refuse('advert_unknown');
    const pairs = found.map(({ offer, need }) => ({ offer: offer!, need: need! }));
    const stands = (one: (typeof pairs)[number]['offer']) =>
      advertState(one, act.today) === 'standing' && here.includes(one.member);
    if (!pairs.every(({ offer, need }) => stands(offer) && stands(need)))
      return refuse('advert_not_standing');
    const parts = pairs.map(({ offer, need }) => ({
      giver: offer.member,
      receiver: need.member,
      offer: offer.id,
      need: need.id,
    }));
    const fits = pairs.every(({ offer, need }) => fit(offer, need) !== null);
    if (!fits || !isRound(parts)) return refuse('not_a_ring');
    if (!parts.some((one) => one.giver === act.member)) return refuse('not_in_this_ring');
    const ordered = inOneOrder(parts);
    if (open.includes(madeOf(ordered))) return refuse('ring_there_already');
    if (begun >= MOST_RINGS) return refuse('too_many_rings', { most: MOST_RINGS });
    const members = ordered.map((one) => one.giver);
    return accept({ ring: act.newId('rng'), by: act.member, members, links: ordered });
  },
  async record(tx, facts) {
    for (const { act, fact } of facts) await insertRing(tx, act, fact);
  },
  answer: ({ ring }) => ({ ring }),
});

const OWN_RULES = ['ring_unknown', 'ring_not_there'] as const;

/** To whoever is not in it, it is as if it were not there. */
function inRing(ring: Ring | null, member: MemberId | null, states: readonly string[]) {
  if (ring === null || linkOfGiver(ring, member) === undefined) return refuse('ring_unknown');
  const state = ringState(ring);
  return states.includes(state) ? null : refuse('ring_not_there', { state });
}

const around = (ring: Ring, by: MemberId) => ({
  ring: ring.id,
  by,
  members: ring.links.map((one) => one.giver),
});

export const joinRing = exchangeCommand({
  ...shared,
  name: 'exchange.join_ring',
  input: z.object({ ring: ringId }),
  refusals: [...OWN_RULES, 'joined_already'],
  personal: [],
  load: (tx, asks, { org }) => loadRing(tx, org, only(asks).input.ring),
  about: (_ring, { input }) => ({ subject: input.ring }),
  decide(ring, _input, act) {
    const wrong = inRing(ring, act.member, ['asked']);
    if (wrong) return wrong;
    if (linkOfGiver(ring!, act.member)!.agreedAt !== null) return refuse('joined_already');
    return accept(around(ring!, act.member!));
  },
  async record(tx, facts) {
    for (const { act, fact } of facts) await agreeToRing(tx, act, fact.ring, fact.by);
  },
});

export const leaveRing = exchangeCommand({
  ...shared,
  name: 'exchange.leave_ring',
  input: z.object({ ring: ringId }),
  refusals: OWN_RULES,
  personal: [],
  load: (tx, asks, { org }) => loadRing(tx, org, only(asks).input.ring),
  about: (_ring, { input }) => ({ subject: input.ring }),
  decide(ring, _input, act) {
    return inRing(ring, act.member, ['asked', 'agreed']) ?? accept(around(ring!, act.member!));
  },
  async record(tx, facts) {
    for (const { act, fact } of facts) await endRing(tx, act, fact.ring, fact.by);
  },
});

export const receiveRing = exchangeCommand({
  ...shared,
  name: 'exchange.receive_in_ring',
  input: z.object({ ring: ringId }),
  refusals: [...OWN_RULES, 'received_already'],
  personal: [],
  load: (tx, asks, { org }) => loadRing(tx, org, only(asks).input.ring),
  about: (_ring, { input }) => ({ subject: input.ring }),
  decide(ring, _input, act) {
    const wrong = inRing(ring, act.member, ['agreed']);
    if (wrong) return wrong;
    const mine = linkOfReceiver(ring!, act.member)!;
    if (mine.receivedAt !== null) return refuse('received_already');
    const isLast = ring!.links.every((one) => one === mine || one.receivedAt !== null);
    return accept({ ...around(ring!, act.member!), isLast });
  },
  async record(tx, facts) {
    for (const { act, fact } of facts) {
      await receiveInRing(tx, act, fact.ring, fact.by);
      if (fact.isLast) await endRing(tx, act, fact.ring, fact.by);
    }
  },
});
