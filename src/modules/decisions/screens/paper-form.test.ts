import { expect, test } from 'vitest';
import type { Choices } from '../core/proposal.ts';
import type { BallotKind } from './ballot-form.ts';
import { readPaper } from './paper-form.ts';

const options = ['a', 'b', 'c'];
const cases: [BallotKind, string, Choices | 'odd'][] = [
  ['yes_no', 'no', { ballot: 'yes_no', says: 'no' }],
  ['yes_no', '', 'odd'],
  ['consent', 'aside', { ballot: 'consent', says: 'aside' }],
  ['approve', '3, 1', { ballot: 'approve', options: ['c', 'a'] }],
  ['approve', '', { ballot: 'approve', options: [] }],
  ['fund', '4', 'odd'],
  ['fund', 'x', 'odd'],
  ['marks', '5 - 0', { ballot: 'marks', marks: { a: 5, c: 0 } }],
  ['marks', '5 3', 'odd'],
  ['marks', '', { ballot: 'marks', marks: {} }],
  ['rank', '3 1', { ballot: 'rank', ranking: [['c'], ['a']] }],
  ['rank', '2 = 3, 1', { ballot: 'rank', ranking: [['b', 'c'], ['a']] }],
  ['rank', '0', 'odd'],
];
test.each(cases)('%s: %s', (kind, line, meant) => {
  const read = readPaper(kind, line, options);
  expect(read.ok ? read.value : 'odd').toEqual(meant);
});
