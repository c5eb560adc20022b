import { expect, test } from 'vitest';
import { diffTexts, diffWords, type DiffPart } from './text-diff.ts';

const shown = (parts: readonly DiffPart[]) =>
  parts.map(({ is, text }) => (is === 'same' ? text : is === 'out' ? `[-${text}-]` : `[+${text}+]`)).join('');
const side = (parts: readonly DiffPart[], gone: DiffPart['is']) =>
  parts
    .filter(({ is }) => is !== gone)
    .map(({ text }) => text)
    .join('');

test.each([
  ['Of tin.', 'Of tin.', 'Of tin.'],
  ['', 'Of tin.', '[+Of tin.+]'],
  ['Of tin.', '', '[-Of tin.-]'],
  ['A roof of tin for us', 'A roof of straw for us', 'A roof of[- tin-][+ straw+] for us'],
  ['A roof', 'A good roof', 'A[+ good+] roof'],
  ['A big red roof', 'A red roof of tin', 'A[- big-] red roof[+ of tin+]'],
])('%j → %j', (before, after, expected) => {
  const parts = diffWords(before, after);
  expect(shown(parts)).toBe(expected);
  expect([side(parts, 'in'), side(parts, 'out')]).toEqual([before, after]);
});

test('a text is laid beside another paragraph by paragraph', () => {
  const before = 'We want a roof.\n\nOf tin.\n\nBefore the rain.';
  const after = 'We want a roof.\n\nOf straw.\n\nIt is cooler.\n\nBefore the rain.';
  expect(diffTexts(before, after).map(({ parts }) => shown(parts))).toEqual([
    'We want a roof.',
    'Of[- tin.-][+ straw.+]',
    '[+It is cooler.+]',
    'Before the rain.',
  ]);
  expect(diffTexts(before, before).some(({ changed }) => changed)).toBe(false);
});

test('the longest texts that have nothing in common are shown, each whole', () => {
  const [before, after] = ['a '.repeat(5_000).trim(), 'b '.repeat(5_000).trim()];
  const [paragraph] = diffTexts(before, after);
  expect(paragraph!.parts.map(({ is, text }) => [is, text.length])).toEqual([
    ['out', 9_999],
    ['in', 9_999],
  ]);
});
