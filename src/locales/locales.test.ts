import { parse, TYPE, type MessageFormatElement } from '@formatjs/icu-messageformat-parser';
import { describe, expect, test } from 'vitest';
import { dirOf, isLocale, locales, messagesOf, words } from './index.ts';

const english = messagesOf('en');

/**
 * The names that a sentence needs from its caller, with the kind of each, so that no language forgets one.
 */
function argumentsOf(elements: readonly MessageFormatElement[]): string[] {
  const names = elements.flatMap((element): string[] => {
    if (element.type === TYPE.literal || element.type === TYPE.pound) return [];
    const inner =
      'options' in element && element.options !== undefined
        ? Object.values(element.options).flatMap((option) => argumentsOf(option.value))
        : 'children' in element
          ? argumentsOf(element.children)
          : [];
    return [element.type === TYPE.tag ? `<${element.value}>` : element.value, ...inner];
  });
  return [...new Set(names)].sort();
}

test('English and Spanish are there, each under its own name', () => {
  expect(locales.map(({ locale }) => locale)).toEqual(expect.arrayContaining(['en', 'es']));
  expect(isLocale('es')).toBe(true);
  expect(isLocale('__proto__')).toBe(false);
  expect(dirOf('ar')).toBe('rtl');
});

describe.each(locales)('$name', ({ locale }) => {
  const messages = messagesOf(locale);

  test('has exactly the keys of English', () => {
    expect(Object.keys(messages).sort()).toEqual(Object.keys(english).sort());
  });

  test('has no empty sentence and none with space around it', () => {
    const bad = Object.entries(messages).filter(([, text]) => text.trim() === '' || text.trim() !== text);
    expect(bad).toEqual([]);
  });

  test('names its formats by a tag that Intl knows', () => {
    expect(Intl.DateTimeFormat.supportedLocalesOf([messages['language.formats'] ?? ''])).toHaveLength(1);
  });

  test('asks its callers for the same values as English', () => {
    const different = Object.entries(messages).filter(
      ([key, text]) =>
        JSON.stringify(argumentsOf(parse(text))) !== JSON.stringify(argumentsOf(parse(english[key] ?? ''))),
    );
    expect(different).toEqual([]);
  });
});

describe('words', () => {
  const { t, rich, date, money, number, list, relative, time } = words('en', 'America/Mexico_City');
  const spanish = words('es', 'America/Mexico_City');

  test('plurals follow the language', () => {
    expect(t('parts.chairs', { filled: 1, total: 1 })).toBe('1 of 1 chair taken');
    expect(spanish.t('parts.chairs', { filled: 3n, total: 5 })).toBe('3 de 5 sillas ocupadas');
  });

  test('marks in a sentence come out as parts, and plain text stays text', () => {
    expect(rich('style.rich', { name: '<b>Ana</b>' })).toEqual([
      '<b>Ana</b> keeps the box. ',
      { mark: 'result', text: 'See the result' },
      '.',
    ]);
  });

  test('a missing value is a bug that is said, not an empty word', () => {
    expect(() => t('parts.chairs', { filled: 1 })).toThrow();
  });

  test('civil dates do not move with the time zone, instants do', () => {
    expect(date('2026-11-23', 'weekday')).toBe('Monday 23 November');
    expect(spanish.date('2026-11-23')).toBe('23 de noviembre de 2026');
    expect(date('2026-11-23T02:00:00Z')).toBe('22 November 2026');
    expect(time('2026-11-23T02:00:00Z')).toBe('20:00');
  });

  test('a title that ends a sentence by itself gets no second point', () => {
    const said = (title: string) => t('act.decisions.enact', { title });
    expect(said('Two ovens')).toBe('What we decided takes effect: Two ovens.');
    expect(said('Shall we?')).toBe('What we decided takes effect: Shall we?');
    expect(said('Done.')).toBe('What we decided takes effect: Done.');
    expect(said('Wait...')).toBe('What we decided takes effect: Wait...');
    expect([words('en').full('Shall we?'), words('en').full('We shall')]).toEqual(['Shall we?', 'We shall.']);
  });

  test('a time zone is called by its place, or by a name that can be read', () => {
    expect(words('es', 'America/Mexico_City').zone()).toBe('hora de Ciudad de México');
    expect(words('en', 'America/New_York').zone()).toBe('New York Time');
    expect(words('es', 'Europe/Berlin').zone()).toBe('hora de Alemania');
    expect(words('en', 'UTC').zone()).toBe('Coordinated Universal Time');
  });

  test('value is exact above 2^53, with its unit after it and a true minus', () => {
    const pesos = { code: 'MXN', scale: 2 };
    expect(money(185_000n, pesos)).toBe('1,850.00\u00a0MXN');
    expect(money(-5n, pesos)).toBe('\u22120.05\u00a0MXN');
    expect(money(9_007_199_254_740_993n, { code: 'eggs', scale: 0 })).toBe('9,007,199,254,740,993\u00a0eggs');
    expect(spanish.money(185_000n, pesos)).toBe('1,850.00\u00a0MXN');
    expect(number(-12)).toBe('\u221212');
  });

  test('a figure by itself has no decimals where it is whole', () => {
    const { figure } = words('en');
    expect([figure(10_000n, 2), figure(10_050n, 2), figure(10_050n, 2, 0)]).toEqual([
      '100',
      '100.50',
      '100.5',
    ]);
    expect([figure(-25n, 2), figure(1_250n, 0), figure(0n, 2)]).toEqual(['\u22120.25', '1,250', '0']);
  });

  test('lists and distances in time', () => {
    expect(list(['Ana', 'Petra', 'Luis'])).toBe('Ana, Petra and Luis');
    expect(spanish.list(['Ana', 'Petra', 'Luis'])).toBe('Ana, Petra y Luis');
    expect(relative('2026-11-26', '2026-11-23')).toBe('in 3 days');
    expect(spanish.relative('2026-11-22', '2026-11-23')).toBe('ayer');
  });
});
