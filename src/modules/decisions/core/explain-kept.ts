/**
 * Explains what places that are kept for some did to a count: how many for whom, who was passed over for
 * that, and which of them stay empty.
 */
import type { Bound } from '#tally';
import { type Told, told } from './explain-terms.ts';
import type { ParityRule } from './parity.ts';

/** What a count says of kept places; nothing where there are none. */
export interface KeptData {
  readonly kept?: { readonly rules: readonly ParityRule[]; readonly places: number };
  /** Numbers of the options that were passed over, and of the rules that were the reason. */
  readonly passedOver?: readonly Bound[];
}

/** One rule as a sentence. */
export function ruleTold({ group, least, most }: ParityRule, seats: number): Told {
  if (least === undefined) return told('parity.most', { group, most: most ?? seats, seats });
  if (most === undefined) return told('parity.least', { group, least, seats });
  return least === most
    ? told('parity.exact', { group, least, seats })
    : told('parity.between', { group, least, most, seats });
}

/** The rules, and how many places nobody has taken. */
export function keptFacts({ kept }: KeptData, seats: number, winners: number): readonly Told[] {
  if (kept === undefined) return [];
  const rules = kept.rules.map((rule) => ruleTold(rule, seats));
  const empty = seats - winners;
  return empty > 0 ? [...rules, told('outcome.kept.empty', { empty, seats })] : rules;
}

/** The rules by these numbers. */
export function becauseTold(because: readonly number[], { kept }: KeptData, seats: number): readonly Told[] {
  return because.flatMap((at) => {
    const rule = kept?.rules[at];
    return rule === undefined ? [] : [ruleTold(rule, seats)];
  });
}

/** Why an option was passed over, by its number; null where it was not. */
export function passedOverTold(
  at: number,
  option: string,
  count: KeptData,
  seats: number,
): readonly Told[] | null {
  const found = count.passedOver?.find(({ candidate }) => candidate === at);
  if (found === undefined) return null;
  return [told('outcome.why.kept', { who: { option } }), ...becauseTold(found.because, count, seats)];
}
