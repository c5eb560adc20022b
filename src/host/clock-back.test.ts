/**
 * The machine's clock is set back while a group votes: nothing opens, closes or takes effect twice, no ballot
 * is lost, and what was done after something else stands after it.
 */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openStage, type Group, type OneOfUs, type Stage } from '#test/stage';
import { loadProposal } from '#decisions/server';
import { articles, opened } from '../modules/decisions/commands/with-group.ts';
import { enactDue, keepTime } from './enact.ts';

const MINUTE = 60_000;
let stage: Stage;
let group: Group;
let us: readonly [OneOfUs, OneOfUs, OneOfUs];
beforeAll(async () => {
  stage = await openStage();
  group = await stage.found(['Ana', 'Berta', 'Celia'], { articles });
  us = group.us as unknown as typeof us;
});
afterAll(() => stage.close());

const yes = (proposal: string) => ({ proposal, choices: { ballot: 'yes_no', says: 'yes' } });
const cast = (who: OneOfUs, proposal: string) => stage.do(who, 'decisions.cast', group.org, yes(proposal));
const found = async (proposal: string) => (await loadProposal(stage.host.db, group.org, proposal))!;
const say = async (who: OneOfUs, subject: string, text: string) => {
  const { answer } = await stage.do(who, 'decisions.say', group.org, { subject, kind: 'comment', text });
  return (answer as { word: string }).word;
};

interface Leaf {
  readonly at: string;
  readonly command: string;
  readonly fact: { readonly proposal?: string };
}

async function leaves(): Promise<Leaf[]> {
  const { rows } = await stage.host.pool.query<{ leaf: Buffer }>(
    'SELECT leaf FROM register.leaf WHERE org_id = $1 ORDER BY position',
    [group.org],
  );
  return rows.map(({ leaf }) => JSON.parse(leaf.toString()) as Leaf);
}

/** How often a vote was opened, closed and carried out. */
async function times(proposal: string): Promise<Record<string, number>> {
  const own = (await leaves()).filter((one) => one.fact.proposal === proposal);
  const count = (verb: string) => own.filter((one) => one.command === `decisions.${verb}`).length;
  return { open: count('open'), close: count('close'), enact: count('enact') };
}

const appointment = () => ({
  kind: 'appointment',
  acts: [{ command: 'agents.appoint', input: { role: 'treasurer', member: us[1].member } }],
});

test('by a little: the time of the group waits until the clock has come up again', async () => {
  const proposal = await opened(stage, us[0], group.org, appointment());
  await cast(us[0], proposal);
  const first = await say(us[0], proposal, 'Before');
  const before = stage.clock.now;
  stage.clock.now -= 40 * MINUTE;
  await keepTime(stage.host, group.org);
  await cast(us[1], proposal);
  const second = await say(us[1], proposal, 'After');
  await cast(us[2], proposal);
  expect([first, second]).toEqual([first, second].toSorted());
  const all = await leaves();
  expect(all.map((one) => one.at)).toEqual(all.map((one) => one.at).toSorted());
  expect(Date.parse(all.at(-1)!.at) - before).toBeLessThan(10);
  expect(await times(proposal)).toEqual({ open: 1, close: 0, enact: 0 });

  const { closesAt } = await found(proposal);
  stage.clock.now = Date.parse(closesAt!);
  await keepTime(stage.host, group.org);
  await enactDue(stage.host, group.org);
  expect(await found(proposal)).toMatchObject({ result: 'passed', outcome: { count: { took: 3 } } });
  // It has closed and is carried out; the clock goes back to before that, and comes there once more.
  stage.clock.now -= 30 * MINUTE;
  for (let turn = 0; turn < 5; turn += 1) {
    expect([await keepTime(stage.host, group.org), await enactDue(stage.host, group.org)]).toEqual([0, 0]);
    expect((await stage.no(us[0], 'decisions.cast', group.org, yes(proposal))).rule).toBe('vote_closed');
    stage.clock.now += 10 * MINUTE;
  }
  expect(await times(proposal)).toEqual({ open: 1, close: 1, enact: 1 });
});

test('by days: it was wrong before and is followed, and still everything happens once', async () => {
  const proposal = await opened(stage, us[0], group.org, { kind: 'resolution' });
  const { closesAt, openedAt } = await found(proposal);
  await cast(us[0], proposal);
  stage.days(-2);
  expect(await keepTime(stage.host, group.org)).toBe(0);
  await cast(us[1], proposal);
  await cast(us[2], proposal);
  const last = (await leaves()).at(-1)!;
  expect(last.at).toBe(new Date(stage.clock.now).toISOString());
  expect(last.at < openedAt!).toBe(true);
  stage.days(3);
  expect(await keepTime(stage.host, group.org)).toBe(0);
  stage.clock.now = Date.parse(closesAt!);
  expect(await keepTime(stage.host, group.org)).toBe(1);
  expect(await found(proposal)).toMatchObject({ outcome: { count: { took: 3 } } });
  stage.days(-1);
  expect([await keepTime(stage.host, group.org), await enactDue(stage.host, group.org)]).toEqual([0, 0]);
  stage.days(2);
  await enactDue(stage.host, group.org);
  expect([await keepTime(stage.host, group.org), await enactDue(stage.host, group.org)]).toEqual([0, 0]);
  expect(await times(proposal)).toMatchObject({ open: 1, close: 1 });
});
