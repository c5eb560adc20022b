import { describe, expect, test } from 'vitest';
import type { Way } from '#agents';
import type { BallotQuestion } from './ballot.ts';
import { decideHands, isOnTheSpot, type Hands, type NamedVoice } from './hands.ts';
import type { Voter } from './roll.ts';

const way: Way = {
  method: 'majority',
  quorumPercent: 50,
  noQuorum: 'fails',
  talkDays: 0,
  voteDays: 0,
  waitDays: 0,
  secrecy: 'open',
  voters: 'members',
};
const consent: Way = { ...way, method: 'consent' };

const voter = (name: string, chamber: Voter['chamber'] = 'people'): Voter => ({
  member: `mem_${name}`,
  chamber,
});
const roll = ['a', 'b', 'c', 'd', 'e', 'f'].map((name) => voter(name));
const four = roll.slice(0, 4);
const says = (name: string, word: NamedVoice['says'], reason?: string): NamedVoice => ({
  voter: `mem_${name}`,
  says: word,
  reason,
});

function decide(of: Way, here: readonly Voter[], said: Hands | readonly NamedVoice[], all = roll) {
  const question: BallotQuestion = {
    title: 'A roof',
    way: of,
    seats: 1,
    potMinor: null,
    unit: null,
    none: false,
    options: [{ id: 'opt_1', title: 'A roof', costMinor: null, excludes: null }],
  };
  const decided = decideHands(question, all, here, said);
  return decided.ok ? decided.value : decided.refusal;
}

test.each<[boolean, string, Partial<Way>]>([
  [true, 'resolution', {}],
  [true, 'resolution', { method: 'consent' }],
  [false, 'resolution', { voteDays: 1 }],
  [false, 'resolution', { secrecy: 'separated' }],
  [false, 'election', { method: 'scottish_stv' }],
  [false, 'election', {}],
])('on the spot: %s, a %s by %o', (is, kind, more) => {
  expect(isOnTheSpot(kind, { ...way, ...more })).toBe(is);
});

describe('hands', () => {
  test.each<[string, Hands, object]>([
    ['passes', { yes: 3, no: 1 }, { yes: 3, no: 1, abstain: 0 }],
    ['passes', { yes: 2, no: 1 }, { yes: 2, no: 1, abstain: 1 }],
    ['rejected', { yes: 2, no: 2 }, { yes: 2, no: 2, abstain: 0 }],
    ['rejected', { yes: 0, no: 0 }, { yes: 0, no: 0, abstain: 4 }],
  ])('%s', (result, hands, count) => {
    expect(decide(way, four, hands)).toMatchObject({
      ...count,
      ballots: [],
      counted: { result: result === 'passes' ? 'passed' : 'rejected' },
    });
  });

  test.each<[string, Way, readonly Voter[], Hands]>([
    ['hands_do_not_fit', way, four, { yes: 3, no: 2 }],
    ['too_few_in_the_room', way, four.slice(0, 2), { yes: 2, no: 0 }],
    ['too_few_in_the_room', { ...way, quorumPercent: 0 }, [], { yes: 0, no: 0 }],
    ['hands_need_names', consent, four, { yes: 4, no: 0 }],
    ['hands_need_names', { ...way, voters: 'both' }, four, { yes: 4, no: 0 }],
  ])('are refused by %s', (rule, of, here, hands) => {
    expect(decide(of, here, hands)).toMatchObject({ rule });
  });

  test('three of six are half of them, and enough', () => {
    expect(decide(way, roll.slice(0, 3), { yes: 1, no: 0 })).toMatchObject({ counted: { result: 'passed' } });
  });

  test('more than half of all of us is more than half of the room', () => {
    const ofAll: Way = { ...way, base: 'roll' };
    expect(decide(ofAll, four, { yes: 3, no: 0 })).toMatchObject({ counted: { result: 'rejected' } });
    expect(decide(ofAll, four, { yes: 4, no: 0 })).toMatchObject({ counted: { result: 'passed' } });
  });
});

describe('by name', () => {
  test('who says nothing is neither for nor against', () => {
    expect(decide(way, four, [says('a', 'yes'), says('b', 'no'), says('c', 'yes')])).toMatchObject({
      yes: 2,
      no: 1,
      abstain: 1,
      counted: { result: 'passed', winners: ['opt_1'] },
    });
  });

  test('who says nothing consents; an objection with its reason stands in the way', () => {
    expect(decide(consent, four, [says('a', 'aside')])).toMatchObject({
      yes: 3,
      no: 0,
      abstain: 1,
      counted: { result: 'passed' },
    });
    const objected = decide(consent, four, [says('a', 'object', 'It is too steep.')]);
    expect(objected).toMatchObject({ no: 1, counted: { result: 'rejected' } });
    expect(objected).toMatchObject({
      ballots: [{ choices: { says: 'object', reason: 'It is too steep.' } }, {}, {}, {}],
    });
  });

  test('both chambers say yes', () => {
    const both: Way = { ...way, voters: 'both' };
    const all = [...roll, voter('o', 'organizations'), voter('p', 'organizations')];
    const here = [...four, all.at(-2)!];
    const people = [says('a', 'yes'), says('b', 'yes'), says('c', 'yes')];
    expect(decide(both, here, [...people, says('o', 'yes')], all)).toMatchObject({
      counted: { result: 'passed' },
    });
    expect(decide(both, here, [...people, says('o', 'no')], all)).toMatchObject({
      counted: { result: 'rejected' },
    });
  });

  test.each<[string, Way, NamedVoice[]]>([
    ['not_here', way, [says('f', 'yes')]],
    ['hands_do_not_fit', way, [says('a', 'yes'), says('a', 'no')]],
    ['ballot_of_another_kind', way, [says('a', 'object', 'No.')]],
    ['ballot_of_another_kind', consent, [says('a', 'no')]],
    ['objection_without_reason', consent, [says('a', 'object', ' ')]],
  ])('is refused by %s', (rule, of, voices) => {
    expect(decide(of, four, voices)).toMatchObject({ rule });
  });
});
