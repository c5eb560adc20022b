/**
 * Several programs on one database: the gate of a group orders them, so that nobody's act is lost or done
 * twice.
 */
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { association } from '../src/forms/association.ts';
import type { ActRequest } from '../src/host/act-request.ts';
import { perform } from '../src/host/dispatcher.ts';
import { openHost, type Host } from '../src/host/host.ts';
import { verifyAccounts } from '../src/host/verify-books.ts';
import { accountOf, foundWithBooks, maiz } from '../src/modules/ledger/commands/with-books.ts';
import { hashCode } from '../src/modules/agents/index.server.ts';
import { Dice } from './random-acts.ts';
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

describe('payments through two programs', () => {
  const ROUNDS = 8;
  const AT_ONCE = 50;
  const FLOOR = -10_000n;
  let circle: Group;
  let accounts: readonly string[];
  const dice = new Dice(Math.floor(Math.random() * 1e9));

  beforeAll(async () => {
    circle = await foundWithBooks(stage, ['Ana', 'Beto', 'Caro', 'Dora', 'Eva'], maiz);
    accounts = await Promise.all(circle.us.map(async (one) => (await accountOf(stage, circle.org, one)).id));
  });

  const paying = (from: number, to: number, amountMinor: string, key: string): ActRequest => ({
    command: 'ledger.transfer',
    org: circle.org,
    actor: { person: circle.us[from]!.person, channel: 'story' },
    input: { source: accounts[from], target: accounts[to], amountMinor },
    key,
  });

  interface Row {
    readonly number: string;
    readonly source: string;
    readonly target: string;
    readonly amount_minor: string;
    readonly source_after_minor: string;
    readonly target_after_minor: string;
  }
  const posted = async () => {
    const { rows } = await sql<Row>`
      SELECT number::text, source, target, amount_minor::text, source_after_minor::text, target_after_minor::text
        FROM ledger.transfer t WHERE t.org_id = ${circle.org} ORDER BY t.number`.execute(stage.host.db);
    return rows;
  };

  test('keep the books as one program does', async () => {
    let done = 0;
    const refused = new Set<string>();
    for (let round = 0; round < ROUNDS; round += 1) {
      const requests = Array.from({ length: AT_ONCE }, (_none, at) => {
        const from = dice.below(5);
        const amount = String(dice.below(6_000) + 1);
        return paying(from, (from + 1 + dice.below(4)) % 5, amount, `round ${round}, ${at}`);
      });
      for (const answer of await scattered(requests)) {
        if (answer.ok) done += 1;
        else refused.add(answer.refusal.rule);
      }
    }
    const rows = await posted();
    // Each that was answered stands there once, under a number of its own, and none is left out.
    expect(rows.map((row) => row.number)).toEqual(
      Array.from({ length: done }, (_none, at) => String(at + 1)),
    );
    expect([...refused].filter((rule) => rule !== 'below_floor')).toEqual([]);
    const pencil = new Map(accounts.map((account) => [account, 0n]));
    for (const row of rows) {
      const left = pencil.get(row.source)! - BigInt(row.amount_minor);
      const came = pencil.get(row.target)! + BigInt(row.amount_minor);
      expect([row.source_after_minor, row.target_after_minor]).toEqual([String(left), String(came)]);
      expect(left >= FLOOR).toBe(true);
      pencil.set(row.source, left).set(row.target, came);
    }
    for (const [at, one] of circle.us.entries())
      expect((await accountOf(stage, circle.org, one)).balanceMinor).toBe(pencil.get(accounts[at]!));
    expect(await verifyAccounts(stage.host.db)).toEqual([]);
  });

  test('are made once, whichever of them is asked', async () => {
    const before = (await posted()).length;
    const request = paying(0, 1, '1', 'the same payment');
    const answers = await scattered(Array.from({ length: 50 }, () => request));
    const numbers = answers.map((answer) => (answer.ok ? 'done' : answer.refusal.rule));
    expect(new Set(numbers).size).toBe(1);
    expect((await posted()).length - before).toBe(numbers[0] === 'done' ? 1 : 0);
  });
});
