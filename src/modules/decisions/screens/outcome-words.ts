/** Puts the sentences of an explanation into words: names for options, figures for votes and money. */
import type { Unit, Words } from '#locales';
import { parseFraction, toDecimal } from '#tally';
import { NO_CHANGE, type Told, type ToldValue } from '../core/explain-terms.ts';

/** How options are called, and in what money is said. */
export interface Naming {
  readonly names: ReadonlyMap<string, string>;
  readonly unit: Unit | null;
}

/** More names than these are counted instead of listed. */
const MOST_NAMES = 5;

export function sentence(words: Words, { key, values }: Told, naming: Naming): string {
  const spoken = Object.entries(values).map(
    ([name, value]) => [name, valueIn(words, value, naming)] as const,
  );
  return words.t(key, Object.fromEntries(spoken));
}

export function nameOf(words: Words, option: string, { names }: Naming): string {
  return names.get(option) ?? (option === NO_CHANGE ? words.t('outcome.none') : option);
}

/** Exact votes as people read them: whole, or with two decimals. */
export function votesIn(words: Words, votes: string): string {
  const decimal = Number(toDecimal(parseFraction(votes), 2));
  return words.number(decimal, { maximumFractionDigits: 2 });
}

/** Exact minor units as money; what is smaller than a minor unit is left out, for reading alone. */
export function moneyIn(words: Words, minor: string, { unit }: Naming): string {
  const whole = BigInt(toDecimal(parseFraction(minor), 0));
  return unit === null ? words.number(whole) : words.money(whole, unit);
}

function valueIn(words: Words, value: ToldValue, naming: Naming): string | number {
  if (typeof value !== 'object') return value;
  if ('option' in value) return nameOf(words, value.option, naming);
  if ('votes' in value) return votesIn(words, value.votes);
  if ('grade' in value) return words.t(`outcome.grade.${value.grade}` as 'outcome.grade.0');
  if ('money' in value) return moneyIn(words, value.money, naming);
  const listed = value.options.slice(0, MOST_NAMES).map((option) => nameOf(words, option, naming));
  const more = value.options.length - listed.length;
  return words.list(more > 0 ? [...listed, words.t('outcome.more', { count: more })] : listed);
}
