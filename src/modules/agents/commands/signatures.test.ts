import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { association } from '../../../forms/association.ts';
import { openStage, type Group, type OneOfUs, type Stage } from '#test/stage';
import type { Articles } from '../core/statutes.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());

type Four = [OneOfUs, OneOfUs, OneOfUs, OneOfUs];
const names = ['Ana', 'Berta', 'Celia', 'Dora'];
const post = (member: OneOfUs, role = 'treasurer') => ({ role, member: member.member });

async function acts(group: Group, command: string): Promise<number> {
  const { rows } = await stage.host.pool.query<{ leaf: Buffer }>(
    'SELECT leaf FROM register.leaf WHERE org_id = $1',
    [group.org],
  );
  return rows.filter((row) => (JSON.parse(row.leaf.toString()) as { command: string }).command === command)
    .length;
}

describe('an act that several carry', () => {
  test('waits, and is done with the last signature that it needs', async () => {
    const group = await stage.found(names);
    const [ana, berta, celia, dora] = group.us as Four;
    const asked = await stage.ask(ana, 'agents.appoint', group.org, post(dora));
    expect(asked).toMatchObject({ ok: true, value: { kind: 'waiting', needed: 3, have: 1 } });
    const waiting = asked.ok && asked.value.kind === 'waiting' ? asked.value.waiting : '';
    expect(await stage.sign(berta, group.org, waiting)).not.toHaveProperty('value.carried');
    expect(await stage.sign(ana, group.org, waiting)).toMatchObject({ refusal: { rule: 'signed_already' } });
    const last = await stage.sign(celia, group.org, waiting);
    expect(last).toMatchObject({ value: { carried: { ok: true, value: { kind: 'done' } } } });
    expect(await stage.sign(dora, group.org, waiting)).toMatchObject({
      refusal: { rule: 'waiting_act_over' },
    });
  });

  test('is asked about first: nobody signs for what cannot be', async () => {
    const group = await stage.found(names);
    const [ana, , , dora] = group.us as Four;
    expect((await stage.no(ana, 'agents.appoint', group.org, post(dora, 'king'))).rule).toBe('role_unknown');
  });

  test('is done once when the two last sign at the same moment', async () => {
    const group = await stage.found(names);
    const [ana, berta, celia, dora] = group.us as Four;
    const waiting = await stage.wait(ana, 'agents.appoint', group.org, post(dora));
    await stage.sign(berta, group.org, waiting);
    const answers = await Promise.all([celia, dora].map((one) => stage.sign(one, group.org, waiting, 1)));
    expect(answers.filter((one) => one.ok).length).toBeGreaterThanOrEqual(1);
    expect(await acts(group, 'agents.appoint')).toBe(1);
  });

  test('is done once, too, when those who asked have gone and it takes fewer', async () => {
    const powers = {
      ...association.articles.powers,
      describe: { by: 'members', share: 'majority' },
    } as const;
    const group = await stage.found(['Ana', 'Berta', 'Celia'], {
      articles: { ...association.articles, powers },
    });
    const [ana, berta, celia] = group.us;
    const waiting = await stage.wait(ana!, 'agents.describe', group.org, { purpose: 'To cook.' });
    for (const one of [ana!, berta!]) await stage.do(one, 'agents.leave', group.org, {});
    const last = await stage.sign(celia!, group.org, waiting);
    expect(last).toMatchObject({ value: { carried: { ok: true, value: { kind: 'done' } } } });
    await stage.do(celia!, 'agents.describe', group.org, { purpose: 'To sing.' });
    const dora = await stage.letIn(celia!, group.org, 'Dora');
    expect(await stage.sign(dora, group.org, waiting)).toMatchObject({
      refusal: { rule: 'waiting_act_over' },
    });
    expect(await acts(group, 'agents.describe')).toBe(2);
  });

  test('is another after the rules have changed: what was signed counts no more', async () => {
    const group = await stage.found(['Ana', 'Berta']);
    const [ana, berta] = group.us;
    const waiting = await stage.wait(ana!, 'agents.appoint', group.org, post(berta!));
    const articles: Articles = { ...association.articles, exit: { noticeDays: 7, appealDays: 30 } };
    await stage.together([ana!, berta!], 'agents.amend', group.org, { base: 1, articles });
    expect(await stage.sign(berta!, group.org, waiting, 1)).toEqual({
      ok: false,
      refusal: { rule: 'rules_have_changed', version: 2 },
    });
    expect((await stage.sign(berta!, group.org, waiting, 2)).ok).toBe(false);
    expect(await acts(group, 'agents.appoint')).toBe(0);
  });

  test('is over when whoever asked takes their word back, and nobody else has signed', async () => {
    const group = await stage.found(names);
    const [ana, berta, , dora] = group.us as Four;
    const waiting = await stage.wait(ana, 'agents.appoint', group.org, post(dora));
    expect((await stage.no(berta, 'agents.withdraw_signature', group.org, { subject: waiting })).rule).toBe(
      'not_signed',
    );
    await stage.do(ana, 'agents.withdraw_signature', group.org, { subject: waiting });
    expect(await stage.sign(berta, group.org, waiting)).toMatchObject({
      refusal: { rule: 'waiting_act_over' },
    });
    expect((await stage.no(ana, 'agents.withdraw_signature', group.org, { subject: waiting })).rule).toBe(
      'waiting_act_over',
    );
  });

  test('goes on waiting when one of several takes their word back', async () => {
    const group = await stage.found(names);
    const [ana, berta, celia, dora] = group.us as Four;
    const waiting = await stage.wait(ana, 'agents.appoint', group.org, post(dora));
    await stage.sign(berta, group.org, waiting);
    await stage.do(ana, 'agents.withdraw_signature', group.org, { subject: waiting });
    expect(await stage.sign(celia, group.org, waiting)).not.toHaveProperty('value.carried');
    expect(await stage.sign(ana, group.org, waiting)).toHaveProperty('value.carried.ok', true);
  });

  test('waits for thirty days and no longer', async () => {
    const { now } = stage.clock;
    const group = await stage.found(['Ana', 'Berta']);
    const [ana, berta] = group.us;
    const waiting = await stage.wait(ana!, 'agents.appoint', group.org, post(berta!));
    stage.days(30);
    expect(await stage.sign(berta!, group.org, waiting)).toMatchObject({
      refusal: { rule: 'waiting_act_over' },
    });
    stage.clock.now -= 1;
    expect(await stage.sign(berta!, group.org, waiting)).toHaveProperty('value.carried.ok', true);
    stage.clock.now = now;
  });

  test('is decided again when it is carried out: what has become impossible is refused', async () => {
    const group = await stage.found(names);
    const [ana, berta, celia, dora] = group.us as Four;
    const waiting = await stage.wait(ana, 'agents.appoint', group.org, post(dora));
    await stage.sign(berta, group.org, waiting);
    await stage.do(dora, 'agents.leave', group.org, {});
    const last = await stage.sign(celia, group.org, waiting);
    expect(last).toHaveProperty('value.carried.refusal.rule', 'member_unknown');
  });

  test('is signed by nobody from outside, on trial, or of a class without a vote', async () => {
    const admission: Articles['admission'] = {
      ...association.articles.admission,
      classes: [
        { class: 'member', votes: true },
        { class: 'supporter', votes: false },
      ],
      trialDays: 30,
    };
    const group = await stage.found(['Ana', 'Berta'], { articles: { ...association.articles, admission } });
    const [ana, berta] = group.us;
    const onTrial = await stage.letIn(ana!, group.org, 'Tina');
    const waiting = await stage.wait(ana!, 'agents.appoint', group.org, post(berta!));
    const eve = await stage.person('Eve');
    expect(await stage.sign(eve, group.org, waiting)).toMatchObject({ refusal: { rule: 'no_standing' } });
    expect(await stage.sign(onTrial, group.org, waiting)).toMatchObject({
      refusal: { rule: 'signature_not_counted' },
    });
    stage.days(30);
    const asked = await stage.ask(onTrial, 'agents.appoint', group.org, post(berta!, 'secretary'));
    expect(asked).toMatchObject({ value: { kind: 'waiting', needed: 2 } });
    stage.days(-30);
  });
});

describe('an act that holders of posts carry together', () => {
  const articles: Articles = {
    ...association.articles,
    powers: {
      ...association.articles.powers,
      appoint: { by: 'member' },
      describe: { by: 'roles', of: 2, among: ['treasurer', 'secretary'] },
    },
  };

  test('counts people, not posts, and only those who hold one', async () => {
    const group = await stage.found(names, { articles });
    const [ana, berta, celia] = group.us as Four;
    const describing = { purpose: 'We cook.' };
    expect((await stage.no(ana, 'agents.describe', group.org, describing)).rule).toBe('no_mandate');
    await stage.do(ana, 'agents.appoint', group.org, post(ana, 'treasurer'));
    await stage.do(ana, 'agents.appoint', group.org, post(berta, 'secretary'));
    const waiting = await stage.wait(ana, 'agents.describe', group.org, describing);
    expect(await stage.sign(celia, group.org, waiting)).toMatchObject({
      refusal: { rule: 'signature_not_counted' },
    });
    expect(await stage.sign(berta, group.org, waiting)).toHaveProperty('value.carried.ok', true);
  });
});
