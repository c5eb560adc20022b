import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { association } from '../../../forms/association.ts';
import type { MemberId } from '#kernel/command';
import { makeId } from '#kernel/id';
import { memberIn, openStage, type Group, type OneOfUs, type Stage } from '#test/stage';
import { hashCode } from './accept.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());

type Three = [OneOfUs, OneOfUs, OneOfUs];
const nobody = makeId('mem', 1, new Uint8Array(10));

describe('a household', () => {
  test('is asked into, confirmed by someone who lives there, and left', async () => {
    const { org, us } = await stage.found(['Ana', 'Berta', 'Celia']);
    const [ana, berta, celia] = us as Three;
    const formed = await stage.do(ana, 'agents.form_household', org, {});
    const asked = formed.answer as { household: string };
    const elsewhere = { household: makeId('hou', 1, new Uint8Array(10)) };
    expect((await stage.no(ana, 'agents.form_household', org, {})).rule).toBe('in_household_already');
    expect((await stage.no(berta, 'agents.join_household', org, elsewhere)).rule).toBe('household_unknown');
    await stage.do(berta, 'agents.join_household', org, asked);
    expect((await stage.no(berta, 'agents.join_household', org, asked)).rule).toBe('in_household_already');
    const confirming = { member: berta.member };
    expect((await stage.no(berta, 'agents.confirm_household', org, confirming)).rule).toBe(
      'not_of_this_household',
    );
    expect((await stage.no(celia, 'agents.confirm_household', org, confirming)).rule).toBe(
      'not_of_this_household',
    );
    await stage.do(ana, 'agents.confirm_household', org, confirming);
    expect((await stage.no(ana, 'agents.confirm_household', org, confirming)).rule).toBe('confirmed_already');
    await stage.do(ana, 'agents.leave_household', org, {});
    expect((await stage.no(ana, 'agents.leave_household', org, {})).rule).toBe('not_in_household');
    await stage.do(berta, 'agents.leave_household', org, {});
    const { rows } = await stage.host.pool.query('SELECT 1 FROM agents.household WHERE org_id = $1', [org]);
    expect(rows).toEqual([]);
  });

  test('turns away who asked, and nobody else does', async () => {
    const { org, us } = await stage.found(['Ana', 'Berta', 'Celia']);
    const [ana, berta, celia] = us as Three;
    const { answer } = await stage.do(ana, 'agents.form_household', org, {});
    await stage.do(berta, 'agents.join_household', org, answer);
    const away = { member: berta.member };
    expect((await stage.no(celia, 'agents.leave_household', org, away)).rule).toBe('not_yours');
    await stage.do(ana, 'agents.leave_household', org, away);
    await stage.do(berta, 'agents.join_household', org, answer);
    await stage.do(ana, 'agents.confirm_household', org, away);
    expect((await stage.no(ana, 'agents.leave_household', org, away)).rule).toBe('not_yours');
  });
});

