import { describe, expect, test } from 'vitest';
import { network } from '../../../forms/network.ts';
import { changedArticles, decideAmendment, type Amendable } from './amendment.ts';
import { articlesInput } from './articles-input.ts';
import type { UnitRule } from './books.ts';
import type { Mandate } from './standing.ts';
import type { Articles } from './statutes.ts';
import { USUAL_VOICE, type Entrenched, type Way } from './voice.ts';

const rules: Articles = network.articles;

function mandate(role: string, startsOn: string, endsOn: string, more: Partial<Mandate> = {}): Mandate {
  return {
    id: `man_${role}_${startsOn}_${endsOn}`,
    role,
    member: 'mem_1',
    startsOn,
    endsOn,
    rehearsal: false,
    endedAt: null,
    ...more,
  };
}

const present: Amendable = {
  articles: rules,
  draft: false,
  today: '2027-06-01',
  classes: [{ class: 'group', full: 3, organizations: 0 }],
  mandates: [
    mandate('list_keeper', '2027-01-01', '2027-09-01'),
    mandate('list_keeper', '2027-01-01', '2028-01-01'),
    mandate('list_keeper', '2027-10-01', '2028-02-01'),
    mandate('treasurer', '2026-01-01', '2027-06-01'),
    mandate('coordinator', '2027-01-01', '2028-01-01', { endedAt: '2027-02-01T00:00:00Z' }),
  ],
};

const withHolders = (holders: number): Articles => ({
  ...rules,
  roles: rules.roles.map((one) => (one.role === 'list_keeper' ? { ...one, holders } : one)),
});

const way: Way = {
  method: 'majority',
  share: { parts: 2, of: 3, reached: 'least' },
  base: 'roll',
  blocks: 0,
  quorumPercent: 50,
  noQuorum: 'again',
  talkDays: 3,
  voteDays: 5,
  waitDays: 7,
  secrecy: 'blind',
  voters: 'both',
};

const sign = ({ powers }: Articles, ...ways: Way[]): Articles['powers'] => ({
  ...powers,
  amend: { by: 'members', of: 2, ways },
});

function ruled(wanted: Articles, more: Partial<Amendable> = {}) {
  const decided = decideAmendment({ ...present, ...more }, wanted);
  return decided.ok ? 'accepted' : decided.refusal;
}

