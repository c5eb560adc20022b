import { expect, test } from 'vitest';
import { slugFor } from './slug.ts';

test.each([
  ['Las Ollas', 'las-ollas'],
  ['  Panadería  El Ñandú! ', 'panaderia-el-nandu'],
  ['Straße & Łódź & Ørsted', 'strasse-lodz-orsted'],
  ['4 Estaciones', '4-estaciones'],
  ['Грибы', 'group'],
  ['X', 'group-x'],
  ['Find', 'group-find'],
  ['a'.repeat(60), 'a'.repeat(40)],
  [`${'a'.repeat(39)} b`, 'a'.repeat(39)],
])('%s lives at %s', (name, slug) => {
  expect(slugFor(name, new Set())).toBe(slug);
});

test('where others have the name, it gets the first free number', () => {
  expect(slugFor('Las Ollas', new Set(['las-ollas']))).toBe('las-ollas-2');
  expect(slugFor('Las Ollas', new Set(['las-ollas', 'las-ollas-2', 'las-ollas-4']))).toBe('las-ollas-3');
  expect(slugFor('Las Ollas', new Set(['las-ollas-2']))).toBe('las-ollas');
});
