import { beforeAll, expect, test } from 'vitest';
import type { TellingStage } from '../src/host/story-stage.ts';
import { tell } from './complementary-currency.ts';
import { keptTranscript, toldOn } from './told.ts';
import { transcript } from './transcript.ts';

let telling: TellingStage;
beforeAll(async () => {
  telling = await toldOn({ story: 'complementary-currency', tell });
});

test('a year of a complementary currency is told, and reads as it did', async () => {
  const now = transcript('A year of the jícara: Cuetzalan, Puebla', telling, 'en');
  expect(now).toBe(await keptTranscript('complementary-currency.md', now));
});

test('and the same in Spanish', async () => {
  const now = transcript('Un año de la jícara: Cuetzalan, Puebla', telling, 'es');
  expect(now).toBe(await keptTranscript('complementary-currency.es.md', now));
});

test('shows a refusal for whoever exchanges for themself, and for what is kept', () => {
  const rules = telling.events.flatMap((event) => (event.is === 'refused' ? event.refusal.rule : []));
  expect(rules).toEqual(['own_benefit', 'reserve_too_small']);
});
