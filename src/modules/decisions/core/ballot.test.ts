import { describe, expect, test } from 'vitest';
import type { Method } from '#agents';
import {
  blankBallot,
  checkBallot,
  choicesInput,
  isBlank,
  whatCounts,
  type BallotQuestion,
} from './ballot.ts';
import type { Choices } from './proposal.ts';
import { approves, consents, funds, marks, optionsNamed, questionOf, ranks, says } from './with-questions.ts';

const abc = optionsNamed(['a', 'b', 'c']);
const projects = optionsNamed(['a', 'b', 'c'], [100n, 200n, 300n]);
const of = (method: Method, more: Partial<BallotQuestion> = {}) => questionOf(method, abc, more);
const pot = (withinPot: boolean) => questionOf('equal_shares', projects, { potMinor: 300n, withinPot });

describe('a ballot', () => {
  test.each<[string, BallotQuestion, Choices]>([
    ['ballot_of_another_kind', of('majority'), approves('a')],
    ['ballot_of_another_kind', of('approval'), says('yes')],
    ['ballot_of_another_kind', of('lot'), approves('a')],
    ['ballot_names_unknown', of('approval'), approves('a', 'z')],
    ['ballot_names_unknown', of('approval'), approves('none')],
    ['ballot_names_unknown', of('scottish_stv'), ranks('a none')],
    ['ballot_names_unknown', of('score'), marks({ z: 1 })],
    ['ballot_names_twice', of('approval'), approves('a', 'b', 'a')],
    ['ballot_names_twice', of('schulze'), ranks('a b=a')],
    ['ballot_names_twice', pot(false), funds('a', 'a')],
    ['ballot_place_shared', of('scottish_stv'), ranks('a=b')],
    ['ballot_place_shared', of('meek'), ranks('c a=b')],
    ['ballot_mark_wrong', of('score'), marks({ a: 6 })],
    ['ballot_mark_wrong', of('star'), marks({ a: -1 })],
    ['ballot_mark_wrong', of('majority_judgment'), marks({ a: 2.5 })],
    ['ballot_over_pot', pot(true), funds('a', 'c')],
    ['objection_without_reason', of('consent'), consents('object')],
    ['objection_without_reason', of('consensus'), { ballot: 'consent', says: 'object', reason: '  ' }],
  ])('is invalid by %s', (rule, question, choices) => {
    expect(checkBallot(question, choices)).toMatchObject({ ok: false, refusal: { rule } });
  });

  test.each<[string, BallotQuestion, Choices, Choices]>([
    ['approvals stand in the order of the question', of('approval'), approves('c', 'a'), approves('a', 'c')],
    ['so do equal places', of('schulze'), ranks('c b=a'), ranks('c a=b')],
    ['no change has its place', of('ranked_pairs'), ranks('b none a'), ranks('b none a')],
    [
      'an empty place is passed over',
      of('meek'),
      { ballot: 'rank', ranking: [['b'], [], ['a']] },
      ranks('b a'),
    ],
    ['every mark up to the best', of('score'), marks({ b: 5, a: 0 }), marks({ a: 0, b: 5 })],
    ['more than the pot where nothing limits it', pot(false), funds('c', 'a'), funds('a', 'c')],
    ['exactly the pot', pot(true), funds('b', 'a'), funds('a', 'b')],
    [
      'a reason without its spaces',
      of('consent'),
      { ballot: 'consent', says: 'object', reason: ' no ' },
      { ballot: 'consent', says: 'object', reason: 'no' },
    ],
  ])('is kept: %s', (_name, question, choices, kept) => {
    expect(checkBallot(question, choices)).toEqual({ ok: true, value: kept });
  });

  test('on paper counts down to a place that two share', () => {
    const shared = ranks('c b=a');
    expect(checkBallot(of('meek'), shared, 'paper')).toEqual({ ok: true, value: ranks('c a=b') });
    const says = (method: Method) => whatCounts(of(method), 'paper').find((key) => key.includes('.place.'));
    expect([says('meek'), says('schulze')]).toEqual(['ballot.told.place.ends', 'ballot.told.place.equal']);
  });

  test.each<Method>(['majority', 'consent', 'approval', 'score', 'scottish_stv', 'equal_shares'])(
    'may be left empty: %s',
    (method) => {
      const blank = blankBallot(method)!;
      expect(isBlank(blank)).toBe(true);
      expect(checkBallot(questionOf(method, projects, { potMinor: 1n }), blank).ok).toBe(true);
    },
  );

  test('two who choose the same leave the same ballot', () => {
    const [one, two] = [marks({ a: 1, b: 2 }), marks({ b: 2, a: 1 })].map((given) =>
      checkBallot(of('score'), given),
    );
    expect(JSON.stringify(one)).toBe(JSON.stringify(two));
  });

  test('names five hundred options, and nothing that is no ballot', () => {
    const many = Array.from({ length: 500 }, (_, at) => `opt_${at}`);
    const question = questionOf('schulze', optionsNamed(many));
    expect(checkBallot(question, ranks(many.join(' '))).ok).toBe(true);
    expect(
      choicesInput.safeParse({ ballot: 'rank', ranking: Array.from({ length: 601 }, () => ['a']) }).success,
    ).toBe(false);
    expect(choicesInput.safeParse({ ballot: 'marks', marks: { a: 'five' } }).success).toBe(false);
    expect(choicesInput.safeParse({ ballot: 'yes_no', says: 'maybe' }).success).toBe(false);
  });
});

test.each<[Method, string]>([
  ['majority', 'ballot.told.invalid.yes_no'],
  ['schulze', 'ballot.told.none'],
  ['scottish_stv', 'ballot.told.place.own'],
  ['schulze', 'ballot.told.place.equal'],
  ['equal_shares', 'ballot.told.pot.free'],
  ['lot', 'ballot.told.lot'],
])('what counts is said before casting: %s', (method, key) => {
  expect(whatCounts(of(method))).toContain(key);
});
