import { beforeAll, expect, test } from 'vitest';
import type { TellingStage } from '../src/host/story-stage.ts';
import { tell } from './time-bank.ts';
import { keptTranscript, toldOn } from './told.ts';
import { transcript } from './transcript.ts';

let telling: TellingStage;
beforeAll(async () => {
  telling = await toldOn({ story: 'time-bank', tell });
});

test('a year of a time bank is told, and reads as it did', async () => {
  const now = transcript('A year of a time bank: Xallitic, Xalapa', telling, 'en');
  expect(now).toBe(await keptTranscript('time-bank.md', now));
});

test('and the same in Spanish', async () => {
  const now = transcript('Un año de un banco de tiempo: Xallitic, Xalapa', telling, 'es');
  expect(now).toBe(await keptTranscript('time-bank.es.md', now));
});

test('shows a refusal for a gift that is too large for one post, and for whoever is at the end', () => {
  const rules = telling.events.flatMap((event) => (event.is === 'refused' ? event.refusal.rule : []));
  expect(rules).toEqual(['over_limit_per_act', 'below_floor']);
});
