import { describe, expect, test } from 'vitest';
import { words } from '#locales';
import { association } from '../../../forms/association.ts';
import type { UnitRule } from './books.ts';
import { compareRules, rulesText } from './rules-text.ts';
import { inWords } from './rule-words.ts';
import type { Articles, Limit } from './statutes.ts';
import { unitAmount, unitElsewhere, unitWord } from './unit-words.ts';

const [en, es] = [words('en'), words('es')];
const maiz: UnitRule = {
  unit: 'maiz',
  kind: 'mutual_credit',
  code: 'MAIZ',
  scale: 2,
  words: { es: { one: 'maíz', many: 'maíces' } },
  holders: [],
  credit: { by: 'all', minor: '10000' },
};
const hour: UnitRule = {
  ...maiz,
  unit: 'hora',
  kind: 'hours',
  code: 'HORA',
  words: { es: { one: 'hora', many: 'horas' }, en: { one: 'hour', many: 'hours' } },
};
const peso: UnitRule = { ...maiz, unit: 'peso', kind: 'currency', symbol: '$' };
const egg: UnitRule = { ...maiz, scale: 0, words: { en: { one: 'egg', many: 'eggs' } } };

describe('an amount in the words of a group', () => {
  test.each([
    [es, maiz, 100n, '1 maíz'],
    [es, maiz, 10_000n, '100 maíces'],
    [es, maiz, 0n, '0 maíces'],
    [es, maiz, 10_050n, '100.50 maíces'],
    [es, maiz, -100n, '−1 maíz'],
    [es, maiz, -10_000n, '−100 maíces'],
    [es, maiz, 123_456_700n, '1,234,567 maíces'],
    [es, maiz, 100_000_000n, '1,000,000 de maíces'],
    [en, maiz, 200n, '2 maíces'],
    [en, hour, 25n, '0.25 hours'],
    [en, hour, 150n, '1.5 hours'],
    [en, hour, 100n, '1 hour'],
    [es, hour, 1_200n, '12 horas'],
    [es, peso, 1_250n, '12.50 $'],
    [es, peso, -100n, '−1 $'],
    [en, egg, 1n, '1 egg'],
    [en, egg, 12n, '12 eggs'],
    [en, egg, 9_007_199_254_740_993n, '9,007,199,254,740,993 eggs'],
  ])('%#', (speaker, unit, minor, said) => {
    expect(unitAmount(speaker, unit, minor).replaceAll('\u00a0', ' ')).toBe(said);
  });

  test('is not torn apart at the end of a line', () => {
    expect(unitAmount(es, maiz, 200n)).toBe('2\u00a0maíces');
  });
});

test('what it is called, here and elsewhere', () => {
  expect(unitWord(en, hour, 'one')).toBe('hour');
  expect(unitWord(words('es'), hour, 'many')).toBe('horas');
  expect(unitElsewhere(en, hour)).toBe('in Spanish: hora, horas');
  expect(unitElsewhere(es, hour)).toBe('en inglés: hour, hours');
  expect(unitElsewhere(en, maiz)).toBe('none');
  expect(unitWord(en, { ...maiz, words: {} }, 'many')).toBe('–');
});

