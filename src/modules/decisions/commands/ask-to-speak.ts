/** Somebody in the room wants to speak, and is put on the list: by themself or by whoever holds the phone. */
import { assert } from '#kernel/assert';
import { accept, refuse } from '#kernel/outcome';
import { insertTurn } from '../store/meeting-writes.ts';
import { decisionsCommand } from './decisions-command.ts';
import { openFor, OPEN_RULES } from './room.ts';
import { speaking } from './speaking.ts';

export const askToSpeak = decisionsCommand({
  ...speaking,
  name: 'decisions.ask_to_speak',
  matter: 'ask_to_speak',
  refusals: [...OPEN_RULES, 'not_here', 'waits_to_speak'],
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
