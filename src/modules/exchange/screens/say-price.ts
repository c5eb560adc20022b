/** What is asked in return, in words: `a gift`, `12 hours, or 8 hours and 40 €`. */
import type { UnitRule } from '#agents';
import { amountIn } from '#ledger/screens/amount-in.ts';
import type { Words } from '#locales';
import type { PricePart, Prices } from '../core/advert.ts';

export function partsWord(words: Words, units: readonly UnitRule[], parts: readonly PricePart[]): string {
  return words.list(
    parts.map((one) => amountIn(words, units, one.unit, BigInt(one.minor))),
    'conjunction',
  );
}

interface Asked {
  readonly gift: boolean;
  readonly prices: Prices;
}

/** What all of us may read is no secret on any device. */
export function priceWord(words: Words, units: readonly UnitRule[], asked: Asked): string {
  return askedWord({ ...words, hidesAmounts: false }, units, asked);
}

function askedWord(words: Words, units: readonly UnitRule[], { gift, prices }: Asked): string {
  if (gift) return words.t('exchange.price.gift');
  if (prices.length === 0) return words.t('exchange.price.open');
  return words.list(
    prices.map((parts) => partsWord(words, units, parts)),
    'disjunction',
  );
}

/** The same of what two agree on. */
export function termsWord(
  words: Words,
  units: readonly UnitRule[],
  { gift, parts }: { readonly gift: boolean; readonly parts: readonly PricePart[] },
): string {
  return askedWord(words, units, { gift, prices: parts.length === 0 ? [] : [parts] });
}
