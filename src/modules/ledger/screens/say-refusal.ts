/**
 * The facts of a refusal as words: amounts in what the group counts, units by their names, and whether it is
 * the reader’s own account. For programs, which have no words of the group, amounts are plain numbers.
 */
import { unitAmount, unitIn, unitWord, type Articles } from '#agents';
import type { Refusal } from '#kernel/outcome';
import type { Value, Words } from '#locales';

/** What is known of the books where a refusal is told. */
export interface KnownBooks {
  readonly articles: Pick<Articles, 'books'>;
  /** Accounts that are the reader’s own. */
  readonly own: readonly string[];
}

const UNKNOWN: KnownBooks = { articles: {}, own: [] };
const MINOR = /^(\w+)Minor$/;

/** `floor` of a `floorMinor`, and whatever else the sentences about accounts ask for. */
export function bookFacts(
  words: Words,
  refusal: Refusal,
  known: KnownBooks = UNKNOWN,
): Record<string, Value> {
  const ruleOf = (unit: unknown) => (typeof unit === 'string' ? unitIn(known.articles, unit) : undefined);
  const unitFact = (unit: unknown) => {
    const rule = ruleOf(unit);
    return rule === undefined ? String(unit).replaceAll('_', ' ') : unitWord(words, rule, 'many');
  };
  const facts: Record<string, Value> = {
    whose: known.own.some((one) => one === refusal['account']) ? 'own' : 'other',
    credit: isAbove(refusal['floorMinor'], (minor) => minor < 0n),
    some: isAbove(refusal['couldMinor'], (minor) => minor > 0n),
  };
  for (const [fact, value] of Object.entries(refusal)) {
    const name = MINOR.exec(fact)?.[1];
    if (name === undefined || !isMinor(value)) continue;
    const rule = ruleOf(refusal['unit']);
    facts[name] = rule ? unitAmount(words, rule, BigInt(value)) : words.number(BigInt(value));
  }
  if (refusal['unit'] !== undefined) facts['unit'] = unitFact(refusal['unit']);
  if (refusal.rule === 'unit_differs') {
    facts['source'] = unitFact(refusal['source']);
    facts['target'] = unitFact(refusal['target']);
  }
  return facts;
}

function isMinor(value: unknown): value is string {
  return typeof value === 'string' && /^-?\d+$/.test(value);
}

function isAbove(value: unknown, holds: (minor: bigint) => boolean): 'yes' | 'no' {
  return isMinor(value) && holds(BigInt(value)) ? 'yes' : 'no';
}
