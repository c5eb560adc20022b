/** An author says that a concern or an objection has found its place in the text; whoever has it confirms. */
import { z } from 'zod';
import { assert } from '#kernel/assert';
import { accept, refuse } from '#kernel/outcome';
import { isAuthor } from '../core/steps.ts';
import { loadAuthors } from '../store/reads.ts';
import { loadWord } from '../store/talk-reads.ts';
import { changeWordRow } from '../store/talk-writes.ts';
import { decisionsCommand, only } from './decisions-command.ts';
import { wordId } from './talk-fields.ts';

export const integrate = decisionsCommand({
  name: 'decisions.integrate',
  scope: 'organization',
  grounds: ['member'],
  matter: 'say',
  input: z.object({ word: wordId }),
  refusals: ['word_unknown', 'not_an_author', 'word_taken_back', 'not_an_objection', 'settled_already'],
  personal: [],
  async load(tx, asks, { org }) {
    const word = await loadWord(tx, org, only(asks).input.word);
    return { word, authors: word === null ? [] : await loadAuthors(tx, org, word.subject) };
  },
  about: ({ word }) => (word === null ? {} : { subject: word.subject }),
  decide({ word, authors }, _input, act) {
    assert(act.member, 'only members write');
    if (!word) return refuse('word_unknown');
    if (!isAuthor({ authors }, act.member)) return refuse('not_an_author');
    if (word.takenBackAt !== null) return refuse('word_taken_back');
    if (word.kind !== 'objection' && word.kind !== 'concern') return refuse('not_an_objection');
    if (word.settledAs !== null || word.integratedAt !== null) return refuse('settled_already');
    return accept({ word: word.id, by: act.member });
  },
  async record(tx, facts) {
    for (const { act, fact } of facts) {
      await changeWordRow(tx, act.org, fact.word, { integrated_at: act.at, integrated_by: fact.by });
    }
  },
});
