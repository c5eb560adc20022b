import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Articles } from '#agents';
import { openStage, type Group, type OneOfUs, type Stage } from '#test/stage';
import { perform } from '../../../host/dispatcher.ts';
import { keepTime } from '../../../host/enact.ts';
import { loadProposal } from '../store/reads.ts';
import { articles as plain, majority, opened } from './with-group.ts';
import { tokenFor } from './with-tokens.ts';

const VOTERS = 20;
const BALLOTS = 1_000;
const articles: Articles = {
  ...plain,
  powers: {
    ...plain.powers,
    resolve: {
      by: 'decision',
      ways: [
        majority,
        { ...majority, secrecy: 'separated' },
        { ...majority, secrecy: 'blind', quorumPercent: 0 },
      ],
    },
  },
};

let stage: Stage;
let group: Group;
beforeAll(async () => {
  stage = await openStage();
  group = await stage.found(
    Array.from({ length: VOTERS }, (_, at) => `Voter ${at + 1}`),
    { articles },
  );
});
afterAll(() => stage.close());

/** What each voter sends along, whatever they choose: nothing, the secret of a receipt, or a token. */
type With = (who: OneOfUs, proposal: string) => Promise<object>;
const nothing: With = async () => ({});
const receipt: With = async () => ({ mark: randomBytes(20).toString('base64url') });
const token: With = (who, proposal) => tokenFor(stage, who, group.org, proposal);

test.each([
  ['open', 0, 'cast', nothing],
  ['secret', 1, 'cast', receipt],
  ['blind', 2, 'post_ballot', token],
] as const)(
  'a vote closes while a thousand %s ballots arrive: of each voter the last that came in time counts',
  async (_what, way, verb, bringing) => {
    const { org, us } = group;
    const proposal = await opened(stage, us[0]!, org, { kind: 'resolution' }, way);
    const brought = await Promise.all(us.map((one) => bringing(one, proposal)));
    const end = Date.parse((await loadProposal(stage.host.db, org, proposal))!.closesAt!);
    stage.clock.now = end - BALLOTS / 2;
    const sent = Array.from({ length: BALLOTS }, (_, at) => ({
      by: at % VOTERS,
      // Voters change their minds, and not all of them as often.
      says: (at * 7) % 3 === 0 ? ('no' as const) : ('yes' as const),
    }));
    const answers = sent.map(({ by, says }, at) =>
      perform(stage.host, {
        command: `decisions.${verb}`,
        org,
        actor: { person: verb === 'cast' ? us[by]!.person : null, channel: 'story' },
        input: { proposal, choices: { ballot: 'yes_no', says }, ...brought[by] },
        key: `crowd ${way} ${at}`,
      }).then((answer) => {
        // Time goes on with every answer.
        stage.clock.now += 1;
        return answer;
      }),
    );
    const closing = keepTimeUntilClosed(proposal, end);
    const all = await Promise.all(answers);
    await closing;

    const rules = new Set(all.flatMap((one) => (one.ok ? [] : [one.refusal.rule])));
    expect([...rules]).toEqual(['vote_closed']);
    const { casts, close } = await leavesOf(proposal, verb);
    expect(casts.every((row) => Date.parse(row.at) < end && row.position < close.position)).toBe(true);
    const places = all.flatMap((one, at) =>
      one.ok && one.value.kind === 'done' ? [{ ...sent[at]!, position: one.value.position }] : [],
    );
    expect(places.map((one) => one.position).sort((a, b) => a - b)).toEqual(casts.map((row) => row.position));
    const last = new Map<number, string>();
    for (const one of places.sort((a, b) => a.position - b.position)) last.set(one.by, one.says);
    const yes = [...last.values()].filter((says) => says === 'yes').length;
    expect(last.size).toBe(VOTERS);
    expect((await loadProposal(stage.host.db, org, proposal))!.outcome).toMatchObject({
      count: { took: VOTERS, count: { yes, no: VOTERS - yes } },
    });
  },
);

interface Row {
  readonly at: string;
  readonly position: number;
  readonly command: string;
}

async function leavesOf(proposal: string, verb: string): Promise<{ casts: Row[]; close: Row }> {
  const { rows } = await sql<Row>`
    SELECT convert_from(leaf, 'utf8')::jsonb ->> 'at' AS at, position::int,
           convert_from(leaf, 'utf8')::jsonb ->> 'command' AS command
      FROM register.leaf WHERE org_id = ${group.org} AND convert_from(leaf, 'utf8') LIKE ${`%${proposal}%`}
     ORDER BY position`.execute(stage.host.db);
  const closes = rows.filter((row) => row.command === 'decisions.close');
  expect(closes).toHaveLength(1);
  return { casts: rows.filter((row) => row.command === `decisions.${verb}`), close: closes[0]! };
}

/** The clock of the host comes round while ballots arrive, and once more after the last. */
async function keepTimeUntilClosed(proposal: string, end: number): Promise<void> {
  for (let tries = 0; tries < 10_000; tries += 1) {
    if (stage.clock.now >= end) await keepTime(stage.host, group.org);
    if ((await loadProposal(stage.host.db, group.org, proposal))!.closedAt !== null) return;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
