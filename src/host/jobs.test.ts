/** What is done without anybody asking, on a real queue. */
import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadProposal, loadSealedBallots, loadShufflable } from '#decisions/server';
import { openStage, type Stage } from '#test/stage';
import { articles, majority, opened } from '../modules/decisions/commands/with-group.ts';
import { openAuth } from './auth/index.ts';
import { JOBS, ONCE_DAYS, startJobs } from './jobs.ts';
import { allow } from './limits.ts';
import { openMail } from './mail.ts';
import { openQueue } from './queue.ts';
import type { World } from './worlds.ts';

let stage: Stage;
let place: Pick<World, 'host' | 'auth' | 'mail'>;

beforeAll(async () => {
  stage = await openStage();
  const { host, clock } = stage;
  const now = () => clock.now;
  const mail = openMail({ db: host.db, clock: now });
  const secret = 'a secret of the server, long enough for a test';
  const auth = openAuth({ db: host.db, origin: 'http://localhost:4000', secret, clock: now, mail });
  place = { host, auth, mail };
});
afterAll(() => stage.close());

type SealedBallot = Awaited<ReturnType<typeof loadSealedBallots>>[number];

const work = (name: string) => JOBS.find((job) => job.name === name)!.work(place);
const count = async (table: string) => {
  const { rows } = await stage.host.pool.query<{ count: bigint }>(`SELECT count(*) FROM ${table}`);
  return Number(rows[0]!.count);
};

test('heads of all registers are signed, and the same head once', async () => {
  await stage.found(['Ana', 'Berta']);
  const { registers } = await work('sign-heads');
  const heads = await count('register.head');
  expect(registers).toBe(await count('register.tree'));
  expect(heads).toBe(registers);
  await work('sign-heads');
  expect(await count('register.head')).toBe(heads);
});

test('answers are forgotten after their days, and not before', async () => {
  await stage.person('Celia');
  const { host, clock } = stage;
  await allow(host.db, 'a window', 5, 60, new Date(clock.now));
  expect(await work('sweep')).toEqual({ answers: 0 });
  expect(await work('sweep-files')).toEqual({ files: 0 });
  const answers = await count('host.once');
  expect(answers).toBeGreaterThan(0);
  stage.days(ONCE_DAYS + 1);
  expect(await work('sweep')).toEqual({ answers });
  expect([await count('host.once'), await count('host.rate')]).toEqual([0, 0]);
});

test('what a crash left to do is taken up, once', async () => {
  const gone = await stage.person('Dalia');
  const { org } = await stage.found(['Eva', 'Flor']);
  await sql`
    INSERT INTO host.follow_up (follow_up_id, org_id, person_id, command, input, at)
    VALUES ('act_left.0', ${org}, ${gone.person}, 'agents.forget_me', '{}', now())`.execute(stage.host.db);
  await work('follow-up');
  const { rows } = await stage.host.pool.query('SELECT last_rule, tries FROM host.follow_up');
  // Somebody who is not of the group has nothing to be forgotten there: it is refused by name, not lost.
  expect(rows).toEqual([{ last_rule: 'no_standing', tries: 1 }]);
  await stage.host.pool.query('DELETE FROM host.follow_up');
});

test('secret ballots of open votes are written anew, say what they said, and are counted', async () => {
  const separated = { ...majority, secrecy: 'separated' as const };
  const powers = { ...articles.powers, resolve: { by: 'decision' as const, ways: [separated, majority] } };
  const { org, us } = await stage.found(['Ana', 'Berta', 'Celia'], { articles: { ...articles, powers } });
  const secret = await opened(stage, us[0]!, org, { kind: 'resolution' });
  const open = await opened(stage, us[0]!, org, { kind: 'resolution' }, 1);
  const marks = us.map(() => randomBytes(20).toString('base64url'));
  const cast = (at: number, says: string, proposal = secret, mark = marks[at]) =>
    stage.do(us[at]!, 'decisions.cast', org, { proposal, choices: { ballot: 'yes_no', says }, mark });
  for (const [at, says] of ['yes', 'no', 'no'].entries()) await cast(at, says);
  await stage.do(us[0]!, 'decisions.cast', org, {
    proposal: open,
    choices: { ballot: 'yes_no', says: 'yes' },
  });
  const box = { org, proposal: secret, round: 1 };
  const said = (ballots: readonly SealedBallot[]) =>
    ballots.map(({ mark, choices }) => JSON.stringify([mark, choices])).sort();
  const now = () => new Date(stage.clock.now).toISOString();
  const before = await loadSealedBallots(stage.host.db, box);
  expect(await loadShufflable(stage.host.db, now())).toEqual([box]);
  expect(await work('shuffle-ballots')).toEqual({ votes: 1 });
  const after = await loadSealedBallots(stage.host.db, box);
  expect(said(after)).toEqual(said(before));
  expect(after.map((one) => one.ballot).filter((id) => before.some((one) => one.ballot === id))).toEqual([]);
  // A receipt still finds its ballot, and a minute before the close nothing is moved any more.
  await cast(1, 'yes');
  const { closesAt } = (await loadProposal(stage.host.db, org, secret))!;
  stage.clock.now = Date.parse(closesAt!) - 30_000;
  expect(await work('shuffle-ballots')).toEqual({ votes: 0 });
  stage.days(1);
  expect(await work('decisions')).toMatchObject({ kept: 1 });
  expect(await loadProposal(stage.host.db, org, secret)).toMatchObject({
    result: 'passed',
    outcome: { count: { took: 3, count: { yes: 2, no: 1 } } },
  });
  expect(await work('shuffle-ballots')).toEqual({ votes: 0 });
});

