/**
 * A unit of our own with two decimals, for each of which as much money is kept. Two and three of a hundred
 * at the exchange back, and 6 % in 365 days after 90 days, are what the Chiemgauer asks
 * (de.wikipedia.org/wiki/Chiemgauer).
 */
import type { Backing, Demurrage, UnitRule } from '#agents';

const fee = { of: 100, commonParts: 2, chosenParts: 3, chosenFrom: ['association'] } as const;

/**
 * A part of what comes back stays: for all of us and for whom each has chosen, for all of us alone, or
 * nothing.
 */
export const backings = {
  chosen: { unit: 'kept', fee },
  common: { unit: 'kept', fee: { ...fee, chosenParts: 0 } },
  none: { unit: 'kept' },
} as const satisfies Record<string, Backing>;

export const melts = { parts: 6, of: 36_500, freeDays: 90 } as const satisfies Demurrage;

export const local = {
  unit: 'local',
  kind: 'backed',
  code: 'LOCAL',
  scale: 2,
  words: { en: { one: 'token', many: 'tokens' }, es: { one: 'vale', many: 'vales' } },
  holders: [],
  credit: { by: 'nobody' },
  backing: backings.chosen,
  accepting: ['shop'],
} as const satisfies UnitRule;

export const kept = {
  unit: 'kept',
  kind: 'currency',
  code: 'KEPT',
  scale: 2,
  words: { en: { one: 'peso', many: 'pesos' }, es: { one: 'peso', many: 'pesos' } },
  holders: [],
  credit: { by: 'nobody' },
  commonOnly: true,
} as const satisfies UnitRule;
