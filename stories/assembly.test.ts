import { beforeAll, expect, test } from 'vitest';
import type { TellingStage } from '../src/host/story-stage.ts';
import { tell } from './assembly.ts';
import { keptTranscript, toldOn } from './told.ts';
import { transcript } from './transcript.ts';

let telling: TellingStage;
beforeAll(async () => {
  telling = await toldOn({ story: 'assembly', tell });
});

function done(command: string) {
  return telling.events.flatMap((event) =>
    event.is === 'act' && event.act.command === command ? [event] : [],
  );
}

test('a year of deciding together is told, and reads as it did', async () => {
  const now = transcript('A year of deciding together: Tlaxiaco, Oaxaca', telling, 'en');
  expect(now).toBe(await keptTranscript('assembly.md', now));
});

test('and the same in Spanish', async () => {
  const now = transcript('Un año de decidir en común: Tlaxiaco, Oaxaca', telling, 'es');
  expect(now).toBe(await keptTranscript('assembly.es.md', now));
});

test('what was decided took effect under the authority of the decision', () => {
  const carried = telling.events.flatMap((event) =>
    event.is === 'act' && event.authority.by === 'decision' ? [event.act.command] : [],
  );
  const elected = Array.from({ length: 4 }, () => 'agents.appoint');
  expect(carried).toEqual([...elected, 'agents.amend', 'agents.revoke']);
});

test('a kept place is kept, and whoever stood before it is told why', () => {
  const counts = done('decisions.close').flatMap(({ act: { fact } }) => (fact['count'] ? [fact] : []));
  const kept = counts.find((fact) => (fact['count'] as { kept?: object }).kept)!;
  expect(kept).toMatchObject({ result: 'passed', count: { kept: { places: 3 }, seats: 3 } });
  expect(kept['winners']).toHaveLength(3);
});

test('what cannot be done is said, and nothing of it is half done', () => {
  expect(done('decisions.get_stuck')).toHaveLength(1);
});
