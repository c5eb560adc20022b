import { expect, test } from 'vitest';
import type { MemberId } from '#kernel/command';
import { mentionsIn, MOST_MENTIONS } from './mentions.ts';

const id = (name: string): MemberId => `mem_${name}`;
const people = [
  { member: id('ana'), name: 'Ana Ruiz' },
  { member: id('jose'), name: 'José' },
  { member: id('luis1'), name: 'Luis Paz' },
  { member: id('luis2'), name: 'Luis Sol' },
  { member: id('maria1'), name: 'María' },
  { member: id('maria2'), name: 'Maria' },
  { member: id('mar'), name: 'Mar' },
];

test.each([
  ['nobody without a sign', 'Ana Ruiz knows.', []],
  ['a whole name', 'Ask @Ana Ruiz, please.', ['ana']],
  ['a first name that is the only one', '@ana: and you?', ['ana']],
  ['without accents and capitals', 'Would @jose do it? (@JOSÉ!)', ['jose']],
  ['nobody by a first name of several', '@Luis, one of you', []],
  ['the one with the whole name', '@Luis Sol', ['luis2']],
  ['all who share a name', '@María', ['maria1', 'maria2']],
  ['the longest name', '@Mar and the sea', ['mar']],
  ['nobody whose name goes on', '@Marta', []],
  ['no address of letters', 'write to luis@ana.example', []],
  ['in the order of the text', '@José and @Ana Ruiz', ['jose', 'ana']],
])('tells %s', (_what, text, expected) => {
  expect(mentionsIn(text, people, null)).toEqual(expected.map(id));
});

test('nobody tells themself, nor more than is allowed', () => {
  expect(mentionsIn('@Ana Ruiz and @José', people, id('ana'))).toEqual([id('jose')]);
  const many = Array.from({ length: 30 }, (_, n) => ({ member: id(`p${n}`), name: `P${n}` }));
  const text = many.map(({ name }) => `@${name}`).join(' ');
  expect(mentionsIn(text, many, null)).toHaveLength(MOST_MENTIONS);
  expect(mentionsIn('@', many, null)).toEqual([]);
});