describe('someone on paper', () => {
  test('founds with the rest: their ink is handed in by whoever answers for them', async () => {
    const { org, us } = await stage.found(['Ana', 'Berta'], { signed: false });
    const [ana, berta] = us;
    const luis = memberIn((await stage.do(ana!, 'agents.enter_on_paper', org, { name: 'Luis' })).answer);
    expect((await stage.no(ana!, 'agents.enter_on_paper', org, { name: 'luis' })).rule).toBe(
      'founder_named_already',
    );
    const founding = { subject: 'founding', statutes: 1 };
    for (const one of us) {
      expect((await stage.do(one, 'agents.sign', org, founding)).answer).toMatchObject({ founded: false });
    }
    const ink = { ...founding, for: luis };
    expect((await stage.no(berta!, 'agents.sign', org, ink)).rule).toBe('not_answering_for_them');
    expect((await stage.do(ana!, 'agents.sign', org, ink)).answer).toMatchObject({ founded: true });
    // All of us are three: the two who have a phone are not enough without his ink.
    const waiting = await stage.wait(ana!, 'agents.dissolve', org, {});
    expect(await stage.sign(berta!, org, waiting)).not.toHaveProperty('value.carried');
    const signed = await stage.do(ana!, 'agents.sign', org, { subject: waiting, statutes: 1, for: luis });
    expect(signed.carried).toMatchObject({ ok: true });
  });

  test('is not left without a hand when whoever answered for the entry goes or rests', async () => {
    const { org, us } = await stage.found(['Ana', 'Berta', 'Celia']);
    const [ana, berta, celia] = us as Three;
    const luis = memberIn((await stage.do(ana, 'agents.enter_on_paper', org, { name: 'Luis' })).answer);
    const { now } = stage.clock;
    stage.days(7);
    const post = { role: 'secretary', member: berta.member };
    const waiting = await stage.wait(berta, 'agents.appoint', org, post);
    const ink = { subject: waiting, statutes: 1, for: luis };
    expect((await stage.no(celia, 'agents.sign', org, ink)).rule).toBe('not_answering_for_them');
    await stage.do(ana, 'agents.leave', org, {});
    expect((await stage.no(ana, 'agents.sign', org, ink)).rule).toBe('members_only');
    const signed = await stage.do(celia, 'agents.sign', org, ink);
    expect(signed.carried).toMatchObject({ ok: true });
    stage.clock.now = now;
  });

  test('is nobody else’s to sign for where the rules leave such entries to a post', async () => {
    const { powers } = association.articles;
    const bySecretary = { ...powers, enter_on_paper: { by: 'role', role: 'secretary' } } as const;
    const articles = { ...association.articles, powers: bySecretary };
    const { org, us } = await stage.found(['Ana', 'Berta', 'Celia'], { articles });
    const [ana, berta, celia] = us as Three;
    const post = { role: 'secretary', member: ana.member, endsOn: '2026-12-31' };
    const given = await stage.together([ana, berta], 'agents.appoint', org, post);
    const luis = memberIn((await stage.do(ana, 'agents.enter_on_paper', org, { name: 'Luis' })).answer);
    await stage.do(ana, 'agents.leave', org, {});
    const waiting = await stage.wait(berta, 'agents.dissolve', org, {});
    const ink = { subject: waiting, statutes: 1, for: luis };
    expect((await stage.no(celia, 'agents.sign', org, ink)).rule).toBe('not_answering_for_them');
    expect(given.kind).toBe('done');
  });

  test('neither counts nor signs until their no would come too late, or their trial is over', async () => {
    const { now } = stage.clock;
    for (const [trialDays, days] of [
      [0, 7],
      [30, 30],
    ] as const) {
      const admission = { ...association.articles.admission, trialDays };
      const articles = { ...association.articles, admission };
      const { org, us } = await stage.found(['Ana', 'Berta'], { articles });
      const [ana, berta] = us as [OneOfUs, OneOfUs];
      const invented: MemberId[] = [];
      for (const name of ['Uno', 'Dos', 'Tres', 'Cuatro', 'Cinco', 'Seis'])
        invented.push(memberIn((await stage.do(ana, 'agents.enter_on_paper', org, { name })).answer));
      const waiting = await stage.wait(ana, 'agents.exclude', org, { member: berta.member, reason: 'alone' });
      const ink = { subject: waiting, statutes: 1, for: invented[0] };
      stage.days(days - 1);
      expect((await stage.no(ana, 'agents.sign', org, ink)).rule).toBe('signature_not_counted');
      // The two who are here are all who decide.
      await stage.together([ana, berta], 'agents.dissolve', org, {});
      stage.clock.now = now;
    }
  });

  test('keeps their trial when they take their place themself', async () => {
    const admission = { ...association.articles.admission, trialDays: 30 };
    const { org, us } = await stage.found(['Ana'], { articles: { ...association.articles, admission } });
    const luis = memberIn((await stage.do(us[0]!, 'agents.enter_on_paper', org, { name: 'Luis' })).answer);
    await stage.do(us[0]!, 'agents.invite', org, { member: luis, codeHash: hashCode('TRIAL') });
    await stage.do(await stage.person('Luis'), 'agents.accept', org, {
      code: 'TRIAL',
      name: 'Luis',
      norms: true,
    });
    const { rows } = await stage.host.pool.query<{ days: number }>(
      'SELECT trial_until - admitted_on AS days FROM agents.member WHERE member_id = $1',
      [luis],
    );
    expect(rows).toEqual([{ days: 30 }]);
  });

  test('is answered for by whoever asked, when several carry it', async () => {
    const { powers } = association.articles;
    const byTwo = { ...powers, enter_on_paper: { by: 'members', of: 2 } } as const;
    const { org, us } = await stage.found(['Ana', 'Berta'], {
      articles: { ...association.articles, powers: byTwo },
    });
    const [ana, berta] = us;
    const entered = await stage.together([ana!, berta!], 'agents.enter_on_paper', org, { name: 'Luis' });
    const { rows } = await stage.host.pool.query(
      'SELECT answered_by FROM agents.member WHERE org_id = $1 AND member_id = $2',
      [org, memberIn(entered.answer)],
    );
    expect(rows).toEqual([{ answered_by: ana!.member }]);
  });

  test('says no within seven days, through anybody', async () => {
    const { now } = stage.clock;
    const { org, us } = await stage.found(['Ana', 'Berta']);
    const [ana, berta] = us;
    const entered = await stage.do(ana!, 'agents.enter_on_paper', org, {
      name: 'Luis',
      contact: 'third house',
    });
    expect(entered.answer).toMatchObject({ noUntil: '2026-11-30' });
    const luis = { member: memberIn(entered.answer) };
    expect((await stage.no(berta!, 'agents.say_no', org, { member: nobody })).rule).toBe('member_unknown');
    expect((await stage.no(berta!, 'agents.say_no', org, { member: ana!.member })).rule).toBe('not_on_paper');
    stage.days(7);
    expect(await stage.no(berta!, 'agents.say_no', org, luis)).toEqual({
      rule: 'no_came_too_late',
      noUntil: '2026-11-30',
    });
    stage.clock.now = now + 6 * 86_400_000;
    await stage.do(berta!, 'agents.say_no', org, luis);
    const { rows } = await stage.host.pool.query(
      'SELECT name, contact FROM agents.member WHERE org_id = $1 AND member_id = $2',
      [org, luis.member],
    );
    expect(rows).toEqual([{ name: null, contact: null }]);
    const told = 'SELECT FROM register.payload WHERE org_id = $1 AND subject = $2';
    expect((await stage.host.pool.query(told, [org, luis.member])).rows).toEqual([]);
    expect((await stage.no(berta!, 'agents.say_no', org, luis)).rule).toBe('member_unknown');
    stage.clock.now = now;
  });

  test('takes their place when they have a phone, and speaks for themself from then on', async () => {
    const { org, us } = await stage.found(['Ana']);
    const luis = memberIn((await stage.do(us[0]!, 'agents.enter_on_paper', org, { name: 'Luis' })).answer);
    await stage.do(us[0]!, 'agents.invite', org, { member: luis, codeHash: hashCode('LUIS') });
    const person = await stage.person('Luis');
    const came = await stage.do(person, 'agents.accept', org, { code: 'LUIS', name: 'Luis', norms: true });
    expect(memberIn(came.answer)).toBe(luis);
    expect((await stage.no(us[0]!, 'agents.say_no', org, { member: luis })).rule).toBe('not_on_paper');
    await stage.do(person, 'agents.form_household', org, {});
  });

  test('is a person, of a class that the rules know', async () => {
    const { org, us } = await stage.found(['Ana']);
    const king = { name: 'Luis', class: 'king' };
    expect((await stage.no(us[0]!, 'agents.enter_on_paper', org, king)).rule).toBe('class_unknown');
    const admission = { ...association.articles.admission, who: 'organizations' as const };
    const groups = await stage.found(['Ana'], { articles: { ...association.articles, admission } });
    expect((await stage.no(groups.us[0]!, 'agents.enter_on_paper', groups.org, { name: 'Luis' })).rule).toBe(
      'only_organizations',
    );
  });
});

