import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { association } from '../../../forms/association.ts';
import { makeId } from '#kernel/id';
import { memberIn, openStage, type Group, type OneOfUs, type Someone, type Stage } from '#test/stage';
import type { Articles } from '../core/statutes.ts';
import { hashCode } from './accept.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());

const asking = (name: string) => ({ name, norms: true });
const articles = (admission: Partial<Articles['admission']>): Articles => ({
  ...association.articles,
  admission: { ...association.articles.admission, ...admission },
});

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

describe('asking to join', () => {
  let group: Group;
  beforeAll(async () => {
    group = await stage.found(['Ana', 'Berta', 'Celia']);
  });

  test('says yes to the norms, or does not ask', async () => {
    const dora = await stage.person('Dora');
    const refusal = await stage.no(dora, 'agents.apply', group.org, { name: 'Dora', norms: false });
    expect(refusal.rule).toBe('input_invalid');
  });

  test('once at a time, and not when one is a member', async () => {
    const dora = await applicant(group);
    expect(await stage.no(dora, 'agents.apply', group.org, asking('Dora'))).toEqual({
      rule: 'application_open_already',
      appliedOn: '2026-11-23',
    });
    expect((await stage.no(group.us[0]!, 'agents.apply', group.org, asking('Ana'))).rule).toBe(
      'member_already',
    );
  });

  test('many at once are decided together, the same person once', async () => {
    const people = await Promise.all(Array.from({ length: 6 }, (_, n) => stage.person(`Many ${n}`)));
    const twice: Someone[] = [...people, people[0]!];
    const answers = await Promise.all(
      twice.map((one) => stage.ask(one, 'agents.apply', group.org, asking(one.name))),
    );
    const rules = answers.map((answer) => (answer.ok ? 'done' : answer.refusal.rule));
    expect(rules).toEqual([...people.map(() => 'done'), 'application_open_already']);
  });

  test('is withdrawn by whoever asked, who may then ask again', async () => {
    const dora = await applicant(group);
    await stage.do(dora, 'agents.leave', group.org, {});
    expect(await standingOf(group, dora.member)).toMatchObject({
      end_kind: 'withdrawn',
      ended_on: '2026-11-23',
    });
    await stage.do(dora, 'agents.apply', group.org, asking('Dora'));
  });

  test.each([
    ['not_by_application', articles({ byApplication: false }), {}],
    ['class_unknown', articles({}), { class: 'baron' }],
    ['only_organizations', articles({ who: 'organizations' }), {}],
    ['only_people', articles({}), { as: makeId('org', 1, new Uint8Array(10)) }],
    ['not_the_delegate', articles({ who: 'both' }), { as: makeId('org', 1, new Uint8Array(10)) }],
  ])('is refused by %s', async (rule, rules, more) => {
    const other = await stage.found(['Ana'], { articles: rules });
    const dora = await stage.person('Dora');
    expect((await stage.no(dora, 'agents.apply', other.org, { ...asking('Dora'), ...more })).rule).toBe(rule);
  });
});

