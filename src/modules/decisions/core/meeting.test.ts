import { describe, expect, test } from 'vitest';
import type { MemberId } from '#kernel/command';
import { inTheRoom, isTooSoon, meetingState, quorumOf, signersNeeded, type Presence } from './meeting.ts';

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
  [0, 5, 0, 1, false],
  [1, 5, 0, 1, true],
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
  });
  const presence = [stays('mem_a', null), stays('mem_b', '2026-11-24T19:00:00.000Z'), stays('mem_b', null)];
  expect(inTheRoom([stays('mem_a', null), stays('mem_b', '2026-11-24T19:00:00.000Z')])).toEqual(['mem_a']);
  expect(inTheRoom(presence)).toEqual(['mem_a', 'mem_b']);
  expect(signersNeeded(2, presence)).toBe(2);
  expect(signersNeeded(5, presence)).toBe(2);
  expect(signersNeeded(0, presence)).toBe(0);
});
