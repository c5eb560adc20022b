/**
 * A ballot with as many options as there can be: its page is made, every option stands on it as a field that
 * works without a script, and what is filled in is cast as it was meant.
 */
import type { RequestEvent } from '@sveltejs/kit';
import { render } from 'svelte/server';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Articles } from '../src/modules/agents/index.ts';
import { loadOpenBallots, loadProposal } from '../src/modules/decisions/index.server.ts';
import { articles as plain, majority } from '../src/modules/decisions/commands/with-group.ts';
import { MOST_OPTIONS } from '../src/modules/decisions/core/kinds.ts';
import type { Choices } from '../src/modules/decisions/core/proposal.ts';
import { BLANK } from '../src/modules/decisions/screens/ballot-form.ts';
import { keepTime } from '../src/host/enact.ts';
import { ballotOn, castFrom, writtenBefore } from '../src/routes/g/[slug]/decisions/ballot-place.ts';
import { openPlace } from '../src/routes/g/[slug]/decisions/place.ts';
import { words } from '../src/locales/index.ts';
import BallotPage from './BallotPage.svelte';
import { openStage, type Group, type OneOfUs, type Stage } from './stage.ts';

const articles: Articles = {
  ...plain,
  powers: {
    ...plain.powers,
    resolve: {
      by: 'decision',
      ways: (['approval', 'schulze', 'majority_judgment'] as const).map((method) => ({
        ...majority,
        method,
      })),
    },
  },
};

let stage: Stage;
let group: Group;
beforeAll(async () => {
  stage = await openStage();
  group = await stage.found(['Ana', 'Berta'], { articles });
});
afterAll(() => stage.close());

const titles = Array.from({ length: MOST_OPTIONS }, (_, at) => `Idea number ${at + 1}`);

/** A request of Ana's for this page, as the server hands it to a page. */
function asked(proposal: string): RequestEvent {
  const { person } = group.us[0]!;
  const world = { host: stage.host, name: 'real' };
  const locals = { world, locale: 'en', session: { person } };
  return { params: { slug: 'las-ollas', proposal }, locals } as unknown as RequestEvent;
}

async function putToVote(draft: object, way: number): Promise<string> {
  const ana = group.us[0]!;
  const { answer } = await stage.do(ana, 'decisions.propose', group.org, { title: 'Which one?', ...draft });
  const { proposal } = answer as { proposal: string };
  await stage.do(ana, 'decisions.publish', group.org, { proposal, way });
  stage.days(3);
  await keepTime(stage.host, group.org);
  return proposal;
}

async function page(proposal: string) {
  const event = asked(proposal);
  const place = await openPlace(event);
  const ballot = ballotOn(place, await writtenBefore(event, place));
  const { body } = render(BallotPage, { props: { words: words('en'), ballot } });
  return { event, place, ballot, body };
}

const choice = (option: number) => ({
  kind: 'choice',
  options: titles.slice(0, option).map((title) => ({ title })),
});
const fund = {
  kind: 'budget',
  potMinor: '100000',
  unit: 'MXN',
  options: titles.map((title) => ({ title, costMinor: '200' })),
};
const values = (body: string, pattern: RegExp) => new Set([...body.matchAll(pattern)].map(([, id]) => id));
const TICKS = /name="option"[^>]*value="([^"]+)"|value="([^"]+)"[^>]*name="option"/g;

test.each<
  [
    string,
    object,
    number,
    (ids: readonly string[]) => [string, string][],
    (ids: readonly string[]) => Choices,
  ]
>([
  [
    'ticks',
    choice(MOST_OPTIONS),
    0,
    (ids) => ids.map((id) => ['option', id]),
    (ids) => ({ ballot: 'approve', options: [...ids] }),
  ],
  [
    'places',
    choice(MOST_OPTIONS),
    1,
    (ids) => ids.map((id, at) => [`at-${id}`, String(at + 1)]),
    (ids) => ({ ballot: 'rank', ranking: ids.map((id) => [id]) }),
  ],
  [
    'marks',
    choice(MOST_OPTIONS),
    2,
    (ids) => ids.map((id, at) => [`at-${id}`, String(at % 6)]),
    (ids) => ({ ballot: 'marks', marks: Object.fromEntries(ids.map((id, at) => [id, at % 6])) }),
  ],
  [
    'a pot to share',
    fund,
    0,
    (ids) => ids.map((id) => ['option', id]),
    (ids) => ({ ballot: 'fund', options: [...ids] }),
  ],
])('five hundred with %s', async (_what, draft, way, filled, meant) => {
  const proposal = await putToVote(draft, way);
  const { event, place, ballot, body } = await page(proposal);
  const ids = ballot.options.map((one) => one.id);
  expect(ballot.options.slice(0, MOST_OPTIONS).map((one) => one.title)).toEqual(titles);
  const ticks = new Set([...body.matchAll(TICKS)].map(([, one, other]) => one ?? other));
  const fields = ticks.size > 0 ? ticks : values(body, /name="at-([^"]+)"/g);
  expect([...fields]).toEqual(ids);
  for (const title of titles) expect(body).toContain(title);

  const form = new FormData();
  form.set('key', `large ${proposal}`);
  for (const [name, value] of filled(ids)) form.append(name, value);
  expect(await castFrom(event, place, form)).toMatchObject({ done: true });
  const again = await page(proposal);
  expect(again.ballot.written).not.toEqual(BLANK);
  await stage.do(group.us[1] as OneOfUs, 'decisions.cast', group.org, { proposal, choices: meant(ids) });
  const cast = await loadOpenBallots(stage.host.db, { org: group.org, proposal, round: 1 });
  expect(cast.map((one) => one.choices)).toEqual([meant(ids), meant(ids)]);

  stage.days(6);
  await keepTime(stage.host, group.org);
  expect(await loadProposal(stage.host.db, group.org, proposal)).toMatchObject({
    closedAt: expect.any(String) as string,
    outcome: { count: { took: 2 } },
  });
});