describe('letting in', () => {
  let group: Group;
  beforeAll(async () => {
    group = await stage.found(['Ana', 'Berta', 'Celia'], {
      articles: articles({ vouchers: 2, trialDays: 30 }),
    });
  });

  test('asks for as many vouchers as the rules say, each once, none of them a stranger', async () => {
    const [ana, berta, celia] = group.us;
    const dora = await applicant(group);
    const admit = { member: dora.member };
    expect(await stage.no(ana!, 'agents.admit', group.org, admit)).toEqual({
      rule: 'vouchers_missing',
      needed: 2,
      have: 0,
    });
    expect((await stage.no(dora, 'agents.vouch', group.org, admit)).rule).toBe('members_only');
    await stage.do(ana!, 'agents.vouch', group.org, admit);
    expect((await stage.no(ana!, 'agents.vouch', group.org, admit)).rule).toBe('vouched_already');
    expect((await stage.no(ana!, 'agents.admit', group.org, admit)).rule).toBe('vouchers_missing');
    await stage.do(celia!, 'agents.vouch', group.org, admit);
    await stage.together([ana!, berta!], 'agents.admit', group.org, admit);
    expect(await standingOf(group, dora.member)).toMatchObject({
      admitted_on: '2026-11-23',
      trial_until: '2026-12-23',
    });
    expect((await stage.no(ana!, 'agents.admit', group.org, admit)).rule).toBe('not_an_applicant');
    expect((await stage.no(berta!, 'agents.vouch', group.org, admit)).rule).toBe('not_an_applicant');
  });

  test('counts the word of nobody who has left since', async () => {
    const [ana, berta] = group.us;
    const gone = await stage.letIn(ana!, group.org, 'Gone');
    const dora = await applicant(group);
    for (const one of [ana!, gone]) await stage.do(one, 'agents.vouch', group.org, { member: dora.member });
    await stage.do(gone, 'agents.leave', group.org, {});
    expect(await stage.no(berta!, 'agents.admit', group.org, { member: dora.member })).toMatchObject({
      have: 1,
    });
  });

  test('several vouch at once, and the same one only once', async () => {
    const [ana, berta, celia] = group.us;
    const dora = await applicant(group);
    const answers = await Promise.all(
      [ana!, berta!, celia!, ana!].map((one) =>
        stage.ask(one, 'agents.vouch', group.org, { member: dora.member }),
      ),
    );
    expect(answers.map((answer) => (answer.ok ? 'done' : answer.refusal.rule))).toEqual([
      'done',
      'done',
      'done',
      'vouched_already',
    ]);
  });

  test('nobody vouches for themself, or for nobody', async () => {
    const [ana] = group.us;
    expect((await stage.no(ana!, 'agents.vouch', group.org, { member: ana!.member })).rule).toBe(
      'cannot_vouch_for_oneself',
    );
    const nobody = makeId('mem', 1, new Uint8Array(10));
    expect((await stage.no(ana!, 'agents.vouch', group.org, { member: nobody })).rule).toBe('member_unknown');
    expect((await stage.no(ana!, 'agents.admit', group.org, { member: nobody })).rule).toBe('member_unknown');
    const decline = { member: nobody, reason: 'no such person' };
    expect((await stage.no(ana!, 'agents.decline', group.org, decline)).rule).toBe('member_unknown');
  });

  test('or saying no, with a reason that stands apart from the leaf', async () => {
    const [ana, berta] = group.us;
    const dora = await applicant(group);
    const decline = { member: dora.member, reason: 'lives in another valley' };
    const receipt = await stage.together([ana!, berta!], 'agents.decline', group.org, decline);
    expect(await standingOf(group, dora.member)).toMatchObject({ end_kind: 'declined' });
    const { rows } = await stage.host.pool.query<{ leaf: Buffer; subject: string }>(
      'SELECT l.leaf, p.subject FROM register.leaf l JOIN register.payload p USING (org_id, act_id) WHERE act_id = $1',
      [receipt.act],
    );
    expect(rows[0]!.subject).toBe(dora.member);
    expect(rows[0]!.leaf.toString()).not.toContain('valley');
    expect((await stage.no(ana!, 'agents.decline', group.org, decline)).rule).toBe('not_an_applicant');
  });
});

