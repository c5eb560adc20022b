/** Somebody in the room wants to speak, and is put on the list: by themself or by whoever holds the phone. */
import { z } from 'zod';
import { assert } from '#kernel/assert';
import { accept, refuse } from '#kernel/outcome';
import { loadTurns } from '../store/meeting-reads.ts';
import { insertTurn } from '../store/meeting-writes.ts';
import { decisionsCommand, only } from './decisions-command.ts';
import { meetingId, memberId } from './fields.ts';
import { loadRoom, openFor, OPEN_RULES } from './room.ts';

export const askToSpeak = decisionsCommand({
  name: 'decisions.ask_to_speak',
  scope: 'organization',
  grounds: ['member'],
  matter: 'ask_to_speak',
  input: z.object({ meeting: meetingId, speaker: memberId.optional() }),
  refusals: [...OPEN_RULES, 'not_here', 'waits_to_speak'],
  personal: [],
  async load(tx, asks, { org }) {
    const { meeting } = only(asks).input;
    return { room: await loadRoom(tx, org, meeting), turns: await loadTurns(tx, org, meeting) };
  },
  about: (_state, { input }) => ({ subject: input.meeting }),
  decide({ room, turns }, input, act) {
    const found = openFor(room, act.member);
    if (!found.ok) return found;
    assert(act.member, 'whoever is in the room is a member');
    const speaker = input.speaker ?? act.member;
    if (!room.here.includes(speaker)) return refuse('not_here');
    const waits = turns.some((one) => one.member === speaker && one.beganAt === null && one.endedAt === null);
    if (waits) return refuse('waits_to_speak');
    return accept({ meeting: found.meeting.id, turn: act.newId('tur'), speaker });
  },
  async record(tx, facts) {
    for (const { act, fact } of facts) await insertTurn(tx, act, fact.meeting, fact);
  },
});
