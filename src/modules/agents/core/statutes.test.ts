import { describe, expect, test } from 'vitest';
import { association } from '../../../forms/association.ts';
import { localExchangeSystem } from '../../../forms/local-exchange-system.ts';
import { network } from '../../../forms/network.ts';
import { USUAL_EXCHANGE } from './exchange.ts';
import {
  ALWAYS,
  checkStatutes,
  MATTERS,
  NEVER_ALONE,
  signaturesNeeded,
  STATUTES_RULES,
  votes,
  type Articles,
  type Power,
} from './statutes.ts';
import { FACE_TO_FACE, USUAL_VOICE, VOICE_RANGES, type Way } from './voice.ts';

const rules: Articles = association.articles;
const { admission, powers } = rules;

const way: Way = {
  method: 'majority',
  quorumPercent: 50,
  noQuorum: 'fails',
  talkDays: 3,
  voteDays: 5,
  waitDays: 0,
  secrecy: 'open',
  voters: 'members',
};
const inWays = (...ways: Way[]): Articles => ({
  ...rules,
  powers: { ...powers, describe: { by: 'decision', ways } },
});

/** Each rule with articles that break it alone. */
const broken: readonly [string, Articles][] = [
  [
    'statutes_matter_without_power',
    { ...rules, powers: { ...powers, invite: { by: 'roles', of: 1, among: [] } } },
  ],
  ['statutes_role_unknown', { ...rules, powers: { ...powers, invite: { by: 'role', role: 'king' } } }],
  [
    'statutes_posts_too_few',
    { ...rules, powers: { ...powers, invite: { by: 'roles', of: 3, among: ['treasurer', 'secretary'] } } },
  ],
  ['statutes_role_repeated', { ...rules, roles: [...rules.roles, rules.roles[0]!] }],
  ['statutes_class_missing', { ...rules, admission: { ...admission, classes: [] } }],
  [
    'statutes_class_repeated',
    { ...rules, admission: { ...admission, classes: [admission.classes[0]!, admission.classes[0]!] } },
  ],
  [
    'statutes_nobody_votes',
    { ...rules, admission: { ...admission, classes: [{ class: 'member', votes: false }] } },
  ],
  [
    'statutes_no_way_in',
    { ...rules, admission: { ...admission, byApplication: false, byInvitation: false } },
  ],
  ['statutes_number_out_of_range', { ...rules, exit: { ...rules.exit, appealDays: 6 } }],
  ['statutes_way_unfit', inWays({ ...way, method: 'greedy' })],
  [
    'statutes_books_unfit',
    {
      ...rules,
      books: {
        units: [
          {
            unit: 'maiz',
            kind: 'mutual_credit',
            code: 'MAIZ',
            scale: 2,
            words: {},
            holders: [],
            credit: { by: 'nobody' },
          },
        ],
      },
    },
  ],
  ['statutes_exchange_unfit', { ...rules, exchange: { ...USUAL_EXCHANGE, standDays: 6 } }],
  ['statutes_always_so', { ...rules, always: ALWAYS.slice(1) }],
  [
    'statutes_post_guards_itself',
    { ...rules, powers: { ...powers, revoke: { by: 'role', role: 'treasurer' } } },
  ],
  [
    'statutes_one_sends_away',
    { ...rules, powers: { ...powers, exclude: { by: 'role', role: 'treasurer' } } },
  ],
];

describe('statutes that nobody can live under', () => {
  test.each(broken)('%s', (rule, articles) => {
    const checked = checkStatutes(articles, MATTERS);
    expect(checked.ok ? 'accepted' : checked.refusal.rule).toBe(rule);
  });

  test('are here for every rule, in their order', () => {
    expect(broken.map(([rule]) => rule)).toEqual(STATUTES_RULES);
  });

  test('leave a matter to nobody', () => {
    expect(checkStatutes(rules, [...MATTERS, 'lend'])).toEqual({
      ok: false,
      refusal: { rule: 'statutes_matter_without_power', matter: 'lend' },
    });
  });
});

test.each<[Power, boolean]>([
  [{ by: 'member' }, false],
  [{ by: 'role', role: 'treasurer' }, false],
  [{ by: 'roles', of: 1, among: ['treasurer', 'secretary'] }, false],
  [{ by: 'members', of: 1 }, false],
  [{ by: 'roles', of: 2, among: ['treasurer', 'secretary'] }, true],
  [{ by: 'members', of: 2 }, true],
  [{ by: 'members', share: 'majority' }, true],
])('nobody sends others away alone: %j', (power, fine) => {
  for (const matter of NEVER_ALONE) {
    expect(checkStatutes({ ...rules, powers: { ...powers, [matter]: power } }, MATTERS).ok).toBe(fine);
  }
});

describe('the forms of the house', () => {
  test.each([association, network])('$form can be lived under', ({ articles, matters }) => {
    expect(checkStatutes(articles, [...MATTERS, ...matters])).toEqual({ ok: true, value: articles });
  });
});

