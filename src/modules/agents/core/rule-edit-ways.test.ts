/** How ways of deciding, and what holds for all of them, are changed sentence by sentence. */
import { describe, expect, test } from 'vitest';
import { association } from '../../../forms/association.ts';
import { localExchangeSystem } from '../../../forms/local-exchange-system.ts';
import { network } from '../../../forms/network.ts';
import { additions, changeRule, ruleFields } from './rule-edit.ts';
import { compareRules, rulesText } from './rules-text.ts';
import { checkStatutes, type Articles, type Power } from './statutes.ts';
import { ENTRENCHABLE, FACE_TO_FACE, METHODS, USUAL_VOICE, type Way } from './voice.ts';

const rules: Articles = association.articles;
const { voice: _voice, ...unspoken } = rules;
const KNOWN = { posts: [], languages: [] };

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

function answer(path: string, answers: Record<string, string>, of: Articles = rules) {
  return changeRule(of, path, KNOWN, (name) => ({ ...untouched(of, path), ...answers })[name] ?? '')!;
}

function change(path: string, answers: Record<string, string>, of: Articles = rules): Articles {
  const changed = answer(path, answers, of);
  if (!changed.ok) throw new Error(JSON.stringify(changed.problems));
  expect(checkStatutes(changed.articles, Object.keys(of.powers))).toMatchObject({ ok: true });
  return changed.articles;
}

/** The same rules in a group of these kinds of members. */
const withKinds = (...classes: Articles['admission']['classes']): Articles => ({
  ...rules,
  admission: { ...rules.admission, classes },
});

const waysAfter = (path: string, answers: Record<string, string>, of: Articles = rules) =>
  change(path, answers, of).powers[path.split('.')[1]!]!.ways;

describe.each<[string, Articles]>([
  ['an association', rules],
  ['a network', network.articles],
  ['a group that does not say how it decides', unspoken],
])('every sentence of %s', (_, of) => {
  const paths = rulesText(of)
    .filter((sentence) => !sentence.always)
    .map(({ path }) => path);

  test.each(paths)('%s can be changed, and sent untouched changes nothing', (path) => {
    expect(change(path, {}, of)).toEqual(of);
  });

  test('has an id and a place of its own', () => {
    expect(new Set(paths).size).toBe(paths.length);
    const ids = rulesText(of).map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });
});

describe('a matter', () => {
  test('can be decided in one way more, as long as there are not three', () => {
    const [consent] = rules.powers['admit']!.ways!;
    const ways = waysAfter('powers.admit', { add: 'consensus' });
    expect(ways).toEqual([consent, { ...consent, method: 'consensus' }]);
    expect(rules.powers['appoint']!.ways).toHaveLength(3);
    expect(untouched(rules, 'powers.appoint')).not.toHaveProperty('add');
    expect(change('powers.appoint', { add: 'lot' })).toEqual(rules);
  });

  test('keeps its ways, whoever else carries it', () => {
    const { ways } = rules.powers['exclude']!;
    expect(change('powers.exclude', { by: 'members', of: '5' }).powers['exclude']).toEqual({
      by: 'members',
      of: 5,
      ways,
    });
    const decided = change('powers.exclude', { by: 'decision' });
    expect(decided.powers['exclude']).toEqual({ by: 'decision', ways });
    expect(change('powers.exclude', { by: 'majority' }, decided)).toEqual(rules);
  });

  test('that only a decision carries has a way from the first', () => {
    expect(answer('powers.moderate', { by: 'decision' })).toMatchObject({
      ok: false,
      problems: { add: { key: 'rule-edit.wrong.no-way' } },
    });
    expect(change('powers.moderate', { by: 'decision', add: 'consent' }).powers['moderate']).toMatchObject({
      by: 'decision',
      ways: [{ method: 'consent' }],
    });
    expect(answer('powers.moderate', { add: 'shouting' })).toMatchObject({ problems: { add: {} } });
  });

  test.each([
    ['powers.share_out', ['equal_shares', 'greedy', 'phragmen']],
    ['powers.moderate', ['consent', 'consensus', 'majority']],
    ['powers.appoint', METHODS.filter((one) => !['equal_shares', 'greedy', 'phragmen'].includes(one))],
  ])('%s is offered the methods that fit it', (path, methods) => {
    const one = { ...rules.powers['appoint']!, ways: [] } as Power;
    const of = { ...rules, powers: { ...rules.powers, appoint: one } };
    const add = ruleFields(of, path, KNOWN)!.find(({ name }) => name === 'add');
    expect(add?.kind === 'choice' && add.choices.map(({ value }) => value)).toEqual(['none', ...methods]);
  });
});

