import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { OrgId } from '#kernel/command';
import { openHost } from '../../../host/host.ts';
import { enactDue, keepTime } from '../../../host/enact.ts';
import { perform } from '../../../host/dispatcher.ts';
import { openStage, type OneOfUs, type Stage } from '#test/stage';
import { stateOf } from '../core/proposal.ts';
import { loadDecisionAsks } from '../store/ask-reads.ts';
import { loadProposal } from '../store/reads.ts';
import { articles, majority, opened } from './with-group.ts';

const MINUTE = 60_000;
let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());

const found = async (org: OrgId, id: string) => (await loadProposal(stage.host.db, org, id))!;
const state = async (org: OrgId, id: string) =>
  stateOf(await found(org, id), new Date(stage.clock.now).toISOString());
const appoint = (member: string, role = 'treasurer') => ({
  command: 'agents.appoint',
  input: { role, member },
});

async function us(names: readonly string[] = ['Ana', 'Berta', 'Celia'], rules = articles) {
  const { org, us: all } = await stage.found(names, { articles: rules });
  return { org, all, first: all[0]!, second: all[1]!, third: all[2]! };
}

/** Everybody says yes, and the time of the vote passes; nobody has looked yet whether it is over. */
async function agreed(org: OrgId, all: readonly OneOfUs[], draft: object): Promise<string> {
  const proposal = await opened(stage, all[0]!, org, draft);
  for (const one of all) {
    await stage.do(one, 'decisions.cast', org, { proposal, choices: { ballot: 'yes_no', says: 'yes' } });
  }
  stage.days(6);
  return proposal;
}

/** Closed by the clock: closing may carry out at once what was decided. */
async function closed(org: OrgId, all: readonly OneOfUs[], draft: object): Promise<string> {
  const proposal = await agreed(org, all, draft);
  await keepTime(stage.host, org);
  return proposal;
}

async function posts(org: OrgId): Promise<unknown[]> {
  const { rows } = await stage.host.pool.query<{ role: string; member_id: string }>(
    'SELECT role, member_id FROM agents.mandate WHERE org_id = $1 AND ended_at IS NULL ORDER BY mandate_id',
    [org],
  );
  return rows.map((row) => [row.role, row.member_id]);
}

async function leaves(org: OrgId, command: string): Promise<{ actor: unknown; authority: { by: string } }[]> {
  const { rows } = await stage.host.pool.query<{ leaf: Buffer }>(
    'SELECT leaf FROM register.leaf WHERE org_id = $1 ORDER BY position',
    [org],
  );
  const all = rows.map(({ leaf }) => JSON.parse(leaf.toString()) as { command: string });
  return all.filter((one) => one.command === command) as never;
}

