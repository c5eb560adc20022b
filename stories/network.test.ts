import { beforeAll, expect, test } from 'vitest';
import type { TellingStage } from '../src/host/story-stage.ts';
import { tell } from './network.ts';
import { keptTranscript, toldOn } from './told.ts';
import { transcript } from './transcript.ts';

let telling: TellingStage;
beforeAll(async () => {
  telling = await toldOn({ story: 'network', tell });
});

test('a year of a network is told, and reads as it did', async () => {
  const now = transcript('A year of a network: the valleys of Oaxaca', telling, 'en');
  expect(now).toBe(await keptTranscript('network.md', now));
});

test('and the same in Spanish', async () => {
  const now = transcript('Un año de una red: los Valles de Oaxaca', telling, 'es');
  expect(now).toBe(await keptTranscript('network.es.md', now));
});

test('what one of the two houses alone wants is not decided; what both want is', () => {
  const results = telling.events.flatMap((event) =>
    event.is === 'act' && event.act.command === 'decisions.close' ? [event.act.fact['result']] : [],
  );
  expect(results).toEqual(['rejected', 'passed']);
});

test('shows a refusal for whoever is not named, has no vote, no post, is on trial, or speaks for nobody', () => {
  const rules = telling.events.flatMap((event) => (event.is === 'refused' ? event.refusal.rule : []));
  expect(rules).toEqual([
    'not_the_delegate',
    'no_mandate',
    'no_mandate',
    'signature_not_counted',
    'members_only',
  ]);
});