describe('who speaks for a group in a network', () => {
  test('is a member with a phone, in a network that there is', async () => {
    const net = await stage.found(['Nora']);
    const { org, us } = await stage.found(['Ana']);
    const [ana] = us;
    const asked = { network: net.org, member: ana!.member };
    const no = async (more: object) =>
      (await stage.no(ana!, 'agents.name_delegate', org, { ...asked, ...more })).rule;
    expect(await no({ network: org })).toBe('network_unknown');
    expect(await no({ network: makeId('org', 1, new Uint8Array(10)) })).toBe('network_unknown');
    expect(await no({ member: nobody })).toBe('member_unknown');
    const invited = await stage.do(ana!, 'agents.invite', org, { name: 'Dora', codeHash: hashCode('DORA') });
    expect(await no({ member: memberIn(invited.answer) })).toBe('member_not_in_standing');
    const paper = await stage.do(ana!, 'agents.enter_on_paper', org, { name: 'Luis' });
    await stage.do(ana!, 'agents.say_no', org, { member: memberIn(paper.answer) });
    expect(await no({ member: memberIn(paper.answer) })).toBe('member_unknown');
    await stage.do(ana!, 'agents.name_delegate', org, asked);
    expect(await no({})).toBe('nothing_changes');
    const second = await stage.do(ana!, 'agents.enter_on_paper', org, { name: 'Luis' });
    expect(await no({ member: memberIn(second.answer) })).toBe('member_on_paper');
  });
});

