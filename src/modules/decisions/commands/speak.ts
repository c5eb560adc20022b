/** The word goes on: to whoever is next, or to somebody on the list whom the room wants to hear first. */
import { z } from 'zod';
import { accept, refuse } from '#kernel/outcome';
import { speakingOrder } from '../core/speaking-order.ts';
import { loadTurns } from '../store/meeting-reads.ts';
import { giveWord } from '../store/meeting-writes.ts';
import { decisionsCommand, only } from './decisions-command.ts';
import { meetingId, memberId } from './fields.ts';
import { loadRoom, openFor, OPEN_RULES } from './room.ts';

export const speak = decisionsCommand({
  name: 'decisions.speak',
  scope: 'organization',
  grounds: ['member'],
  matter: 'speak',
  input: z.object({ meeting: meetingId, speaker: memberId.optional() }),
  refusals: [...OPEN_RULES, 'nobody_waits_to_speak'],
  personal: [],
  async load(tx, asks, { org }) {
    const { meeting } = only(asks).input;
    return { room: await loadRoom(tx, org, meeting), turns: await loadTurns(tx, org, meeting) };
  },
  about: (_state, { input }) => ({ subject: input.meeting }),
  decide({ room, turns }, input, act) {
    const found = openFor(room, act.member);
    if (!found.ok) return found;
    const order = speakingOrder(turns);
    const next = input.speaker === undefined ? order[0] : order.find((one) => one.member === input.speaker);
    if (!next) return refuse('nobody_waits_to_speak');
    return accept({ meeting: found.meeting.id, turn: next.id, speaker: next.member });
  },
  async record(tx, facts) {
    for (const { act, fact } of facts) await giveWord(tx, act, fact.meeting, fact.turn);
  },
});
