/** A member says whether they come. They may think again until it begins. */
import { z } from 'zod';
import { assert } from '#kernel/assert';
import { accept } from '#kernel/outcome';
import { putAnswer } from '../store/meeting-writes.ts';
import { decisionsCommand, only } from './decisions-command.ts';
import { meetingId } from './fields.ts';
import { called, CALLED_RULES, loadRoom } from './room.ts';

export const answerMeeting = decisionsCommand({
  name: 'decisions.answer_meeting',
  scope: 'organization',
  grounds: ['member'],
  matter: 'answer_meeting',
  input: z.object({ meeting: meetingId, comes: z.boolean() }),
  refusals: CALLED_RULES,
  personal: ['comes'],
  load: async (tx, asks, { org }) => loadRoom(tx, org, only(asks).input.meeting),
  about: (_state, { input }) => ({ subject: input.meeting }),
  decide(room, input, act) {
    assert(act.member, 'only members answer');
    const found = called(room);
    if (!found.ok) return found;
    return accept({ meeting: found.meeting.id, member: act.member, comes: input.comes });
  },
  async record(tx, facts) {
    for (const { act, fact } of facts) await putAnswer(tx, act, fact.meeting, fact.member, fact.comes);
  },
});
