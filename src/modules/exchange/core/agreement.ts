/**
 * An **agreement**: somebody answers an offer or a need, and both agree for what and when; it is done; it is
 * settled, by a payment in the same step, or as a gift. Either may change the terms until it is done, and the
 * other says yes anew; either may call it off.
 */
import type { MemberId } from '#kernel/command';
import { refuse, type Refused } from '#kernel/outcome';
import type { AdvertKind, PricePart } from './advert.ts';

/**
 * So many agreements at once somebody asks for, that are not over: whoever answers everything keeps
 * nothing.
 */
export const MOST_UNDER_WAY = 30;

export type Terms = {
  /** Given, without anything in return. */
  readonly gift: boolean;
  readonly parts: readonly PricePart[];
  readonly on: string | null;
};

export interface Agreement extends Terms {
  readonly id: string;
  readonly advert: string;
  readonly provider: MemberId;
  readonly receiver: MemberId;
  readonly askedBy: MemberId;
  readonly askedAt: string;
  readonly termsBy: MemberId;
  readonly termsAt: string;
  readonly agreedAt: string | null;
  readonly doneAt: string | null;
  readonly settledAt: string | null;
  readonly number: bigint | null;
  /** The payment in coins and notes by which it was paid. */
  readonly cash: string | null;
  readonly calledOffAt: string | null;
  readonly calledOffBy: MemberId | null;
}

/** `asked`: whoever did not name the terms last is asked; `agreed`: to be done; `done`: to be settled. */
export type AgreementState = 'asked' | 'agreed' | 'done' | 'settled' | 'called_off';

export function agreementState(one: Agreement): AgreementState {
  if (one.calledOffAt !== null) return 'called_off';
  if (one.settledAt !== null) return 'settled';
  if (one.doneAt !== null) return 'done';
  return one.agreedAt === null ? 'asked' : 'agreed';
}

/** Of an offer its owner gives; of a need its owner receives. */
export function sidesOf(kind: AdvertKind, owner: MemberId, other: MemberId) {
  return kind === 'offer' ? { provider: owner, receiver: other } : { provider: other, receiver: owner };
}

export function isParty(one: Agreement, member: MemberId | null): boolean {
  return member !== null && (one.provider === member || one.receiver === member);
}

export function otherParty(one: Pick<Agreement, 'provider' | 'receiver'>, member: MemberId): MemberId {
  return one.provider === member ? one.receiver : one.provider;
}

export type AgreementRule = 'agreement_unknown' | 'agreement_not_there';

/** To whoever it is not between, it is as if it were not there. */
export function wrongFor(
  one: Agreement | null,
  member: MemberId | null,
  states: readonly AgreementState[],
): Refused<AgreementRule> | null {
  if (one === null || !isParty(one, member)) return refuse('agreement_unknown');
  const state = agreementState(one);
  return states.includes(state) ? null : refuse('agreement_not_there', { state });
}

/** What is given and asked for in return cannot both be. */
export function isOdd({ gift, parts }: Terms): boolean {
  return gift && parts.length > 0;
}