describe('other rules', () => {
  test('keep the kinds of members that somebody is of', () => {
    const [group, supporter] = rules.admission.classes;
    const only = (classes: Articles['admission']['classes']) => ({
      ...rules,
      admission: { ...rules.admission, classes },
    });
    expect(ruled(only([group!]))).toBe('accepted');
    const classes = [...present.classes, { class: 'supporter', full: 0, organizations: 0 }];
    expect(ruled(only([group!]), { classes })).toEqual({
      rule: 'class_in_use',
      class: 'supporter',
    });
    expect(ruled(only([supporter!]))).toEqual({ rule: 'statutes_nobody_votes' });
  });

  test('leave somebody who votes', () => {
    const turned = {
      ...rules,
      admission: {
        ...rules.admission,
        classes: rules.admission.classes.map((one) => ({ ...one, votes: !one.votes })),
      },
    };
    const supporters = (full: number) => ({
      classes: [...present.classes, { class: 'supporter', full, organizations: 0 }],
    });
    expect(ruled(turned)).toEqual({ rule: 'nobody_would_vote' });
    expect(ruled(turned, supporters(0))).toEqual({ rule: 'nobody_would_vote' });
    expect(ruled(turned, supporters(1))).toBe('accepted');
  });

  describe('leave somebody whom the ways of changing them ask', () => {
    const both = rules.admission.classes.map((one) => ({ ...one, votes: true }));
    const open = { ...rules, admission: { ...rules.admission, who: 'both' as const, classes: both } };
    const amended = (...ways: Way[]): Articles => ({
      ...open,
      powers: { ...open.powers, amend: { by: 'decision', ways } },
    });
    const guarded = (...entrenched: Entrenched[]): Articles => ({
      ...open,
      voice: { ...USUAL_VOICE, entrenched },
    });
    const all: Way = { ...way, voters: 'members' };
    const ofGroups: Way = { ...way, voters: 'organizations' };
    const ofSupporters: Way = { ...way, voters: 'classes', classes: ['supporter'] };
    const guard: Entrenched = { article: 'exit', way: ofGroups };

    test.each<[string, Articles, boolean]>([
      ['all of us', amended(all), true],
      ['people and groups', amended(way), true],
      ['groups alone', amended(ofGroups), false],
      ['a kind that nobody is of', amended(ofSupporters), false],
      ['neither of them', amended(ofGroups, ofSupporters), false],
      ['groups, or all of us', amended(ofGroups, all), true],
      ['groups, where some of us can sign', { ...amended(), powers: sign(open, ofGroups) }, true],
      ['a guard of all of us', guarded({ article: 'exit', way: all }), true],
      ['a guard of groups', guarded(guard), false],
      ['a guard of a kind that nobody is of', guarded({ article: 'exit', way: ofSupporters }), false],
      ['one such guard of two', guarded({ article: 'roles', way: all }, guard), false],
    ])('%s', (_who, wanted, is) => {
      expect(ruled(wanted)).toEqual(is ? 'accepted' : { rule: 'nobody_would_vote' });
    });

    test('as soon as one of those is among us', () => {
      const withGroup = { classes: [{ class: 'group', full: 3, organizations: 1 }] };
      const withSupporter = {
        classes: [...present.classes, { class: 'supporter', full: 1, organizations: 0 }],
      };
      expect(ruled(amended(ofGroups), withGroup)).toBe('accepted');
      expect(ruled(guarded(guard), withGroup)).toBe('accepted');
      expect(ruled(amended(ofSupporters), withSupporter)).toBe('accepted');
      expect(ruled(amended(ofGroups), withSupporter)).toEqual({ rule: 'nobody_would_vote' });
    });

    test('do not mind what was so before', () => {
      const later = { ...guarded(guard), exit: { ...rules.exit, noticeDays: 1 } };
      expect(ruled(later, { articles: guarded(guard) })).toBe('accepted');
      const another = { ...guard, article: 'roles' as const };
      expect(ruled(guarded(guard, another), { articles: guarded(guard) })).toEqual({
        rule: 'nobody_would_vote',
      });
    });
  });

  describe('and ways on the spot that no hands can decide', () => {
    const secret: Way = { ...way, voters: 'members', secrecy: 'separated', voteDays: 0 };
    const ranks: Way = { ...secret, method: 'schulze', secrecy: 'open' };
    const ways = (describe: readonly Way[], entrenched: readonly Entrenched[] = []): Articles => ({
      ...rules,
      voice: { ...USUAL_VOICE, entrenched },
      powers: { ...rules.powers, describe: { by: 'member', ways: describe } },
    });
    const old = ways([secret, ranks], [{ article: 'exit', way: secret }]);
    const unfit = (matter: string) => ({ rule: 'statutes_way_unfit', matter, why: 'not_on_the_spot' });
    const later = (wanted: Articles) => ruled(wanted, { articles: old });

    test('are left alone where they stand', () => {
      expect(later({ ...old, exit: { ...old.exit, noticeDays: 1 } })).toBe('accepted');
      expect(later(ways([ranks], old.voice!.entrenched))).toBe('accepted');
      expect(later(ways([{ ...secret, voteDays: 1 }, ranks], old.voice!.entrenched))).toBe('accepted');
    });

    test('are refused where they are new, or other than before', () => {
      expect(ruled(old)).toEqual(unfit('describe'));
      expect(ruled(ways([], old.voice!.entrenched))).toEqual(unfit('amend'));
      expect(later(ways([secret, { ...ranks, waitDays: 1 }]))).toEqual(unfit('describe'));
      expect(later(ways([], [{ article: 'roles', way: secret }]))).toEqual(unfit('amend'));
      const elsewhere: Articles['powers'] = { ...old.powers, admit: { by: 'member', ways: [secret] } };
      expect(later({ ...old, powers: elsewhere })).toEqual(unfit('admit'));
    });
  });

  test('keep the posts that somebody holds, today or from a day that is settled', () => {
    const without = (role: string) => ({
      ...rules,
      powers: { ...rules.powers, list: { by: 'member' as const } },
      roles: rules.roles.filter((one) => one.role !== role),
    });
    expect(ruled(without('list_keeper'))).toEqual({ rule: 'post_in_use', role: 'list_keeper' });
    expect(ruled(without('treasurer'))).toBe('accepted');
  });

  test.each([
    [3, 'accepted'],
    [2, 'accepted'],
    [1, { rule: 'post_held_by_more', role: 'list_keeper', held: 2, holders: 1, endsOn: '2028-01-01' }],
  ])('leave room for those who hold a post: %i', (holders, expected) => {
    expect(ruled(withHolders(holders))).toEqual(expected);
  });

  test('do not mind posts of a rehearsal, nor what was too narrow before', () => {
    expect(ruled(withHolders(1), { draft: true })).toBe('accepted');
    expect(ruled(withHolders(1), { articles: withHolders(1) })).toBe('accepted');
  });
});

