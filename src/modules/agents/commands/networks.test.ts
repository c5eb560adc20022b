import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { network } from '../../../forms/network.ts';
import { memberIn, openStage, type Group, type Stage } from '#test/stage';
import { loadGroup } from '../store/standing-reads.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());

const asking = (name: string) => ({ name, norms: true });

async function applicant(group: Group, name = 'Dora') {
  const someone = await stage.person(name);
  const applied = await stage.do(someone, 'agents.apply', group.org, asking(name));
  return { ...someone, member: memberIn(applied.answer) };
}

async function standingOf(group: Group, member: string): Promise<Record<string, unknown>> {
  const { rows } = await stage.host.pool.query<Record<string, unknown>>(
    'SELECT * FROM agents.member WHERE org_id = $1 AND member_id = $2',
    [group.org, member],
  );
  return rows[0]!;
}

describe('a group that joins a network', () => {
  const openNetwork = () =>
    stage.found(['Nora'], {
      name: 'The Valley',
      articles: {
        ...network.articles,
        admission: { ...network.articles.admission, vouchers: 0, trialDays: 0 },
      },
    });

  /** How many decide there; and how many would, had `ended` just ended. */
  async function votingIn({ org }: Group, ended?: Group): Promise<number> {
    const now = new Date(stage.clock.now).toISOString();
    let voting = 0;
    const looked = stage.host.db.transaction().execute(async (tx) => {
      await sql`UPDATE agents.organization SET dissolved_at = ${now} WHERE org_id = ${ended?.org ?? ''}`.execute(
        tx,
      );
      voting = (await loadGroup(tx, org, now))!.voting;
      throw new Error('nothing of it stays');
    });
    await expect(looked).rejects.toThrow('nothing of it stays');
    return voting;
  }

  test('asks, is let in and acts through whoever it has named', async () => {
    const group = await stage.found(['Ana', 'Berta'], { name: 'Bakery' });
    const net = await openNetwork();
    const [ana, berta] = group.us;
    const delegate = { network: net.org, member: berta!.member };
    await stage.together([ana!, berta!], 'agents.name_delegate', group.org, delegate);
    const words = { contact: 'berta, at the mill', statement: 'I bake.' };
    const asked = { name: 'anything', as: group.org, norms: true, ...words };
    expect((await stage.no(ana!, 'agents.apply', net.org, asked)).rule).toBe('not_the_delegate');
    const { answer } = await stage.do(berta!, 'agents.apply', net.org, asked);
    expect(await standingOf(net, memberIn(answer))).toMatchObject({
      member_org_id: group.org,
      person_id: null,
      name: 'Bakery',
      contact: null,
      statement: null,
    });
    expect((await stage.no(berta!, 'agents.apply', net.org, asked)).rule).toBe('application_open_already');
    await stage.do(net.us[0]!, 'agents.admit', net.org, { member: memberIn(answer) });
    expect((await stage.no(berta!, 'agents.apply', net.org, asked)).rule).toBe('member_already');
    expect(await votingIn(net)).toBe(2);
    const dora = await applicant(net);
    await stage.do(berta!, 'agents.vouch', net.org, { member: dora.member });
    await stage.do(berta!, 'agents.leave', group.org, {});
    expect((await stage.no(berta!, 'agents.form_household', net.org, {})).rule).toBe('no_standing');
    expect(await votingIn(net, group)).toBe(1);
    await stage.do(ana!, 'agents.dissolve', group.org, {});
    expect(await standingOf(net, memberIn(answer))).toMatchObject({
      end_kind: 'dissolved',
      ended_on: '2026-11-23',
    });
    expect(await votingIn(net)).toBe(1);
    const delegates = 'SELECT FROM agents.delegate WHERE org_id = $1';
    expect((await stage.host.pool.query(delegates, [group.org])).rows).toEqual([]);
  });

  test('and ends, is let go with its signatures and its request', async () => {
    const group = await stage.found(['Ana'], { name: 'Bakery' });
    const ana = group.us[0]!;
    const nets = [await openNetwork(), await openNetwork()] as const;
    const asked = { name: 'anything', as: group.org, norms: true };
    const members = [];
    for (const net of nets) {
      await stage.do(ana, 'agents.name_delegate', group.org, { network: net.org, member: ana.member });
      members.push(memberIn((await stage.do(ana, 'agents.apply', net.org, asked)).answer));
    }
    await stage.do(nets[0].us[0]!, 'agents.admit', nets[0].org, { member: members[0] });
    await stage.wait(ana, 'agents.dissolve', nets[0].org, {});
    const early = await stage.no(ana, 'agents.let_go', nets[0].org, { group: group.org });
    expect(early.rule).toBe('command_unknown');
    await stage.do(ana, 'agents.dissolve', group.org, {});
    expect(await standingOf(nets[0], members[0]!)).toMatchObject({ end_kind: 'dissolved' });
    expect(await standingOf(nets[1], members[1]!)).toMatchObject({ end_kind: 'withdrawn' });
    const standing = 'SELECT FROM agents.signature WHERE member_id = $1 AND withdrawn_at IS NULL';
    expect((await stage.host.pool.query(standing, [members[0]])).rows).toEqual([]);
  });
});
