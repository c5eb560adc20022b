/** Whoever said something takes it back: the text is forgotten everywhere, its place stays. */
import { z } from 'zod';
import { assert } from '#kernel/assert';
import { accept, refuse } from '#kernel/outcome';
import { loadWord } from '../store/talk-reads.ts';
import { takeBackWordRow } from '../store/talk-writes.ts';
import { decisionsCommand, only } from './decisions-command.ts';
import { wordId } from './talk-fields.ts';

export const takeBackWord = decisionsCommand({
  name: 'decisions.take_back_word',
  scope: 'organization',
  grounds: ['self'],
  matter: 'self',
  afterEnd: true,
  input: z.object({ word: wordId }),
  refusals: ['word_taken_back'],
  personal: [],
  async load(tx, asks, { org }) {
    return { word: await loadWord(tx, org, only(asks).input.word) };
  },
  about: ({ word }) => ({ self: word?.author ?? null }),
  decide({ word }) {
    assert(word, 'only whoever said it takes it back');
    if (word.takenBackAt !== null) return refuse('word_taken_back');
    // Nobody is forgotten here but what those acts said.
    return accept({ word: word.id, forget: [], forgetActs: [...word.textActs] });
  },
  async record(tx, facts) {
    for (const { act, fact } of facts) await takeBackWordRow(tx, act, fact.word);
  },
});
