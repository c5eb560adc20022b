import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { association } from '../../../forms/association.ts';
import { openStage, type Group, type OneOfUs, type Stage } from '#test/stage';
import type { Articles } from '../core/statutes.ts';
import { hashCode } from './accept.ts';
import { loadOpenMandates } from '../store/reads.ts';
import { loadScene } from '../store/screen-reads.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());

const rules: Articles = association.articles;

describe('amending', () => {
  let group: Group;
  let ana: OneOfUs;
  beforeAll(async () => {
    group = await stage.found(['Ana']);
    ana = group.us[0]!;
  });
  const refused = (base: number, articles: unknown) =>
    stage.no(ana, 'agents.amend', group.org, { base, articles });

  test('starts from the version that was read', async () => {
    expect(await refused(2, rules)).toEqual({ rule: 'rules_have_changed', version: 1 });
  });

  test('changes something; another order of the parts is no change', async () => {
    const { admission, ...rest } = rules;
    expect(await refused(1, { ...rest, admission })).toEqual({ rule: 'nothing_changes' });
  });

  test('leaves no matter without somebody', async () => {
    const { revoke: _none, ...powers } = rules.powers;
    expect(await refused(1, { ...rules, powers })).toEqual({
      rule: 'statutes_matter_without_power',
      matter: 'revoke',
    });
  });

  test('gives a new matter only to a post that there is', async () => {
    const powers = { ...rules.powers, lend: { by: 'role', role: 'banker' } };
    expect(await refused(1, { ...rules, powers })).toEqual({
      rule: 'statutes_role_unknown',
      matter: 'lend',
      role: 'banker',
    });
  });

  test('takes nothing away that is always so', async () => {
    const always = rules.always.filter((one) => one !== 'leaving_is_free');
    expect(await refused(1, { ...rules, always })).toEqual({
      rule: 'statutes_always_so',
      sentence: 'leaving_is_free',
    });
    const powers = { ...rules.powers, revoke: { by: 'role', role: 'treasurer' } };
    expect(await refused(1, { ...rules, powers })).toEqual({
      rule: 'statutes_post_guards_itself',
      matter: 'revoke',
    });
  });

  test('keeps the classes and the posts that somebody has', async () => {
    const admission = { ...rules.admission, classes: [{ class: 'friend', votes: true }] };
    expect(await refused(1, { ...rules, admission })).toEqual({ rule: 'class_in_use', class: 'member' });
    await stage.do(ana, 'agents.appoint', group.org, { role: 'treasurer', member: ana.member });
    const roles = rules.roles.filter((one) => one.role !== 'treasurer');
    expect(await refused(1, { ...rules, roles })).toEqual({ rule: 'post_in_use', role: 'treasurer' });
  });

  test('leaves room for those who hold a post, and the way out opens it', async () => {
    const { org, us } = await stage.found(['Ana', 'Berta', 'Carla']);
    const wide = { ...rules, roles: rules.roles.map((one) => ({ ...one, holders: 2 })) };
    const [ana, berta, carla] = us as [OneOfUs, OneOfUs, OneOfUs];
    const amend = (base: number, articles: Articles) =>
      stage.together([ana, berta, carla], 'agents.amend', org, { base, articles });
    await amend(1, wide);
    for (const one of [ana, berta])
      await stage.together([ana, berta], 'agents.appoint', org, { role: 'treasurer', member: one.member });
    const narrow = stage.together([ana, berta, carla], 'agents.amend', org, { base: 2, articles: rules });
    await expect(narrow).rejects.toThrow('post_held_by_more');
    const [held] = await loadOpenMandates(stage.host.db, org);
    await stage.together([ana, carla], 'agents.revoke', org, {
      mandate: held!.id,
      reason: 'We want to be fewer.',
    });
    await amend(2, rules);
  });

  test('gives a post a name of its own, and it is the group’s from then on', async () => {
    const { org, us } = await stage.found(['Ana']);
    const [one] = us as [OneOfUs];
    const partera = { role: 'partera', name: ' Partera\t', holders: 1, termMonths: 6 };
    const articles = {
      ...rules,
      admission: {
        ...rules.admission,
        classes: [...rules.admission.classes, { class: 'aprendiz', name: 'Aprendiz', votes: false }],
      },
      roles: [...rules.roles, partera],
      powers: {
        ...rules.powers,
        invite: { by: 'role', role: 'partera', upTo: { per: { days: 7, acts: 1 } } },
      },
    };
    const no = (changed: object) =>
      stage.no(one, 'agents.amend', org, { base: 1, articles: { ...articles, ...changed } });
    expect((await no({ roles: [...rules.roles, { ...partera, name: '\u0000' }] })).rule).toBe(
      'input_invalid',
    );
    expect((await no({ roles: [...articles.roles, { ...partera, role: 'midwife' }] })).rule).toBe(
      'statutes_role_repeated',
    );
    await stage.do(one, 'agents.amend', org, { base: 1, articles });
    await stage.do(one, 'agents.appoint', org, { role: 'partera', member: one.member });
    await stage.do(one, 'agents.invite', org, { codeHash: hashCode('ONE'), class: 'aprendiz' });
    expect((await stage.no(one, 'agents.invite', org, { codeHash: hashCode('TWO') })).rule).toBe(
      'over_limit_per_period',
    );
    const scene = await loadScene(stage.host.db, org, null, new Date(stage.host.clock()).toISOString());
    expect(scene?.names).toEqual({ 'role.partera': 'Partera', 'class.aprendiz': 'Aprendiz' });
  });

  test('remembers how a post was called that is no more', async () => {
    const { org, us } = await stage.found(['Ana']);
    const [one] = us as [OneOfUs];
    const roles = [...rules.roles, { role: 'juez', name: 'Juez del agua', holders: 1, termMonths: 6 }];
    await stage.do(one, 'agents.amend', org, { base: 1, articles: { ...rules, roles } });
    await stage.do(one, 'agents.amend', org, { base: 2, articles: rules });
    const scene = await loadScene(stage.host.db, org, null, new Date(stage.host.clock()).toISOString());
    expect(scene?.names).toEqual({ 'role.juez': 'Juez del agua' });
  });

  test('makes a new version', async () => {
    const articles = { ...rules, exit: { noticeDays: 14, appealDays: 30 } };
    const amended = await stage.do(ana, 'agents.amend', group.org, { base: 1, articles });
    expect(amended.answer).toEqual({ version: 2 });
    expect((await refused(1, rules)).rule).toBe('rules_have_changed');
    const left = await stage.do(ana, 'agents.leave', group.org, {});
    expect(left.answer).toEqual({ noticeDays: 14 });
  });
});

