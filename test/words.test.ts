import { describe, expect, test } from 'vitest';
import { forms } from '../src/forms/index.ts';
import { AUTHORITY_RULES, STATUTES_RULES } from '../src/modules/agents/index.ts';
import { DOOR_RULES } from '../src/host/dispatcher.ts';
import { commands } from '../src/host/registry.ts';
import { locales, messagesOf } from '../src/locales/index.ts';
import { CAST, stories } from '../stories/index.ts';

const rules = [
  ...new Set([
    ...DOOR_RULES,
    ...AUTHORITY_RULES,
    ...STATUTES_RULES,
    'waiting_act_over',
    ...[...commands.values()].flatMap((command) => command.refusals),
  ]),
].sort();

describe.each(locales)('$name', ({ locale }) => {
  const messages = messagesOf(locale);

  test('says every no, and what one can do now', () => {
    const keys = rules.flatMap((rule) => [`refusal.${rule}`, `refusal.${rule}.way`]);
    expect(keys.filter((key) => !(key in messages))).toEqual([]);
  });

  test('tells every act', () => {
    const keys = [...commands.keys()].map((name) => `act.${name}`);
    expect(keys.filter((key) => !(key in messages))).toEqual([]);
  });

  test('opens the example, with a sentence for each story and for everybody in whose shoes one can look', () => {
    const plain = (name: string) =>
      name
        .normalize('NFD')
        .replace(/\p{Mn}/gu, '')
        .toLowerCase();
    const shoes = [...CAST.map(plain), 'visitor'].flatMap((name) =>
      ['', '.what', '.day', '.enter'].map((part) => `example.shoes.${name}${part}`),
    );
    const told = stories.map(({ story }) => `example.story.${story}`);
    expect([...told, ...shoes].filter((key) => !(key in messages))).toEqual([]);
  });

  test('leads from each form into the story of it', () => {
    const led = forms.map(({ story }) => `example.of.${story}`);
    expect(led.filter((key) => !(key in messages))).toEqual([]);
  });
});
