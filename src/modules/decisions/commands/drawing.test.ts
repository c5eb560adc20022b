/** A lot that asks for no days of voting: it is opened, and drawn at once, without any room. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { commitment } from '#tally';
import type { Articles, Way } from '#agents';
import { keepTime } from '../../../host/enact.ts';
import { openStage, type Group, type Stage } from '#test/stage';
import { loadOptions, loadProposal } from '../store/reads.ts';
import { articles as sound, majority, published } from './with-group.ts';

const lot: Way = { ...majority, method: 'lot', voteDays: 0 };
const articles: Articles = {
  ...sound,
  powers: { ...sound.powers, resolve: { by: 'decision', ways: [lot] } },
};

let stage: Stage;
let group: Group;
beforeAll(async () => {
  stage = await openStage();
  group = await stage.found(['Ana', 'Berta', 'Celia'], { articles });
});
afterAll(() => stage.close());

const found = async (id: string) => (await loadProposal(stage.host.db, group.org, id))!;

async function put(): Promise<string> {
  const [ana, berta, celia] = group.us;
  const options = [{ member: ana!.member }, { member: berta!.member }, { member: celia!.member }];
  const proposal = await published(stage, ana!, group.org, { kind: 'lot', options });
  const all = await loadOptions(stage.host.db, group.org, proposal);
  for (const one of [ana!, berta!]) {
    const option = all.find(({ member }) => member === one.member)!.id;
    await stage.do(one, 'decisions.stand', group.org, { proposal, option, says: 'yes' });
  }
  return proposal;
}

test('is drawn by the clock as soon as it was talked over, of those who have said yes', async () => {
  const proposal = await put();
  const before = await found(proposal);
  expect(before.closesAt).toBe(before.opensAt);
  expect(Date.parse(before.opensAt!)).toBe(stage.clock.now + 3 * 86_400_000);
  stage.days(3);
  await keepTime(stage.host, group.org);
  const opened = await found(proposal);
  // The list is closed and the seed committed to in one act; what is drawn follows in another.
  expect(opened).toMatchObject({ closedAt: null, seed: null, result: null });
  expect(opened.seedCommitment).toHaveLength(64);
  await keepTime(stage.host, group.org);
  const drawn = await found(proposal);
  expect(drawn).toMatchObject({ result: 'passed', closedAt: opened.openedAt });
  expect(commitment(drawn.seed!)).toBe(opened.seedCommitment);
  expect((drawn.outcome as { winners: string[] }).winners).toHaveLength(1);
});

test('an author draws it in the room, once it was talked over and no sooner', async () => {
  const [ana, berta] = group.us;
  const proposal = await put();
  const rule = async (who: typeof ana) =>
    (await stage.no(who!, 'decisions.open', group.org, { proposal })).rule;
  expect(await rule(ana)).toBe('talk_not_over');
  stage.days(3);
  expect(await rule(berta)).toBe('not_an_author');
  await stage.do(ana!, 'decisions.open', group.org, { proposal });
  await keepTime(stage.host, group.org);
  expect(await found(proposal)).toMatchObject({ result: 'passed' });
});

test('whoever opens it before its hour draws it then', async () => {
  const [ana] = group.us;
  const proposal = await put();
  const opensAt = new Date(stage.clock.now + 20 * 86_400_000).toISOString();
  await stage.do(ana!, 'decisions.publish', group.org, { proposal, way: 0, opensAt, closesAt: opensAt });
  stage.days(4);
  await stage.do(ana!, 'decisions.open', group.org, { proposal });
  await keepTime(stage.host, group.org);
  expect(await found(proposal)).toMatchObject({
    result: 'passed',
    closesAt: (await found(proposal)).openedAt,
  });
});
