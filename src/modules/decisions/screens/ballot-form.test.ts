import { describe, expect, test } from 'vitest';
import { choicesOf, sharingPlaces, totalOf, writtenFrom, writtenOn, type BallotKind } from './ballot-form.ts';
import type { Choices } from '../core/proposal.ts';

function form(...fields: readonly (readonly [string, string])[]): FormData {
  const data = new FormData();
  for (const [name, value] of fields) data.append(name, value);
  return data;
}

describe('a ballot in a form', () => {
  const cases: [BallotKind, FormData, Choices | string][] = [
    ['yes_no', form(['says', 'no']), { ballot: 'yes_no', says: 'no' }],
    ['yes_no', form(), 'ballot_says_nothing'],
    ['yes_no', form(['says', 'object']), 'ballot_says_nothing'],
    ['consent', form(['says', 'aside'], ['reason', '']), { ballot: 'consent', says: 'aside' }],
    [
      'consent',
      form(['says', 'object'], ['reason', ' The well is theirs. ']),
      { ballot: 'consent', says: 'object', reason: 'The well is theirs.' },
    ],
    ['consent', form(['says', 'yes']), 'ballot_says_nothing'],
    [
      'approve',
      form(['option', 'b'], ['option', 'a'], ['option', 'b']),
      { ballot: 'approve', options: ['b', 'a'] },
    ],
    ['approve', form(), { ballot: 'approve', options: [] }],
    ['fund', form(['option', 'a']), { ballot: 'fund', options: ['a'] }],
    ['marks', form(['at-a', '5'], ['at-b', '']), { ballot: 'marks', marks: { a: 5 } }],
    ['marks', form(['at-a', 'five']), 'ballot_place_odd'],
    ['rank', form(['at-a', '3'], ['at-b', '1'], ['at-c', '']), { ballot: 'rank', ranking: [['b'], ['a']] }],
    [
      'rank',
      form(['at-a', '2'], ['at-b', '1'], ['at-c', '2']),
      { ballot: 'rank', ranking: [['b'], ['a', 'c']] },
    ],
    ['rank', form(['at-a', '1.5']), 'ballot_place_odd'],
    ['rank', form(['at-a', '-1']), 'ballot_place_odd'],
    ['rank', form(), { ballot: 'rank', ranking: [] }],
  ];
  test.each(cases)('%s', (kind, data, meant) => {
    const outcome = choicesOf(kind, writtenOn(data));
    expect(outcome.ok ? outcome.value : outcome.refusal.rule).toEqual(meant);
  });

  test('is shown again as it was cast', () => {
    for (const [kind, data] of cases) {
      const first = choicesOf(kind, writtenOn(data));
      if (first.ok) expect(choicesOf(kind, writtenFrom(first.value))).toEqual(first);
    }
  });

  test('knows who shares a place, however it is written', () => {
    const written = writtenOn(form(['at-a', '2'], ['at-b', '02'], ['at-c', '1'], ['at-d', '']));
    expect(sharingPlaces(written)).toEqual(['a', 'b']);
  });

  test('adds up what is ticked, and nothing that is not on it', () => {
    const option = (id: string, costMinor: bigint | null) => ({
      id,
      title: id,
      body: '',
      costMinor,
      cost: null,
    });
    const options = [option('a', 400n), option('b', 250n), option('c', null)];
    expect(totalOf(options, ['a', 'c', 'x'])).toBe(400n);
    expect(totalOf(options, [])).toBe(0n);
  });
});
