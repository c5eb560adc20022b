import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { association } from '../../../forms/association.ts';
import { makeId } from '#kernel/id';
import { memberIn, openStage, type Group, type OneOfUs, type Stage } from '#test/stage';
import { hashCode } from './accept.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());

type Three = [OneOfUs, OneOfUs, OneOfUs];

async function rowsOf(statement: string, ...values: unknown[]): Promise<Record<string, unknown>[]> {
  return (await stage.host.pool.query<Record<string, unknown>>(statement, values)).rows;
}

describe('a suspension', () => {
  let group: Group;
  beforeAll(async () => {
    group = await stage.found(['Ana', 'Berta', 'Celia']);
  });
  const suspension = (more: object = {}) => ({ member: group.us[2]!.member, reason: 'a quarrel', ...more });

  test('has an end that is to come', async () => {
    const until = suspension({ until: '2026-11-23' });
    expect((await stage.no(group.us[0]!, 'agents.suspend', group.org, until)).rule).toBe('dates_wrong');
  });

  test('rests a membership until its day, and says until when one may appeal', async () => {
    const { now } = stage.clock;
    const [ana, berta, celia] = group.us as Three;
    const receipt = await stage.together(
      [ana, berta],
      'agents.suspend',
      group.org,
      suspension({ until: '2026-12-01' }),
    );
    expect(receipt.answer).toEqual({ appealUntil: '2026-12-23' });
    expect(await stage.no(celia, 'agents.form_household', group.org, {})).toEqual({
      rule: 'membership_suspended',
      until: '2026-12-01',
    });
    expect((await stage.no(ana, 'agents.suspend', group.org, suspension())).rule).toBe('suspended_already');
    stage.days(7);
    expect((await stage.no(celia, 'agents.form_household', group.org, {})).rule).toBe('membership_suspended');
    stage.days(1);
    await stage.do(celia, 'agents.edit_membership', group.org, { contact: 'by the well' });
    const lift = { member: celia.member };
    expect((await stage.no(ana, 'agents.lift_suspension', group.org, lift)).rule).toBe('not_suspended');
    stage.clock.now = now;
    await stage.together([ana, berta], 'agents.lift_suspension', group.org, lift);
    await stage.do(celia, 'agents.form_household', group.org, {});
  });

  test('by posts stops before half of us are away', async () => {
    const powers = {
      ...association.articles.powers,
      suspend: { by: 'roles', of: 2, among: ['coordinator', 'treasurer'] },
    } as const;
    const { org, us } = await stage.found(['Ana', 'Berta', 'Celia', 'Dora'], {
      articles: { ...association.articles, powers },
    });
    const [ana, berta, celia, dora] = us as [OneOfUs, OneOfUs, OneOfUs, OneOfUs];
    for (const [role, { member }] of [
      ['coordinator', ana],
      ['treasurer', berta],
    ] as const)
      await stage.together([ana, berta, celia], 'agents.appoint', org, { role, member });
    const away = (one: OneOfUs) => ({ member: one.member, reason: 'a coup' });
    await stage.together([ana, berta], 'agents.suspend', org, away(celia));
    expect(await stage.no(ana, 'agents.suspend', org, away(dora))).toEqual({
      rule: 'too_many_sent_away',
      away: 1,
    });
  });

  test('of one is not counted when all decide', async () => {
    const { org, us } = await stage.found(['Ana', 'Berta', 'Celia']);
    const [ana, berta, celia] = us as Three;
    const asked = { member: celia.member, reason: 'a quarrel' };
    await stage.together([ana, berta], 'agents.suspend', org, asked);
    await stage.together([ana, berta], 'agents.dissolve', org, {});
  });

  test('of somebody unknown, or of oneself, is refused', async () => {
    const [ana] = group.us;
    const nobody = { ...suspension(), member: makeId('mem', 1, new Uint8Array(10)) };
    expect((await stage.no(ana!, 'agents.suspend', group.org, nobody)).rule).toBe('member_unknown');
    const oneself = { ...suspension(), member: ana!.member };
    expect((await stage.no(ana!, 'agents.suspend', group.org, oneself)).rule).toBe('not_on_oneself');
    const lift = { member: nobody.member };
    expect((await stage.no(ana!, 'agents.lift_suspension', group.org, lift)).rule).toBe('member_unknown');
  });
});

