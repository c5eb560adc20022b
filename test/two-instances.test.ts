/**
 * Several programs on one database: the gate of a group orders them, so that nobody's act is lost or done
 * twice.
 */
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { association } from '../src/forms/association.ts';
import type { ActRequest } from '../src/host/act-request.ts';
import { perform } from '../src/host/dispatcher.ts';
import { openHost, type Host } from '../src/host/host.ts';
import { hashCode } from '../src/modules/agents/index.server.ts';
import { openStage, type Group, type Someone, type Stage } from './stage.ts';

let stage: Stage;
let other: Host;
let group: Group;

beforeAll(async () => {
  stage = await openStage();
  other = openHost({ url: stage.database.url, clock: () => stage.clock.now });
  const powers = { ...association.articles.powers, enter_on_paper: { by: 'members', of: 3 } } as const;
  const articles = { ...association.articles, powers };
  group = await stage.found(['Ana', 'Beto', 'Caro', 'Dora'], { articles });
});
afterAll(async () => {
  await other.close();
  await stage.close();
});

/** Each request goes to one of the two, all at the same time. */
function scattered(requests: readonly ActRequest[]) {
  return Promise.all(requests.map((request, at) => perform(at % 2 === 0 ? stage.host : other, request)));
}

const asking = (who: Someone, command: string, input: unknown, key: string): ActRequest => ({
  command,
  org: group.org,
  actor: { person: who.person, channel: 'story' },
  input,
  key,
});

test('forty acts at once through two programs are forty acts', async () => {
  const requests = Array.from({ length: 40 }, (_none, at) =>
    asking(group.us[at % 4]!, 'agents.edit_membership', { contact: `at door ${at}` }, `door ${at}`),
  );
  const answers = await scattered(requests);
  expect(answers.filter((answer) => !answer.ok)).toEqual([]);
  const positions = answers.flatMap((answer) =>
    answer.ok && answer.value.kind === 'done' ? [answer.value.position] : [],
  );
  expect(new Set(positions).size).toBe(40);
});

test('a place for one is taken by one', async () => {
  const [ana] = group.us;
  const code = 'ONEPLACE';
  await stage.do(ana!, 'agents.invite', group.org, { codeHash: hashCode(code) });
  const guests: Someone[] = [];
  for (let count = 0; count < 6; count++) guests.push(await stage.person(`Guest ${count}`));
  const answers = await scattered(
    guests.map((guest) => asking(guest, 'agents.accept', { code, name: guest.name, norms: true }, 'come in')),
  );
  expect(answers.filter((answer) => answer.ok).length).toBe(1);
  const refused = answers.flatMap((answer) => (answer.ok ? [] : [answer.refusal.rule]));
  expect(new Set(refused)).toEqual(new Set(['invitation_not_valid']));
});

test('one tap on two phones is one act', async () => {
  const someone = await stage.person('Eva');
  const request = asking(someone, 'agents.apply', { name: 'Eva', norms: true }, 'the same key');
  const answers = await scattered([request, request]);
  expect(answers.filter((answer) => answer.ok).length).toBe(2);
  const acts = answers.flatMap((answer) =>
    answer.ok && answer.value.kind === 'done' ? [answer.value.act] : [],
  );
  expect(new Set(acts).size).toBe(1);
});

test('the last two signatures at once carry an act out once', async () => {
  const [ana, beto, caro, dora] = group.us as unknown as readonly [Someone, Someone, Someone, Someone];
  // Somebody on paper can be entered again and again: what keeps this to once is that the act no longer
  // waits.
  for (let round = 0; round < 6; round++) {
    const name = `Round ${round}`;
    const waiting = await stage.wait(ana, 'agents.enter_on_paper', group.org, { name });
    await stage.sign(beto, group.org, waiting);
    const input = { subject: waiting, statutes: 1 };
    await scattered([
      asking(caro, 'agents.sign', input, `last ${round}`),
      asking(dora, 'agents.sign', input, `last too ${round}`),
    ]);
    const { rows } = await sql<{ count: bigint }>`
      SELECT count(*) FROM agents.member WHERE org_id = ${group.org} AND name = ${name}`.execute(
      stage.host.db,
    );
    expect(rows[0]!.count).toBe(1n);
  }
});