describe('what belongs to oneself', () => {
  test('the name in one group is another than in the house', async () => {
    const { org, us } = await stage.found(['Ana']);
    const [ana] = us;
    expect((await stage.no(ana!, 'agents.edit_membership', org, {})).rule).toBe('nothing_changes');
    expect((await stage.no(ana!, 'agents.edit_profile', null, {})).rule).toBe('nothing_changes');
    await stage.do(ana!, 'agents.edit_membership', org, { name: 'Doña Ana' });
    await stage.do(ana!, 'agents.edit_profile', null, { locale: 'es' });
    const { rows } = await stage.host.pool.query(
      'SELECT m.name AS here, p.name, p.locale FROM agents.member m JOIN agents.person p USING (person_id) WHERE org_id = $1',
      [org],
    );
    expect(rows).toEqual([{ here: 'Doña Ana', name: 'Ana', locale: 'es' }]);
  });

  test('is known once', async () => {
    const ana = await stage.person('Ana');
    expect((await stage.no(ana, 'agents.enter_house', null, { name: 'Ana', locale: 'en' })).rule).toBe(
      'already_here',
    );
  });
});

describe('a return', () => {
  const requestedAt = '2026-11-23T12:00:00.000Z';
  const request = makeId('ret', 1, new Uint8Array(10));
  type More = { readonly member?: MemberId; readonly requestedAt?: string };
  const back = (group: Group, of: OneOfUs) => {
    const asked = { request, requestedAt, member: of.member };
    return {
      no: (who: OneOfUs, more: More = {}) =>
        stage.no(who, 'agents.vouch_return', group.org, { ...asked, ...more }),
      do: (who: OneOfUs, more: More = {}) =>
        stage.do(who, 'agents.vouch_return', group.org, { ...asked, ...more }),
    };
  };

  test('is vouched for by others, each once', async () => {
    const group = await stage.found(['Ana', 'Berta', 'Celia']);
    const [ana, berta, celia] = group.us as Three;
    const word = back(group, celia);
    expect((await word.no(celia)).rule).toBe('cannot_vouch_for_oneself');
    expect((await word.no(ana, { member: nobody })).rule).toBe('member_unknown');
    const paper = await stage.do(ana, 'agents.enter_on_paper', group.org, { name: 'Luis' });
    expect((await word.no(ana, { member: memberIn(paper.answer) })).rule).toBe('member_on_paper');
    await word.do(ana);
    expect((await word.no(ana)).rule).toBe('already_vouched');
    await word.do(berta);
  });

  test('is nothing that a group opens for whoever merely asked to join it, or has just come', async () => {
    const group = await stage.found(['Ana', 'Berta', 'Celia']);
    const [ana] = group.us as Three;
    const dora = await stage.person('Dora');
    const applied = await stage.do(dora, 'agents.apply', group.org, { name: 'Dora', norms: true });
    expect(await back(group, { ...dora, member: memberIn(applied.answer) }).no(ana)).toEqual({
      rule: 'member_not_in_standing',
      standing: 'applicant',
    });
    const elsa = await stage.letIn(ana, group.org, 'Elsa');
    const word = back(group, elsa);
    expect(await word.no(ana)).toEqual({ rule: 'returning_too_new', days: 7 });
    // The sixth day after, in the group's own time zone.
    expect((await word.no(ana, { requestedAt: '2026-11-30T05:59:59.000Z' })).rule).toBe('returning_too_new');
    expect((await back(group, ana).no(elsa)).rule).toBe('voucher_too_new');
    await word.do(ana, { requestedAt: '2026-11-30T06:00:00.000Z' });
  });

  test('takes three who are members, of a group that is founded', async () => {
    const two = await stage.found(['Ana', 'Berta']);
    expect(await back(two, two.us[1]!).no(two.us[0]!)).toEqual({
      rule: 'too_few_to_vouch',
      least: 3,
      members: 2,
    });
    const draft = await stage.found(['Ana', 'Berta', 'Celia'], { signed: false });
    expect((await back(draft, draft.us[1]!).no(draft.us[0]!)).rule).toBe('not_founded_yet');
  });
});
