/** A meeting that was called is not held, for a reason. It stays in the calendar, crossed out. */
import { z } from 'zod';
import { accept } from '#kernel/outcome';
import { changeMeeting } from '../store/meeting-writes.ts';
import { decisionsCommand, only } from './decisions-command.ts';
import { line, meetingId } from './fields.ts';
import { called, CALLED_RULES, loadRoom } from './room.ts';

export const cancelMeeting = decisionsCommand({
  name: 'decisions.cancel_meeting',
  scope: 'organization',
  grounds: ['statutes'],
  matter: 'call_meeting',
  input: z.object({ meeting: meetingId, reason: line(3, 500) }),
  refusals: CALLED_RULES,
  personal: ['reason'],
  load: async (tx, asks, { org }) => loadRoom(tx, org, only(asks).input.meeting),
  about: (_state, { input }) => ({ subject: input.meeting }),
  decide(room, input) {
    const found = called(room);
    if (!found.ok) return found;
    return accept({ meeting: found.meeting.id, title: found.meeting.title, reason: input.reason });
  },
  async record(tx, facts) {
    for (const { act, fact } of facts) {
      await changeMeeting(tx, act.org, fact.meeting, {
        cancelled_at: act.at,
        cancel_reason: fact.reason,
        cancel_act_id: act.id,
      });
    }
  },
});