describe('an invitation', () => {
  test('opens once for one, and as often as it says for many', async () => {
    const { org, us } = await stage.found(['Ana']);
    await stage.do(us[0]!, 'agents.invite', org, { codeHash: hashCode('SEVERAL'), uses: 2 });
    const coming = (name: string) => ({ code: 'sever al', name, norms: true });
    for (const name of ['Dora', 'Elsa'])
      await stage.do(await stage.person(name), 'agents.accept', org, coming(name));
    expect((await stage.no(await stage.person('Fay'), 'agents.accept', org, coming('Fay'))).rule).toBe(
      'invitation_not_valid',
    );
  });

  test('ends on its day', async () => {
    const { org, us } = await stage.found(['Ana']);
    await stage.do(us[0]!, 'agents.invite', org, { codeHash: hashCode('LATE'), days: 3 });
    const dora = await stage.person('Dora');
    const { now } = stage.clock;
    stage.days(3);
    expect(
      (await stage.no(dora, 'agents.accept', org, { code: 'LATE', name: 'Dora', norms: true })).rule,
    ).toBe('invitation_not_valid');
    stage.clock.now = now;
    await stage.do(dora, 'agents.accept', org, { code: 'LATE', name: 'Dora', norms: true });
  });

  test('for a named place is for whoever takes it first', async () => {
    const { org, us } = await stage.found(['Ana']);
    const named = { name: 'Dora', contact: 'at the mill', codeHash: hashCode('MILL') };
    const { answer } = await stage.do(us[0]!, 'agents.invite', org, named);
    const member = memberIn(answer);
    await stage.do(us[0]!, 'agents.vouch', org, { member });
    const dora = await stage.person('Dora');
    await stage.do(dora, 'agents.accept', org, { code: 'MILL', name: 'Dora', norms: true });
    const again = { member, codeHash: hashCode('MILL2') };
    expect((await stage.no(us[0]!, 'agents.invite', org, again)).rule).toBe('place_is_taken');
    expect((await stage.no(dora, 'agents.accept', org, { code: 'MILL', name: 'D', norms: true })).rule).toBe(
      'invitation_not_valid',
    );
  });

  test('of a member is no way in where the rules know none', async () => {
    const { org, us } = await stage.found(['Ana'], { articles: articles({ byInvitation: false }) });
    const code = { codeHash: hashCode('NONE') };
    expect((await stage.no(us[0]!, 'agents.invite', org, code)).rule).toBe('not_by_invitation');
  });

  test('to a class the rules do not know is refused', async () => {
    const { org, us } = await stage.found(['Ana']);
    const code = { codeHash: hashCode('KING'), class: 'king' };
    expect(await stage.no(us[0]!, 'agents.invite', org, code)).toEqual({
      rule: 'class_unknown',
      class: 'king',
    });
  });

  test('lets nobody back in whom the group has sent away, whatever else they asked since', async () => {
    const { org, us } = await stage.found(['Ana', 'Berta', 'Celia']);
    const [ana, berta, celia] = us as [OneOfUs, OneOfUs, OneOfUs];
    await stage.together([ana, berta], 'agents.exclude', org, { member: celia.member, reason: 'a theft' });
    await stage.do(ana, 'agents.invite', org, { codeHash: hashCode('BACK'), uses: 3 });
    const back = { code: 'BACK', name: 'Celia', norms: true };
    expect((await stage.no(celia, 'agents.accept', org, back)).rule).toBe('was_sent_away');
    await stage.do(celia, 'agents.apply', org, asking('Celia'));
    await stage.do(celia, 'agents.leave', org, {});
    expect((await stage.no(celia, 'agents.accept', org, back)).rule).toBe('was_sent_away');
    // Of two memberships that ended on one day, the later is the one that was made later.
    stage.clock.now += 1000;
    const member = memberIn((await stage.do(celia, 'agents.apply', org, asking('Celia'))).answer);
    await stage.do(ana, 'agents.vouch', org, { member });
    await stage.together([ana, berta], 'agents.admit', org, { member });
    await stage.do(celia, 'agents.leave', org, {});
    await stage.do(celia, 'agents.accept', org, back);
  });

  test('nor whoever went while their membership rested', async () => {
    const { org, us } = await stage.found(['Ana', 'Berta', 'Celia']);
    const [ana, berta, celia] = us as [OneOfUs, OneOfUs, OneOfUs];
    const resting = { member: celia.member, reason: 'a quarrel', until: '2026-12-01' };
    await stage.together([ana, berta], 'agents.suspend', org, resting);
    await stage.do(celia, 'agents.leave', org, {});
    await stage.do(ana, 'agents.invite', org, { codeHash: hashCode('RESTED') });
    const back = { code: 'RESTED', name: 'Celia', norms: true };
    expect((await stage.no(celia, 'agents.accept', org, back)).rule).toBe('was_sent_away');
  });

  test('opens nothing once whoever made it has gone, but a founder’s place', async () => {
    const { org, us } = await stage.found(['Ana', 'Berta']);
    const [ana, berta] = us as [OneOfUs, OneOfUs];
    await stage.do(berta, 'agents.invite', org, { codeHash: hashCode('GONE'), uses: 5 });
    await stage.do(ana, 'agents.invite', org, { codeHash: hashCode('STAYS') });
    await stage.do(berta, 'agents.leave', org, {});
    const dora = await stage.person('Dora');
    const coming = (code: string) => ({ code, name: 'Dora', norms: true });
    expect((await stage.no(dora, 'agents.accept', org, coming('GONE'))).rule).toBe('invitation_not_valid');
    await stage.do(dora, 'agents.accept', org, coming('STAYS'));

    const draft = await stage.found(['Ana', 'Berta'], { signed: false });
    const elsa = { name: 'Elsa', codeHash: hashCode('ELSA') };
    await stage.do(draft.us[1]!, 'agents.name_founder', draft.org, elsa);
    await stage.do(draft.us[1]!, 'agents.leave', draft.org, {});
    const founder = { code: 'ELSA', name: 'Elsa', norms: true };
    await stage.do(await stage.person('Elsa'), 'agents.accept', draft.org, founder);
  });

  test('for a place ends with the next one for it', async () => {
    const { org, us } = await stage.found(['Ana']);
    const first = await stage.do(us[0]!, 'agents.invite', org, { name: 'Dora', codeHash: hashCode('FIRST') });
    const again = { member: memberIn(first.answer), codeHash: hashCode('SECOND') };
    await stage.do(us[0]!, 'agents.invite', org, again);
    const dora = await stage.person('Dora');
    const coming = (code: string) => ({ code, name: 'Dora', norms: true });
    expect((await stage.no(dora, 'agents.accept', org, coming('FIRST'))).rule).toBe('invitation_not_valid');
    await stage.do(dora, 'agents.accept', org, coming('SECOND'));
  });

  test('is held to the rules as they are when it is used', async () => {
    const { org, us } = await stage.found(['Ana'], {
      articles: articles({
        classes: [
          { class: 'member', votes: true },
          { class: 'friend', votes: false },
        ],
      }),
    });
    await stage.do(us[0]!, 'agents.invite', org, { codeHash: hashCode('EARLY') });
    await stage.do(us[0]!, 'agents.invite', org, { codeHash: hashCode('FRIEND'), class: 'friend' });
    const coming = (code: string) => ({ code, name: 'Dora', norms: true });
    const dora = await stage.person('Dora');
    const expected = ['class_unknown', 'not_by_invitation', 'only_organizations'];
    const changes: Partial<Articles['admission']>[] = [{}, { byInvitation: false }, { who: 'organizations' }];
    for (const [at, change] of changes.entries()) {
      await stage.do(us[0]!, 'agents.amend', org, { base: at + 1, articles: articles(change) });
      const code = at === 0 ? 'FRIEND' : 'EARLY';
      expect((await stage.no(dora, 'agents.accept', org, coming(code))).rule).toBe(expected[at]);
    }
    const late = { codeHash: hashCode('LATER') };
    expect((await stage.no(us[0]!, 'agents.invite', org, late)).rule).toBe('only_organizations');
  });

  test('is taken back by whoever made it, or could make one', async () => {
    const { org, us } = await stage.found(['Ana', 'Berta']);
    const made = async (code: string) => {
      const { answer } = await stage.do(us[0]!, 'agents.invite', org, { codeHash: hashCode(code) });
      return { invitation: (answer as { invitation: string }).invitation };
    };
    const [own, other] = [await made('MINE'), await made('OTHER')];
    await stage.do(us[0]!, 'agents.withdraw_invitation', org, own);
    await stage.do(us[1]!, 'agents.withdraw_invitation', org, other);
    expect((await stage.no(us[1]!, 'agents.withdraw_invitation', org, own)).rule).toBe('invitation_over');
    const nothing = { invitation: makeId('inv', 1, new Uint8Array(10)) };
    expect((await stage.no(us[0]!, 'agents.withdraw_invitation', org, nothing)).rule).toBe(
      'invitation_unknown',
    );
    const dora = await stage.person('Dora');
    const coming = { code: 'MINE', name: 'Dora', norms: true };
    expect((await stage.no(dora, 'agents.accept', org, coming)).rule).toBe('invitation_not_valid');
  });

  test('does not make someone a member twice', async () => {
    const { org, us } = await stage.found(['Ana', 'Berta']);
    await stage.do(us[0]!, 'agents.invite', org, { codeHash: hashCode('BERTA') });
    const coming = { code: 'BERTA', name: 'Berta', norms: true };
    expect((await stage.no(us[1]!, 'agents.accept', org, coming)).rule).toBe('member_already');
  });
});
