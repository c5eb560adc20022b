import { describe, expect, test } from 'vitest';
import type { MemberId } from '#kernel/command';
import { differences, pileState, pileTicking, wrongWithVoters } from './paper.ts';
import type { Choices } from './proposal.ts';

const [ana, beto, caro] = ['mem_ana', 'mem_beto', 'mem_caro'] as unknown as MemberId[] as [
  MemberId,
  MemberId,
  MemberId,
];
const at = '2026-11-24T12:00:00.000Z';
const none = { confirmedAt: null, replacedAt: null, refusedAt: null };

test.each([
  ['read', none],
  ['counts', { ...none, confirmedAt: at }],
  ['replaced', { ...none, replacedAt: at }],
  ['refused', { ...none, refusedAt: at }],
  ['refused', { ...none, confirmedAt: at, refusedAt: at }],
])('a pile is %s', (state, pile) => expect(pileState(pile)).toBe(state));

test('a pile ticks somebody in its round, as long as it stands', () => {
  const pile = { ...none, round: 1, voters: [ana] };
  expect(pileTicking([pile], 1, ana)).toBe(pile);
  expect(pileTicking([pile], 2, ana)).toBeUndefined();
  expect(pileTicking([pile], 1, beto)).toBeUndefined();
  expect(pileTicking([pile], 1, null)).toBeUndefined();
  expect(pileTicking([{ ...pile, refusedAt: at }], 1, ana)).toBeUndefined();
  expect(pileTicking([{ ...pile, replacedAt: at }], 1, ana)).toBeUndefined();
});

describe('who can have voted on paper', () => {
  const chambers = new Map([
    [ana, 'people'],
    [beto, 'organizations'],
    [caro, 'people'],
  ] as const);
  const of = { decides: (one: MemberId) => one !== caro, hasPart: () => false };
  test.each<[string, MemberId[], number, typeof of]>([
    ['not_on_roll', ['mem_dora'], 1, of],
    ['voter_cannot_vote_now', [caro], 1, of],
    ['voter_twice', [ana, ana], 2, of],
    ['voted_already', [ana], 1, { ...of, hasPart: () => true }],
    ['two_chambers', [ana, beto], 2, of],
    ['ballots_and_voters', [ana], 2, of],
    ['none', [ana], 1, of],
  ])('%s', (rule, voters, ballots, more) => {
    expect(wrongWithVoters(voters, ballots, chambers, more)?.refusal.rule ?? 'none').toBe(rule);
  });
});

test('what two have read is compared without its order', () => {
  const says = (word: 'yes' | 'no'): Choices => ({ ballot: 'yes_no', says: word });
  expect(differences([says('yes'), says('no')], [says('no'), says('yes')])).toBe(0);
  expect(differences([says('yes'), says('no')], [says('yes'), says('yes')])).toBe(1);
  expect(differences([says('yes')], [says('yes'), says('yes')])).toBe(1);
});
