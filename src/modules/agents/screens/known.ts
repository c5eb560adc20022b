/** What rules can name in every language of this Tequio, and the languages themselves. */
import { locales } from '#locales';
import { languageOf, type Known } from '#agents';

/** The language of whoever is asked comes first. */
export function known(locale: string): Known {
  return {
    posts: ['coordinator', 'treasurer', 'secretary', 'list_keeper'],
    languages: [...new Set([locale, ...locales.map((one) => one.locale)].map(languageOf))],
  };
}
