import { describe, expect, test } from 'vitest';
import { ALWAYS, type Admission, type Articles, type Power } from './statutes.ts';
import {
  BUDGET_MATTER,
  BUDGET_METHODS,
  entrenchedAmong,
  isAsStrict,
  isBudget,
  isYesNo,
  METHODS,
  shareOf,
  USUAL_VOICE,
  voiceOf,
  WAY_RANGES,
  waysFor,
  waysOf,
  wrongWithWays,
  type Entrenched,
  type Share,
  type Way,
} from './voice.ts';

const majority: Way = {
  method: 'majority',
  quorumPercent: 50,
  noQuorum: 'again',
  talkDays: 3,
  voteDays: 5,
  waitDays: 0,
  secrecy: 'open',
  voters: 'members',
};
const least = (parts: number, of: number): Share => ({ parts, of, reached: 'least' });
const more = (parts: number, of: number): Share => ({ parts, of, reached: 'more' });
const twoThirds: Way = { ...majority, share: least(2, 3) };
const consent: Way = { ...majority, method: 'consent' };
const budget: Way = { ...majority, method: 'equal_shares' };
const organizations: Way = { ...majority, voters: 'organizations' };
const kinds = (...classes: string[]): Way => ({ ...majority, voters: 'classes', classes });

/** A group of people and organizations, of which one kind has no vote. */
const mixed = {
  who: 'both',
  classes: [
    { class: 'worker', votes: true },
    { class: 'user', votes: true },
    { class: 'friend', votes: false },
  ],
} as const;

function articles(amend: Power, entrenched: readonly Entrenched[] = []): Articles {
  return {
    admission: {
      who: 'people',
      classes: [{ class: 'member', votes: true }],
      byApplication: true,
      byInvitation: true,
      vouchers: 0,
      trialDays: 0,
    },
    voice: { ...USUAL_VOICE, entrenched },
    roles: [],
    powers: { amend },
    exit: { noticeDays: 0, appealDays: 30 },
    dissolution: { assetsTo: 'community' },
    always: ALWAYS,
  };
}

describe('what was decided in one way satisfies another', () => {
  test.each<[string, Way, Way, boolean]>([
    ['the same', majority, majority, true],
    ['another method', consent, majority, false],
    [
      'times and what follows without a quorum',
      { ...majority, voteDays: 0, noQuorum: 'fails' },
      majority,
      true,
    ],
    [
      'a second vote without a quorum, where it has to fail',
      majority,
      { ...majority, noQuorum: 'fails' },
      false,
    ],
    [
      'a second vote where no quorum is asked for',
      { ...majority, quorumPercent: 0 },
      { ...majority, quorumPercent: 0, noQuorum: 'fails' },
      true,
    ],
    ['as many voices', { ...majority, quorumPercent: 50 }, majority, true],
    ['one in a hundred fewer', { ...majority, quorumPercent: 49 }, majority, false],
    ['one in a hundred more', { ...majority, quorumPercent: 51 }, majority, true],
    ['in secret where it is open', { ...majority, secrecy: 'separated' }, majority, false],
    ['openly where it is secret', majority, { ...majority, secrecy: 'blind' }, false],
    ['two thirds for half', twoThirds, majority, true],
    ['half for two thirds', majority, twoThirds, false],
    ['four sixths for two thirds', { ...majority, share: least(4, 6) }, twoThirds, true],
    ['more than two thirds for two thirds', { ...majority, share: more(2, 3) }, twoThirds, true],
    ['two thirds for more than two thirds', twoThirds, { ...majority, share: more(2, 3) }, false],
    ['65 of 100 for two thirds', { ...majority, share: least(65, 100) }, twoThirds, false],
    ['of the roll for those cast', { ...majority, base: 'roll' }, majority, true],
    ['of those cast for the roll', majority, { ...majority, base: 'roll' }, false],
    ['both for members', { ...majority, voters: 'both' }, majority, true],
    ['members for both', majority, { ...majority, voters: 'both' }, false],
    ['organizations for organizations', organizations, organizations, true],
    ['organizations for members', organizations, majority, false],
    ['members for organizations', majority, organizations, false],
    ['both for organizations', { ...majority, voters: 'both' }, organizations, false],
    ['some kinds for the same', kinds('worker', 'user'), kinds('user', 'worker'), true],
    ['one kind for another', kinds('worker'), kinds('user'), false],
    ['more kinds for fewer', kinds('worker', 'user'), kinds('user'), false],
    ['one kind for members', kinds('worker'), majority, false],
    ['members for one kind', majority, kinds('worker'), false],
    ['as many blocks', { ...consent, blocks: 1 }, { ...consent, blocks: 1 }, true],
    ['one block more', { ...consent, blocks: 1 }, consent, false],
    ['one block fewer', consent, { ...consent, blocks: 1 }, true],
  ])('%s', (_what, decided, asked, fine) => {
    expect(isAsStrict(decided, asked)).toBe(fine);
  });
});

