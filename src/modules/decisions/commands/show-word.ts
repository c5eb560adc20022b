/** What was hidden is shown again. */
import { z } from 'zod';
import { accept, refuse } from '#kernel/outcome';
import { loadWord } from '../store/talk-reads.ts';
import { changeWordRow } from '../store/talk-writes.ts';
import { decisionsCommand, only } from './decisions-command.ts';
import { wordId } from './talk-fields.ts';

export const showWord = decisionsCommand({
  name: 'decisions.show_word',
  scope: 'organization',
  grounds: ['statutes'],
  matter: 'moderate',
  input: z.object({ word: wordId }),
  refusals: ['word_unknown', 'word_not_hidden'],
  personal: [],
  async load(tx, asks, { org }) {
    return { word: await loadWord(tx, org, only(asks).input.word) };
  },
  about: ({ word }) => (word === null ? {} : { subject: word.author }),
  decide({ word }) {
    if (!word) return refuse('word_unknown');
    return word.hiddenAt === null ? refuse('word_not_hidden') : accept({ word: word.id });
  },
  async record(tx, facts) {
    for (const { act, fact } of facts) {
      await changeWordRow(tx, act.org, fact.word, {
        hidden_at: null,
        hidden_by: null,
        hidden_reason: null,
        hidden_act_id: null,
      });
    }
  },
});
