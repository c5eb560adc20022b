import { describe, expect, test } from 'vitest';
import { MOST_MINOR } from '#kernel/amount';
import { association } from '../../../forms/association.ts';
import { articlesInput } from './articles-input.ts';
import {
  BOOKS_RANGES,
  booksOf,
  MOST_OF_BOOKS,
  unitIn,
  unitOfLimits,
  wrongWithBooks,
  type Credit,
  type ExchangeFee,
  type UnitRule,
} from './books.ts';
import type { Articles } from './statutes.ts';

const rules: Articles = association.articles;
const maiz: UnitRule = {
  unit: 'maiz',
  kind: 'mutual_credit',
  code: 'MAIZ',
  scale: 2,
  words: { es: { one: 'maíz', many: 'maíces' }, en: { one: 'maize', many: 'maize' } },
  holders: [],
  credit: { by: 'all', minor: '10000' },
};
const hora: UnitRule = { ...maiz, unit: 'hora', kind: 'hours', code: 'HORA' };
const counting = (...units: UnitRule[]): Articles => ({ ...rules, books: { units } });
const owing = (credit: Credit): UnitRule => ({ ...maiz, credit });
const wrong = (...units: UnitRule[]) => wrongWithBooks(counting(...units))?.why ?? null;

const tooMuch = String(MOST_MINOR + 1n);
const most = String(MOST_MINOR);
const steps = (...days: number[]): UnitRule =>
  owing({ by: 'age', minor: '0', steps: days.map((afterDays) => ({ afterDays, minor: '100' })) });
const levy = { parts: 2, of: 100, pays: 'source' } as const;

const euro: UnitRule = {
  ...maiz,
  unit: 'euro',
  kind: 'currency',
  code: 'EUR',
  credit: { by: 'nobody' },
  commonOnly: true,
};
const fee = (commonParts: number, chosenParts: number): ExchangeFee => ({
  of: 100,
  commonParts,
  chosenParts,
  chosenFrom: [],
});
const talero = (taken?: ExchangeFee): UnitRule => ({
  ...euro,
  unit: 'talero',
  kind: 'backed',
  code: 'TAL',
  backing: { unit: 'euro', ...(taken === undefined ? {} : { fee: taken }) },
});

/** Each problem, the last that is none and the first that is one. */
const bounds: readonly [string, readonly UnitRule[], readonly UnitRule[]][] = [
  ['unit_repeated', [maiz, hora], [maiz, { ...hora, unit: 'maiz' }]],
  ['unit_repeated', [maiz, hora], [maiz, { ...hora, code: 'MAIZ' }]],
  [
    'words_missing',
    [{ ...maiz, words: { yo: { one: 'agbado', many: 'agbado' } } }],
    [{ ...maiz, words: {} }],
  ],
  ['class_unknown', [{ ...maiz, holders: ['member'] }], [{ ...maiz, holders: ['member', 'king'] }]],
  [
    'class_unknown',
    [owing({ by: 'class', minor: '0', classes: [{ class: 'member', minor: '1' }] })],
    [owing({ by: 'class', minor: '0', classes: [{ class: 'king', minor: '1' }] })],
  ],
  ['amount_out_of_range', [owing({ by: 'all', minor: most })], [owing({ by: 'all', minor: tooMuch })]],
  ['amount_out_of_range', [{ ...maiz, ceilingMinor: most }], [{ ...maiz, ceilingMinor: tooMuch }]],
  [
    'amount_out_of_range',
    [owing({ by: 'age', minor: '0', steps: [{ afterDays: 1, minor: most }] })],
    [owing({ by: 'age', minor: '0', steps: [{ afterDays: 1, minor: tooMuch }] })],
  ],
  [
    'amount_out_of_range',
    [owing({ by: 'class', minor: '0', classes: [{ class: 'member', minor: most }] })],
    [owing({ by: 'class', minor: '0', classes: [{ class: 'member', minor: tooMuch }] })],
  ],
  ['amount_out_of_range', [owing({ by: 'trust', minor: most })], [owing({ by: 'trust', minor: tooMuch })]],
  ['steps_unordered', [steps(30, 31)], [steps(30, 30)]],
  [
    'part_too_large',
    [{ ...maiz, levy: { ...levy, parts: 100 } }],
    [{ ...maiz, levy: { ...levy, parts: 101 } }],
  ],
  [
    'part_too_large',
    [{ ...maiz, demurrage: { parts: 6, of: 6, freeDays: 0 } }],
    [{ ...maiz, demurrage: { parts: 7, of: 6, freeDays: 0 } }],
  ],
  ['part_too_large', [talero(fee(2, 98)), euro], [talero(fee(2, 99)), euro]],
  [
    'class_unknown',
    [talero({ ...fee(2, 3), chosenFrom: ['member'] }), euro],
    [talero({ ...fee(2, 3), chosenFrom: ['king'] }), euro],
  ],
  ['amount_out_of_range', [{ ...maiz, monthlyMinor: most }], [{ ...maiz, monthlyMinor: tooMuch }]],
  ['backing_unfit', [talero(), euro], [talero()]],
  ['backing_unfit', [talero(), euro], [talero(), { ...euro, kind: 'points' }]],
  ['backing_unfit', [talero(), euro], [{ ...talero(), kind: 'points' }, euro]],
  ['backing_unfit', [talero(), euro], [talero(), { ...euro, scale: 1 }]],
  [
    'backing_unfit',
    [talero(), { ...euro, scale: 3 }],
    [
      { ...talero(), scale: 4 },
      { ...euro, scale: 3 },
    ],
  ],
  ['backing_unfit', [talero(), euro], [{ ...talero(), credit: maiz.credit }, euro]],
  ['backing_unfit', [talero(), euro], [talero(), { ...euro, credit: maiz.credit }]],
  ['backing_unfit', [talero(), euro, maiz], [talero(), euro, { ...talero(), unit: 'other', code: 'OTHER' }]],
];

