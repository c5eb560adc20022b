/**
 * Members are in the room: entered by themselves, or by somebody who is there already and holds the phone.
 * Who is there already is not entered twice, whoever else has entered them meanwhile.
 */
import { z } from 'zod';
import { accept, refuse } from '#kernel/outcome';
import { loadMembers } from '#agents/server';
import { meetingState } from '../core/meeting.ts';
import { loadDenied } from '../store/meeting-reads.ts';
import { insertPresence } from '../store/meeting-writes.ts';
import { decisionsCommand, only } from './decisions-command.ts';
import { meetingId, memberId } from './fields.ts';
import { isOneOfUs, loadRoom, openFor, OPEN_RULES } from './room.ts';

export const arrive = decisionsCommand({
  name: 'decisions.arrive',
  scope: 'organization',
  grounds: ['member'],
  matter: 'arrive',
  input: z.object({ meeting: meetingId, members: z.array(memberId).min(1).max(500) }),
  refusals: [...OPEN_RULES, 'member_unknown', 'here_already', 'said_not_here'],
  personal: [],
  async load(tx, asks, { org }) {
    const { meeting, members } = only(asks).input;
    return {
      room: await loadRoom(tx, org, meeting),
      members: await loadMembers(tx, org, members),
      denied: await loadDenied(tx, org, meeting),
    };
  },
  about: (_state, { input }) => ({ subject: input.meeting }),
  decide({ room, members, denied }, input, act) {
    const { meeting, here } = room;
    const arriving = [...new Set(input.members)];
    const byThemself = arriving.every((one) => one === act.member);
    const isOpen = meeting !== null && meetingState(meeting) === 'open';
    const found = isOpen && byThemself ? { ok: true as const, meeting } : openFor(room, act.member);
    if (!found.ok) return found;
    if (!arriving.every((one) => isOneOfUs(members.get(one)))) return refuse('member_unknown');
    const fresh = arriving.filter((one) => !here.includes(one));
    if (fresh.length === 0) return refuse('here_already');
    const gone = fresh.find((one) => one !== act.member && denied.some(({ member }) => member === one));
    if (gone !== undefined) return refuse('said_not_here', { member: gone });
    return accept({ meeting: found.meeting.id, by: act.member, members: fresh, count: fresh.length });
  },
  async record(tx, facts) {
    for (const { act, fact } of facts) await insertPresence(tx, act, fact.meeting, fact.members, fact.by);
  },
});
