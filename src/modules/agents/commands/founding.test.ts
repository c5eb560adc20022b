import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { association } from '../../../forms/association.ts';
import { memberIn, openStage, type Stage } from '#test/stage';
import { hashCode } from './accept.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());

const founding = { subject: 'founding', statutes: 1 };

describe('a founding', () => {
  test('by one alone: one signature, and the group exists', async () => {
    const { org, us } = await stage.found(['Ana'], { signed: false });
    const signed = await stage.do(us[0]!, 'agents.sign', org, founding);
    expect(signed.answer).toEqual({ subject: 'founding', founded: true });
    expect((await stage.no(us[0]!, 'agents.sign', org, founding)).rule).toBe('already_founded');
    expect((await stage.no(us[0]!, 'agents.withdraw_signature', org, { subject: 'founding' })).rule).toBe(
      'already_founded',
    );
  });

  test('by three: the last signature counts, whoever gives it', async () => {
    const { org, us } = await stage.found(['Ana', 'Berta', 'Celia'], { signed: false });
    for (const one of us.slice(0, 2)) {
      expect((await stage.do(one, 'agents.sign', org, founding)).answer).toMatchObject({ founded: false });
    }
    expect((await stage.no(us[0]!, 'agents.sign', org, founding)).rule).toBe('signed_already');
    expect((await stage.do(us[2]!, 'agents.sign', org, founding)).answer).toMatchObject({ founded: true });
  });

  test('a signature is taken back, and can be given again', async () => {
    const { org, us } = await stage.found(['Ana', 'Berta'], { signed: false });
    const [ana, berta] = us;
    expect((await stage.no(ana!, 'agents.withdraw_signature', org, { subject: 'founding' })).rule).toBe(
      'not_signed',
    );
    await stage.do(ana!, 'agents.sign', org, founding);
    await stage.do(ana!, 'agents.withdraw_signature', org, { subject: 'founding' });
    expect((await stage.do(berta!, 'agents.sign', org, founding)).answer).toMatchObject({ founded: false });
    expect((await stage.do(ana!, 'agents.sign', org, founding)).answer).toMatchObject({ founded: true });
  });

  test('other rules make what was signed before void', async () => {
    const { org, us } = await stage.found(['Ana', 'Berta'], { signed: false });
    const [ana, berta] = us;
    await stage.do(ana!, 'agents.sign', org, founding);
    const articles = { ...association.articles, exit: { noticeDays: 7, appealDays: 30 } };
    const amended = await stage.do(berta!, 'agents.amend', org, { base: 1, articles });
    expect(amended.answer).toEqual({ version: 2 });
    expect(await stage.no(berta!, 'agents.sign', org, founding)).toEqual({
      rule: 'rules_have_changed',
      version: 2,
    });
    const second = { subject: 'founding', statutes: 2 };
    expect((await stage.do(berta!, 'agents.sign', org, second)).answer).toMatchObject({ founded: false });
    expect((await stage.do(ana!, 'agents.sign', org, second)).answer).toMatchObject({ founded: true });
  });

  test('a form without somebody for every matter is refused', async () => {
    const ana = await stage.person('Ana');
    const { amend: _none, ...powers } = association.articles.powers;
    const refusal = await stage.no(ana, 'agents.found', null, {
      form: 'association',
      name: 'Nobody amends',
      founder: 'Ana',
      locale: 'en',
      articles: { ...association.articles, powers },
    });
    expect(refusal).toEqual({ rule: 'statutes_matter_without_power', matter: 'amend' });
  });

  test('two groups of the same name have two addresses', async () => {
    const ana = await stage.person('Ana');
    const asked = {
      form: 'association',
      name: 'Twins',
      founder: 'Ana',
      locale: 'en',
      articles: association.articles,
    };
    expect((await stage.do(ana, 'agents.found', null, asked)).answer).toMatchObject({ slug: 'twins' });
    expect((await stage.do(ana, 'agents.found', null, asked)).answer).toMatchObject({ slug: 'twins-2' });
  });
});

