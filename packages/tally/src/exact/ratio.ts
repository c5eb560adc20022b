/**
 * The double nearest to a ratio of large whole numbers: for bounds that spare exact work, never for a
 * decision.
 */

/** num/den, off by less than one part in 2^51. `num` is not below zero, `den` above it. */
export function nearest(num: bigint, den: bigint): number {
  if (num === 0n) return 0;
  const shift = bitLength(den) + 66 - bitLength(num);
  const scaled = shift >= 0 ? (num << BigInt(shift)) / den : num / (den << BigInt(-shift));
  return Number(scaled) * 2 ** -shift;
}

function bitLength(value: bigint): number {
  return value.toString(16).length * 4;
}
