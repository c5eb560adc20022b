/** What offers, needs and agreements ask of somebody. */
import { addDays, civilDateAt } from '#kernel/calendar';
import type { MemberId } from '#kernel/command';
import { endsSoon, type Advert } from './advert.ts';
import { agreementState, otherParty, type Agreement } from './agreement.ts';
import { linkOfGiver, linkOfReceiver, ringState, type Ring } from './ring.ts';

export type ExchangeAsk =
  /** Another has named terms, or answered. */
  | { readonly ask: 'answer'; readonly agreement: Agreement; readonly who: MemberId }
  /** It is done, they say: pay, or say thank you. */
  | { readonly ask: 'settle'; readonly agreement: Agreement; readonly who: MemberId }
  /** The other has called it off, or has left. */
  | { readonly ask: 'off'; readonly agreement: Agreement; readonly who: MemberId }
  /** Somebody has stepped out of a ring, or has left. */
  | { readonly ask: 'open'; readonly ring: Ring; readonly who: MemberId }
  /** One’s own offer or need is about to end. */
  | { readonly ask: 'renew'; readonly advert: Advert }
  /** Others have proposed a ring. */
  | { readonly ask: 'join'; readonly ring: Ring }
  /** All have said yes: whoever received says so. */
  | { readonly ask: 'receive'; readonly ring: Ring };

/** For how many days somebody is told that what they had agreed came to nothing. */
const TOLD_DAYS = 7;

function isFresh(at: string | null, today: string): boolean {
  return at !== null && today <= addDays(civilDateAt(at, 'UTC'), TOLD_DAYS);
}

export function exchangeAsks(
  member: MemberId,
  today: string,
  {
    adverts,
    agreements,
    rings,
  }: {
    readonly adverts: readonly Advert[];
    readonly agreements: readonly Agreement[];
    readonly rings: readonly Ring[];
  },
): ExchangeAsk[] {
  return [
    ...agreements.flatMap((agreement): ExchangeAsk[] => {
      const who = otherParty(agreement, member);
      const state = agreementState(agreement);
      if (state === 'asked' && agreement.termsBy !== member) return [{ ask: 'answer', agreement, who }];
      const isOff = agreement.calledOffBy === who && isFresh(agreement.calledOffAt, today);
      if (isOff) return [{ ask: 'off', agreement, who }];
      return state === 'done' && agreement.receiver === member ? [{ ask: 'settle', agreement, who }] : [];
    }),
    ...rings.flatMap((ring): ExchangeAsk[] => {
      const state = ringState(ring);
      if (state === 'asked' && linkOfGiver(ring, member)?.agreedAt === null) return [{ ask: 'join', ring }];
      const { endedBy, endedAt } = ring;
      const isOver = state === 'ended' && endedBy !== null && endedBy !== member;
      if (isOver && isFresh(endedAt, today)) return [{ ask: 'open', ring, who: endedBy }];
      const waits = state === 'agreed' && linkOfReceiver(ring, member)?.receivedAt === null;
      return waits ? [{ ask: 'receive', ring }] : [];
    }),
    ...adverts
      .filter((one) => one.member === member && endsSoon(one, today))
      .map((advert): ExchangeAsk => ({ ask: 'renew', advert })),
  ];
}
