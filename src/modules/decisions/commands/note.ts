/** Somebody writes down what was said, at an item of the agenda or at none. */
import { insertNote } from '../store/meeting-writes.ts';
import { decisionsCommand } from './decisions-command.ts';
import { openFor, OPEN_RULES } from './room.ts';
import { decideWords, wordsUpTo, writing } from './written-words.ts';

export const note = decisionsCommand({
  ...writing,
  name: 'decisions.note',
  matter: 'note',
  input: wordsUpTo(2000),
  refusals: [...OPEN_RULES, 'item_unknown'],
  decide(room, input, act) {
    const found = openFor(room, act.member);
    return found.ok ? decideWords(room, found.meeting, input, act) : found;
  },
  async record(tx, facts) {
    for (const { act, fact } of facts) await insertNote(tx, act, fact.meeting, fact);
  },
});
