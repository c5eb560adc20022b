/**
 * The meeting ends. What was done in it is its minutes; whoever was there may add to them, and signs them.
 */
import { z } from 'zod';
import { accept } from '#kernel/outcome';
import { changeMeeting, endTurns } from '../store/meeting-writes.ts';
import { decisionsCommand, only } from './decisions-command.ts';
import { meetingId } from './fields.ts';
import { loadRoom, openFor, OPEN_RULES } from './room.ts';

export const closeMeeting = decisionsCommand({
  name: 'decisions.close_meeting',
  scope: 'organization',
  grounds: ['member'],
  matter: 'close_meeting',
  input: z.object({ meeting: meetingId }),
  refusals: OPEN_RULES,
  personal: [],
  load: async (tx, asks, { org }) => loadRoom(tx, org, only(asks).input.meeting),
  about: (_state, { input }) => ({ subject: input.meeting }),
  decide(room, _input, act) {
    const found = openFor(room, act.member);
    if (!found.ok) return found;
    return accept({ meeting: found.meeting.id, title: found.meeting.title });
  },
  async record(tx, facts) {
    for (const { act, fact } of facts) {
      await changeMeeting(tx, act.org, fact.meeting, { closed_at: act.at });
      await endTurns(tx, act, fact.meeting, null);
    }
  },
});
