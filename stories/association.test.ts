import { beforeAll, expect, test } from 'vitest';
import type { TellingStage } from '../src/host/story-stage.ts';
import { tell } from './association.ts';
import { keptTranscript, toldOn } from './told.ts';
import { transcript } from './transcript.ts';

let telling: TellingStage;
beforeAll(async () => {
  telling = await toldOn({ story: 'association', tell });
});

test('a year of an assembly is told, and reads as it did', async () => {
  const now = transcript('A year of an assembly: Santa Ana del Valle, Oaxaca', telling, 'en');
  expect(now).toBe(await keptTranscript('association.md', now));
});

test('and the same in Spanish', async () => {
  const now = transcript('Un año de una asamblea: Santa Ana del Valle, Oaxaca', telling, 'es');
  expect(now).toBe(await keptTranscript('association.es.md', now));
});

test('shows a refusal for whoever comes too early, alone, too often, too late, or at rest', () => {
  const rules = telling.events.flatMap((event) => (event.is === 'refused' ? event.refusal.rule : []));
  expect(rules).toEqual([
    'not_founded_yet',
    'vouchers_missing',
    'no_mandate',
    'over_limit_per_period',
    'rules_have_changed',
    'mandate_ended',
    'membership_suspended',
  ]);
});

test('proves what somebody did who is forgotten, without telling who it was', () => {
  expect(telling.events).toContainEqual({ is: 'proved', erased: true });
});
