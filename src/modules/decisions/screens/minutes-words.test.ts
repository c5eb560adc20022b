import { expect, test } from 'vitest';
import type { MemberId } from '#kernel/command';
import { words } from '#locales';
import { minutesDigest, type Minutes } from '../core/minutes.ts';
import { tellMinutes } from './minutes-words.ts';

const ana = 'mem_ana' as MemberId;
const minutes: Minutes = {
  meeting: 'mee_1',
  kind: 'assembly',
  title: 'Diciembre',
  place: '',
  openedAt: '2026-12-01T18:00:00.000Z',
  closedAt: '2026-12-01T19:00:00.000Z',
  facilitator: ana,
  voting: 3,
  quorum: 2,
  here: [{ member: ana, times: [{ from: '2026-12-01T18:00:00.000Z', until: null }] }],
  denied: [],
  excused: [],
  items: [],
  decided: [],
  said: [{ by: ana, words: 'Falta leña.', at: '2026-12-01T18:30:00.000Z' }],
};

test('minutes are told in each language, and signed in none', () => {
  const before = minutesDigest(minutes);
  const [en, es] = ['en', 'es'].map((locale) => tellMinutes(words(locale, 'UTC'), minutes, () => 'Ana'));
  expect(en).toMatchObject({ locale: 'en', othersTitle: 'Other things', end: 'The meeting ended at 19:00.' });
  expect(es).toMatchObject({ locale: 'es', othersTitle: 'Otros asuntos' });
  // What somebody wrote down stands as they wrote it.
  for (const told of [en!, es!]) expect(told.others.join()).toContain('Falta leña.');
  expect(minutesDigest(minutes)).toBe(before);
});
