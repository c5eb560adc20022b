import { describe, expect, test } from 'vitest';
import { additions, changeRule, ruleFields } from './rule-edit.ts';
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
      { class: 'supporter', name: 'Friend of the mill', votes: false },
    ],
    byApplication: false,
  },
  roles: [...articles.roles, { role: 'partera', name: 'Partera', holders: 2, termMonths: 6 }],
  powers: {
    ...articles.powers,
    admit: { by: 'roles', of: 2, among: ['treasurer', 'partera'] },
    invite: {
      by: 'role',
      role: 'partera',
      upTo: { perActMinor: '1500', per: { days: 7, acts: 2, amountMinor: '900719925474099312' } },
    },
  },
};
const KNOWN = { posts: ['coordinator', 'treasurer', 'secretary', 'list_keeper'], languages: ['en', 'es'] };

/** What the form would send if nobody touched it. */
function untouched(of: Articles, path: string): Record<string, string> {
  return Object.fromEntries(
    (ruleFields(of, path, KNOWN) ?? []).flatMap((field) => {
      if (field.kind === 'ticks') return field.ticks.map(({ name, value }) => [name, value ? 'yes' : '']);
      if (field.kind === 'yes_no') return [[field.name, field.value ? 'yes' : '']];
      return [[field.name, String(field.value ?? '')]];
    }),
  );
}

function answer(path: string, answers: Record<string, string>, of: Articles = articles) {
  return changeRule(of, path, KNOWN, (name) => ({ ...untouched(of, path), ...answers })[name] ?? '')!;
}

function change(path: string, answers: Record<string, string>, of: Articles = articles): Articles {
  const changed = answer(path, answers, of);
  if (!changed.ok) throw new Error(JSON.stringify(changed.problems));
  return changed.articles;
}

