import { describe, expect, test } from 'vitest';
import type { MemberId } from '#kernel/command';
import type { AgendaItem, Meeting } from './meeting.ts';
import { minutesDigest, minutesOf, type ActsOfMeeting, type DecidedThere } from './minutes.ts';

const at = (minute: number) => `2026-11-24T18:${String(minute).padStart(2, '0')}:00.000Z`;
const [ana, beto, caro] = ['mem_ana', 'mem_beto', 'mem_caro'] as unknown as [MemberId, MemberId, MemberId];

const meeting: Meeting = {
  id: 'mee_1',
  kind: 'assembly',
  title: 'November',
  place: 'The kitchen',
  startsAt: at(0),
  endsAt: null,
  calledBy: ana,
  calledAt: '2026-11-01T12:00:00.000Z',
  changedAt: null,
  cancelledAt: null,
  cancelReason: null,
  openedAt: at(1),
  facilitator: ana,
  voting: 4,
  quorum: 2,
  closedAt: at(50),
  minutesDigest: null,
  fixedAt: null,
};

const item = (id: string, place: number, more: Partial<AgendaItem> = {}): AgendaItem => ({
  id,
  place,
  title: id,
  note: '',
  minutes: 10,
  proposal: null,
  addedBy: ana,
  withdrawnAt: null,
  takenAt: null,
  ...more,
});

const decided = (proposal: string): DecidedThere => ({
  proposal,
  title: proposal,
  method: 'majority',
  result: 'passed',
  yes: 2,
  no: 0,
  abstain: 0,
  present: 2,
  at: at(20),
  countedBy: ana,
  state: 'stands',
  checkedBy: beto,
  reason: null,
});

const acts: ActsOfMeeting = {
  meeting,
  items: [
    item('roof', 2, { proposal: 'pro_roof', takenAt: at(15) }),
    item('well', 1, { takenAt: at(5) }),
    item('gone', 3, { withdrawnAt: at(0) }),
  ],
  presence: [
    { member: beto, arrivedAt: at(2), leftAt: at(10), writtenBy: ana },
    { member: ana, arrivedAt: at(1), leftAt: null, writtenBy: ana },
    { member: beto, arrivedAt: at(14), leftAt: null, writtenBy: beto },
  ],
  denied: [{ member: caro, writtenBy: ana }],
  answers: [
    { member: caro, comes: false },
    { member: beto, comes: false },
    { member: ana, comes: true },
  ],
  notes: [
    { id: 'not_2', item: 'well', by: ana, words: 'Second.', at: at(7) },
    { id: 'not_1', item: 'well', by: beto, words: 'First.', at: at(6) },
    { id: 'not_3', item: null, by: ana, words: 'At no item.', at: at(8) },
    { id: 'not_4', item: 'gone', by: ana, words: 'At one that was taken off.', at: at(9) },
    { id: 'not_5', item: 'well', by: caro, words: null, at: at(9) },
  ],
  decided: [decided('pro_roof'), decided('pro_other')],
};

describe('minutes', () => {
  test('say who was here, from when until when, and who could not come', () => {
    const minutes = minutesOf(acts)!;
    expect(minutes.here).toEqual([
      { member: ana, times: [{ from: at(1), until: null }] },
      {
        member: beto,
        times: [
          { from: at(2), until: at(10) },
          { from: at(14), until: null },
        ],
      },
    ]);
    expect(minutes.denied).toEqual([{ member: caro, writtenBy: ana }]);
    // Beto had said that he could not come, and came.
    expect(minutes.excused).toEqual([caro]);
  });

  test('follow the agenda, with what was said and decided at each item', () => {
    const minutes = minutesOf(acts)!;
    expect(minutes.items.map((one) => one.id)).toEqual(['well', 'roof']);
    expect(minutes.items[0]!.said.map((one) => one.words)).toEqual(['First.', 'Second.']);
    expect(minutes.items[1]!.decided.map((one) => one.proposal)).toEqual(['pro_roof']);
    expect(minutes.decided.map((one) => one.proposal)).toEqual(['pro_other']);
    expect(minutes.said.map((one) => one.words)).toEqual(['At no item.', 'At one that was taken off.']);
  });

  test('there are none of a meeting that was never opened', () => {
    const called = { ...meeting, openedAt: null, facilitator: null, voting: null, quorum: null };
    expect(minutesOf({ ...acts, meeting: called })).toBeNull();
  });

  test('have one digest, whatever the order of the rows, and another for other words', () => {
    const digest = minutesDigest(minutesOf(acts)!);
    expect(digest).toMatch(/^[0-9a-f]{64}$/);
    const shuffled = {
      ...acts,
      items: acts.items.toReversed(),
      presence: acts.presence.toReversed(),
      answers: acts.answers.toReversed(),
      notes: acts.notes.toReversed(),
      decided: acts.decided.toReversed(),
    };
    expect(minutesDigest(minutesOf(shuffled)!)).toBe(digest);
    const waiting = acts.decided.map((one) => ({ ...one, state: 'waits' as const, checkedBy: null }));
    expect(minutesDigest(minutesOf({ ...acts, decided: waiting })!)).not.toBe(digest);
    const other = acts.notes.map((one) => ({ ...one, words: one.words && `${one.words}!` }));
    expect(minutesDigest(minutesOf({ ...acts, notes: other })!)).not.toBe(digest);
  });
});
