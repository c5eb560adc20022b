/** What a proposal costs, where it is paid from no pot. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openStage, type Group, type OneOfUs, type Stage } from '#test/stage';
import { loadOptions, loadProposal } from '../store/reads.ts';
import { articles, published, written } from './with-group.ts';

let stage: Stage;
let group: Group;
let ana: OneOfUs;
beforeAll(async () => {
  stage = await openStage();
  group = await stage.found(['Ana', 'Berta'], { articles });
  ana = group.us[0]!;
});
afterAll(() => stage.close());

const act = (command: string, input: object) => stage.do(ana, `decisions.${command}`, group.org, input);
const no = async (command: string, input: object) =>
  (await stage.no(ana, `decisions.${command}`, group.org, input)) as { rule: string; why?: string };
const costs = async (proposal: string) =>
  (await loadOptions(stage.host.db, group.org, proposal)).map((one) => one.costMinor);
const unit = async (proposal: string) => (await loadProposal(stage.host.db, group.org, proposal))!.unit;

test('is said of what is said yes or no to, changed while it is a draft, and stays once others read it', async () => {
  const proposal = await written(stage, ana, group.org, {
    kind: 'resolution',
    costMinor: '120000',
    unit: 'MXN',
  });
  expect([await costs(proposal), await unit(proposal)]).toEqual([[120_000n], 'MXN']);
  await act('edit_proposal', { proposal, body: 'A new roof.' });
  expect(await costs(proposal)).toEqual([120_000n]);
  await act('edit_proposal', { proposal, costMinor: '90000' });
  expect(await costs(proposal)).toEqual([90_000n]);
  await act('edit_proposal', { proposal, costMinor: null });
  expect(await costs(proposal)).toEqual([null]);
  await act('edit_proposal', { proposal, costMinor: '90000' });
  await act('publish', { proposal, way: 0 });
  expect((await no('edit_proposal', { proposal, costMinor: '1' })).rule).toBe('published_already');
  expect(await costs(proposal)).toEqual([90_000n]);
});

test('is said of each answer of a choice, also of one that is added while it is talked over', async () => {
  const options = [{ title: 'Tin', costMinor: '500' }, { title: 'Thatch' }];
  const proposal = await published(stage, ana, group.org, { kind: 'choice', unit: 'hours', options }, 1);
  await act('add_option', { proposal, title: 'Tiles', costMinor: '900' });
  expect(await costs(proposal)).toEqual([500n, null, 900n]);
  const free = await published(stage, ana, group.org, { kind: 'choice', options: [{ title: 'Blue' }] }, 1);
  const added = { proposal: free, title: 'Red', costMinor: '1' };
  expect(await no('add_option', added)).toMatchObject({ rule: 'cost_unfit', why: 'unit' });
});

test('is an amount of something, and of nothing that has no cost of its own', async () => {
  const draft = { title: 'A question', kind: 'resolution', costMinor: '100' };
  expect(await no('propose', draft)).toMatchObject({ rule: 'cost_unfit', why: 'unit' });
  const ending = { kind: 'ending', acts: [{ command: 'agents.dissolve', input: {} }], unit: 'MXN' };
  expect(await no('propose', { ...draft, ...ending })).toMatchObject({ rule: 'cost_unfit', why: 'kind' });
  const choice = { ...draft, kind: 'choice', unit: 'MXN', options: [{ title: 'Blue' }] };
  expect(await no('propose', choice)).toMatchObject({ rule: 'cost_unfit', why: 'kind' });
});