describe.each([
  ['a small set of rules', articles],
  ['a wider one', wider],
])('every sentence of %s', (_, of) => {
  const paths = rulesText(of)
    .filter((sentence) => !sentence.always)
    .map(({ path }) => path);

  test.each(paths)('%s can be changed, and sent untouched changes nothing', (path) => {
    expect(ruleFields(of, path, KNOWN)).not.toBeNull();
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
  [
    'powers.admit',
    { by: 'roles', of: '2', 'among.treasurer': 'yes', 'among.secretary': 'yes', times: 'never' },
    { powers: { admit: { by: 'roles', of: 2, among: ['treasurer', 'secretary'] } } },
  ],
  ['roles.treasurer', { name: '  Keeper of\tthe box ' }, { roles: [{}, { name: 'Keeper of the box' }, {}] }],
  [
    'classes.member',
    { name: 'Ejidataria' },
    { admission: { classes: [{ name: 'Ejidataria', votes: true }] } },
  ],
])('%s becomes %o', (path, answers, expected) => {
  const changed = change(path, answers);
  expect(changed).toMatchObject(expected);
  expect(checkStatutes(changed, Object.keys(changed.powers))).toMatchObject({ ok: true });
});

test('a limit goes with the post it was set for, and goes when it is emptied', () => {
  expect(change('powers.describe', { times: '', days: '' }).powers['describe']).toEqual({
    by: 'role',
    role: 'secretary',
  });
  expect(change('powers.describe', { by: 'member' }).powers['describe']).toEqual({ by: 'member' });
  const sum = change('powers.invite', { each: '', times: '', sum: '12' }, wider);
  expect(sum.powers['invite']).toMatchObject({ upTo: { per: { days: 7, amountMinor: '12' } } });
});

test('amounts are asked for where the rules have one', () => {
  const names = (of: Articles) => ruleFields(of, 'powers.invite', KNOWN)!.map(({ name }) => name);
  expect(names(articles)).toEqual(['by', 'of', 'among', 'times', 'days']);
  expect(names(wider)).toEqual(['by', 'of', 'among', 'times', 'days', 'each', 'sum']);
});

test('a known post can be added and taken out', () => {
  const added = change('roles', { role: 'list_keeper', holders: '3', termMonths: '6' });
  expect(added.roles.at(-1)).toEqual({ role: 'list_keeper', holders: 3, termMonths: 6 });
  expect(change('roles.list_keeper', { out: 'yes', holders: 'many' }, added)).toEqual(articles);
  expect(answer('roles', { role: 'emperor' })).toMatchObject({ ok: false, problems: { role: {} } });
});

test('a post of one’s own has the name it was given, and does from then on what was ticked', () => {
  const added = change('roles', {
    role: 'own',
    name: 'Guardián de las semillas',
    holders: '2',
    'may.invite': 'yes',
    'may.admit': 'yes',
    'may.amend': 'yes',
    times: '4',
    days: '7',
  });
  const role = 'guardian_de_las_semillas';
  const power = { by: 'role', role, upTo: { per: { days: 7, acts: 4 } } };
  expect(added.roles.at(-1)).toEqual({ role, name: 'Guardián de las semillas', holders: 2, termMonths: 12 });
  expect(added.powers).toEqual({ ...articles.powers, invite: power, admit: power });
});

test('a name that is there already is refused, whatever its key', () => {
  const rule = (of: Articles) => {
    const checked = checkStatutes(of, []);
    return checked.ok ? null : checked.refusal.rule;
  };
  expect(rule(change('roles', { role: 'own', name: 'Treasurer' }))).toBe('statutes_role_repeated');
  expect(rule(change('roles', { role: 'own', name: 'PARTERA' }, wider))).toBe('statutes_role_repeated');
  expect(rule(change('classes', { name: 'friend of the Mill' }, wider))).toBe('statutes_class_repeated');
  expect(rule(change('roles', { role: 'own', name: 'ክፍል' }))).toBeNull();
});

test('a kind of member can be added, given a vote and taken out; the last one cannot', () => {
  const added = change('classes', { name: 'Aprendiz' });
  expect(added.admission.classes.at(-1)).toEqual({ class: 'aprendiz', name: 'Aprendiz', votes: false });
  expect(change('classes.aprendiz', { votes: 'yes' }, added).admission.classes.at(-1)?.votes).toBe(true);
  expect(change('classes.aprendiz', { out: 'yes' }, added)).toEqual(articles);
  expect(ruleFields(articles, 'classes.member', KNOWN)!.map(({ name }) => name)).toEqual(['name', 'votes']);
});

test('as much can be added as the articles hold', () => {
  expect(additions(articles)).toEqual([
    'roles',
    'classes',
    'books.units',
    'exchange',
    'care',
    'voice.entrenched',
  ]);
  const roles = Array.from({ length: 30 }, (_, at) => ({ role: `r${at}`, holders: 1, termMonths: 1 }));
  const others = ['classes', 'books.units', 'exchange', 'care', 'voice.entrenched'];
  expect(additions({ ...articles, roles })).toEqual(others);
  expect(ruleFields({ ...articles, roles }, 'roles', KNOWN)).toBeNull();
});

test.each([
  ['roles', { role: 'own', name: ' \t' }, { name: 'rule-edit.wrong.empty' }],
  ['roles', { role: 'own', name: 'a'.repeat(41) }, { name: 'rule-edit.wrong.long' }],
  ['roles', { times: '3' }, { may: 'rule-edit.wrong.may' }],
  ['roles.treasurer', { holders: '51' }, { holders: 'rule-edit.wrong.number' }],
  ['powers.admit', { by: 'roles', of: '2' }, { among: 'rule-edit.wrong.among' }],
  ['powers.admit', { by: 'members', of: '' }, { of: 'rule-edit.wrong.number' }],
  ['powers.admit', { by: 'role.king' }, { by: 'rule-edit.wrong.choice' }],
  ['powers.describe', { times: '0' }, { times: 'rule-edit.wrong.number' }],
  ['powers.describe', { times: '', days: '9' }, { times: 'rule-edit.wrong.times-missing' }],
  ['classes', { name: '' }, { name: 'rule-edit.wrong.empty' }],
] as [string, Record<string, string>, Record<string, string>][])(
  '%s with %o is asked again, as it was filled in',
  (path, answers, expected) => {
    const asked = answer(path, answers);
    if (asked.ok) throw new Error('was taken');
    const problems = Object.entries(asked.problems).map(([name, { key }]) => [name, key]);
    expect(Object.fromEntries(problems)).toEqual(expected);
    const typed = asked.fields.filter(({ name }) => name in answers);
    expect(typed.map((field) => 'value' in field && field.value)).toEqual(
      typed.map(({ name }) => answers[name]),
    );
  },
);

test('no post is offered a power that would let it keep itself', () => {
  const [by] = ruleFields(articles, 'powers.amend', KNOWN)!;
  expect(by?.kind === 'choice' && by.choices.map(({ value }) => value)).toEqual([
    'member',
    'members',
    'majority',
    'all',
    'decision',
  ]);
});

test.each(['', 'abc', '-1', '1.5', '1e3', '99999999'])('“%s” is no number that the rules allow', (typed) => {
  expect(answer('admission.vouchers', { vouchers: typed })).toMatchObject({
    ok: false,
    problems: { vouchers: { key: 'rule-edit.wrong.number', values: { least: 0, most: 20 } } },
  });
});

test.each([
  'always',
  'powers.conjure',
  'powers.toString',
  'roles.emperor',
  'classes.king',
  'admission',
  '',
  '__proto__',
])('nothing can be changed at “%s”', (path) => {
  expect(ruleFields(articles, path, KNOWN)).toBeNull();
  expect(changeRule(articles, path, KNOWN, () => '')).toBeNull();
});
