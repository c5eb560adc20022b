import { beforeAll, expect, test } from 'vitest';
import type { TellingStage } from '../src/host/story-stage.ts';
import { tell } from './local-exchange.ts';
import { keptTranscript, toldOn } from './told.ts';
import { transcript } from './transcript.ts';

let telling: TellingStage;
beforeAll(async () => {
  telling = await toldOn({ story: 'local-exchange', tell });
});

test('a year of an exchange circle is told, and reads as it did', async () => {
  const now = transcript('A year of an exchange circle: Tlacolula, Oaxaca', telling, 'en');
  expect(now).toBe(await keptTranscript('local-exchange.md', now));
});

test('and the same in Spanish', async () => {
  const now = transcript('Un año de un círculo de trueque: Tlacolula, Oaxaca', telling, 'es');
  expect(now).toBe(await keptTranscript('local-exchange.es.md', now));
});

test('shows a refusal for whoever is stuck, acts alone, is held, or would give too much at once', () => {
  const rules = telling.events.flatMap((event) => (event.is === 'refused' ? event.refusal.rule : []));
  expect(rules).toEqual([
    'below_floor',
    'movement_unknown',
    'no_mandate',
    'account_frozen',
    'over_limit_per_act',
    'needs_decision',
  ]);
});
