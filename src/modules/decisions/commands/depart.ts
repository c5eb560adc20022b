/** Members leave the room before the meeting ends: from now on they are not counted, and do not speak. */
import { z } from 'zod';
import { accept, refuse } from '#kernel/outcome';
import { endPresence } from '../store/meeting-writes.ts';
import { decisionsCommand, only } from './decisions-command.ts';
import { meetingId, memberId } from './fields.ts';
import { loadRoom, openFor, OPEN_RULES } from './room.ts';

export const depart = decisionsCommand({
  name: 'decisions.depart',
  scope: 'organization',
  grounds: ['member'],
  matter: 'depart',
  input: z.object({ meeting: meetingId, members: z.array(memberId).min(1).max(500) }),
  refusals: [...OPEN_RULES, 'not_here'],
  personal: [],
  load: async (tx, asks, { org }) => loadRoom(tx, org, only(asks).input.meeting),
  about: (_state, { input }) => ({ subject: input.meeting }),
  decide(room, input, act) {
    const found = openFor(room, act.member);
    if (!found.ok) return found;
    const leaving = room.here.filter((one) => input.members.includes(one));
    if (leaving.length === 0) return refuse('not_here');
    return accept({ meeting: found.meeting.id, members: leaving, count: leaving.length });
  },
  async record(tx, facts) {
    for (const { act, fact } of facts) await endPresence(tx, act, fact.meeting, fact.members);
  },
});
