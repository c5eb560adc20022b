/** What machines that watch this one are told. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openStage, type Stage } from '#test/stage';
import { answerHealth } from './health.ts';
import { openHost } from './host.ts';
import { answerMetrics, countRequest, watchPool } from './metrics.ts';
import { isOutage } from './outage.ts';

const TOKEN = 'a token of sixteen signs or more';
let stage: Stage;

beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());

describe('health', () => {
  test('is well while the database answers', async () => {
    const answer = await answerHealth(async () => stage);
    expect([answer.status, await answer.json()]).toEqual([200, { ok: true }]);
  });

  test('is not while nobody is at the database’s port', async () => {
    const host = openHost({ url: 'postgresql://nobody@127.0.0.1:9/nowhere' });
    const answer = await answerHealth(async () => ({ host }));
    expect([answer.status, await answer.json()]).toEqual([503, { ok: false }]);
    const error: unknown = await host.pool.query('SELECT 1').catch((one: unknown) => one);
    expect(isOutage(error)).toBe(true);
    expect(isOutage(new TypeError('a fault of ours'))).toBe(false);
    await host.close();
  });

  test('is not while the world cannot be opened', async () => {
    const answer = await answerHealth(() => Promise.reject(new Error('not yet')));
    expect(answer.status).toBe(503);
  });
});

describe('metrics', () => {
  const ask = (authorization?: string, token: string | undefined = TOKEN) =>
    answerMetrics(
      new Request('http://localhost/metrics', authorization ? { headers: { authorization } } : {}),
      token,
    );

  test('are nowhere for whoever has no token, and for everybody where none is set', async () => {
    for (const answer of [ask(), ask('Bearer wrong'), ask(TOKEN), ask('Bearer ', '')]) {
      expect((await answer).status).toBe(404);
    }
  });

  test('count acts, groups, requests and connections, and name nobody', async () => {
    const read = async () => (await ask(`Bearer ${TOKEN}`)).text();
    const before = await read();
    const { us, org } = await stage.found(['Ixchel', 'Berta']);
    await stage.no(us[0]!, 'agents.exclude', org, { member: us[0]!.member });
    await stage.ask(us[0]!, 'agents.conjure_Ixchel', org, {});
    countRequest('/g/[slug]', 'GET', 200, 12);
    countRequest('/g/[slug]', 'SLUG', 404, 3);
    watchPool({ world: 'real', purpose: 'reads' }, stage.host.pool);
    watchPool({ world: 'real', purpose: 'acts' }, stage.host.acting);
    const text = await read();
    // The counters are those of the process, whatever it has done before.
    const grew = (line: RegExp) => counted(text, line) - counted(before, line);
    expect(grew(/^tequio_acts_total\{command="agents.sign",outcome="done"\}/)).toBe(2);
    expect(grew(/^tequio_acts_total\{command="agents.exclude",outcome="[a-z_]+"\}/)).toBe(1);
    expect(grew(/^tequio_acts_total\{command="unknown",outcome="command_unknown"\}/)).toBe(1);
    expect(grew(/^tequio_act_seconds_count\{command="agents.found"\}/)).toBe(1);
    expect(grew(/^tequio_group_acts_count /)).toBeGreaterThan(0);
    const other = /^tequio_http_requests_total\{route="\/g\/\[slug\]",method="other",status="404"\}/;
    expect(grew(other)).toBe(1);
    for (const purpose of ['reads', 'acts']) {
      const open = `tequio_database_connections{world="real",purpose="${purpose}",state="open"} `;
      expect(text.split('\n').find((line) => line.startsWith(open))).toMatch(/ [1-9]$/);
    }
    expect(text).not.toMatch(/Ixchel|Berta|(org|per|mem|act)_[0-9a-z]{26}/);
  });
});

/** What stands behind the lines of this kind, together. */
function counted(text: string, line: RegExp): number {
  const lines = text.split('\n').filter((one) => line.test(one));
  return lines.reduce((sum, one) => sum + Number(one.split(' ').at(-1)), 0);
}
