/** How we offer and ask, as sentences. */
import { exchangeOf } from './exchange.ts';
import { categoryWord } from './rule-words.ts';
import type { Articles } from './statutes.ts';
import type { Said } from './ways-text.ts';

export function exchangeText(articles: Articles): readonly Said[] {
  const exchange = exchangeOf(articles);
  if (exchange === null) return [];
  const { categories, standDays, showsContact, mayBePublic, quietDays } = exchange;
  const say = (part: string, key: string, more: Partial<Said> = {}): Said => ({
    section: 'exchange',
    id: `exchange.${part}`,
    path: `exchange.${part}`,
    key: `rule.exchange.${key}`,
    ...more,
  });
  const all = categories.map((one) => categoryWord(articles, one.category));
  return [
    all.length === 0
      ? say('categories', 'categories.none')
      : say('categories', 'categories', { lists: { all } }),
    say('standDays', 'stand', { values: { days: standDays } }),
    say('showsContact', `contact.${showsContact ? 'shown' : 'asked'}`),
    say('mayBePublic', `public.${mayBePublic ? 'may' : 'never'}`),
    say('quietDays', 'quiet', { values: { days: quietDays } }),
  ];
}