describe('what was decided', () => {
  test('enacts itself, by nobody’s hand', async () => {
    const { org, all, second } = await us();
    const proposal = await closed(org, all, { kind: 'appointment', acts: [appoint(second.member)] });
    await enactDue(stage.host, org);
    expect(await state(org, proposal)).toBe('in_effect');
    expect(await posts(org)).toEqual([['treasurer', second.member]]);
    const [leaf] = await leaves(org, 'agents.appoint');
    expect(leaf).toMatchObject({ actor: null, authority: { by: 'decision', proposal, position: 1 } });
    // The clock comes again and finds nothing to do.
    expect(await enactDue(stage.host, org)).toBe(0);
  });

  test('waits as long as the rules say', async () => {
    const { org, all, second } = await us(undefined, {
      ...articles,
      powers: { ...articles.powers, appoint: { by: 'decision', ways: [{ ...majority, waitDays: 4 }] } },
    });
    const proposal = await closed(org, all, { kind: 'appointment', acts: [appoint(second.member)] });
    expect(await enactDue(stage.host, org)).toBe(0);
    expect(await state(org, proposal)).toBe('passed');
    stage.days(4);
    expect(await enactDue(stage.host, org)).toBe(1);
    expect(await state(org, proposal)).toBe('in_effect');
  });

  test('is done whole or not at all, shown, tried again, and given back', async () => {
    const { org, all, first, second, third } = await us();
    const acts = [appoint(second.member, 'coordinator'), appoint(third.member)];
    const proposal = await agreed(org, all, { kind: 'act', acts });
    await stage.do(third, 'agents.leave', org, {});
    await keepTime(stage.host, org);
    await enactDue(stage.host, org);
    expect(await posts(org)).toEqual([]);
    expect(await found(org, proposal)).toMatchObject({ stuckRule: 'member_unknown', stuckPosition: 2 });
    expect(await state(org, proposal)).toBe('stuck');
    // What is stuck waits until somebody asks for it.
    expect(await enactDue(stage.host, org)).toBe(0);
    expect(await leaves(org, 'agents.appoint')).toEqual([]);
    stage.clock.now += 1000;
    await stage.do(second, 'decisions.try_again', org, { proposal });
    await enactDue(stage.host, org);
    expect(await found(org, proposal)).toMatchObject({ stuckRule: 'member_unknown' });
    expect((await stage.no(second, 'decisions.give_back', org, { proposal })).rule).toBe('time_to_mend');
    await stage.do(first, 'decisions.give_back', org, { proposal });
    expect(await state(org, proposal)).toBe('returned');
    expect((await stage.no(second, 'decisions.try_again', org, { proposal })).rule).toBe('not_stuck');
    expect(await enactDue(stage.host, org)).toBe(0);
  });

  test('is given back by anybody who decides, once there was a week to mend it', async () => {
    const { org, all, second, third } = await us();
    const proposal = await agreed(org, all, { kind: 'appointment', acts: [appoint(third.member)] });
    await stage.do(third, 'agents.leave', org, {});
    await keepTime(stage.host, org);
    await enactDue(stage.host, org);
    stage.days(7);
    await stage.do(second, 'decisions.give_back', org, { proposal });
    expect(await state(org, proposal)).toBe('returned');
  });

  test('takes effect once what was in the way is mended', async () => {
    const { org, all, first, second } = await us();
    // Two decisions for a post that one can hold: the second waits until the first lays it down.
    const one = await closed(org, all, { kind: 'appointment', acts: [appoint(second.member)] });
    await enactDue(stage.host, org);
    const two = await closed(org, all, { kind: 'appointment', acts: [appoint(first.member)] });
    await enactDue(stage.host, org);
    expect([await state(org, one), await state(org, two)]).toEqual(['in_effect', 'stuck']);
    const { rows } = await stage.host.pool.query<{ mandate_id: string }>(
      'SELECT mandate_id FROM agents.mandate WHERE org_id = $1',
      [org],
    );
    await stage.do(second, 'agents.lay_down', org, { mandate: rows[0]!.mandate_id });
    await stage.do(second, 'decisions.try_again', org, { proposal: two });
    await enactDue(stage.host, org);
    expect(await state(org, two)).toBe('in_effect');
    expect(await posts(org)).toEqual([['treasurer', first.member]]);
  });

  test('does nothing that the rules no longer give to such a decision', async () => {
    const { org, all, first, second } = await us();
    const proposal = await agreed(org, all, { kind: 'appointment', acts: [appoint(second.member)] });
    const stricter = { by: 'decision' as const, ways: [{ ...majority, quorumPercent: 90 }] };
    await stage.do(first, 'agents.amend', org, {
      base: 1,
      articles: { ...articles, powers: { ...articles.powers, appoint: stricter } },
    });
    await keepTime(stage.host, org);
    await enactDue(stage.host, org);
    expect(await found(org, proposal)).toMatchObject({ stuckRule: 'decided_another_way', stuckPosition: 1 });
    expect(await posts(org)).toEqual([]);
  });

  test('is done once, whoever else wakes up at the same time', async () => {
    const { org, all, second } = await us();
    const proposal = await agreed(org, all, { kind: 'appointment', acts: [appoint(second.member)] });
    // The vote is counted, and the machine stops before anything is carried out.
    const key = `close:${proposal}`;
    const close = {
      command: 'decisions.close',
      org,
      input: { proposal },
      key,
      byHost: true,
      clock: true,
    } as const;
    await perform(stage.host, { ...close, actor: { person: null, channel: 'job' } });
    const other = openHost({ url: stage.database.url, clock: () => stage.clock.now });
    try {
      await Promise.all([enactDue(stage.host, org), enactDue(other, org), enactDue(other, org)]);
    } finally {
      await other.close();
    }
    expect(await state(org, proposal)).toBe('in_effect');
    expect(await posts(org)).toEqual([['treasurer', second.member]]);
    expect(await leaves(org, 'decisions.enact')).toHaveLength(1);
    expect(await leaves(org, 'decisions.get_stuck')).toHaveLength(0);
  });

  test('can be new rules, and the end of the group', async () => {
    const { org, all } = await us();
    const changed = { ...articles, exit: { ...articles.exit, noticeDays: 9 } };
    const rules = await closed(org, all, {
      kind: 'amendment',
      acts: [{ command: 'agents.amend', input: { base: 1, articles: changed } }],
    });
    await enactDue(stage.host, org);
    expect(await state(org, rules)).toBe('in_effect');
    const end = await closed(org, all, { kind: 'ending', acts: [{ command: 'agents.dissolve', input: {} }] });
    await enactDue(stage.host, org);
    expect(await state(org, end)).toBe('in_effect');
    // A group that has ended leaves nothing for the clock.
    expect(await keepTime(stage.host, org)).toBe(0);
  });
});