describe('how a matter can be decided', () => {
  const both: Power = { by: 'members', share: 'majority', ways: [consent, majority] };

  test('as its power says, and not where nobody has said', () => {
    expect(waysFor(articles(both), 'amend')).toEqual([consent, majority]);
    expect(waysFor(articles({ by: 'member' }), 'amend')).toEqual([]);
    expect(waysFor(articles(both), 'invite')).toEqual([]);
    expect(waysOf(undefined)).toEqual([]);
  });

  test('an amendment of what is guarded only as that asks for', () => {
    const guarded = articles(both, [
      { article: 'exit', way: twoThirds },
      { article: 'roles', way: majority },
      { article: 'dissolution', way: consent },
    ]);
    expect(waysFor(guarded, 'amend', ['admission'])).toEqual([consent, majority]);
    expect(waysFor(guarded, 'amend', ['roles', 'admission'])).toEqual([majority]);
    expect(waysFor(guarded, 'amend', ['exit', 'roles'])).toEqual([twoThirds]);
    // Nothing satisfies both: they are changed one after the other.
    expect(waysFor(guarded, 'amend', ['exit', 'dissolution'])).toEqual([]);
    // Nor is what has to be talked over for a month changed in three days beside something else.
    const slow = { ...majority, talkDays: 30 };
    const timed = articles(both, [
      { article: 'exit', way: slow },
      { article: 'roles', way: majority },
    ]);
    expect(waysFor(timed, 'amend', ['exit', 'roles'])).toEqual([slow]);
    expect(entrenchedAmong(guarded, ['exit', 'powers']).map((one) => one.article)).toEqual(['exit']);
  });
});

test('what is usual holds where a group does not say', () => {
  expect(voiceOf({})).toBe(USUAL_VOICE);
  const voice = { ...USUAL_VOICE, brakeMembers: 3 };
  expect(voiceOf({ voice })).toBe(voice);
  expect(shareOf({})).toEqual(more(1, 2));
  expect(shareOf(twoThirds)).toEqual(least(2, 3));
});

