/**
 * Somebody brings what is kept for a unit and gets as much of the unit; or brings the unit back and is paid
 * out. Of what comes back a part may stay: for all of us, and for the association that the holder has
 * chosen. Both parts stay in circulation, and what is kept for them stays in the reserve.
 */
import type { ExchangeFee, UnitRule } from '#agents';
import type { Coverage } from './coverage.ts';
import { levyMinor } from './levy.ts';
import type { Leg } from './posting.ts';

/** The accounts between which an exchange moves. */
export interface ExchangePlace extends Coverage {
  /** Where what is kept comes from when it is brought, and goes when it is paid out. */
  readonly keptIssue: string;
  readonly commons: string;
}

/** What comes in first: nothing is issued for which nothing is kept. */
export function exchangeIn(place: ExchangePlace, account: string, amountMinor: bigint): readonly Leg[] {
  const kind = 'exchange_in';
  return [
    { source: place.issue, target: account, amountMinor, kind },
    { source: place.keptIssue, target: place.reserve, amountMinor: amountMinor * place.factor, kind },
  ];
}

export interface FeeParts {
  readonly commonMinor: bigint;
  readonly chosenMinor: bigint;
  /** What is paid out, counted in the unit. */
  readonly paidMinor: bigint;
}

/** What stays of so much that is brought back; what cannot be divided is paid out to whoever brings it. */
export function feeParts(fee: ExchangeFee | undefined, amountMinor: bigint, isChosen: boolean): FeeParts {
  if (fee === undefined) return { commonMinor: 0n, chosenMinor: 0n, paidMinor: amountMinor };
  const part = (parts: number) => levyMinor({ parts, of: fee.of }, amountMinor);
  const [common, chosen] = [part(fee.commonParts), part(fee.chosenParts)];
  return {
    commonMinor: isChosen ? common : common + chosen,
    chosenMinor: isChosen ? chosen : 0n,
    paidMinor: amountMinor - common - chosen,
  };
}

export function exchangeOut(
  place: ExchangePlace,
  rule: UnitRule,
  { account, chosen }: { readonly account: string; readonly chosen: string | null },
  amountMinor: bigint,
): readonly Leg[] {
  // An association brings back what it was given: it gives nothing to itself.
  const isChosen = chosen !== null && chosen !== account;
  const parts = feeParts(rule.backing?.fee, amountMinor, isChosen);
  const kind = 'exchange_out';
  const legs: readonly Leg[] = [
    { source: account, target: place.issue, amountMinor: parts.paidMinor, kind },
    {
      source: place.reserve,
      target: place.keptIssue,
      amountMinor: parts.paidMinor * place.factor,
      kind,
    },
    { source: account, target: place.commons, amountMinor: parts.commonMinor, kind: 'fee' },
    ...(isChosen
      ? [{ source: account, target: chosen, amountMinor: parts.chosenMinor, kind: 'gift' } as const]
      : []),
  ];
  // Of a hundredth no part can be taken; of nothing there is nothing to post, and the books refuse it.
  return legs.filter((leg) => leg.amountMinor !== 0n || (leg.kind === kind && amountMinor === 0n));
}
