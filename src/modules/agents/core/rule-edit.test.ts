import { describe, expect, test } from 'vitest';
import { changeRule, postsToAdd, ruleFields } from './rule-edit.ts';
import { rulesText } from './rules-text.ts';
import { ALWAYS, checkStatutes, type Articles } from './statutes.ts';

const articles: Articles = {
  admission: {
    who: 'people',
    classes: [{ class: 'member', votes: true }],
    byApplication: true,
    byInvitation: true,
    vouchers: 1,
    trialDays: 0,
  },
  roles: [
    { role: 'coordinator', holders: 1, termMonths: 12 },
    { role: 'treasurer', holders: 1, termMonths: 12 },
    { role: 'secretary', holders: 1, termMonths: 12 },
  ],
  powers: {
    invite: { by: 'member' },
    admit: { by: 'members', of: 2 },
    describe: { by: 'role', role: 'secretary', upTo: { per: { days: 30, acts: 5 } } },
    appoint: { by: 'members', share: 'majority' },
    amend: { by: 'members', share: 'all' },
  },
  exit: { noticeDays: 0, appealDays: 30 },
  dissolution: { assetsTo: 'similar_group' },
  always: ALWAYS,
};
const wider: Articles = {
  ...articles,
  admission: {
    ...articles.admission,
    who: 'both',
    classes: [
      { class: 'group', votes: true },
      { class: 'supporter', votes: false },
    ],
    byApplication: false,
  },
  powers: { ...articles.powers, admit: { by: 'roles', of: 2, among: ['treasurer', 'secretary'] } },
};
const POSTS = ['coordinator', 'treasurer', 'secretary', 'list_keeper'];

/** What the form would send if nobody touched it. */
function untouched(of: Articles, path: string): Record<string, string> {
  return Object.fromEntries(
    (ruleFields(of, path, POSTS) ?? []).map((field) => {
      if (field.kind === 'yes_no') return [field.name, field.value ? 'yes' : ''];
      return [field.name, String(field.value ?? '')];
    }),
  );
}

const change = (path: string, answers: Record<string, string>, of: Articles = articles) =>
  changeRule(of, path, POSTS, (name) => ({ ...untouched(of, path), ...answers })[name] ?? '');

describe.each([
  ['a small set of rules', articles],
  ['a wider one', wider],
])('every sentence of %s', (_, of) => {
  const paths = rulesText(of)
    .filter((sentence) => !sentence.always)
    .map(({ path }) => path);

  test.each(paths)('%s can be changed, and sent untouched changes nothing', (path) => {
    expect(ruleFields(of, path, POSTS)).not.toBeNull();
    expect(change(path, {}, of)).toEqual(of);
  });
});

test.each([
  ['admission.who', { who: 'both' }, { admission: { who: 'both' } }],
  ['admission.ways', { ways: 'invite' }, { admission: { byApplication: false, byInvitation: true } }],
  ['admission.vouchers', { vouchers: '3' }, { admission: { vouchers: 3 } }],
  ['admission.trialDays', { trialDays: '30' }, { admission: { trialDays: 30 } }],
  ['exit.noticeDays', { noticeDays: '14' }, { exit: { noticeDays: 14, appealDays: 30 } }],
  ['exit.appealDays', { appealDays: '60' }, { exit: { noticeDays: 0, appealDays: 60 } }],
  ['dissolution.assetsTo', { assetsTo: 'community' }, { dissolution: { assetsTo: 'community' } }],
  ['powers.admit', { by: 'members', of: '3' }, { powers: { admit: { by: 'members', of: 3 } } }],
  ['powers.admit', { by: 'all' }, { powers: { admit: { by: 'members', share: 'all' } } }],
  ['powers.admit', { by: 'member' }, { powers: { admit: { by: 'member' } } }],
  ['powers.admit', { by: 'role.secretary' }, { powers: { admit: { by: 'role', role: 'secretary' } } }],
  [
    'powers.describe',
    { by: 'role.secretary', times: '2', days: '' },
    { powers: { describe: { upTo: { per: { days: 30, acts: 2 } } } } },
  ],
])('%s becomes %o', (path, answers, expected) => {
  const changed = change(path, answers);
  expect(changed).toMatchObject(expected);
  expect(checkStatutes(changed!, [])).toMatchObject({ ok: true });
});

test('a post can be added, changed and taken out', () => {
  expect(postsToAdd(articles, POSTS)).toEqual(['list_keeper']);
  const added = change('roles', { role: 'list_keeper', holders: '3', termMonths: '6' })!;
  expect(added.roles.at(-1)).toEqual({ role: 'list_keeper', holders: 3, termMonths: 6 });
  expect(change('roles.list_keeper', { out: 'yes' }, added)).toEqual(articles);
  expect(change('roles', { role: 'emperor' })).toEqual(articles);
});

test('no post is offered a power that would let it keep itself', () => {
  const [by] = ruleFields(articles, 'powers.amend', POSTS)!;
  expect(by?.kind === 'choice' && by.choices.map(({ value }) => value)).toEqual([
    'member',
    'members',
    'majority',
    'all',
  ]);
});

test.each(['', 'abc', '-1', '1.5', '1e3', '99999999'])('“%s” is no number that the rules allow', (typed) => {
  expect(checkStatutes(change('admission.vouchers', { vouchers: typed })!, [])).toMatchObject({
    ok: false,
    refusal: { rule: 'statutes_number_out_of_range' },
  });
});

test.each(['always', 'powers.conjure', 'roles.emperor', 'admission', '', '__proto__'])(
  'nothing can be changed at “%s”',
  (path) => {
    expect(ruleFields(articles, path, POSTS)).toBeNull();
    expect(changeRule(articles, path, POSTS, () => '')).toBeNull();
  },
);