describe('ways that do not fit', () => {
  test.each<[string, string, Way[], string | null]>([
    ['three', 'admit', [consent, majority, twoThirds], null],
    ['four', 'admit', [consent, majority, twoThirds, majority], 'too_many'],
    ['half a day', 'admit', [{ ...majority, talkDays: 0.5 }], 'number_out_of_range'],
    ['half, reached', 'admit', [{ ...majority, share: least(1, 2) }], 'share_wrong'],
    ['half, and more', 'admit', [{ ...majority, share: more(1, 2) }], null],
    ['49 of 100', 'admit', [{ ...majority, share: more(49, 100) }], 'share_wrong'],
    ['51 of 100', 'admit', [{ ...majority, share: least(51, 100) }], null],
    ['all', 'admit', [{ ...majority, share: least(1, 1) }], null],
    ['more than all', 'admit', [{ ...majority, share: more(1, 1) }], 'share_wrong'],
    ['four of three', 'admit', [{ ...majority, share: least(4, 3) }], 'share_wrong'],
    ['of nobody', 'admit', [{ ...majority, share: least(0, 0) }], 'share_wrong'],
    ['too fine', 'admit', [{ ...majority, share: least(80, 101) }], 'share_wrong'],
    ['a secret objection', 'admit', [{ ...consent, secrecy: 'separated' }], 'names_needed'],
    ['a secret block', 'admit', [{ ...consent, method: 'consensus', secrecy: 'blind' }], 'names_needed'],
    ['a blind vote', 'admit', [{ ...majority, secrecy: 'blind' }], null],
    ['a budget over who joins', 'admit', [budget], 'budget_only'],
    ['a budget', BUDGET_MATTER, [budget], null],
    ['money by yes and no', BUDGET_MATTER, [majority], 'not_for_budgets'],
    ['two chambers that say yes or no', 'amend', [{ ...majority, voters: 'both' }], null],
    ['two chambers that rank', 'admit', [{ ...majority, method: 'schulze', voters: 'both' }], 'no_yes_or_no'],
    ['hands, in a room', 'admit', [{ ...majority, voteDays: 0 }], null],
    ['no objection, in a room', 'admit', [{ ...consent, voteDays: 0 }], null],
    ['secret hands', 'admit', [{ ...majority, voteDays: 0, secrecy: 'separated' }], 'not_on_the_spot'],
    ['ranks in a room', 'appoint', [{ ...majority, method: 'schulze', voteDays: 0 }], 'not_on_the_spot'],
    ['ranks, in a day', 'appoint', [{ ...majority, method: 'schulze', voteDays: 1 }], null],
    ['approval in a room', 'resolve', [{ ...majority, method: 'approval', voteDays: 0 }], 'not_on_the_spot'],
    ['a pot in a room', BUDGET_MATTER, [{ ...budget, voteDays: 0 }], 'not_on_the_spot'],
    ['a lot, at once', 'resolve', [{ ...majority, method: 'lot', voteDays: 0 }], null],
    ['the second one', 'admit', [majority, budget], 'budget_only'],
    ['organizations that consent', 'admit', [{ ...organizations, method: 'consent' }], null],
    ['one kind', 'admit', [kinds('worker')], null],
    ['two kinds', 'admit', [kinds('worker', 'user')], null],
    ['a kind twice', 'admit', [kinds('worker', 'worker')], 'voters_unnamed'],
    ['no kind', 'admit', [kinds()], 'voters_unnamed'],
    ['kinds without saying so', 'admit', [{ ...kinds('worker'), voters: 'members' }], 'voters_unnamed'],
    ['a kind that is not there', 'admit', [kinds('ghost')], 'voters_unknown'],
    ['a kind without a vote', 'admit', [kinds('worker', 'friend')], 'voters_unknown'],
    ['a lot among a kind', 'appoint', [{ ...kinds('worker'), method: 'lot' }], 'voters_unasked'],
    ['money of organizations', BUDGET_MATTER, [{ ...budget, voters: 'organizations' }], 'voters_unasked'],
  ])('%s', (_what, matter, ways, wrong) => {
    expect(wrongWithWays(matter, ways, mixed)).toBe(wrong);
  });

  test('organizations alone, where none can belong', () => {
    const wrong = (who: Admission['who']) => wrongWithWays('admit', [organizations], { ...mixed, who });
    expect([wrong('people'), wrong('organizations'), wrong('both')]).toEqual([
      'no_organizations',
      null,
      null,
    ]);
  });

  test.each(Object.entries(WAY_RANGES))('%s is between %j', (name, [lowest, highest]) => {
    const wrong = (value: number) => wrongWithWays('admit', [{ ...majority, [name]: value }], mixed);
    expect([lowest, highest].map(wrong)).toEqual([null, null]);
    expect([lowest - 1, highest + 1].map(wrong)).toEqual(['number_out_of_range', 'number_out_of_range']);
  });
});

test('a method asks for a yes, for projects, or for a choice', () => {
  const kinds = METHODS.map((method) => [isYesNo({ method }), isBudget({ method })]);
  expect(kinds.filter(([yes]) => yes)).toHaveLength(3);
  expect(kinds.filter(([, money]) => money)).toHaveLength(BUDGET_METHODS.length);
  expect(kinds.every(([yes, money]) => !(yes && money))).toBe(true);
});