describe('an exclusion', () => {
  test('ends a membership and says until when one may appeal, even signed by whom it is about', async () => {
    const { org, us } = await stage.found(['Ana', 'Berta', 'Celia']);
    const [ana, , celia] = us as Three;
    const excluded = { member: celia.member, reason: 'took the box' };
    const receipt = await stage.together([ana, celia], 'agents.exclude', org, excluded);
    expect(receipt.answer).toEqual({ appealUntil: '2026-12-23' });
    expect((await stage.no(celia, 'agents.form_household', org, {})).rule).toBe('members_only');
    expect((await stage.no(ana, 'agents.exclude', org, excluded)).rule).toBe('member_unknown');
    await stage.do(celia, 'agents.apply', org, { name: 'Celia', norms: true });
  });

  test('takes back an invitation, and is not for those who only ask', async () => {
    const { org, us } = await stage.found(['Ana']);
    const invited = await stage.do(us[0]!, 'agents.invite', org, {
      name: 'Dora',
      codeHash: hashCode('DORA'),
    });
    const member = memberIn(invited.answer);
    const taken = await stage.do(us[0]!, 'agents.exclude', org, { member, reason: 'not now' });
    expect(taken.answer).toEqual({ appealUntil: null });
    const dora = await stage.person('Dora');
    const applied = await stage.do(dora, 'agents.apply', org, { name: 'Dora', norms: true });
    const asking = { member: memberIn(applied.answer), reason: 'not now' };
    expect(await stage.no(us[0]!, 'agents.exclude', org, asking)).toEqual({
      rule: 'member_not_in_standing',
      standing: 'applicant',
    });
  });
});

describe('leaving', () => {
  test('is free: no day to wait for, no yes to ask for, once', async () => {
    const { org, us } = await stage.found(['Ana', 'Berta']);
    const left = await stage.do(us[1]!, 'agents.leave', org, {});
    expect(left.answer).toEqual({ noticeDays: 0 });
    expect(await stage.no(us[1]!, 'agents.leave', org, {})).toEqual({
      rule: 'left_already',
      endedOn: '2026-11-23',
    });
    expect((await stage.no(await stage.person('Eve'), 'agents.leave', org, {})).rule).toBe('no_standing');
    await stage.do(us[0]!, 'agents.dissolve', org, {});
  });

  test('takes back the signatures on what is still open', async () => {
    const { org, us } = await stage.found(['Ana', 'Berta', 'Celia', 'Dora', 'Elsa']);
    const [ana, berta, celia, dora, elsa] = us as [OneOfUs, OneOfUs, OneOfUs, OneOfUs, OneOfUs];
    const waiting = await stage.wait(ana, 'agents.suspend', org, {
      member: elsa.member,
      reason: 'a quarrel',
    });
    await stage.sign(berta, org, waiting);
    await stage.do(berta, 'agents.leave', org, {});
    // Of four who are left, three are more than half; Ana and Celia are two.
    const second = await stage.sign(celia, org, waiting);
    expect(second).toMatchObject({ ok: true });
    expect(second.ok && 'carried' in second.value).toBe(false);
    const third = await stage.sign(dora, org, waiting);
    expect(third).toMatchObject({ value: { carried: { ok: true } } });
  });
});

describe('being forgotten', () => {
  test('takes the person out of every group, and out of what the registers tell', async () => {
    const group = await stage.found(['Ana', 'Rosalinda', 'Celia']);
    const [ana, rosa, celia] = group.us as Three;
    const other = await stage.found(['Omar']);
    await stage.do(rosa, 'agents.apply', other.org, { name: 'Rosalinda', statement: 'I bake.', norms: true });
    await stage.do(rosa, 'agents.edit_membership', group.org, { contact: 'by the well' });
    await stage.do(ana, 'agents.form_household', group.org, {});
    const about = { member: rosa.member, reason: 'Rosalinda shouted' };
    await stage.wait(ana, 'agents.suspend', group.org, about);
    const done = await stage.together([ana, celia], 'agents.exclude', group.org, {
      ...about,
      reason: 'and again',
    });

    await stage.do(rosa, 'agents.erase_me', null, {});

    const everything = await Promise.all(
      [
        'SELECT l.leaf, p.body FROM register.leaf l LEFT JOIN register.payload p USING (org_id, act_id) WHERE l.org_id IN ($1, $2)',
        'SELECT * FROM agents.member WHERE org_id IN ($1, $2)',
        'SELECT * FROM agents.waiting_act WHERE org_id IN ($1, $2)',
      ].map((statement) => rowsOf(statement, group.org, other.org)),
    );
    const text = everything
      .flat()
      .flatMap((row) => Object.values(row))
      .map((value) => (Buffer.isBuffer(value) ? value.toString() : JSON.stringify(value)))
      .join('\n');
    expect(text).toContain('Celia');
    expect(text).toContain(done.act);
    expect(text).not.toContain('Rosalinda');
    expect(text).not.toContain('by the well');
    expect(text).not.toContain('and again');
    expect(text).not.toContain(rosa.person);
    const ended = await rowsOf(
      'SELECT end_kind FROM agents.member WHERE name IS NULL AND org_id IN ($1, $2)',
      group.org,
      other.org,
    );
    expect(ended.map((row) => row['end_kind']).sort()).toEqual(['excluded', 'withdrawn']);
    const house = await rowsOf('SELECT act_id FROM register.payload WHERE subject = $1', rosa.person);
    expect(house).toEqual([]);
    const [person] = await rowsOf(
      'SELECT name, erased_at FROM agents.person WHERE person_id = $1',
      rosa.person,
    );
    expect(person).toMatchObject({ name: null, erased_at: '2026-11-23T12:00:00.000Z' });
    expect((await stage.no(rosa, 'agents.erase_me', null, {})).rule).toBe('erased_already');
    expect((await stage.no(rosa, 'agents.form_household', group.org, {})).rule).toBe('no_standing');
  });
});
