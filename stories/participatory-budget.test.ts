import { beforeAll, expect, test } from 'vitest';
import type { TellingStage } from '../src/host/story-stage.ts';
import { tell } from './participatory-budget.ts';
import { keptTranscript, toldOn } from './told.ts';
import { transcript } from './transcript.ts';

let telling: TellingStage;
beforeAll(async () => {
  telling = await toldOn({ story: 'participatory-budget', tell });
});

test('a year of a shared budget is told, and reads as it did', async () => {
  const now = transcript('A year of a shared budget: Barrio de la Cantera, Oaxaca', telling, 'en');
  expect(now).toBe(await keptTranscript('participatory-budget.md', now));
});

test('and the same in Spanish', async () => {
  const now = transcript('Un año de un presupuesto común: Barrio de la Cantera, Oaxaca', telling, 'es');
  expect(now).toBe(await keptTranscript('participatory-budget.es.md', now));
});

test('shows a refusal for an idea too late, a cost too high, and a hand that is not asked', () => {
  const rules = telling.events.flatMap((event) => (event.is === 'refused' ? event.refusal.rule : []));
  expect(rules).toEqual(['ideas_are_closed', 'cost_over_pot', 'no_mandate']);
});

test('funds what both parts of the quarter want, not only the larger one', () => {
  const closed = telling.events.flatMap((event) =>
    event.is === 'act' && event.act.command === 'decisions.close' ? [event.act.fact] : [],
  );
  const put = telling.events.flatMap((event) =>
    event.is === 'act' && event.act.command === 'decisions.put_to_ballot' ? [event.act.fact] : [],
  );
  const { ballots } = put[0] as { ballots: { projects: { option: string; title: string }[] }[] };
  const titles = new Map(ballots[0]!.projects.map((one) => [one.option, one.title]));
  const { winners } = closed[0] as { winners: string[] };
  expect(winners.map((one) => titles.get(one)).sort()).toEqual([
    'Bancas a la sombra',
    'Lámparas en la escalera',
    'Rampa para sillas de ruedas',
    'Techo para la cancha',
  ]);
});
