import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { association } from '../../../forms/association.ts';
import { makeId } from '#kernel/id';
import { openStage, type Group, type OneOfUs, type Stage } from '#test/stage';
import type { Articles } from '../core/statutes.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());

/** Any member gives posts, so that these tests are about posts and not about signatures. */
const articles: Articles = {
  ...association.articles,
  roles: [
    { role: 'secretary', holders: 1, termMonths: 12 },
    { role: 'treasurer', holders: 2, termMonths: 6 },
    { role: 'keeper', holders: 5, termMonths: 12 },
  ],
  powers: {
    ...association.articles.powers,
    appoint: { by: 'member' },
    revoke: { by: 'member' },
    invite: { by: 'role', role: 'keeper' },
  },
};
const nobody = makeId('mem', 1, new Uint8Array(10));
const noPost = makeId('man', 1, new Uint8Array(10));

let group: Group;
let ana: OneOfUs;
let berta: OneOfUs;
let celia: OneOfUs;
beforeAll(async () => {
  group = await stage.found(['Ana', 'Berta', 'Celia'], { articles });
  [ana, berta, celia] = group.us as [OneOfUs, OneOfUs, OneOfUs];
});

async function appoint(input: object, who = ana): Promise<string> {
  const { answer } = await stage.do(who, 'agents.appoint', group.org, input);
  return (answer as { mandate: string }).mandate;
}
const refusal = (command: string, input: object, who = ana) => stage.no(who, command, group.org, input);

describe('giving a post', () => {
  test.each([
    ['role_unknown', { role: 'king', member: nobody }],
    ['member_unknown', { role: 'secretary', member: nobody }],
    ['input_invalid', { role: 'secretary', member: nobody, startsOn: '2026-02-30' }],
  ])('is refused by %s', async (rule, input) => {
    expect((await refusal('agents.appoint', input)).rule).toBe(rule);
  });

  test('lasts a whole term unless less is said, and never longer', async () => {
    const asked = { role: 'treasurer', member: berta.member };
    expect(await refusal('agents.appoint', { ...asked, endsOn: '2027-05-24' })).toEqual({
      rule: 'term_too_long',
      termMonths: 6,
      latest: '2027-05-23',
    });
    expect((await refusal('agents.appoint', { ...asked, endsOn: '2026-11-23' })).rule).toBe('dates_wrong');
    expect((await refusal('agents.appoint', { ...asked, startsOn: '2026-11-22' })).rule).toBe('dates_wrong');
    expect((await refusal('agents.appoint', { ...asked, startsOn: '2027-11-24' })).rule).toBe('dates_wrong');
    const given = await stage.do(ana, 'agents.appoint', group.org, asked);
    expect(given.answer).toMatchObject({ endsOn: '2027-05-23' });
  });

  test('fills it; the next one follows on the day it ends, and not before', async () => {
    await appoint({ role: 'secretary', member: berta.member, endsOn: '2027-01-01' });
    expect(await refusal('agents.appoint', { role: 'secretary', member: celia.member })).toEqual({
      rule: 'post_is_filled',
      role: 'secretary',
      holders: 1,
    });
    const early = { role: 'secretary', member: celia.member, startsOn: '2026-12-31' };
    expect((await refusal('agents.appoint', early)).rule).toBe('post_is_filled');
    await appoint({ ...early, startsOn: '2027-01-01' });
    expect((await refusal('agents.appoint', { role: 'secretary', member: berta.member })).rule).toBe(
      'post_held_already',
    );
  });

  test('needs full standing', async () => {
    await stage.do(ana, 'agents.appoint', group.org, { role: 'keeper', member: ana.member });
    const dora = await stage.letIn(ana, group.org, 'Dora');
    await stage.together([ana, berta, celia], 'agents.suspend', group.org, {
      member: dora.member,
      reason: 'a quarrel',
    });
    expect(await refusal('agents.appoint', { role: 'treasurer', member: dora.member })).toEqual({
      rule: 'member_not_in_standing',
      standing: 'suspended',
    });
  });
});

