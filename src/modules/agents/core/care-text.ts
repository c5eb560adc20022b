/** What our rules say of care, as sentences. */
import { CARE_MONEY_SCALE, type CareWorth } from './care-rules.ts';
import type { Word, Wording } from './rule-words.ts';
import type { Articles } from './statutes.ts';
import type { SpokenUnit } from './unit-words.ts';
import type { Said } from './ways-text.ts';

export function careText({ care }: Pick<Articles, 'care'>): readonly Said[] {
  if (care === undefined) return [];
  const section = 'care';
  const people = { key: 'rule.care.people', values: { count: care.leastPeople } };
  return [
    { section, id: 'care.people', path: 'care.people', ...people },
    { section, id: 'care.worth', path: 'care.worth', ...worthWords(care.worth) },
  ];
}

function worthWords(worth: CareWorth | undefined): Wording {
  if (worth === undefined) return { key: 'rule.care.worth.none' };
  const unit = careUnit(worth);
  const each = (minor: string): Word => ({ minor, unit });
  return {
    key: 'rule.care.worth.some',
    values: { year: String(worth.year) },
    words: {
      generalist: each(worth.generalistMinor),
      specialist: each(worth.specialistMinor),
      opportunity: each(worth.opportunityMinor),
      source: { own: worth.source },
    },
  };
}

/** The currency of what care would cost, to be spoken of like what we count. */
export function careUnit({ currency }: Pick<CareWorth, 'currency'>): SpokenUnit {
  const words = { en: { one: currency, many: currency } };
  return { kind: 'currency', scale: CARE_MONEY_SCALE, words, symbol: currency };
}
