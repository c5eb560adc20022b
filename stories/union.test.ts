import { beforeAll, expect, test } from 'vitest';
import type { TellingStage } from '../src/host/story-stage.ts';
import { keptTranscript, toldOn } from './told.ts';
import { transcript } from './transcript.ts';
import { tell } from './union.ts';

let telling: TellingStage;
beforeAll(async () => {
  telling = await toldOn({ story: 'union', tell });
});

test('a season of a union is told, and reads as it did', async () => {
  const now = transcript('A season of a union of kitchens: Juchitán, Oaxaca', telling, 'en');
  expect(now).toBe(await keptTranscript('union.md', now));
});

test('and the same in Spanish', async () => {
  const now = transcript('Una temporada de una unión de cocinas: Juchitán, Oaxaca', telling, 'es');
  expect(now).toBe(await keptTranscript('union.es.md', now));
});

test('what one chamber alone wants is not decided; what both want is', () => {
  const results = telling.events.flatMap((event) =>
    event.is === 'act' && event.act.command === 'decisions.close' ? [event.act.fact['result']] : [],
  );
  expect(results).toEqual(['rejected', 'passed']);
});