describe('numbers', () => {
  const fits = (change: Partial<Articles>) => checkStatutes({ ...rules, ...change }, MATTERS).ok;
  const role = (holders: number, termMonths: number) => ({
    roles: rules.roles.map((one) => ({ ...one, holders, termMonths })),
  });

  const limit = (days: number, acts: number) => ({
    powers: { ...powers, invite: { by: 'role' as const, role: 'treasurer', upTo: { per: { days, acts } } } },
  });
  const together = (of: number) => ({
    powers: { ...powers, invite: { by: 'roles' as const, of, among: ['treasurer', 'secretary'] } },
  });

  test.each([
    ['no voucher', { admission: { ...admission, vouchers: 0 } }, true],
    ['twenty vouchers', { admission: { ...admission, vouchers: 20 } }, true],
    ['twenty-one', { admission: { ...admission, vouchers: 21 } }, false],
    ['two years on trial', { admission: { ...admission, trialDays: 730 } }, true],
    ['a day more', { admission: { ...admission, trialDays: 731 } }, false],
    ['ninety days of notice', { exit: { noticeDays: 90, appealDays: 30 } }, true],
    ['ninety-one', { exit: { noticeDays: 91, appealDays: 30 } }, false],
    ['a week to appeal', { exit: { noticeDays: 0, appealDays: 7 } }, true],
    ['a year to appeal', { exit: { noticeDays: 0, appealDays: 365 } }, true],
    ['half a day of notice', { exit: { noticeDays: 0.5, appealDays: 30 } }, false],
    ['one holder for a month', role(1, 1), true],
    ['no holder', role(0, 12), false],
    ['six years', role(50, 72), true],
    ['more than six years', role(1, 73), false],
    ['a post for fifty-one', role(51, 12), false],
    ['a limit of nothing', limit(30, 0), false],
    ['once in a leap year', limit(366, 1), true],
    ['once in more', limit(367, 1), false],
    ['all the holders of two posts', together(2), true],
    ['one more than hold them', together(3), false],
    ['none of the members', { powers: { ...powers, admit: { by: 'members' as const, of: 0 } } }, false],
  ])('%s', (_what, change, fine) => {
    expect(fits(change)).toBe(fine);
  });
});

describe('ways of deciding', () => {
  const why = (articles: Articles, more: readonly string[] = []) => {
    const checked = checkStatutes(articles, [...MATTERS, ...more]);
    return checked.ok ? null : checked.refusal;
  };

  test('are none too few where only decisions carry it, and may be none where others do', () => {
    expect(why(inWays())).toEqual({ rule: 'statutes_matter_without_power', matter: 'describe' });
    expect(why({ ...rules, powers: { ...powers, describe: { by: 'member', ways: [] } } })).toBeNull();
    expect(why(inWays(way))).toBeNull();
  });

  test('are looked at beside every other power too', () => {
    const unfit = { ...way, quorumPercent: 101 };
    const refused = { rule: 'statutes_way_unfit', matter: 'describe', why: 'number_out_of_range' };
    expect(why(inWays(way, unfit))).toEqual(refused);
    expect(why({ ...rules, powers: { ...powers, describe: { by: 'member', ways: [unfit] } } })).toEqual(
      refused,
    );
    const upTo = { by: 'role', role: 'treasurer', ways: [unfit] } as const;
    expect(why({ ...rules, powers: { ...powers, describe: upTo } })).toEqual(refused);
  });

  test('are none for what one person does with another', () => {
    const { articles, matters } = localExchangeSystem;
    for (const matter of FACE_TO_FACE) {
      const voted = { ...articles.powers, [matter]: { by: 'member', ways: [way] } } as const;
      expect(why({ ...articles, powers: voted }, matters)).toEqual({
        rule: 'statutes_way_unfit',
        matter,
        why: 'face_to_face',
      });
    }
  });

  test('that guard an article fit for an amendment', () => {
    const guarded = (guard: Way) => ({
      ...rules,
      voice: { ...USUAL_VOICE, entrenched: [{ article: 'exit' as const, way: guard }] },
    });
    expect(why(guarded(way))).toBeNull();
    expect(why(guarded({ ...way, method: 'equal_shares' }))).toEqual({
      rule: 'statutes_way_unfit',
      matter: 'amend',
      why: 'budget_only',
    });
  });

  test.each(Object.entries(VOICE_RANGES))('%s is between %j', (number, [least, most]) => {
    const numbered = (value: number) => why({ ...rules, voice: { ...USUAL_VOICE, [number]: value } });
    expect(numbered(least)).toBeNull();
    expect(numbered(most)).toBeNull();
    for (const value of [least - 1, most + 1, least + 0.5]) {
      expect(numbered(value)).toEqual({ rule: 'statutes_number_out_of_range', number, value, least, most });
    }
  });
});

describe('how many sign', () => {
  test.each([
    [{ by: 'member' } as const, 9, 1],
    [{ by: 'role', role: 'treasurer' } as const, 9, 1],
    [{ by: 'roles', of: 2, among: ['treasurer'] } as const, 9, 2],
    [{ by: 'members', of: 3 } as const, 9, 3],
    [{ by: 'members', of: 3 } as const, 2, 2],
    [{ by: 'members', of: 3 } as const, 0, 1],
    [{ by: 'members', share: 'all' } as const, 9, 9],
    [{ by: 'members', share: 'all' } as const, 0, 1],
    [{ by: 'members', share: 'majority' } as const, 4, 3],
    [{ by: 'members', share: 'majority' } as const, 5, 3],
    [{ by: 'members', share: 'majority' } as const, 1, 1],
  ])('%j among %i: %i', (power, voting, needed) => {
    expect(signaturesNeeded(power, voting)).toBe(needed);
  });

  test('only classes that vote', () => {
    expect(votes(network.articles, 'group')).toBe(true);
    expect(votes(network.articles, 'supporter')).toBe(false);
    expect(votes(network.articles, 'king')).toBe(false);
  });
});
