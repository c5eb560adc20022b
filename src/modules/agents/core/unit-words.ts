/**
 * What a group counts, in its own words: `100 maíces`, `1 hour`, `−12.50 $`. A language in which the group
 * has no words says those of the first language in which it has.
 */
import type { UnitRule, UnitWords } from './books.ts';
import type { Speaker } from './rule-words.ts';

/** What one has to know of a unit to speak of it. */
export type SpokenUnit = Pick<UnitRule, 'kind' | 'scale' | 'words' | 'symbol'>;

export function spokenUnit({ kind, scale, words, symbol }: SpokenUnit): SpokenUnit {
  return { kind, scale, words, ...(symbol === undefined ? {} : { symbol }) };
}

/** So much of a unit: the figure as the language writes it, then the sign, or the word for one or several. */
export function unitAmount<Key extends string>(
  speaker: Speaker<Key>,
  unit: SpokenUnit,
  minor: bigint,
): string {
  const { scale, symbol } = unit;
  return speaker.t('unit.amount' as Key, {
    // Half an hour is 0.5, and half a peso 0.50.
    figure: speaker.figure(minor, scale, unit.kind === 'hours' ? 0 : scale),
    // Only for choosing between one and several.
    count: Number(minor) / 10 ** scale,
    symbol: symbol ?? 'none',
    ...wordsIn(unit, speaker.locale),
  });
}

/** What one of it, or several, are called. */
export function unitWord<Key extends string>(
  speaker: Speaker<Key>,
  unit: SpokenUnit,
  called: keyof UnitWords,
): string {
  return wordsIn(unit, speaker.locale)[called];
}

/** What it is called in the languages that are not the reader’s; `none` where it has words in one alone. */
export function unitElsewhere<Key extends string>(speaker: Speaker<Key>, unit: SpokenUnit): string {
  const here = languageIn(unit, speaker.locale);
  const others = languagesOf(unit).filter((language) => language !== here);
  if (others.length === 0) return 'none';
  const said = others.map((language) =>
    speaker.t('unit.elsewhere' as Key, {
      language: languageName(speaker.locale, language),
      ...unit.words[language]!,
    }),
  );
  return speaker.list(said, 'conjunction');
}

/** What a language is called in another one: `inglés`. */
export function languageName(locale: string, language: string): string {
  return new Intl.DisplayNames([locale], { type: 'language' }).of(language) ?? language;
}

export function languageOf(locale: string): string {
  return locale.split('-')[0]!;
}

/** Rules that nobody could have adopted may lack all words. */
const NO_WORDS: UnitWords = { one: '–', many: '–' };

/** Both words for it, in that language or in the first there is. */
export function wordsIn(unit: Pick<SpokenUnit, 'words'>, locale: string): UnitWords {
  return unit.words[languageIn(unit, locale) ?? ''] ?? NO_WORDS;
}

function languageIn(unit: Pick<SpokenUnit, 'words'>, locale: string): string | undefined {
  const own = languageOf(locale);
  return Object.hasOwn(unit.words, own) ? own : languagesOf(unit)[0];
}

/** In one order, because the database keeps none. */
function languagesOf({ words }: Pick<SpokenUnit, 'words'>): readonly string[] {
  return Object.keys(words).sort();
}