describe('founders who never come', () => {
  test('are struck by another founder; whoever has signed is not', async () => {
    const { org, us } = await stage.found(['Ana', 'Berta'], { signed: false });
    const [ana, berta] = us;
    const named = await stage.do(ana!, 'agents.name_founder', org, {
      name: 'Godot',
      codeHash: hashCode('GODOT'),
    });
    await stage.do(berta!, 'agents.sign', org, founding);
    const strike = (member: string) => ({ member, reason: 'never came' });
    expect((await stage.no(ana!, 'agents.exclude', org, strike(berta!.member))).rule).toBe(
      'founder_has_signed',
    );
    expect((await stage.no(ana!, 'agents.exclude', org, strike(ana!.member))).rule).toBe('not_on_oneself');
    await stage.do(ana!, 'agents.exclude', org, strike(memberIn(named.answer)));
    const godot = await stage.person('Godot');
    const coming = { code: 'GODOT', name: 'Godot', norms: true };
    expect((await stage.no(godot, 'agents.accept', org, coming)).rule).toBe('invitation_not_valid');
    expect((await stage.do(ana!, 'agents.sign', org, founding)).answer).toMatchObject({ founded: true });
  });

  test('step back: then one of those who have signed says it once more', async () => {
    const { org, us } = await stage.found(['Ana', 'Berta', 'Celia'], { signed: false });
    const [ana, berta, celia] = us;
    await stage.do(ana!, 'agents.sign', org, founding);
    await stage.do(berta!, 'agents.sign', org, founding);
    await stage.do(celia!, 'agents.leave', org, {});
    expect((await stage.do(ana!, 'agents.sign', org, founding)).answer).toMatchObject({ founded: true });
    expect((await stage.no(celia!, 'agents.leave', org, {})).rule).toBe('left_already');
  });

  test('are not named twice', async () => {
    const { org, us } = await stage.found(['Ana', 'Berta'], { signed: false });
    const twin = { name: 'BERTA', codeHash: hashCode('TWIN') };
    expect((await stage.no(us[0]!, 'agents.name_founder', org, twin)).rule).toBe('founder_named_already');
  });
});

describe('a draft', () => {
  test('is a rehearsal: posts given in it are over when it is founded', async () => {
    const { org, us } = await stage.found(['Ana', 'Berta'], { signed: false });
    const [ana, berta] = us;
    await stage.together([ana!, berta!], 'agents.appoint', org, { role: 'secretary', member: berta!.member });
    const words = { purpose: 'We cook.' };
    expect((await stage.do(berta!, 'agents.describe', org, words)).kind).toBe('done');
    for (const one of us) await stage.do(one, 'agents.sign', org, founding);
    expect(await stage.no(berta!, 'agents.describe', org, { purpose: 'We eat.' })).toMatchObject({
      rule: 'mandate_ended',
      role: 'secretary',
    });
    await stage.together([ana!, berta!], 'agents.appoint', org, { role: 'secretary', member: berta!.member });
    await stage.do(berta!, 'agents.describe', org, { purpose: 'We eat.' });
  });

  test('is neither joined by asking nor dissolved, and speaks in no network', async () => {
    const { org, us } = await stage.found(['Ana'], { signed: false });
    const eve = await stage.person('Eve');
    expect((await stage.no(eve, 'agents.apply', org, { name: 'Eve', norms: true })).rule).toBe(
      'not_founded_yet',
    );
    expect((await stage.no(us[0]!, 'agents.dissolve', org, {})).rule).toBe('not_founded_yet');
    const delegate = { network: org, member: us[0]!.member };
    expect((await stage.no(us[0]!, 'agents.name_delegate', org, delegate)).rule).toBe('not_founded_yet');
    expect(
      (await stage.no(eve, 'agents.name_founder', org, { name: 'X', codeHash: hashCode('X') })).rule,
    ).toBe('no_standing');
  });

  test('what waits for signatures in it waits no more once it is founded', async () => {
    const { org, us } = await stage.found(['Ana', 'Berta'], { signed: false });
    const [ana, berta] = us;
    const waiting = await stage.wait(ana!, 'agents.appoint', org, {
      role: 'treasurer',
      member: berta!.member,
    });
    for (const one of us) await stage.do(one, 'agents.sign', org, founding);
    expect(await stage.sign(berta!, org, waiting)).toEqual({
      ok: false,
      refusal: { rule: 'waiting_act_over' },
    });
  });
});
