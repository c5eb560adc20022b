/**
 * What the sentence about a month that was told says; of everything else in this module a sentence says no
 * more than that it was done.
 */
import { isCivilDate } from '#kernel/calendar';
import type { ToldAct } from '#agents/screens/say.ts';
import type { Value, Words } from '#locales';
import { ALL, type Told } from '../core/carried.ts';

export function careValues(words: Words, { fact }: Pick<ToldAct, 'fact'>): Record<string, Value> {
  const { month, people, told } = fact;
  const sums = (Array.isArray(told) ? told : []) as readonly Told[];
  const whole = sums.find((one) => one.activity === ALL && one.division === ALL);
  return {
    month: isCivilDate(month) ? words.date(month, 'month') : 'none',
    people: typeof people === 'number' ? people : 0,
    hours: Math.floor((whole?.minutes ?? 0) / 60),
  };
}