describe('a post', () => {
  test('is taken back, once', async () => {
    const mandate = await appoint({ role: 'keeper', member: celia.member });
    expect((await refusal('agents.revoke', { mandate, reason: '' })).rule).toBe('input_invalid');
    await stage.do(berta, 'agents.revoke', group.org, { mandate, reason: 'never there' });
    expect((await refusal('agents.revoke', { mandate, reason: 'again' })).rule).toBe('mandate_over');
    expect((await refusal('agents.revoke', { mandate: noPost, reason: 'none' })).rule).toBe(
      'mandate_unknown',
    );
    expect((await refusal('agents.invite', { codeHash: 'a'.repeat(64) }, celia)).rule).toBe('mandate_ended');
  });

  test('is laid down by whoever has it, and by nobody else', async () => {
    const mandate = await appoint({ role: 'keeper', member: celia.member });
    expect((await refusal('agents.lay_down', { mandate }, berta)).rule).toBe('not_yours');
    expect((await refusal('agents.lay_down', { mandate: noPost }, berta)).rule).toBe('not_yours');
    await stage.do(celia, 'agents.lay_down', group.org, { mandate });
    expect((await refusal('agents.lay_down', { mandate }, celia)).rule).toBe('mandate_over');
  });

  test('passes to someone else for the rest of its term', async () => {
    const mandate = await appoint({ role: 'keeper', member: berta.member, endsOn: '2027-03-01' });
    const over = await stage.do(ana, 'agents.hand_over', group.org, { mandate, to: celia.member });
    expect(over.answer).toMatchObject({ endsOn: '2027-03-01' });
    const next = (over.answer as { mandate: string }).mandate;
    expect((await refusal('agents.hand_over', { mandate, to: celia.member })).rule).toBe('mandate_over');
    expect((await refusal('agents.hand_over', { mandate: next, to: nobody })).rule).toBe('member_unknown');
    expect((await refusal('agents.hand_over', { mandate: next, to: celia.member })).rule).toBe(
      'post_held_already',
    );
    expect((await refusal('agents.hand_over', { mandate: noPost, to: celia.member })).rule).toBe(
      'mandate_unknown',
    );
    const dora = await stage.person('Dora');
    const applied = await stage.do(dora, 'agents.apply', group.org, { name: 'Dora', norms: true });
    const to = (applied.answer as { member: string }).member;
    expect((await refusal('agents.hand_over', { mandate: next, to })).rule).toBe('member_not_in_standing');
  });

  test('is in force until the day it ends', async () => {
    const { now } = stage.clock;
    await appoint({ role: 'keeper', member: berta.member, endsOn: '2026-11-25' });
    const code = { codeHash: 'b'.repeat(64) };
    stage.days(1);
    await stage.do(berta, 'agents.invite', group.org, code);
    stage.days(1);
    expect(await stage.no(berta, 'agents.invite', group.org, code)).toMatchObject({
      rule: 'mandate_ended',
      role: 'keeper',
      endedOn: '2026-11-25',
    });
    stage.clock.now = now;
  });

  test('ends with the membership', async () => {
    const dora = await stage.letIn(ana, group.org, 'Dora');
    const mandate = await appoint({ role: 'keeper', member: dora.member });
    await stage.do(dora, 'agents.leave', group.org, {});
    expect((await refusal('agents.revoke', { mandate, reason: 'has left' })).rule).toBe('mandate_over');
  });
});

describe('a limit', () => {
  test('per period counts the acts of the post, and lets go again', async () => {
    const { now } = stage.clock;
    const limited = await stage.found(['Ana'], {
      articles: {
        ...articles,
        powers: {
          ...articles.powers,
          describe: { by: 'role', role: 'keeper', upTo: { per: { days: 7, acts: 2 } } },
        },
      },
    });
    const [one] = limited.us;
    const describing = (purpose: string) => stage.ask(one!, 'agents.describe', limited.org, { purpose });
    await stage.do(one!, 'agents.appoint', limited.org, { role: 'keeper', member: one!.member });
    for (const purpose of ['first', 'second']) expect((await describing(purpose)).ok).toBe(true);
    expect(await describing('third')).toEqual({
      ok: false,
      refusal: { rule: 'over_limit_per_period', role: 'keeper', days: 7, acts: 2 },
    });
    stage.days(6);
    expect((await describing('third')).ok).toBe(false);
    stage.days(1);
    expect((await describing('third')).ok).toBe(true);
    stage.clock.now = now;
  });
});

describe('nobody', () => {
  test('gives a post to themself, or to their household, by a post of their own', async () => {
    const rules = {
      ...articles,
      powers: { ...articles.powers, appoint: { by: 'role', role: 'keeper' } as const },
    };
    const draft = await stage.found(['Ana', 'Berta', 'Celia'], { articles });
    const [one, two, three] = draft.us as [OneOfUs, OneOfUs, OneOfUs];
    const { org } = draft;
    await stage.do(one, 'agents.appoint', org, { role: 'keeper', member: one.member });
    await stage.together([one, two, three], 'agents.amend', org, { base: 1, articles: rules });
    const home = await stage.do(two, 'agents.form_household', org, {});
    const { household } = home.answer as { household: string };
    await stage.do(one, 'agents.join_household', org, { household });
    const forTwo = { role: 'treasurer', member: two.member };
    const forThree = { role: 'treasurer', member: three.member };
    expect((await stage.no(one, 'agents.appoint', org, { ...forTwo, member: one.member })).rule).toBe(
      'own_benefit',
    );
    await stage.do(two, 'agents.confirm_household', org, { member: one.member });
    expect((await stage.no(one, 'agents.appoint', org, forTwo)).rule).toBe('own_benefit');
    await stage.do(one, 'agents.appoint', org, forThree);
    await stage.do(one, 'agents.leave_household', org, {});
    await stage.do(one, 'agents.appoint', org, forTwo);
  });
});

test('a post that only a decision gives is signed for in a draft, and proposed when the group is founded', async () => {
  const { appoint: _appoint, ...powers } = articles.powers;
  const decided: Articles = {
    ...articles,
    powers: {
      ...powers,
      appoint: { by: 'decision', ways: association.articles.powers.appoint.ways },
    },
  };
  const asked = (member: string) => ({ role: 'secretary', member });
  const names = ['Ana', 'Berta', 'Celia'];
  const draft = await stage.found(names, { articles: decided, signed: false });
  const [one, two] = draft.us as [OneOfUs, OneOfUs, OneOfUs];
  const waiting = await stage.wait(one, 'agents.appoint', draft.org, asked(two.member));
  expect(await stage.sign(two, draft.org, waiting)).toMatchObject({ ok: true, value: { carried: {} } });
  const founded = await stage.found(names, { articles: decided });
  const [first] = founded.us as [OneOfUs, OneOfUs, OneOfUs];
  expect(await stage.no(first, 'agents.appoint', founded.org, asked(first.member))).toMatchObject({
    rule: 'needs_decision',
    matter: 'appoint',
  });
});
