import { describe, expect, test } from 'vitest';
import { articlesInput } from './articles-input.ts';
import { asWritten, keyFor } from './written.ts';
import { association } from '../../../forms/association.ts';

describe('a key', () => {
  test.each([
    ['Partera', [], 'partera'],
    ['Guardián de las semillas', [], 'guardian_de_las_semillas'],
    ['  2nd — watch! ', [], 'nd_watch'],
    ['Partera', ['partera'], 'partera_2'],
    ['Partera', ['partera', 'partera_2'], 'partera_3'],
    ['ክፍል', [], 'post_1'],
    ['ክፍል', ['post_1'], 'post_2'],
    ['a'.repeat(60), [], 'a'.repeat(32)],
  ])('of “%s” beside %j is %s', (name, taken, key) => {
    expect(keyFor(name, taken, 'post')).toBe(key);
    expect(key).toMatch(/^[a-z][a-z0-9_]{0,39}$/);
  });
});

test('what people write has no signs that nobody sees', () => {
  expect(asWritten('  Kee\u0000per\u202e of\n the  box ')).toBe('Kee per of the box');
});

describe('a name in the articles', () => {
  const named = (name: unknown) =>
    articlesInput.safeParse({
      ...association.articles,
      roles: [{ role: 'partera', name, holders: 1, termMonths: 12 }],
    });

  test.each([['Partera'], ['a'.repeat(40)], [' \u202ePartera\t']])('“%s” is taken', (name) => {
    expect(named(name).data?.roles[0]?.name).toBe(asWritten(name));
  });

  test.each([[''], [' \n '], ['a'.repeat(41)], [7], [null]])('“%s” is not', (name) => {
    expect(named(name).success).toBe(false);
  });

  test('may be missing, as it was before there were any', () => {
    expect(articlesInput.parse(association.articles)).toEqual(association.articles);
  });
});
