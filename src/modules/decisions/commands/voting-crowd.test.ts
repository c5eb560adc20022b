import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openStage, type Group, type Stage } from '#test/stage';
import { perform } from '../../../host/dispatcher.ts';
import { keepTime } from '../../../host/enact.ts';
import type { Choices } from '../core/proposal.ts';
import { loadProposal } from '../store/reads.ts';
import { articles, opened } from './with-group.ts';

let stage: Stage;
let group: Group;
beforeAll(async () => {
  stage = await openStage();
  group = await stage.found(['Ana', 'Berta', 'Celia', 'Dora'], { articles });
});
afterAll(() => stage.close());

const says = (word: 'yes' | 'no'): Choices => ({ ballot: 'yes_no', says: word });

test('a vote closes while ballots arrive: what came in time counts, the rest is told that it came too late', async () => {
  const proposal = await opened(stage, group.us[0]!, group.org, { kind: 'resolution' });
  const end = Date.parse((await loadProposal(stage.host.db, group.org, proposal))!.closesAt!);
  stage.clock.now = end - 40;
  const many = Array.from({ length: 200 }, (_, at) => group.us[at % 4]!);
  const answers = many.map((one, at) =>
    perform(stage.host, {
      command: 'decisions.cast',
      org: group.org,
      actor: { person: one.person, channel: 'story' },
      input: { proposal, choices: says(at % 2 ? 'yes' : 'no') },
      key: `crowd ${at}`,
    }).then((answer) => {
      // Time goes on with every answer.
      stage.clock.now += 1;
      return answer;
    }),
  );
  const closing = keepTimeUntilClosed(end);
  const all = await Promise.all(answers);
  await closing;
  const rules = new Set(all.flatMap((one) => (one.ok ? [] : [one.refusal.rule])));
  expect([...rules].every((rule) => rule === 'vote_closed')).toBe(true);
  const closed = (await loadProposal(stage.host.db, group.org, proposal))!;
  const inTime = await sql<{ at: string; position: number; command: string }>`
    SELECT convert_from(leaf, 'utf8')::jsonb ->> 'at' AS at, position::int,
           convert_from(leaf, 'utf8')::jsonb ->> 'command' AS command
      FROM register.leaf WHERE org_id = ${group.org} AND convert_from(leaf, 'utf8') LIKE ${`%${proposal}%`}
     ORDER BY position`.execute(stage.host.db);
  const casts = inTime.rows.filter((row) => row.command === 'decisions.cast');
  const close = inTime.rows.find((row) => row.command === 'decisions.close')!;
  expect(casts.every((row) => Date.parse(row.at) < end && row.position < close.position)).toBe(true);
  expect(all.filter((one) => one.ok)).toHaveLength(casts.length);
  expect(closed.outcome).toMatchObject({ count: { took: 4 } });
});

async function keepTimeUntilClosed(end: number): Promise<void> {
  for (let tries = 0; tries < 1_000; tries += 1) {
    if (stage.clock.now >= end) await keepTime(stage.host, group.org);
    await new Promise((resolve) => setImmediate(resolve));
    if (stage.clock.now >= end) {
      await keepTime(stage.host, group.org);
      return;
    }
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
