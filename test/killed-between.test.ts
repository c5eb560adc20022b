/**
 * The application is killed between the close of a vote and what was decided: before the mark that it is
 * done, between the mark and the act, and when both are written and nothing is committed. Whoever comes up
 * next finds the vote closed, carries it out, and does so once.
 */
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { OrgId } from '../src/kernel/command.ts';
import { enactDue, keepTime } from '../src/host/enact.ts';
import { openHost } from '../src/host/host.ts';
import { loadProposal } from '../src/modules/decisions/index.server.ts';
import { articles, opened } from '../src/modules/decisions/commands/with-group.ts';
import { openStage, type Stage } from './stage.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());

const DYING = fileURLToPath(new URL('./dying-host.ts', import.meta.url));

function killed(org: OrgId, command: string, at: string): Promise<{ signal: string | null; words: string }> {
  const args = [DYING, stage.database.url, org, String(stage.clock.now), command, at];
  const life = spawn(process.execPath, args, { stdio: ['ignore', 'ignore', 'pipe'] });
  let words = '';
  life.stderr.on('data', (bytes: Buffer) => (words += bytes.toString()));
  return new Promise((resolve) => life.once('close', (_code, signal) => resolve({ signal, words })));
}

async function count(org: OrgId, command: string): Promise<number> {
  const { rows } = await stage.host.pool.query<{ leaf: Buffer }>(
    'SELECT leaf FROM register.leaf WHERE org_id = $1',
    [org],
  );
  const all = rows.map(({ leaf }) => JSON.parse(leaf.toString()) as { command: string });
  return all.filter((one) => one.command === command).length;
}

test.each([
  ['before the mark', 'decisions.enact', 'load'],
  ['between the mark and the act', 'agents.appoint', 'load'],
  ['when all is written, before COMMIT', 'agents.appoint', 'record'],
])(
  '%s: it is carried out afterwards, and once',
  async (_when, command, at) => {
    const { org, us } = await stage.found(['Ana', 'Berta', 'Celia'], { articles });
    const input = { role: 'treasurer', member: us[1]!.member };
    const draft = { kind: 'appointment', acts: [{ command: 'agents.appoint', input }] };
    const proposal = await opened(stage, us[0]!, org, draft);
    for (const one of us)
      await stage.do(one, 'decisions.cast', org, { proposal, choices: { ballot: 'yes_no', says: 'yes' } });
    stage.days(6);
    const times = async () => ({
      close: await count(org, 'decisions.close'),
      enact: await count(org, 'decisions.enact'),
      appoint: await count(org, 'agents.appoint'),
    });

    expect(await killed(org, command, at)).toEqual({ signal: 'SIGKILL', words: '' });
    expect(await loadProposal(stage.host.db, org, proposal)).toMatchObject({
      result: 'passed',
      enactedAt: null,
      stuckRule: null,
    });
    expect(await times()).toEqual({ close: 1, enact: 0, appoint: 0 });

    // Two come up at once.
    const other = openHost({ url: stage.database.url, clock: () => stage.clock.now });
    const kept = await Promise.all([stage.host, other].map((host) => keepTime(host, org)));
    const done = await Promise.all([stage.host, other].map((host) => enactDue(host, org)));
    await other.close();
    expect([kept, done.includes(1)]).toEqual([[0, 0], true]);
    expect(await times()).toEqual({ close: 1, enact: 1, appoint: 1 });
    expect(await enactDue(stage.host, org)).toBe(0);
  },
  180_000,
);