test.each(FACE_TO_FACE)('%s is left to nobody’s vote', (matter) => {
  const fields = ruleFields(localExchangeSystem.articles, `powers.${matter}`, KNOWN)!;
  const [by] = fields;
  expect(fields.map(({ name }) => name)).not.toContain('add');
  expect(by?.kind === 'choice' && by.choices.map(({ value }) => value)).not.toContain('decision');
});

describe('a way', () => {
  const revoke = 'powers.revoke.0';
  const [way] = rules.powers['revoke']!.ways as readonly [Way];

  test.each<[string, Record<string, string>, Partial<Way>]>([
    ['takes more', { share: 'two_thirds' }, { share: { parts: 2, of: 3, reached: 'least' } }],
    ['takes all', { share: 'all' }, { share: { parts: 1, of: 1, reached: 'least' } }],
    [
      'takes a percent',
      { share: 'percent', percent: '55' },
      { share: { parts: 55, of: 100, reached: 'least' } },
    ],
    ['asks for others', { quorumPercent: '0', noQuorum: 'fails' }, { quorumPercent: 0, noQuorum: 'fails' }],
    [
      'takes its time',
      { talkDays: '180', voteDays: '0', waitDays: '365', secrecy: 'open' },
      { talkDays: 180, voteDays: 0, waitDays: 365, secrecy: 'open' },
    ],
    ['is blind', { secrecy: 'blind' }, { secrecy: 'blind' }],
  ])('%s', (_what, answers, expected) => {
    expect(waysAfter(revoke, answers)).toEqual([{ ...way, ...expected }]);
  });

  test('keeps nothing that its method does not use', () => {
    const { base: _base, ...plain } = way;
    const answers = { share: 'percent', percent: '70', blocks: '2', secrecy: 'separated' };
    expect(waysAfter(revoke, { ...answers, method: 'consent' })).toEqual([
      { ...plain, method: 'consent', secrecy: 'open' },
    ]);
    expect(waysAfter(revoke, { ...answers, method: 'consensus' })).toEqual([
      { ...plain, method: 'consensus', secrecy: 'open', blocks: 2 },
    ]);
    const [stv, ...others] = rules.powers['appoint']!.ways!;
    expect(waysAfter('powers.appoint.0', { ...answers, method: 'meek' })).toEqual([
      { ...stv, method: 'meek' },
      ...others,
    ]);
  });

  test('keeps a part that has no name here, until another is chosen', () => {
    const of = {
      ...rules,
      powers: {
        ...rules.powers,
        revoke: {
          ...rules.powers['revoke']!,
          ways: [{ ...way, share: { parts: 5, of: 7, reached: 'more' } as const }],
        },
      },
    };
    expect(change(revoke, {}, of)).toEqual(of);
    expect(waysAfter(revoke, { share: 'half' }, of)).toEqual([way]);
  });

  test('goes when it is not needed, but not the only one of what is decided', () => {
    const { ways: _ways, ...signed } = rules.powers['revoke']!;
    expect(change(revoke, { out: 'yes', talkDays: 'many' }).powers['revoke']).toEqual(signed);
    const [, second, third] = rules.powers['resolve']!.ways!;
    expect(waysAfter('powers.resolve.0', { out: 'yes' })).toEqual([second, third]);
    expect(untouched(rules, 'powers.share_out.0')).not.toHaveProperty('out');
  });

  test('counts people and organizations apart only where both belong to us', () => {
    expect(untouched(rules, revoke)).not.toHaveProperty('voters');
    const [both] = waysAfter('powers.revoke.0', { voters: 'both' }, network.articles)!;
    expect(both).toMatchObject({ voters: 'both' });
    expect(answer('powers.amend.0', { method: 'consent' }, network.articles)).toMatchObject({
      ok: false,
      problems: { voters: {} },
    });
    const consent = { method: 'consent', voters: 'members' };
    expect(waysAfter('powers.amend.0', consent, network.articles)).toMatchObject([{ voters: 'members' }]);
    const [alone] = waysAfter('powers.resolve.0', { voters: 'organizations' }, network.articles)!;
    expect(alone).toMatchObject({ method: 'consent', voters: 'organizations' });
  });

  test('asks some kinds of members only where several have a vote, and by their names', () => {
    const of = withKinds({ class: 'worker', votes: true }, { class: 'kind_1', name: 'Eaters', votes: true });
    const fields = ruleFields(of, revoke, KNOWN)!;
    expect(fields.find(({ name }) => name === 'voters')).toMatchObject({
      choices: [{ value: 'members' }, { value: 'classes' }],
    });
    expect(fields.find(({ name }) => name === 'classes')).toMatchObject({
      ticks: [
        { name: 'classes.worker' },
        { name: 'classes.kind_1', words: { words: { role: { own: 'Eaters' } } } },
      ],
    });
    const ticked = { voters: 'classes', 'classes.kind_1': 'yes' };
    const [way] = waysAfter(revoke, ticked, of)!;
    expect(way).toMatchObject({ voters: 'classes', classes: ['kind_1'] });
    expect(answer(revoke, { voters: 'classes' }, of)).toMatchObject({ ok: false, problems: { classes: {} } });
    const chosen = change(revoke, ticked, of);
    expect(change(revoke, {}, chosen)).toEqual(chosen);
    expect(waysAfter(revoke, { voters: 'members' }, chosen)![0]).not.toHaveProperty('classes');
    expect(rulesText(chosen).find(({ path }) => path === revoke)).toMatchObject({
      values: { voters: 'classes' },
      lists: { kinds: [{ own: 'Eaters' }] },
    });
    expect(compareRules(of, chosen)).toMatchObject([{ is: 'changed', after: { path: revoke } }]);
  });

  test('lets no kind of member go that some way asks for', () => {
    const of = withKinds({ class: 'worker', votes: true }, { class: 'user', votes: true });
    const chosen = change(revoke, { voters: 'classes', 'classes.user': 'yes' }, of);
    for (const answers of [{ out: 'yes' }, { votes: '' }]) {
      const changed = answer('classes.user', answers, chosen);
      expect(changed.ok && checkStatutes(changed.articles, Object.keys(of.powers))).toMatchObject({
        refusal: { rule: 'statutes_way_unfit', matter: 'revoke', why: 'voters_unknown' },
      });
    }
  });

  test('asks nobody in particular where the lot falls', () => {
    const [lot] = waysAfter(
      'powers.resolve.0',
      { method: 'lot', voters: 'organizations' },
      network.articles,
    )!;
    expect(lot).toMatchObject({ method: 'lot', voters: 'members' });
  });

  test.each([
    [{ talkDays: '181' }, 'talkDays'],
    [{ quorumPercent: '101' }, 'quorumPercent'],
    [{ share: 'percent', percent: '50' }, 'percent'],
    [{ method: 'greedy' }, 'method'],
    [{ method: 'consensus', blocks: '' }, 'blocks'],
    [{ secrecy: 'whispered' }, 'secrecy'],
  ])('%o is asked again', (answers: Record<string, string>, name) => {
    expect(answer(revoke, answers)).toMatchObject({ ok: false, problems: { [name]: {} } });
  });
});

