/** Whoever asked or objected says what became of it: answered, withdrawn, or part of the text by now. */
import { z } from 'zod';
import { accept, refuse } from '#kernel/outcome';
import { SETTLED_AS, settledHow } from '../core/talk.ts';
import { loadWord } from '../store/talk-reads.ts';
import { changeWordRow } from '../store/talk-writes.ts';
import { decisionsCommand, only } from './decisions-command.ts';
import { wordId } from './talk-fields.ts';

export const settleWord = decisionsCommand({
  name: 'decisions.settle_word',
  scope: 'organization',
  grounds: ['member'],
  matter: 'say',
  input: z.object({ word: wordId, as: z.enum(SETTLED_AS) }),
  refusals: ['word_unknown', 'not_yours', 'word_taken_back', 'nothing_to_settle', 'settled_already'],
  personal: [],
  async load(tx, asks, { org }) {
    return { word: await loadWord(tx, org, only(asks).input.word) };
  },
  about: ({ word }) => (word === null ? {} : { subject: word.subject }),
  decide({ word }, input, act) {
    if (!word) return refuse('word_unknown');
    if (word.author !== act.member) return refuse('not_yours');
    if (word.takenBackAt !== null) return refuse('word_taken_back');
    if (!settledHow(word.kind).includes(input.as)) return refuse('nothing_to_settle');
    if (word.settledAs !== null) return refuse('settled_already');
    return accept({ word: word.id, as: input.as });
  },
  async record(tx, facts) {
    for (const { act, fact } of facts) {
      await changeWordRow(tx, act.org, fact.word, { settled_at: act.at, settled_as: fact.as });
    }
  },
});
