/** A summary is put on top: by somebody else than who wrote it, so that two have read it. */
import { z } from 'zod';
import { assert } from '#kernel/assert';
import { accept, refuse } from '#kernel/outcome';
import { loadWord } from '../store/talk-reads.ts';
import { adoptSummaryRow } from '../store/talk-writes.ts';
import { decisionsCommand, only } from './decisions-command.ts';
import { wordId } from './talk-fields.ts';

export const adoptSummary = decisionsCommand({
  name: 'decisions.adopt_summary',
  scope: 'organization',
  grounds: ['member'],
  matter: 'say',
  input: z.object({ word: wordId }),
  refusals: [
    'word_unknown',
    'word_taken_back',
    'word_hidden',
    'not_a_summary',
    'own_summary',
    'word_adopted',
  ],
  personal: [],
  async load(tx, asks, { org }) {
    return { word: await loadWord(tx, org, only(asks).input.word) };
  },
  about: ({ word }) => (word === null ? {} : { subject: word.subject }),
  decide({ word }, _input, act) {
    assert(act.member, 'only members talk');
    if (!word) return refuse('word_unknown');
    if (word.takenBackAt !== null) return refuse('word_taken_back');
    if (word.hiddenAt !== null) return refuse('word_hidden');
    if (word.kind !== 'summary') return refuse('not_a_summary');
    if (word.author === act.member) return refuse('own_summary');
    if (word.adoptedAt !== null) return refuse('word_adopted');
    return accept({ word: word.id, subject: word.subject, by: act.member });
  },
  async record(tx, facts) {
    for (const { act, fact } of facts) await adoptSummaryRow(tx, act, fact);
  },
});