describe('what holds for all that is decided together', () => {
  test.each([
    ['delegations', 2],
    ['brakeMembers', 0],
    ['extendDays', 7],
    ['publishFrom', 12],
    ['inviteDays', 8],
    ['meetingPercent', 33],
    ['minutesSigners', 3],
  ] as const)('%s', (name, value) => {
    expect(change(`voice.${name}`, { [name]: String(value) }).voice).toEqual({
      ...rules.voice,
      [name]: value,
    });
    const said = change(`voice.${name}`, { [name]: String(value) }, unspoken);
    const usual = USUAL_VOICE[name] === value;
    expect(said.voice).toEqual(usual ? undefined : { ...USUAL_VOICE, [name]: value });
    expect(answer(`voice.${name}`, { [name]: '99999' })).toMatchObject({ ok: false });
  });

  test('posts are named whose holders sign the minutes, and taken out again', () => {
    const [{ role }] = rules.roles as readonly [Articles['roles'][number]];
    const named = change('voice.minutesSigners', { [`posts.${role}`]: 'yes' });
    expect(named.voice).toEqual({ ...rules.voice, minutesPosts: [role] });
    const sentence = rulesText(named).find(({ id }) => id === 'voice.minutesSigners');
    expect(sentence).toMatchObject({ key: 'rule.voice.minutes_posts', lists: { all: [`role.${role}`] } });
    expect(change('voice.minutesSigners', { [`posts.${role}`]: '' }, named)).toEqual(rules);
    const unknown = { ...named, voice: { ...named.voice!, minutesPosts: ['nobody'] } };
    expect(checkStatutes(unknown, Object.keys(rules.powers))).toMatchObject({
      refusal: { rule: 'statutes_role_unknown', matter: 'sign_minutes', role: 'nobody' },
    });
  });

  test('a part of the rules is guarded, in another way, and no more', () => {
    const guarded = change('voice.entrenched', { article: 'exit', quorumPercent: '80' });
    expect(guarded.voice!.entrenched.map(({ article }) => article)).toEqual(['dissolution', 'exit']);
    expect(guarded.voice!.entrenched[1]!.way).toMatchObject({
      share: { parts: 2, of: 3 },
      quorumPercent: 80,
    });
    const open = change('voice.entrenched.exit', { method: 'consent' }, guarded);
    expect(open.voice!.entrenched[1]!.way).toMatchObject({ method: 'consent', quorumPercent: 80 });
    expect(change('voice.entrenched.exit', { out: 'yes' }, open)).toEqual(rules);
    expect(answer('voice.entrenched', { article: 'dissolution' })).toMatchObject({
      problems: { article: {} },
    });
  });

  test('every part is guarded at most once', () => {
    const all = ENTRENCHABLE.filter((one) => one !== 'dissolution').reduce(
      (of, article) => change('voice.entrenched', { article }, of),
      rules,
    );
    expect(additions(rules)).toContain('voice.entrenched');
    expect(additions(all)).not.toContain('voice.entrenched');
    expect(ruleFields(all, 'voice.entrenched', KNOWN)).toBeNull();
  });
});