describe('what we count, in our rules', () => {
  const counting = (...units: UnitRule[]): Articles => ({ ...association.articles, books: { units } });
  const told = (unit: UnitRule, part: string, speaker = en) =>
    rulesText(counting(unit))
      .filter(({ id }) => id === `unit.${unit.unit}.${part}`)
      .map((one) => inWords(speaker, one).replaceAll('\u00a0', ' '))
      .join();

  test.each<[string, Partial<UnitRule>, string, string]>([
    [
      'name',
      {},
      'We count in hours (one of them: hour; for programs: HORA): time that we give each other; ' +
        'an hour is an hour, whoever gives it. Amounts can have 2 decimals; in Spanish: hora, ' +
        'horas.',
      'Contamos en horas (en singular: hora; para programas: HORA): tiempo que nos damos; una ' +
        'hora es una hora, la dé quien la dé. Las cantidades pueden tener 2 decimales; en inglés: ' +
        'hour, hours.',
    ],
    ['holders', {}, 'All of us can hold hours.', 'Cualquier integrante puede tener horas.'],
    [
      'holders',
      { holders: ['member'] },
      'Only these kinds of members can hold hours: Member.',
      'Solo pueden tener horas estos tipos de integrante: Integrante.',
    ],
    [
      'credit',
      { credit: { by: 'nobody' } },
      'Nobody goes below zero in hours.',
      'Nadie baja de cero en horas.',
    ],
    [
      'credit',
      { credit: { by: 'all', minor: '2000' } },
      'Each of us can go down to −20 hours.',
      'Cada integrante puede bajar hasta −20 horas.',
    ],
    [
      'credit',
      { credit: { by: 'class', minor: '0', classes: [{ class: 'member', minor: '100' }] } },
      'Each of us can go down to 0 hours, except for these kinds of members: Member (−1 hour).',
      'Cada integrante puede bajar hasta 0 horas, salvo estos tipos de integrante: Integrante (−1 hora).',
    ],
    [
      'credit',
      {
        credit: {
          by: 'age',
          minor: '500',
          steps: [
            { afterDays: 90, minor: '1000' },
            { afterDays: 365, minor: '2000' },
          ],
        },
      },
      'At first each of us can go down to −5 hours; after 90 days with us to −10 hours and ' +
        'after 365 days with us to −20 hours.',
      'Al principio cada integrante puede bajar hasta −5 horas; a partir de 90 días en el ' +
        'grupo, hasta −10 horas y a partir de 365 días en el grupo, hasta −20 horas.',
    ],
    [
      'credit',
      { credit: { by: 'trust', minor: '500' } },
      'Each of us can go down to −5 hours, and can stake a part of that for others, who then go ' +
        'down further by as much; what they leave unpaid when they go is taken from the stake.',
      'Cada integrante puede bajar hasta −5 horas, y puede poner una parte en prenda por otras ' +
        'personas, que así bajan otro tanto más; lo que dejan sin pagar al irse sale de esa ' +
        'prenda.',
    ],
    [
      'ceiling',
      {},
      'There is no upper limit to the hours that one of us can have.',
      'No hay un máximo de horas por integrante.',
    ],
    [
      'ceiling',
      { ceilingMinor: '5050' },
      'None of us has more than 50.5 hours.',
      'Nadie tiene más de 50.5 horas.',
    ],
    [
      'levy',
      {},
      'Nothing goes to our common account when somebody pays in hours.',
      'Cuando alguien paga en horas, nada va a la cuenta común.',
    ],
    [
      'levy',
      { levy: { parts: 2, of: 100, pays: 'source' } },
      'Of each payment in hours, our common account gets 2 of every 100: whoever pays gives it on top.',
      'De cada pago en horas, a la cuenta común le tocan 2 de cada 100: lo pone aparte quien paga.',
    ],
  ])('%s %o', (part, change, english, spanish) => {
    expect(told({ ...hour, ...change }, part)).toBe(english);
    expect(told({ ...hour, ...change }, part, es)).toBe(spanish);
  });

  test('stands by itself for each unit, and a change of one is told as one', () => {
    const before = counting(hour, maiz);
    const ids = rulesText(before).filter(({ section }) => section === 'money');
    expect(ids).toHaveLength(12);
    expect(ids.map(({ path }) => path)).toContain('books.maiz.credit');
    const after = counting(hour, { ...maiz, ceilingMinor: '1' });
    expect(compareRules(before, after).map((one) => 'after' in one && one.after.id)).toEqual([
      'unit.maiz.ceiling',
    ]);
  });

  test('is what the limits of posts are said in, where there is one unit', () => {
    const upTo: Limit = { perActMinor: '2000', per: { days: 30, amountMinor: '6000' } };
    const limited = (articles: Articles) => {
      const power = { by: 'role', role: 'treasurer', upTo } as const;
      const sentence = rulesText({ ...articles, powers: { pay_out: power } }).find(
        ({ path }) => path === 'powers.pay_out',
      )!;
      return inWords(en, sentence).replaceAll('\u00a0', ' ');
    };
    const may = 'The treasurer may pay out of what we hold in common, each time for no more than';
    expect(limited(counting(hour))).toBe(`${may} 20 hours, for no more than 60 hours in 30 days.`);
    const bare = `${may} 2000, for no more than 6000 in 30 days. (Counted in the smallest coin.)`;
    expect(limited(counting(hour, maiz))).toBe(bare);
    expect(limited(association.articles)).toBe(bare);
  });
});
