import { expect, test } from 'vitest';
import { draftAgenda, type OpenMatter } from './agenda.ts';

const DAY = '2026-12-01';
const matters: readonly OpenMatter[] = [
  { is: 'talk', id: 'pro_4', title: 'A new roof', publishedAt: '2026-11-10T12:00:00.000Z' },
  { is: 'talk', id: 'pro_3', title: 'A well', publishedAt: '2026-11-09T12:00:00.000Z' },
  { is: 'vote', id: 'pro_2', title: 'Later', closesAt: '2026-12-09T12:00:00.000Z' },
  { is: 'vote', id: 'pro_1', title: 'Sooner', closesAt: '2026-12-02T12:00:00.000Z' },
  { is: 'post', id: 'man_1', title: 'Treasurer', endsOn: '2027-01-30' },
  { is: 'post', id: 'man_2', title: 'Secretary', endsOn: '2027-01-31' },
  { is: 'stuck', id: 'pro_5', title: 'What could not be done' },
  { is: 'promise', id: 'prm_2', title: 'Due the day after', dueOn: '2026-12-02' },
  { is: 'promise', id: 'prm_1', title: 'Due on the day', dueOn: '2026-12-01' },
];

test('a draft begins with what we owe, and names what is most urgent first', () => {
  expect(draftAgenda(matters, DAY).map((one) => one.title)).toEqual([
    'Due on the day',
    'What could not be done',
    'Sooner',
    'Later',
    'A well',
    'A new roof',
    // Sixty days before the end of its term, and not sixty-one.
    'Treasurer',
  ]);
});

test('what is about a proposal leads to it', () => {
  const [promise, stuck] = draftAgenda(matters, DAY);
  expect(promise).toMatchObject({ proposal: null, minutes: 5 });
  expect(stuck).toMatchObject({ proposal: 'pro_5' });
});

test('nothing is open, nothing is drafted', () => expect(draftAgenda([], DAY)).toEqual([]));
