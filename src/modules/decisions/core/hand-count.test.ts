import { describe, expect, test } from 'vitest';
import type { MemberId } from '#kernel/command';
import {
  countState,
  isAsked,
  saltOf,
  voiceDigest,
  whoConfirms,
  whoDrops,
  whoIsAsked,
  wrongWithCheck,
  type HandCount,
} from './hand-count.ts';
import { wayOf } from './with-questions.ts';

const [ana, beto, caro, dora] = ['mem_ana', 'mem_beto', 'mem_caro', 'mem_dora'] as unknown as MemberId[] as [
  MemberId,
  MemberId,
  MemberId,
  MemberId,
];
const all = [ana, beto, caro, dora].map((member) => ({ member, hasWayIn: true }));
const only = (...members: MemberId[]) => all.filter((one) => members.includes(one.member));
/** Whoever is not among these is on paper alone. */
const withPhones = (...members: MemberId[]) =>
  all.map(({ member }) => ({ member, hasWayIn: members.includes(member) }));
const NOW = '2026-11-25T18:00:00.000Z';
const WEEK_LATER = '2026-12-01T18:00:00.000Z';

/** Ana has counted; Beto and Caro were in the room too, Dora was not. */
const count = (more: Partial<HandCount> = {}): HandCount => ({
  meeting: 'mee_1',
  proposal: 'pro_1',
  title: 'A roof',
  round: 1,
  countedBy: ana,
  here: [ana, beto, caro],
  yes: 3,
  no: 0,
  abstain: 0,
  present: 3,
  way: wayOf('majority'),
  result: 'passed',
  outcome: {},
  named: false,
  asked: true,
  at: '2026-11-24T18:00:00.000Z',
  check: null,
  ...more,
});
const said = (stands: boolean) => ({ by: beto, stands, reason: null });

test.each<[string, Partial<HandCount>]>([
  ['waits', {}],
  ['stands', { asked: false }],
  ['stands', { check: said(true) }],
  ['fell', { check: said(false) }],
])('a count %s', (state, more) => expect(countState(count(more))).toBe(state));

test('a second person is asked wherever somebody else decides', () => {
  expect([isAsked([], ana), isAsked(only(ana), ana), isAsked(only(ana, beto), ana)]).toEqual([
    false,
    false,
    true,
  ]);
  // Whoever has counted does not decide: it is not theirs to say alone.
  expect(isAsked(only(beto), ana)).toBe(true);
});

describe('who can say something of a count', () => {
  test('that it was so: who was there, decides, and has not counted', () => {
    expect(whoConfirms(count(), all)).toEqual([beto, caro]);
    expect(whoConfirms(count(), only(ana, caro))).toEqual([caro]);
    expect(whoConfirms(count({ here: [ana] }), all)).toEqual([]);
  });

  test('that it was not: whoever was there, and always whoever counted', () => {
    expect(whoDrops(count(), all, NOW)).toEqual([ana, beto, caro]);
    expect(whoDrops(count(), only(beto, dora), NOW)).toEqual([beto, ana]);
  });

  test('everybody who decides, when none of them is left who can say anything', () => {
    expect(whoDrops(count(), only(dora), NOW)).toEqual([dora, ana]);
    expect(whoDrops(count(), withPhones(dora), NOW)).toEqual([ana, beto, caro, dora]);
  });

  test('everybody who decides, when nobody has said anything for a week', () => {
    expect(whoDrops(count(), all, '2026-12-01T17:59:59.999Z')).toEqual([ana, beto, caro]);
    expect(whoDrops(count(), all, WEEK_LATER)).toEqual([ana, beto, caro, dora]);
  });
});

describe('who is asked about a count', () => {
  test('whoever can say that it was so', () => {
    expect(whoIsAsked(count(), all, NOW)).toEqual([beto, caro]);
    expect(whoIsAsked(count(), withPhones(ana, caro, dora), NOW)).toEqual([caro]);
  });

  test('where none of them has a way in, whoever can let it fall', () => {
    expect(whoIsAsked(count(), withPhones(ana, dora), NOW)).toEqual([ana]);
    expect(whoIsAsked(count(), withPhones(dora), NOW)).toEqual([ana, beto, caro, dora]);
  });

  test('after a week, everybody', () => {
    expect([...whoIsAsked(count(), all, WEEK_LATER)].sort()).toEqual([ana, beto, caro, dora].sort());
  });
});

test.each<[string, HandCount | null, MemberId | null, boolean, string | undefined]>([
  ['count_unknown', null, beto, true, undefined],
  ['count_settled', count({ check: said(true) }), caro, true, undefined],
  ['count_settled', count({ check: said(false) }), caro, false, 'No.'],
  ['counted_anew', count({ round: 2 }), beto, true, undefined],
  ['counted_anew', count({ round: 2 }), beto, false, 'No.'],
  ['does_not_decide', count(), 'mem_eva', true, undefined],
  ['does_not_decide', count(), null, true, undefined],
  ['counted_it_yourself', count(), ana, true, undefined],
  ['was_not_in_the_room', count(), dora, true, undefined],
  ['was_not_in_the_room', count(), dora, false, 'I saw another.'],
  ['reason_needed', count(), beto, false, undefined],
  ['reason_needed', count(), beto, false, ''],
  ['none', count(), beto, true, undefined],
  ['none', count(), beto, false, 'We were two.'],
  // Whoever counted can have mistyped it.
  ['none', count(), ana, false, 'I typed it wrong.'],
])('%s', (rule, of, member, right, reason) => {
  expect(wrongWithCheck(of, all, { member, round: 1, right, reason }, NOW)?.refusal.rule ?? 'none').toBe(
    rule,
  );
});

test('a voice has a digest that tells nothing without its salt', () => {
  const [one, other] = [saltOf('chance', ana), saltOf('chance', beto)];
  expect(one).not.toBe(other);
  expect(saltOf('chance', ana)).toBe(one);
  const yes = voiceDigest(one, { ballot: 'yes_no', says: 'yes' });
  expect(yes).toMatch(/^[0-9a-f]{64}$/);
  expect(voiceDigest(other, { ballot: 'yes_no', says: 'yes' })).not.toBe(yes);
  expect(voiceDigest(one, { ballot: 'yes_no', says: 'no' })).not.toBe(yes);
  // The database keeps keys in an order of its own.
  expect(voiceDigest(one, { says: 'yes', ballot: 'yes_no' })).toBe(yes);
});

test('whoever counted and does not decide can let it fall, and nothing else', () => {
  const said = (right: boolean) => ({ member: ana, round: 1, right, reason: 'I typed it wrong.' });
  expect(wrongWithCheck(count({ here: [beto] }), only(beto), said(false), NOW)).toBeNull();
  const wrong = wrongWithCheck(count({ here: [beto] }), only(beto), said(true), NOW);
  expect(wrong?.refusal.rule).toBe('does_not_decide');
});
