import { expect, test } from 'vitest';
import { words } from '#locales';
import { potSentences } from './say-pots.ts';

const input = {
  title: 'Our quarter',
  unit: 'MXN',
  pots: [
    { name: 'North', amountMinor: '5000000', voters: ['north', 'resident'] },
    { name: 'All over', amountMinor: '1050' },
  ],
};
const said = (locale: 'en' | 'es', more = {}) =>
  potSentences(words(locale), 'decisions.open_budget', { ...input, ...more });

test('who opens a budget says of each pot how much it is and for whom', () => {
  expect(said('en')).toEqual([
    'The pot “North”: 50,000.00\u00a0MXN, only for: north and Resident',
    'The pot “All over”: 10.50\u00a0MXN, for all of us who have a vote',
  ]);
  expect(said('es')).toEqual([
    'La bolsa “North”: 50,000.00\u00a0MXN, solo para: north y Residente',
    'La bolsa “All over”: 10.50\u00a0MXN, para quienes tenemos voto',
  ]);
});

test('a pot that names nobody is for those whom the budget names', () => {
  expect(said('en', { voters: ['north'] })[1]).toBe('The pot “All over”: 10.50\u00a0MXN, only for: north');
  expect(potSentences(words('en'), 'decisions.change_budget', input)).toEqual([]);
  expect(said('en', { pots: 'none' })).toEqual([]);
});
