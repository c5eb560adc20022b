/** How refusals about accounts are said, with the books of the group at hand and without. */
import { expect, test } from 'vitest';
import { words } from '#locales';
import { refusalWords } from '../../../host/forms.ts';
import { hora, maiz, peso } from '../commands/with-books.ts';

const articles = { books: { units: [maiz, hora, peso] } };
const said = (locale: 'en' | 'es', refusal: { rule: string }, own: readonly string[] | null = []) => {
  const { sentence, way } = refusalWords(
    refusal,
    words(locale),
    own === null ? undefined : { articles, own },
  );
  return `${sentence} ${way}`.replaceAll('\u00a0', ' ');
};

const below = {
  rule: 'below_floor',
  account: 'acc_ana',
  unit: 'maiz',
  floorMinor: '-10000',
  wouldMinor: '-11250',
  couldMinor: '8800',
};

test('whoever cannot pay is told how far they can go, and what they can do', () => {
  expect(said('en', below, ['acc_ana'])).toBe(
    'You can go down to −100 maize. This would leave you at −112.50 maize. ' +
      'You could pay 88 maize now, ask for more credit, or offer something.',
  );
  expect(said('es', below, ['acc_ana'])).toBe(
    'Puedes bajar hasta −100 maíces. Con esto quedarías en −112.50 maíces. ' +
      'Puedes pagar 88 maíces ahora, pedir más crédito u ofrecer algo.',
  );
  const hours = { ...below, unit: 'hora', floorMinor: '0', wouldMinor: '-1', couldMinor: '0' };
  expect(said('es', hours, ['acc_ana'])).toBe(
    'Aquí nadie baja de cero. Con esto quedarías en −1 hora. Puedes pedir más crédito u ofrecer algo.',
  );
});

test('of an account that is not one’s own it is said as of an account', () => {
  const common = { ...below, unit: 'peso', floorMinor: '0', wouldMinor: '-100', couldMinor: '500' };
  expect(said('en', common)).toBe(
    'This account does not go below zero. This would leave it at −1 $. From it, 5 $ can be paid now.',
  );
});

test('without the books of the group it can be read as well', () => {
  expect(said('en', below, null)).toBe(
    'This account can go down to −10,000. This would leave it at −11,250. ' +
      'From it, 8,800 can be paid now.',
  );
});

test('units are said by their names', () => {
  const differs = { rule: 'unit_differs', source: 'maiz', target: 'hora' };
  expect(said('es', differs)).toContain('cuenta maíces, la otra horas.');
  expect(said('es', differs, null)).toContain('cuenta maiz, la otra hora.');
});
