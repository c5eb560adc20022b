/** Whoever has the word has finished; or somebody on the list does not want it any more. */
import { z } from 'zod';
import { accept, refuse } from '#kernel/outcome';
import { speakingNow, speakingOrder } from '../core/speaking-order.ts';
import { loadTurns } from '../store/meeting-reads.ts';
import { endTurn } from '../store/meeting-writes.ts';
import { decisionsCommand, only } from './decisions-command.ts';
import { meetingId, memberId } from './fields.ts';
import { loadRoom, openFor, OPEN_RULES } from './room.ts';

export const doneSpeaking = decisionsCommand({
  name: 'decisions.done_speaking',
  scope: 'organization',
  grounds: ['member'],
  matter: 'done_speaking',
  /** Without a name: whoever has the word. */
  input: z.object({ meeting: meetingId, speaker: memberId.optional() }),
  refusals: [...OPEN_RULES, 'nobody_speaks'],
  personal: [],
  async load(tx, asks, { org }) {
    const { meeting } = only(asks).input;
    return { room: await loadRoom(tx, org, meeting), turns: await loadTurns(tx, org, meeting) };
  },
  about: (_state, { input }) => ({ subject: input.meeting }),
  decide({ room, turns }, input, act) {
    const found = openFor(room, act.member);
    if (!found.ok) return found;
    const speaking = speakingNow(turns);
    const meant =
      input.speaker === undefined || input.speaker === speaking?.member
        ? speaking
        : speakingOrder(turns).find((one) => one.member === input.speaker);
    if (!meant) return refuse('nobody_speaks');
    return accept({ meeting: found.meeting.id, turn: meant.id, speaker: meant.member });
  },
  async record(tx, facts) {
    for (const { act, fact } of facts) await endTurn(tx, act, fact.meeting, fact.turn);
  },
});
