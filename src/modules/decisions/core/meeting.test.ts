import { describe, expect, test } from 'vitest';
import type { MemberId } from '#kernel/command';
import {
  inTheRoom,
  isPast,
  isTooSoon,
  meetingState,
  quorumOf,
  areSigned,
  isNameWanted,
  minutesOffer,
  signersNeeded,
  signingOf,
  signingPosts,
  type Presence,
} from './meeting.ts';

describe('where a meeting stands', () => {
  const none = { cancelledAt: null, openedAt: null, closedAt: null, fixedAt: null };
  const at = '2026-11-24T18:00:00.000Z';
  test.each([
    ['called', none],
    ['cancelled', { ...none, cancelledAt: at }],
    ['open', { ...none, openedAt: at }],
    ['closed', { ...none, openedAt: at, closedAt: at }],
    ['fixed', { ...none, openedAt: at, closedAt: at, fixedAt: at }],
  ])('%s', (state, dates) => expect(meetingState(dates)).toBe(state));
});

test.each<[number, number, number, number, boolean]>([
  [3, 7, 50, 4, false],
  [4, 7, 50, 4, true],
  [3, 6, 50, 3, true],
  // One alone decides nothing where others decide as well, whatever the rules ask for.
  [1, 5, 0, 2, false],
  [2, 5, 0, 2, true],
  [1, 3, 20, 2, false],
  [0, 1, 0, 1, false],
  [1, 1, 100, 1, true],
  [5, 5, 100, 5, true],
  [4, 5, 100, 5, false],
  [7, 20, 33, 7, true],
])(
  '%i of %i who decide, where it takes %i in a hundred: %i are needed',
  (here, voting, percent, needed, reached) => {
    expect(quorumOf(here, voting, percent)).toEqual({ here, voting, needed, reached });
  },
);

test.each([
  // The evening of the 26th in Mexico is the 27th in UTC: days are those of the group.
  ['2026-11-27T00:30:00.000Z', true],
  ['2026-11-27T06:00:00.000Z', false],
])('three days after the 24th, %s is too soon: %s', (startsAt, tooSoon) => {
  expect(isTooSoon(startsAt, 'America/Mexico_City', '2026-11-24', 3)).toBe(tooSoon);
});

test('who has gone is not in the room, and may sign all the same', () => {
  const stays = (member: string, leftAt: string | null): Presence => ({
    member: member as MemberId,
    arrivedAt: '2026-11-24T18:00:00.000Z',
    leftAt,
    writtenBy: member as MemberId,
  });
  const presence = [stays('mem_a', null), stays('mem_b', '2026-11-24T19:00:00.000Z'), stays('mem_b', null)];
  expect(inTheRoom([stays('mem_a', null), stays('mem_b', '2026-11-24T19:00:00.000Z')])).toEqual(['mem_a']);
  expect(inTheRoom(presence)).toEqual(['mem_a', 'mem_b']);
  expect(signersNeeded(2, presence)).toBe(2);
  expect(signersNeeded(5, presence)).toBe(2);
  expect(signersNeeded(0, presence)).toBe(0);
});

describe('posts whose names are wanted under the minutes', () => {
  const here = (member: string): Presence => ({
    member: `mem_${member}`,
    arrivedAt: '2026-11-24T18:00:00.000Z',
    leftAt: null,
    writtenBy: null,
  });
  const held = [
    { role: 'secretary', member: 'mem_ana' },
    { role: 'chair', member: 'mem_beto' },
    { role: 'chair', member: 'mem_caro' },
    { role: 'treasurer', member: 'mem_dora' },
  ] as const;
  const posts = signingPosts(['secretary', 'chair', 'treasurer', 'elder'], held, [
    here('ana'),
    here('beto'),
    here('caro'),
    here('eva'),
  ]);

  test('are those whose holders were there', () => {
    expect(posts).toEqual([
      { role: 'secretary', holders: ['mem_ana'] },
      { role: 'chair', holders: ['mem_beto', 'mem_caro'] },
    ]);
  });

  test.each<[readonly `mem_${string}`[], number, boolean]>([
    [['mem_ana', 'mem_caro'], 2, true],
    [['mem_ana', 'mem_caro'], 3, false],
    [['mem_ana', 'mem_eva'], 2, false],
    [['mem_ana', 'mem_beto', 'mem_eva'], 2, true],
    [[], 0, false],
  ])('%j, where %d are needed: %s', (signed, needed, is) => {
    expect(areSigned(needed, posts, signed)).toBe(is);
  });

  test('nobody else is asked once only those are missing', () => {
    const signed = ['mem_ana', 'mem_eva'] as const;
    expect(isNameWanted('mem_beto', 2, posts, signed)).toBe(true);
    expect(isNameWanted('mem_fay', 2, posts, signed)).toBe(false);
    expect(isNameWanted('mem_fay', 3, posts, signed)).toBe(true);
    expect(isNameWanted('mem_ana', 3, posts, signed)).toBe(false);
    // Where whoever held a post has given it back since, anybody’s name completes them.
    expect(isNameWanted('mem_fay', 2, [], signed)).toBe(true);
    expect(isNameWanted('mem_ana', 2, [], signed)).toBe(true);
  });

  test('whoever has signed does so again only where all names are there', () => {
    const signed = ['mem_ana', 'mem_eva'] as const;
    expect(signingOf('mem_fay', 2, posts, signed)).toBe('first');
    expect(signingOf('mem_ana', 2, posts, signed)).toBe(null);
    expect(signingOf('mem_ana', 3, [], signed)).toBe(null);
    expect(signingOf('mem_ana', 2, [], signed)).toBe('again');
  });

  test.each([
    ['who was there', {}, {}, 'first', true],
    ['while a count waits', {}, { waits: true }, null, true],
    ['when they are fixed', {}, { fixed: true }, null, false],
    ['who was not there', { wasThere: false }, {}, null, false],
    ['who is suspended, though they were there', { mayAct: false }, {}, null, false],
    ['nobody of us', { member: null }, {}, null, false],
  ])('to sign and to write are offered: %s', (_who, more, other, signing, mayWrite) => {
    const reader = { member: 'mem_eva' as const, mayAct: true, wasThere: true, ...more };
    const minutes = { fixed: false, waits: false, ...other };
    expect(minutesOffer(reader, minutes, 2, posts, ['mem_ana'])).toEqual({ signing, mayWrite });
  });
});

test.each([
  ['a quarter of an hour ago', '2026-11-24T11:45:00.000Z', false],
  ['a moment more', '2026-11-24T11:44:59.999Z', true],
])('a meeting for %s', (_name, startsAt, past) => {
  expect(isPast(startsAt, '2026-11-24T12:00:00.000Z')).toBe(past);
});
