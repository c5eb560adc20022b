/** The word goes on: to whoever is next, or to somebody on the list whom the room wants to hear first. */
import { accept, refuse } from '#kernel/outcome';
import { speakingOrder } from '../core/speaking-order.ts';
import { giveWord } from '../store/meeting-writes.ts';
import { decisionsCommand } from './decisions-command.ts';
import { openFor, OPEN_RULES } from './room.ts';
import { speaking } from './speaking.ts';

export const speak = decisionsCommand({
  ...speaking,
  name: 'decisions.speak',
  matter: 'speak',
  refusals: [...OPEN_RULES, 'nobody_waits_to_speak'],
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
