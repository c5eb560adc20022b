import { expect, test } from 'vitest';
import { association } from '../../../forms/association.ts';
import { tooManyAway } from './sent-away.ts';
import type { Articles } from './statutes.ts';

const rules: Articles = association.articles;
const byPosts: Articles = {
  ...rules,
  powers: { ...rules.powers, suspend: { by: 'roles', of: 2, among: ['treasurer', 'secretary'] } },
};

test.each([
  [byPosts, 2, 0, true],
  [byPosts, 3, 0, false],
  [byPosts, 2, 1, true],
  [byPosts, 4, 1, false],
  [byPosts, 3, 1, true],
  [rules, 2, 1, false],
])('posts leave more than half of us here', (articles, voting, away, tooMany) => {
  expect(tooManyAway({ state: 'founded', articles, voting, timeZone: 'UTC' }, 'suspend', away)).toBe(tooMany);
});
