import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fold, hash32, neighbours, slipsAllowed, slipsBetween, twinText, words } from './words.ts';

describe('folding', () => {
  test.each([
    ['CÓRDOBA', 'cordoba'],
    ['Ångström', 'angstrom'],
    ['Łódź', 'lodz'],
    ['Straße', 'strasse'],
    ['Közösségi', 'kozossegi'],
    ['ΣΠΌΡΟΣ', 'σποροσ'],
    ['Σπόρος', 'σποροσ'],
    ['Ёлка', 'елка'],
    ['Workmen’s', 'workmens'],
    ["Workmen's", 'workmens'],
  ])('%s', (text, folded) => {
    expect(fold(text)).toBe(folded);
  });

  test('folding again changes nothing', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const once = words(text);
        expect(words(once.join(' '))).toEqual(once);
      }),
    );
  });
});

test('two lists of the same organization: legal form and spacing apart', () => {
  expect(twinText('Suma Wholefoods Ltd.', 'HX5 9DB', 'Elland')).toBe(
    twinText('SUMA  wholefoods limited', 'hx59db', undefined),
  );
  expect(twinText('Suma', undefined, undefined)).toBeNull();
});

describe('misspelling', () => {
  test.each([
    ['cooperatve', 'cooperative', 1],
    ['coprative', 'cooperative', 2],
    ['brisotl', 'bristol', 1],
    ['suma', 'suma', 0],
    ['сафия', 'софия', 1],
    ['abc', 'xyz', 3],
  ])('%s for %s', (one, other, slips) => {
    expect(slipsBetween(one, other, 2)).toBe(slips);
  });

  test('the allowed slips by length', () => {
    expect(['pan', 'suma', 'bristol', 'cooperat'].map(slipsAllowed)).toEqual([0, 1, 1, 2]);
  });

  test('a word within its slips shares a neighbour', () => {
    const letter = fc.constantFrom(...'abcdeσйő');
    const word = fc.array(letter, { minLength: 4, maxLength: 12 });
    const slip = fc.record({ at: fc.nat(11), kind: fc.constantFrom('change', 'leave', 'add'), letter });
    fc.assert(
      fc.property(word, slip, slip, (letters, one, two) => {
        const slips = slipsAllowed(letters.join(''));
        const wrong = [...letters];
        for (const { at, kind, letter: sign } of [one, two].slice(0, slips)) {
          wrong.splice(at % wrong.length, kind === 'add' ? 0 : 1, ...(kind === 'leave' ? [] : [sign]));
        }
        const near = new Set(neighbours(letters.join(''), slips).map(hash32));
        expect(neighbours(wrong.join(''), slips).some((text) => near.has(hash32(text)))).toBe(true);
      }),
    );
  });
});