test.each([
  'powers.admit.1',
  'powers.admit.-1',
  'powers.admit.x',
  'powers.admit.0.0',
  'powers.toString.0',
  'powers.tell.0',
  'voice',
  'voice.king',
  'voice.toString',
  'voice.entrenched.exit',
  'roles.treasurer.0',
])('nothing can be changed at “%s”', (path) => {
  expect(ruleFields(rules, path, KNOWN)).toBeNull();
});

test('a change of ways and of what holds for all is told sentence by sentence', () => {
  const told = (after: Articles) =>
    compareRules(rules, after).map((one) => [one.is, 'after' in one ? one.after.id : one.before.id]);
  expect(told(change('powers.resolve.0', { out: 'yes' }))).toEqual([['taken_out', 'way.resolve.consent.0']]);
  expect(told(change('powers.admit', { add: 'majority' }))).toEqual([['added', 'way.admit.majority.0']]);
  expect(told(change('powers.revoke.0', { waitDays: '3' }))).toEqual([['changed', 'way.revoke.majority.0']]);
  expect(told(change('voice.brakeMembers', { brakeMembers: '0' }))).toEqual([
    ['changed', 'voice.brakeMembers'],
  ]);
  expect(told(change('voice.entrenched', { article: 'roles' }))).toEqual([['added', 'guard.roles']]);
  expect(compareRules(unspoken, { ...unspoken, voice: USUAL_VOICE })).toEqual([]);
});
