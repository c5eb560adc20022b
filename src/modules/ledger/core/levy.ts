/** What goes to the common account with a payment. */
import type { Levy } from '#agents';
import type { Leg } from './posting.ts';

/** The part of an amount; what cannot be divided stays with whoever gives it. */
export function levyMinor({ parts, of }: Pick<Levy, 'parts' | 'of'>, amountMinor: bigint): bigint {
  return (amountMinor * BigInt(parts)) / BigInt(of);
}

/** A payment with its levies, in the order in which they are posted: out of what came, it can be given. */
export function withLevies(
  payment: Leg,
  levy: Levy | undefined,
  commons: string | undefined,
): readonly Leg[] {
  if (levy === undefined || commons === undefined) return [payment];
  const amountMinor = levyMinor(levy, payment.amountMinor);
  const payers = [
    ...(levy.pays === 'target' ? [] : [payment.source]),
    ...(levy.pays === 'source' ? [] : [payment.target]),
  ];
  const legs = payers
    // Nobody pays it to themself.
    .filter((source) => amountMinor > 0n && source !== commons)
    .map((source): Leg => ({ source, target: commons, amountMinor, kind: 'levy' }));
  return [payment, ...legs];
}
