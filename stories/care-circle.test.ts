import { beforeAll, expect, test } from 'vitest';
import type { TellingStage } from '../src/host/story-stage.ts';
import { tell } from './care-circle.ts';
import { keptTranscript, toldOn } from './told.ts';
import { transcript } from './transcript.ts';

let telling: TellingStage;
beforeAll(async () => {
  telling = await toldOn({ story: 'care-circle', tell });
});

test('a year of a care circle is told, and reads as it did', async () => {
  const now = transcript('A year of a care circle: Jalatlaco, Oaxaca', telling, 'en');
  expect(now).toBe(await keptTranscript('care-circle.md', now));
});

test('and the same in Spanish', async () => {
  const now = transcript('Un año de un círculo de cuidados: Jalatlaco, Oaxaca', telling, 'es');
  expect(now).toBe(await keptTranscript('care-circle.es.md', now));
});

test('a month of four is told as too few, one of seven in sums', () => {
  const told = telling.events.flatMap((event) =>
    event.is === 'act' && event.act.command === 'care.tell_month' ? [event.act.fact['people']] : [],
  );
  expect(told).toEqual([null, 7, 7]);
});

test('nothing of what anybody wrote down is in what is told', () => {
  const acts = telling.events.flatMap((event) => (event.is === 'act' ? [event.act] : []));
  expect(acts.some((one) => one.command === 'care.log')).toBe(true);
  expect(transcript('', telling, 'es')).not.toContain('Nadie se cayó');
});

test('shows what is refused, and the way out of it', () => {
  const rules = telling.events.flatMap((event) => (event.is === 'refused' ? event.refusal.rule : []));
  expect(rules).toEqual(
    ['care_for_oneself', 'day_full', 'entry_settled', 'day_not_open'].sort(byTime(rules)),
  );
});

function byTime(rules: readonly string[]) {
  return (a: string, b: string) => rules.indexOf(a) - rules.indexOf(b);
}
