/**
 * What an act that opens pots says of each of them: how much there is in it, and for whom it is. Nobody should say
 * yes to money without reading that.
 */
import { z } from 'zod';
import type { Words } from '#locales';
import { namedWord } from './say.ts';

/** Amounts of pots are in hundredths. */
const SCALE = 2;

/** What is only being written may be anything. */
const kinds = z.array(z.string());
const opening = z.object({
  unit: z.string(),
  voters: kinds.default([]),
  pots: z.array(
    z.object({
      name: z.string(),
      amountMinor: z.string().regex(/^[0-9]{1,18}$/),
      voters: kinds.optional(),
    }),
  ),
});

/** A sentence of each pot; none of an act that opens none. */
export function potSentences(words: Words, command: string, input: unknown): string[] {
  const read = opening.safeParse(command === 'decisions.open_budget' ? input : null);
  if (!read.success) return [];
  const { unit, voters, pots } = read.data;
  return pots.map((pot) => {
    const named = (pot.voters ?? voters).map((one) => namedWord(words, 'class', one));
    return words.t('asked.decisions.open_budget.pot', {
      name: pot.name,
      money: words.money(BigInt(pot.amountMinor), { code: unit, scale: SCALE }),
      all: named.length === 0 ? 'yes' : 'no',
      kinds: words.list(named),
    });
  });
}
