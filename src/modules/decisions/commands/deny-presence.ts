/**
 * Somebody was written down as being in the room by another, and says that they were not. It counts for
 * nothing from then on; the minutes say that it was so. A count of hands that leans on it and that nobody has
 * confirmed yet falls. Minutes that are signed stay as they are: for two weeks it can be said even so, and
 * stands beside them.
 */
import { z } from 'zod';
import { assert } from '#kernel/assert';
import { accept, refuse } from '#kernel/outcome';
import { countState } from '../core/hand-count.ts';
import { isDeniable, meetingState } from '../core/meeting.ts';
import { loadCounts, recordFall } from '../store/hands.ts';
import { loadDeniedLate } from '../store/meeting-reads.ts';
import { denyPresence as writeDenial, denyPresenceLate } from '../store/meeting-writes.ts';
import { decisionsCommand, only } from './decisions-command.ts';
import { meetingId } from './fields.ts';
import { loadRoom } from './room.ts';

export const denyPresence = decisionsCommand({
  name: 'decisions.deny_presence',
  scope: 'organization',
  // Whoever is suspended is written down as easily as others.
  grounds: ['self'],
  matter: 'self',
  input: z.object({ meeting: meetingId }),
  refusals: [
    'meeting_unknown',
    'minutes_are_fixed',
    'not_written_down',
    'came_by_yourself',
    'denied_already',
  ],
  personal: [],
  async load(tx, asks, { org }) {
    const { input, member } = only(asks);
    const { meeting } = input;
    return {
      member,
      room: await loadRoom(tx, org, meeting),
      late: await loadDeniedLate(tx, org, meeting),
      counts: await loadCounts(tx, org, { meeting }),
    };
  },
  about: ({ member }, { input }) => ({ subject: input.meeting, self: member }),
  decide({ member, room, late, counts }, _input, act) {
    const { meeting, presence } = room;
    if (meeting === null) return refuse('meeting_unknown');
    const own = presence.filter((one) => one.member === member);
    if (own.length === 0) return refuse('not_written_down');
    const byOthers = own.filter((one) => one.writtenBy !== member);
    if (byOthers.length === 0) return refuse('came_by_yourself');
    assert(member, 'whoever was written down is a member');
    if (late.some((one) => one.member === member)) return refuse('denied_already');
    if (!byOthers.some((one) => isDeniable(one, meeting, act.at))) return refuse('minutes_are_fixed');
    const came = (at: string) =>
      own.some(
        ({ writtenBy, arrivedAt, leftAt }) =>
          writtenBy === member && arrivedAt <= at && (leftAt === null || at <= leftAt),
      );
    const isLate = meetingState(meeting) === 'fixed';
    const falls = counts
      .filter((one) => countState(one) === 'waits' && one.here.includes(member) && !came(one.at))
      .map(({ proposal, round }) => ({ proposal, round }));
    return accept({
      meeting: meeting.id,
      title: meeting.title,
      member,
      falls,
      count: falls.length,
      late: isLate,
    });
  },
  async record(tx, facts) {
    for (const { act, fact } of facts) {
      const write = fact.late ? denyPresenceLate : writeDenial;
      await write(tx, act, fact.meeting, fact.member);
      for (const one of fact.falls) await recordFall(tx, act, { ...one, by: fact.member, reason: null });
    }
  },
  answer: ({ count }) => ({ falls: count }),
});
