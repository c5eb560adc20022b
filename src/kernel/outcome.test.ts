import { expect, test } from 'vitest';
import { accept, refuse } from './outcome.ts';

test('a decision accepts with what will happen', () => {
  expect(accept(7n)).toEqual({ ok: true, value: 7n });
});

test('or refuses with the rule and its facts', () => {
  expect(refuse('quorum_missing')).toEqual({ ok: false, refusal: { rule: 'quorum_missing' } });
  expect(refuse('quorum_missing', { present: 3, needed: 5 })).toEqual({
    ok: false,
    refusal: { rule: 'quorum_missing', present: 3, needed: 5 },
  });
});

test('no fact can pass for the rule', () => {
  expect(refuse('quorum_missing', { rule: 'all_is_well' }).refusal.rule).toBe('quorum_missing');
});
