/**
 * After the meeting somebody who was there adds what is missing. Names that stand under the minutes then
 * are given again: they were under other words.
 */
import { accept } from '#kernel/outcome';
import { insertNote } from '../store/meeting-writes.ts';
import { decisionsCommand } from './decisions-command.ts';
import { closedFor, CLOSED_RULES } from './room.ts';
import { decideWords, wordsUpTo, writing } from './written-words.ts';

export const writeMinutes = decisionsCommand({
  ...writing,
  name: 'decisions.write_minutes',
  matter: 'write_minutes',
  input: wordsUpTo(5000),
  refusals: [...CLOSED_RULES, 'item_unknown'],
  decide(room, input, act) {
    const found = closedFor(room, act.member);
    if (!found.ok) return found;
    const decided = decideWords(room, found.meeting, input, act);
    // It is about the meeting as a whole: in the record it is told under the name of the meeting.
    return decided.ok ? accept({ ...decided.value, title: found.meeting.title }) : decided;
  },
  async record(tx, facts) {
    for (const { act, fact } of facts) await insertNote(tx, act, fact.meeting, fact);
  },
});
