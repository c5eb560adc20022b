import { describe, expect, test } from 'vitest';
import type { Way } from '#agents';
import { KINDS, kindNamed } from './kinds.ts';
import { decideMoved, isTooLateForOthers, movedRow, optionChange, tooEarly, waitOf } from './talk-anew.ts';

/** Noon of a day of November; every one of them is published on the first. */
const on = (day: number) => `2026-11-${String(day).padStart(2, '0')}T12:00:00.000Z`;
const way: Way = {
  method: 'majority',
  quorumPercent: 0,
  noQuorum: 'fails',
  talkDays: 5,
  voteDays: 3,
  waitDays: 0,
  secrecy: 'open',
  voters: 'members',
};
const proposal = {
  publishedAt: on(1),
  talkedFrom: on(1),
  rewordedAt: null as string | null,
  opensAt: on(6) as string | null,
  closesAt: on(10) as string | null,
  chosenWay: way as Way | null,
};

describe('a change moves the vote', () => {
  test.each([
    ['something else would be done: all days of talk anew', {}, 'substance', 4, 9, 13],
    ['on the last day as on the first', {}, 'substance', 6, 11, 15],
    ['other words: a day to read them', {}, 'words', 6, 7, 11],
    ['early enough, they move nothing', {}, 'words', 5, 6, 10],
    [
      'and not where the vote was to be later anyway',
      { opensAt: on(20), closesAt: on(24) },
      'substance',
      15,
      20,
      24,
    ],
    ['a vote that has not opened in time', {}, 'substance', 8, 13, 17],
    [
      'words after something else',
      { talkedFrom: on(4), opensAt: on(9), closesAt: on(13) },
      'words',
      5,
      9,
      13,
    ],
    ['something else after words', { rewordedAt: on(5) }, 'substance', 5, 10, 14],
    ['no talk, no wait', { chosenWay: { ...way, talkDays: 0 } }, 'substance', 4, 6, 10],
    ['nor a day to read', { chosenWay: { ...way, talkDays: 0 } }, 'words', 5, 6, 10],
    ['nothing that counts', {}, null, 6, 6, 10],
  ] as const)('%s', (_name, other, change, day, opens, closes) => {
    const moved = decideMoved({ ...proposal, ...other }, change, on(day));
    expect([moved.opensAt, moved.closesAt]).toEqual([on(opens), on(closes)]);
  });

  test('and says since when it is talked over, or to be read', () => {
    expect(decideMoved(proposal, 'substance', on(4))).toMatchObject({ talkedFrom: on(4), rewordedAt: null });
    expect(decideMoved(proposal, 'words', on(4))).toMatchObject({ talkedFrom: on(1), rewordedAt: on(4) });
    expect(movedRow(decideMoved(proposal, 'words', on(6)))).toEqual({
      talked_from: on(1),
      reworded_at: on(6),
      opens_at: on(7),
      closes_at: on(11),
    });
  });

  test('what waits for a meeting has no date, and counts anew all the same', () => {
    const inMeeting = { ...proposal, opensAt: null, closesAt: null };
    expect(decideMoved(inMeeting, 'substance', on(4))).toEqual({
      talkedFrom: on(4),
      rewordedAt: null,
      opensAt: null,
      closesAt: null,
    });
  });
});

test('an option is something else to choose; who stands is the same question', () => {
  for (const kind of KINDS.filter((one) => kindNamed(one).options === 'several')) {
    const { candidates } = kindNamed(kind);
    expect([kind, optionChange(kind, 'added')]).toEqual([kind, candidates ? 'words' : 'substance']);
    expect([kind, optionChange(kind, 'withdrawn')]).toEqual([kind, candidates ? null : 'substance']);
  }
});

describe('nobody but its authors puts a vote off for ever', () => {
  test.each([
    ['while it is talked over the first time', {}, 'substance', 5, 2, false],
    ['once that is over', {}, 'substance', 6, 2, true],
    [
      'where an option had moved the vote already',
      { talkedFrom: on(5), opensAt: on(10) },
      'substance',
      6,
      2,
      true,
    ],
    ['where the vote would not move', { opensAt: on(20) }, 'substance', 15, 2, false],
    ['or would', { opensAt: on(20) }, 'substance', 16, 2, true],
    ['a name, with a day left to read it', { opensAt: on(7) }, 'words', 6, 2, false],
    ['and without', {}, 'words', 6, 2, true],
    ['a name that is taken away', {}, null, 6, 2, false],
    ['a vote that does not open for another reason', {}, 'substance', 8, 1, true],
    ['but one that waits for something to vote on', {}, 'substance', 8, 0, false],
    ['in a meeting nobody waits for a date', { opensAt: null }, 'substance', 8, 2, false],
  ] as const)('%s', (_name, other, change, day, ready, late) => {
    expect(isTooLateForOthers({ ...proposal, ...other }, change, on(day), ready)).toBe(late);
  });
});

describe('a wait says what for', () => {
  test.each([
    ['the talk', {}, 2, { for: 'talk', since: on(1), until: on(6) }],
    ['which is over', {}, 6, null],
    ['a talk anew', { talkedFrom: on(4) }, 5, { for: 'anew', since: on(4), until: on(9) }],
    ['other words', { rewordedAt: on(6) }, 6, { for: 'words', since: on(6), until: on(7) }],
    [
      'words that are read while it is talked over',
      { rewordedAt: on(2) },
      2,
      { for: 'talk', since: on(1), until: on(6) },
    ],
    ['a budget, talked over before', { talkedFrom: null }, 1, null],
  ] as const)('%s', (_name, other, day, wait) => {
    expect(waitOf({ ...proposal, ...other }, way, on(day))).toEqual(wait);
  });
});

describe('what comes too early is told what it waits for', () => {
  const [before, first] = ['2026-10-30T12:00:00.000Z', on(6)];
  test.each([
    ['the talk', {}, on(5), { earliest: first, because: 'talk' }],
    ['other words', { talkedFrom: before, rewordedAt: on(5) }, on(5), { earliest: first, because: 'words' }],
    ['nothing', {}, first, null],
    ['nothing, of a budget', { talkedFrom: null }, on(1), null],
  ])('%s', (_name, other, now, facts) => {
    const early = tooEarly({ ...proposal, ...other }, way, now);
    expect(early?.refusal ?? null).toEqual(facts && { rule: 'talk_not_over', ...facts });
  });

  test('its own time, where that is later than the talk', () => {
    expect(tooEarly(proposal, way, on(7), on(8))).toMatchObject({
      refusal: { earliest: on(8), because: 'talk' },
    });
  });
});