describe('describing', () => {
  test('keeps the address and says only what is new', async () => {
    const { org, us } = await stage.found(['Ana'], { name: 'The Old Mill' });
    const [ana] = us;
    await stage.do(ana!, 'agents.appoint', org, { role: 'secretary', member: ana!.member });
    expect((await stage.no(ana!, 'agents.describe', org, { name: 'The Old Mill' })).rule).toBe(
      'nothing_changes',
    );
    await stage.do(ana!, 'agents.describe', org, { name: 'The New Mill', place: 'Tlacolula' });
    const { rows } = await stage.host.pool.query(
      'SELECT slug, name, place, purpose FROM agents.organization WHERE org_id = $1',
      [org],
    );
    expect(rows[0]).toEqual({ slug: 'the-old-mill', name: 'The New Mill', place: 'Tlacolula', purpose: '' });
  });
});

describe('dissolving', () => {
  test('ends the group for everything but leaving, the own words and being forgotten', async () => {
    const { org, us } = await stage.found(['Ana', 'Berta']);
    const [ana, berta] = us;
    await stage.together([ana!, berta!], 'agents.dissolve', org, { note: 'We have moved away.' });
    expect((await stage.no(ana!, 'agents.form_household', org, {})).rule).toBe('group_is_dissolved');
    expect((await stage.no(ana!, 'agents.dissolve', org, {})).rule).toBe('group_is_dissolved');
    const eve = await stage.person('Eve');
    expect((await stage.no(eve, 'agents.apply', org, { name: 'Eve', norms: true })).rule).toBe('no_standing');
    await stage.do(ana!, 'agents.edit_membership', org, { contact: 'gone to the coast' });
    await stage.do(ana!, 'agents.leave', org, {});
    await stage.do(berta!, 'agents.erase_me', null, {});
  });
});
