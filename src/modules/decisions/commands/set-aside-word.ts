/**
 * An objection whose objector does not say whether it is integrated is decided on by the circle, after a
 * week.
 */
import { z } from 'zod';
import { accept, refuse } from '#kernel/outcome';
import { setAsideFrom } from '../core/talk.ts';
import { loadWord } from '../store/talk-reads.ts';
import { changeWordRow } from '../store/talk-writes.ts';
import { decisionsCommand, only } from './decisions-command.ts';
import { wordId } from './talk-fields.ts';

export const setAsideWord = decisionsCommand({
  name: 'decisions.set_aside_word',
  scope: 'organization',
  grounds: ['statutes'],
  matter: 'moderate',
  input: z.object({ word: wordId }),
  refusals: ['word_unknown', 'word_taken_back', 'not_an_objection', 'settled_already', 'objection_stands'],
  personal: [],
  async load(tx, asks, { org }) {
    return { word: await loadWord(tx, org, only(asks).input.word) };
  },
  about: ({ word }) => (word === null ? {} : { subject: word.subject }),
  decide({ word }, _input, act) {
    if (!word) return refuse('word_unknown');
    if (word.takenBackAt !== null) return refuse('word_taken_back');
    if (word.kind !== 'objection' && word.kind !== 'concern') return refuse('not_an_objection');
    if (word.settledAs !== null) return refuse('settled_already');
    const from = setAsideFrom(word);
    if (from === null || from > act.at) return refuse('objection_stands', { from });
    return accept({ word: word.id });
  },
  async record(tx, facts) {
    for (const { act, fact } of facts) {
      await changeWordRow(tx, act.org, fact.word, { settled_at: act.at, settled_as: 'set_aside' });
    }
  },
});