describe('units that nobody can count in', () => {
  test.each(bounds)('%s', (why, last, first) => {
    expect(wrong(...last)).toBeNull();
    expect(wrong(...first)).toBe(why);
  });

  test('stakes_without_people', () => {
    const staked = counting(owing({ by: 'trust', minor: '100' }));
    const of = (who: Articles['admission']['who']) =>
      wrongWithBooks({ ...staked, admission: { ...rules.admission, who } });
    expect([of('people'), of('both')]).toEqual([null, null]);
    expect(of('organizations')).toEqual({ unit: 'maiz', why: 'stakes_without_people' });
  });

  test('are named, the first of them', () => {
    const nameless = { ...hora, words: {} };
    expect(wrongWithBooks(counting(maiz, nameless, { ...nameless, unit: 'sol', code: 'SOL' }))).toEqual({
      unit: 'hora',
      why: 'words_missing',
    });
    expect(wrongWithBooks(rules)).toBeNull();
  });
});

test('a unit is found by its name, and what limits are of only where there is one', () => {
  expect(unitIn(counting(maiz, hora), 'hora')).toBe(hora);
  expect(unitIn(rules, 'hora')).toBeUndefined();
  expect(booksOf(rules).units).toEqual([]);
  expect(unitOfLimits(counting(maiz))).toBe(maiz);
  expect(unitOfLimits(counting(maiz, hora))).toBeUndefined();
  expect(unitOfLimits(rules)).toBeUndefined();
});

describe('books come in', () => {
  const full: UnitRule = {
    ...maiz,
    symbol: '🌽',
    holders: ['member'],
    credit: { by: 'class', minor: '0', classes: [{ class: 'member', minor: '10000' }] },
    ceilingMinor: '50000',
    levy,
  };
  const fits = (unit: object) =>
    articlesInput.safeParse({ ...rules, books: { units: [{ ...full, ...unit }] } }).success;

  test('as they went out', () => {
    const articles = counting(full, { ...hora, credit: { by: 'nobody' } });
    expect(articlesInput.parse(JSON.parse(JSON.stringify(articles)))).toEqual(articles);
  });

  const [least, greatest] = [0, 1] as const;
  const numbered: readonly [keyof typeof BOOKS_RANGES, (value: number) => object][] = [
    ['scale', (scale) => ({ scale })],
    ['afterDays', (afterDays) => ({ credit: { by: 'age', minor: '0', steps: [{ afterDays, minor: '0' }] } })],
    ['levyParts', (parts) => ({ levy: { ...levy, parts } })],
    ['levyOf', (of) => ({ levy: { ...levy, of } })],
  ];
  test.each(numbered)('with %s between its bounds', (name, unit) => {
    const range = BOOKS_RANGES[name];
    expect([range[least], range[greatest]].map((value) => fits(unit(value)))).toEqual([true, true]);
    const outside = [range[least] - 1, range[greatest] + 1, range[least] + 0.5];
    expect(outside.map((value) => fits(unit(value)))).toEqual([false, false, false]);
  });

  test.each<[string, object, boolean]>([
    ['a code of two letters', { code: 'MZ' }, true],
    ['of one', { code: 'M' }, false],
    ['of ten', { code: 'MAIZMAIZ12' }, true],
    ['of eleven', { code: 'MAIZMAIZ123' }, false],
    ['in small letters', { code: 'maiz' }, false],
    ['a long word', { words: { es: { one: 'a'.repeat(MOST_OF_BOOKS.word), many: 'b' } } }, true],
    ['a longer one', { words: { es: { one: 'a'.repeat(MOST_OF_BOOKS.word + 1), many: 'b' } } }, false],
    ['no word', { words: { es: { one: ' ', many: 'b' } } }, false],
    ['a sign', { symbol: '$'.repeat(MOST_OF_BOOKS.symbol) }, true],
    ['a longer one', { symbol: '$'.repeat(MOST_OF_BOOKS.symbol + 1) }, false],
    ['what is owed, as less than nothing', { credit: { by: 'all', minor: '-100' } }, false],
    ['what is owed, with a point', { credit: { by: 'all', minor: '1.50' } }, false],
    ['something else', { king: true }, false],
  ])('%s', (_what, unit, fine) => {
    expect(fits(unit)).toBe(fine);
  });

  test('with as many units as a group can keep apart', () => {
    const units = (many: number) => ({
      ...rules,
      books: { units: Array.from({ length: many }, () => full) },
    });
    expect(articlesInput.safeParse(units(MOST_OF_BOOKS.units)).success).toBe(true);
    expect(articlesInput.safeParse(units(MOST_OF_BOOKS.units + 1)).success).toBe(false);
  });
});
