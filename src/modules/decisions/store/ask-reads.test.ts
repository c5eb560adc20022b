import { afterAll, beforeAll, expect, test } from 'vitest';
import { openStage, type Group, type OneOfUs, type Stage } from '#test/stage';
import { articles, opened, published } from '../commands/with-group.ts';
import { loadDecisionAsks } from './ask-reads.ts';

let stage: Stage;
let group: Group;
let ana: OneOfUs;
let berta: OneOfUs;
beforeAll(async () => {
  stage = await openStage();
  group = await stage.found(['Ana', 'Berta'], { articles });
  [ana, berta] = group.us as [OneOfUs, OneOfUs];
});
afterAll(() => stage.close());

const act = async (who: OneOfUs, command: string, input: object) =>
  (await stage.do(who, `decisions.${command}`, group.org, input)).answer as Record<string, string>;

async function asked(who: OneOfUs): Promise<string[]> {
  const groups = await loadDecisionAsks(stage.host.db, who.person, new Date(stage.clock.now).toISOString());
  return groups.flatMap(({ asks }) => asks.map(({ ask }) => ask));
}

test('nothing is asked where nothing is going on', async () => {
  expect([await asked(ana), await asked(berta)]).toEqual([[], []]);
});

test('what is asked is gathered from the talk, and goes once it is done', async () => {
  const proposal = await published(stage, ana, group.org, { kind: 'resolution' });
  const { word } = await act(berta, 'say', {
    subject: proposal,
    kind: 'question',
    text: 'Who pays?',
    mentions: [ana.member],
  });
  await act(berta, 'offer_change', { proposal, base: 1, title: 'Another', body: '' });
  expect((await asked(ana)).sort()).toEqual(['answer', 'mention', 'offer']);
  expect(await asked(berta)).toEqual([]);
  stage.clock.now += 1000;
  await act(ana, 'say', { subject: proposal, kind: 'answer', replyTo: word, text: 'All of us.' });
  expect([await asked(ana), await asked(berta)]).toEqual([['offer'], ['confirm']]);
  await act(berta, 'settle_word', { word, as: 'answered' });
  expect(await asked(berta)).toEqual([]);
  await act(ana, 'withdraw_proposal', { proposal });
  expect(await asked(ana)).toEqual([]);
});

test('a missing vote is asked for until it is cast', async () => {
  const proposal = await opened(stage, ana, group.org, { kind: 'resolution' });
  expect([await asked(ana), await asked(berta)]).toEqual([['vote'], ['vote']]);
  await act(berta, 'cast', { proposal, choices: { ballot: 'yes_no', says: 'yes' } });
  expect([await asked(ana), await asked(berta)]).toEqual([['vote'], []]);
});
