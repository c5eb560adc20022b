/**
 * A meeting begins: somebody who decides with the others opens it, on its day or later, and is the first
 * one in the room. How many it takes to decide is settled now, for the whole of it.
 */
import { z } from 'zod';
import { civilDateAt } from '#kernel/calendar';
import { accept, refuse } from '#kernel/outcome';
import { voiceOf } from '#agents';
import { quorumOf } from '../core/meeting.ts';
import { changeMeeting, insertPresence } from '../store/meeting-writes.ts';
import { decisionsCommand, only } from './decisions-command.ts';
import { meetingId } from './fields.ts';
import { called, CALLED_RULES, loadAssembly, loadRoom } from './room.ts';

export const openMeeting = decisionsCommand({
  name: 'decisions.open_meeting',
  scope: 'organization',
  grounds: ['member'],
  matter: 'open_meeting',
  input: z.object({ meeting: meetingId }),
  refusals: [...CALLED_RULES, 'meeting_not_today', 'does_not_decide'],
  personal: [],
  async load(tx, asks, { org, now }) {
    const room = await loadRoom(tx, org, only(asks).input.meeting);
    return { room, ...(await loadAssembly(tx, org, now)) };
  },
  about: (_state, { input }) => ({ subject: input.meeting }),
  decide({ room, group, deciding }, _input, act) {
    const found = called(room);
    if (!found.ok) return found;
    const { meeting } = found;
    const day = civilDateAt(meeting.startsAt, group.timeZone);
    if (act.today < day) return refuse('meeting_not_today', { day });
    const own = deciding.find((one) => one.member === act.member);
    if (!own) return refuse('does_not_decide');
    const { voting, needed } = quorumOf(0, deciding.length, voiceOf(group.articles).meetingPercent);
    return accept({ meeting: meeting.id, title: meeting.title, facilitator: own.member, voting, needed });
  },
  async record(tx, facts) {
    for (const { act, fact } of facts) {
      await changeMeeting(tx, act.org, fact.meeting, {
        opened_at: act.at,
        facilitator: fact.facilitator,
        voting: fact.voting,
        quorum: fact.needed,
      });
      await insertPresence(tx, act, fact.meeting, [fact.facilitator], fact.facilitator);
    }
  },
});