const spoken: Articles = {
  ...rules,
  voice: { ...USUAL_VOICE, entrenched: [{ article: 'exit', way }] },
  powers: { ...rules.powers, amend: { by: 'members', share: 'all', ways: [way] } },
};

describe('which articles an amendment touches', () => {
  const touched = (change: Partial<Articles>) => changedArticles(spoken, { ...spoken, ...change });

  test('those that read otherwise, one that is new, and one that is gone', () => {
    expect(touched({})).toEqual([]);
    expect(touched({ exit: { ...spoken.exit, noticeDays: 1 } })).toEqual(['exit']);
    expect(touched({ roles: [], admission: { ...spoken.admission, vouchers: 1 } })).toEqual([
      'admission',
      'roles',
    ]);
    const { voice: _voice, ...silent } = { ...spoken, voice: USUAL_VOICE };
    expect(changedArticles(silent, { ...silent, voice: USUAL_VOICE })).toEqual(['voice']);
    expect(changedArticles({ ...silent, voice: USUAL_VOICE }, silent)).toEqual(['voice']);
  });

  test('what is counted, which can be guarded like any other', () => {
    const books = { units: [] };
    expect(touched({ books })).toEqual(['books']);
    const guarded: Articles = {
      ...spoken,
      books,
      voice: { ...USUAL_VOICE, entrenched: [{ article: 'books', way }] },
    };
    expect(changedArticles(guarded, { ...guarded, voice: USUAL_VOICE })).toEqual(['books', 'voice']);
  });

  test('not one whose parts only stand in another order', () => {
    const { noticeDays, appealDays } = spoken.exit;
    const turned = Object.fromEntries(Object.entries(spoken.powers).reverse());
    expect(touched({ exit: { appealDays, noticeDays }, powers: turned })).toEqual([]);
    expect(touched({ roles: [...spoken.roles].reverse() })).toEqual(['roles']);
  });

  test('also one that would be guarded no longer, or otherwise', () => {
    const guard = (...entrenched: NonNullable<Articles['voice']>['entrenched']) =>
      touched({ voice: { ...spoken.voice!, entrenched } });
    expect(guard()).toEqual(['exit', 'voice']);
    expect(guard({ article: 'exit', way: { ...way, quorumPercent: 10 } })).toEqual(['exit', 'voice']);
    expect(guard({ article: 'exit', way }, { article: 'roles', way })).toEqual(['voice']);
    expect(touched({ voice: { ...spoken.voice!, brakeMembers: 3 } })).toEqual(['voice']);
  });
});

test('articles come in as they went out', () => {
  expect(articlesInput.parse(JSON.parse(JSON.stringify(spoken)))).toEqual(spoken);
  const wrong = (change: object) => articlesInput.safeParse({ ...spoken, ...change }).success;
  expect(wrong({ voice: { ...spoken.voice, entrenched: [{ article: 'always', way }] } })).toBe(false);
  expect(wrong({ voice: { ...spoken.voice, king: true } })).toBe(false);
  const decided = (ways: unknown[]) =>
    wrong({ powers: { ...spoken.powers, amend: { by: 'decision', ways } } });
  expect(decided([way])).toBe(true);
  expect(decided([{ ...way, method: 'shouting' }])).toBe(false);
  expect(decided([way, way, way, way])).toBe(true);
  expect(decided([way, way, way, way, way])).toBe(false);
});

test('a unit stays what it is once the group is founded; its words and limits may change', () => {
  const unit: UnitRule = {
    unit: 'grain',
    kind: 'mutual_credit',
    code: 'GRAIN',
    scale: 2,
    words: { en: { one: 'grain', many: 'grains' } },
    holders: [],
    credit: { by: 'all', minor: '10000' },
  };
  const counting = (...units: UnitRule[]): Articles => ({ ...rules, books: { units } });
  const free = { ...present, mandates: [], articles: counting(unit) };
  const said = (wanted: Articles, from: Amendable = free) => {
    const decided = decideAmendment(from, wanted);
    return decided.ok ? 'fine' : decided.refusal;
  };
  const stays = { rule: 'unit_stays', unit: 'grain' };
  for (const wanted of [
    rules,
    counting({ ...unit, scale: 0 }),
    counting({ ...unit, code: 'CORN' }),
    counting({ ...unit, kind: 'points' }),
  ])
    expect(said(wanted)).toEqual(stays);
  expect(said(rules, { ...free, draft: true })).toBe('fine');
  expect(said(counting({ ...unit, credit: { by: 'nobody' }, words: { es: { one: 'a', many: 'b' } } }))).toBe(
    'fine',
  );
});