test('letters wait for nobody: without a mail server nothing is sent and nothing fails', async () => {
  expect(await work('send-letters')).toEqual({ sent: 0, failed: 0 });
});

/** What is looked for again after a while takes that while on a slow machine, and more. */
describe('the queue', { timeout: 300_000 }, () => {
  test('runs as the application, which may make no tables, and starts twice beside itself', async () => {
    const one = await startJobs(place, stage.database.url);
    const two = await startJobs(place, stage.database.url);
    const { rows } = await stage.host.pool.query<{ name: string }>(
      'SELECT name FROM pgboss.schedule ORDER BY name',
    );
    expect(rows.map((row) => row.name)).toEqual(JOBS.map((job) => job.name).sort());
    await two.stop(5_000);
    await one.stop(5_000);
  });

  test('does at its start what had its time meanwhile', async () => {
    const { org, us } = await stage.found(['Lena', 'Mara'], { articles });
    const proposal = await opened(stage, us[0]!, org, { kind: 'resolution' });
    stage.days(6);
    const running = await startJobs(place, stage.database.url);
    while ((await loadProposal(stage.host.db, org, proposal))?.closedAt === null)
      await new Promise((resolve) => setTimeout(resolve, 50));
    expect(await loadProposal(stage.host.db, org, proposal)).toMatchObject({ result: 'no_quorum' });
    await running.stop(5_000);
  });

  test('takes up what a process that is gone had begun, also where a queue is older', async () => {
    const queue = async (set: string) => stage.host.pool.query(`UPDATE pgboss.queue SET ${set}`);
    const jobs = async (set: string) =>
      stage.host.pool.query(`UPDATE pgboss.job SET ${set} WHERE name = 'sign-heads'`);
    await queue('heartbeat_seconds = NULL, retry_delay = 60');
    await (await startJobs(place, stage.database.url)).stop(5_000);
    const boss = openQueue(stage.database.url, (error) => expect(error).toBeUndefined());
    await boss.start();
    for (const { name } of JOBS)
      expect(await boss.getQueue(name)).toMatchObject({ heartbeatSeconds: 30, retryDelay: 5 });
    const id = (await boss.send('sign-heads', {}))!;
    const state = async () => (await boss.findJobs('sign-heads', { id }))[0]?.state;
    expect(await boss.fetch('sign-heads')).toMatchObject([{ id }]);
    const look = async () => {
      await queue('monitor_on = NULL, monitor_claim_on = NULL');
      await boss.supervise('sign-heads');
    };
    await jobs("heartbeat_on = now() - interval '5 seconds'");
    await look();
    expect(await state()).toBe('active');
    await jobs("heartbeat_on = now() - interval '31 seconds'");
    await look();
    expect(await state()).toBe('retry');
    await jobs("start_after = now() - interval '1 second'");
    const running = await startJobs(place, stage.database.url);
    while ((await state()) !== 'completed') await new Promise((resolve) => setTimeout(resolve, 50));
    await boss.stop({ graceful: false });
    await running.stop(5_000);
  });

  test('does a job that is due, once', async () => {
    const before = await count('register.head');
    await stage.found(['Julia', 'Karla']);
    const running = await startJobs(place, stage.database.url);
    const boss = openQueue(stage.database.url, (error) => expect(error).toBeUndefined());
    await boss.start();
    const id = await boss.send('sign-heads', {});
    expect(id).not.toBeNull();
    for (;;) {
      const job = (await boss.findJobs('sign-heads', { id: id! }))[0];
      if (job?.state === 'completed') break;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    expect(await count('register.head')).toBeGreaterThan(before);
    await boss.stop({ graceful: false });
    await running.stop(5_000);
  });
});