describe('what breaks in one group', () => {
  const sooner = async () => {
    const broken = await us();
    const proposal = await agreed(broken.org, broken.all, {
      kind: 'appointment',
      acts: [appoint(broken.second.member)],
    });
    return { ...broken, proposal };
  };

  test('keeps no vote of another open', async () => {
    const { org, proposal } = await sooner();
    await stage.host.pool.query('UPDATE decisions.secret SET round = 9 WHERE org_id = $1', [org]);
    const other = await us();
    const waits = await agreed(other.org, other.all, { kind: 'resolution' });
    await keepTime(stage.host);
    expect(await state(org, proposal)).toBe('counting');
    expect(await found(other.org, waits)).toMatchObject({ result: 'passed' });
    await stage.host.pool.query('UPDATE decisions.secret SET round = 1 WHERE org_id = $1', [org]);
    await keepTime(stage.host);
    expect(await state(org, proposal)).toBe('counting');
    stage.clock.now += MINUTE;
    await keepTime(stage.host);
    expect(await found(org, proposal)).toMatchObject({ result: 'passed' });
  });

  /** What was decided and waits for a day, with other acts in its place; `mend` writes them as they were. */
  const unreadable = async (put: (acts: readonly object[]) => unknown = () => [null]) => {
    const broken = await us(undefined, {
      ...articles,
      powers: { ...articles.powers, appoint: { by: 'decision', ways: [{ ...majority, waitDays: 1 }] } },
    });
    const { org, all, second } = broken;
    const proposal = await closed(org, all, { kind: 'appointment', acts: [appoint(second.member)] });
    const { rows } = await stage.host.pool.query<{ acts: object[] }>(
      'SELECT acts FROM decisions.option WHERE org_id = $1',
      [org],
    );
    const write = (acts: unknown) =>
      stage.host.pool.query('UPDATE decisions.option SET acts = $2 WHERE org_id = $1', [
        org,
        JSON.stringify(acts),
      ]);
    await write(put(rows[0]!.acts));
    stage.days(2);
    return { ...broken, proposal, mend: () => write(rows[0]!.acts) };
  };

  test('is told where its act was written for another version, and done once there is that one again', async () => {
    const { org, second, proposal, mend } = await unreadable(([act]) => [{ ...act, version: 99 }]);
    await enactDue(stage.host, org);
    expect(await found(org, proposal)).toMatchObject({
      stuckRule: 'act_of_another_version',
      stuckPosition: 1,
      enactedAt: null,
    });
    expect(await posts(org)).toEqual([]);
    expect(await leaves(org, 'decisions.enact')).toEqual([]);
    expect(await enactDue(stage.host, org)).toBe(0);
    await mend();
    stage.clock.now += MINUTE;
    await stage.do(second, 'decisions.try_again', org, { proposal });
    await enactDue(stage.host, org);
    expect(await posts(org)).toEqual([['treasurer', second.member]]);
    expect(await leaves(org, 'decisions.enact')).toHaveLength(1);
  });

  test('keeps no decision of another from taking effect', async () => {
    const { org, proposal, mend } = await unreadable();
    const other = await us();
    const waits = await agreed(other.org, other.all, {
      kind: 'appointment',
      acts: [appoint(other.second.member)],
    });
    await keepTime(stage.host);
    await enactDue(stage.host);
    expect(await state(org, proposal)).toBe('passed');
    expect(await state(other.org, waits)).toBe('in_effect');
    await mend();
    stage.clock.now += MINUTE;
    await enactDue(stage.host);
    expect(await state(org, proposal)).toBe('in_effect');
  });

  test('is tried ever more rarely, told to the group, and tried again when it says so', async () => {
    const { org, first, second, proposal, mend } = await unreadable();
    const asked = async (who: OneOfUs) => {
      const now = new Date(stage.clock.now).toISOString();
      const asks = (await loadDecisionAsks(stage.host.db, who.person, now)).flatMap((one) => one.asks);
      return asks.filter((one) => one.ask === 'stuck').map((one) => one.proposal);
    };
    for (const minutes of [0, 1, 1]) {
      stage.clock.now += minutes * MINUTE;
      await enactDue(stage.host, org);
      expect(await state(org, proposal)).toBe('passed');
    }
    expect(await asked(first)).toEqual([]);
    stage.clock.now += MINUTE;
    await enactDue(stage.host, org);
    expect(await state(org, proposal)).toBe('stuck');
    expect(await found(org, proposal)).toMatchObject({ stuckRule: 'act_broke', stuckPosition: 1 });
    expect([await asked(first), await asked(second)]).toEqual([[proposal], [proposal]]);
    await mend();
    stage.days(1);
    await enactDue(stage.host, org);
    expect(await state(org, proposal)).toBe('stuck');
    await stage.do(second, 'decisions.try_again', org, { proposal });
    await enactDue(stage.host, org);
    expect(await state(org, proposal)).toBe('in_effect');
    expect(await asked(first)).toEqual([]);
  });
});

test('nobody carries out a decision by hand', async () => {
  const { org, all, first, second } = await us();
  const proposal = await opened(stage, first, org, { kind: 'appointment', acts: [appoint(second.member)] });
  for (const command of ['decisions.enact', 'decisions.get_stuck']) {
    const input = { proposal, position: 1, rule: 'stale', facts: {} };
    expect((await stage.no(all[0]!, command, org, input)).rule).toBe('command_unknown');
    const asHost = { command, org, input, key: command, byHost: true, clock: true } as const;
    const answer = await perform(stage.host, { ...asHost, actor: { person: null, channel: 'job' } });
    expect(answer).toMatchObject({ ok: false, refusal: { rule: 'not_passed' } });
  }
});
