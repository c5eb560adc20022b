import { describe, expect, test } from 'vitest';
import type { MemberId } from '#kernel/command';
import { brakedUntil, offerState, promiseState } from './changes.ts';
import {
  canChange,
  setAsideFrom,
  threadsOf,
  visibleWord,
  wordState,
  type Reader,
  type Word,
} from './talk.ts';

const [ANA, BERTA] = ['mem_ana' as MemberId, 'mem_berta' as MemberId];
const AT = '2026-11-24T12:00:00.000Z';
const word = (more: Partial<Word> = {}): Word => ({
  id: 'wor_1',
  subject: 'org',
  kind: 'comment',
  author: ANA,
  text: 'A word.',
  textActs: [],
  replyTo: null,
  depth: 0,
  mentions: [],
  saidAt: AT,
  changedAt: null,
  takenBackAt: null,
  integratedAt: null,
  integratedBy: null,
  settledAt: null,
  settledAs: null,
  adoptedAt: null,
  adoptedBy: null,
  hiddenAt: null,
  hiddenBy: null,
  hiddenReason: null,
  ...more,
});

test.each<[string, Partial<Word>, boolean]>([
  ['said', {}, false],
  ['open', { kind: 'question' }, false],
  ['answer_given', { kind: 'question' }, true],
  ['answered', { kind: 'question', settledAs: 'answered' }, false],
  ['stands', { kind: 'objection' }, true],
  ['said_integrated', { kind: 'concern', integratedAt: AT }, false],
  ['integrated', { kind: 'objection', integratedAt: AT, settledAs: 'integrated' }, false],
  ['withdrawn', { kind: 'objection', settledAs: 'withdrawn' }, false],
  ['set_aside', { kind: 'objection', settledAs: 'set_aside' }, false],
  ['taken_back', { kind: 'objection', takenBackAt: AT, settledAs: 'withdrawn' }, false],
])('a word is %s', (state, more, answered) => {
  expect(wordState(word(more), answered)).toBe(state);
});

describe('who sees a word', () => {
  const member: Reader = { member: BERTA, inside: true, moderates: false };
  const author: Reader = { ...member, member: ANA };
  const moderator: Reader = { ...member, moderates: true };
  const stranger: Reader = { member: null, inside: false, moderates: true };
  const text = (hidden: boolean) => ({ seen: 'text', text: 'A word.', hidden });
  const hidden = { hiddenAt: AT, hiddenReason: 'a reason' };

  test.each<[string, Reader, Partial<Word>, object | null]>([
    ['a member reads it', member, {}, text(false)],
    ['a stranger does not', stranger, {}, null],
    ['nobody else reads what is hidden', member, hidden, { seen: 'hidden' }],
    ['whoever said it does', author, hidden, text(true)],
    ['whoever moderates does', moderator, hidden, text(true)],
    ['what was taken back is gone for all', author, { text: null, takenBackAt: AT }, { seen: 'taken_back' }],
    ['what was forgotten is gone for all', moderator, { text: null, ...hidden }, { seen: 'forgotten' }],
  ])('%s', (_what, reader, more, seen) => {
    expect(visibleWord(reader, word(more))).toEqual(seen);
  });
});

test('a word is changed for a quarter of an hour, or as long as nobody has answered', () => {
  const at = (millis: number) => new Date(Date.parse(AT) + millis).toISOString();
  expect(canChange(word(), false, at(86_400_000))).toBe(true);
  expect(canChange(word(), true, at(900_000))).toBe(true);
  expect(canChange(word(), true, at(900_001))).toBe(false);
});

test('an objection can be set aside a week after it is said to be integrated', () => {
  expect(setAsideFrom(word())).toBe(null);
  expect(setAsideFrom(word({ integratedAt: AT }))).toBe('2026-12-01T12:00:00.000Z');
});

test('words stand under those that they answer, and an answer taken back is none', () => {
  const question = word({ kind: 'question' });
  const answer = word({ id: 'wor_2', kind: 'answer', replyTo: 'wor_1', takenBackAt: AT, text: null });
  const under = word({ id: 'wor_3', replyTo: 'wor_2' });
  const [thread, ...others] = threadsOf([question, answer, under]);
  expect(others).toEqual([]);
  expect([thread!.state, thread!.replies[0]!.state]).toEqual(['open', 'taken_back']);
  expect(thread!.replies[0]!.replies[0]!.word.id).toBe('wor_3');
});

test.each([
  ['2026-11-25T12:00:00.000Z', '2026-11-27T12:00:00.000Z'],
  [AT, '2026-11-26T12:00:00.000Z'],
  ['2026-11-24T11:59:00.000Z', '2026-11-26T12:00:00.000Z'],
])('what takes effect at %s rests until %s', (effectAt, until) => {
  expect(brakedUntil(effectAt, AT)).toBe(until);
});

test('an offer and a promise stand where their dates say', () => {
  const offer = { takenBackAt: null, declinedAt: null, appliedVersion: null };
  expect([
    offerState(offer),
    offerState({ ...offer, declinedAt: AT }),
    offerState({ ...offer, declinedAt: AT, appliedVersion: 2 }),
    offerState({ ...offer, takenBackAt: AT }),
  ]).toEqual(['open', 'declined', 'applied', 'taken_back']);
  const promise = { by: '2026-11-24', promisedAt: AT, keptAt: null, takenBackAt: null };
  expect([
    promiseState({ ...promise, promisedAt: null }, '2026-12-24'),
    promiseState(promise, '2026-11-24'),
    promiseState(promise, '2026-11-25'),
    promiseState({ ...promise, keptAt: AT }, '2026-11-25'),
    promiseState({ ...promise, takenBackAt: AT }, '2026-11-25'),
  ]).toEqual(['asked', 'promised', 'overdue', 'done', 'taken_back']);
});
