import { describe, expect, test } from 'vitest';
import { constraintsOf, decideParity, groupsAmong, keepTogether, placesFilled } from './parity.ts';

const women = { group: 'women', least: 2 };
const of = (...groups: string[]) => ({ groups });

describe('rules for three places', () => {
  test.each([
    [[], []],
    [[women], [women]],
    [[{ group: 'women', least: 3 }], [{ group: 'women', least: 3 }]],
    [[{ group: 'women', least: 1, most: 1 }], [{ group: 'women', least: 1, most: 1 }]],
    // What says nothing is not kept beside what says something.
    [[{ group: 'women', least: 2, most: 3 }], [women]],
    [[{ group: 'women', least: 0, most: 2 }], [{ group: 'women', most: 2 }]],
    [
      [women, { group: 'Upper town', least: 1 }],
      [women, { group: 'Upper town', least: 1 }],
    ],
  ])('%j', (asked, kept) => {
    expect(decideParity(asked, 3, true)).toEqual({ ok: true, value: kept });
  });

  test.each([
    ['parity_for_people', [women], false],
    ['parity_group_twice', [women, { group: 'Women', most: 1 }], true],
    ['parity_says_nothing', [{ group: 'women' }], true],
    ['parity_says_nothing', [{ group: 'women', least: 0, most: 3 }], true],
    ['parity_crossed', [{ group: 'women', least: 2, most: 1 }], true],
    ['parity_over_places', [{ group: 'women', least: 4 }], true],
    ['parity_over_places', [women, { group: 'under 30', least: 2 }], true],
    // The first rule that says no is the answer.
    ['parity_group_twice', [{ group: 'women' }, { group: 'women' }], true],
    ['parity_says_nothing', [{ group: 'women' }, { group: 'men', least: 4 }], true],
  ])('%s: %j', (rule, asked, choosesPeople) => {
    expect(decideParity(asked, 3, choosesPeople)).toMatchObject({ ok: false, refusal: { rule } });
  });
});

test('people say of themselves what the election speaks of, in its order and its words', () => {
  const rules = [women, { group: 'under 30', least: 1 }];
  expect(groupsAmong(rules, ['under 30', 'women'])).toEqual({ ok: true, value: ['women', 'under 30'] });
  expect(groupsAmong(rules, [])).toEqual({ ok: true, value: [] });
  expect(groupsAmong(rules, ['Women'])).toMatchObject({ refusal: { rule: 'group_unknown', group: 'Women' } });
});

test('a count takes them by number; “none of these” is nobody', () => {
  const rules = [women, { group: 'under 30', most: 1 }];
  const candidates = [of('women'), of(), of('under 30', 'women'), {}];
  expect(constraintsOf(rules, candidates, false)).toEqual({
    rules: [
      { group: 'women', of: [0, 2], least: 2 },
      { group: 'under 30', of: [2], most: 1 },
    ],
  });
  expect(constraintsOf(rules, candidates, true)).toMatchObject({ aside: [4] });
  expect(constraintsOf([], candidates, true)).toBeNull();
});

test.each([
  [[], [of(), of()], 2],
  [[], [of(), of(), of(), of()], 3],
  [[women], [of('women'), of('women'), of()], 3],
  [[women], [of('women'), of(), of()], 2],
  [[women], [of(), of(), of()], 1],
  [[women], [], 0],
])('with %j, of three places those who stand fill', (rules, candidates, filled) => {
  expect(placesFilled(rules, 3, candidates)).toBe(filled);
});

test.each([
  [true, [of('women'), of('women'), of()]],
  [false, [of('women'), of(), of()]],
])('people who stand together keep them among themselves: %s', (keep, people) => {
  expect(keepTogether([women], people)).toBe(keep);
});
