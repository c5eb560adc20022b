import { describe, expect, test } from 'vitest';
import { words } from '#locales';
import { association } from '../../../forms/association.ts';
import { ownNames } from '../core/rule-words.ts';
import type { Articles } from '../core/statutes.ts';
import { ownWords } from './own-words.ts';
import { roleWord } from './say.ts';

const rules: Articles = association.articles;
const named = (name: string): Articles => ({
  ...rules,
  roles: [
    ...rules.roles.map((one) => (one.role === 'treasurer' ? { ...one, name: 'Keeper of the box' } : one)),
    { role: 'partera', name, holders: 1, termMonths: 12 },
  ],
});

describe('words of a group', () => {
  const spoken = ownWords(words('es'), ownNames([named('Partéra {now}'), named('Partera {y}'), rules]));

  test('say what it named itself as it was written last, braces and all', () => {
    expect(roleWord(spoken, 'partera')).toBe('Partera {y}');
    expect(roleWord(spoken, 'treasurer')).toBe('Keeper of the box');
  });

  test('say everything else as the language does', () => {
    expect(roleWord(spoken, 'secretary')).toBe('secretaría');
    expect(roleWord(spoken, 'to_string')).toBe('to string');
    expect(spoken.has('role.toString')).toBe(false);
    expect(ownWords(words('es'), {})).toBe(words('es'));
  });
});
