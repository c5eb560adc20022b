/** Whoever has the word has finished; or somebody on the list does not want it any more. */
import { accept, refuse } from '#kernel/outcome';
import { speakingNow, speakingOrder } from '../core/speaking-order.ts';
import { endTurn } from '../store/meeting-writes.ts';
import { decisionsCommand } from './decisions-command.ts';
import { openFor, OPEN_RULES } from './room.ts';
import { speaking } from './speaking.ts';

export const doneSpeaking = decisionsCommand({
  ...speaking,
  name: 'decisions.done_speaking',
  matter: 'done_speaking',
  refusals: [...OPEN_RULES, 'nobody_speaks'],
  decide({ room, turns }, input, act) {
    const found = openFor(room, act.member);
    if (!found.ok) return found;
    const now = speakingNow(turns);
    const meant =
      input.speaker === undefined || input.speaker === now?.member
        ? now
        : speakingOrder(turns).find((one) => one.member === input.speaker);
    if (!meant) return refuse('nobody_speaks');
    return accept({ meeting: found.meeting.id, turn: meant.id, speaker: meant.member });
  },
  async record(tx, facts) {
    for (const { act, fact } of facts) await endTurn(tx, act, fact.meeting, fact.turn);
  },
});
