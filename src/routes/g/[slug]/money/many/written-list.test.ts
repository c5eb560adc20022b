import { expect, test } from 'vitest';
import { writtenList } from './written-list.ts';

const two = [
  { name: 'Ana', amount: '12,50', note: 'eggs' },
  { name: 'Luis Pérez', amount: '3', note: '' },
];

test.each([
  ['tabs', 'Ana\t12,50\teggs\nLuis Pérez\t3'],
  ['semicolons and a head', 'Name;How much;What for\r\nAna;12,50;eggs\r\nLuis Pérez;3;\r\n'],
  ['commas and quotes', 'Ana,"12,50",eggs\n\n Luis Pérez , 3 '],
  ['a mark of its encoding', '\uFEFFAna;12,50;eggs\nLuis Pérez;3'],
])('%s', (_what, text) => {
  expect(writtenList(text)).toEqual(two);
});

test('what nobody can read', () => {
  expect(writtenList('Ana,"12')).toBeNull();
  expect(writtenList('x'.repeat(100_001))).toBeNull();
  expect(writtenList('')).toEqual([]);
  expect(writtenList('Name, amount')).toEqual([]);
});
