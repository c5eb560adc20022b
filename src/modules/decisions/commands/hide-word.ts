/** What breaks what the group has agreed on is hidden, with a reason that all can read. */
import { z } from 'zod';
import { accept, refuse } from '#kernel/outcome';
import { loadWord } from '../store/talk-reads.ts';
import { changeWordRow } from '../store/talk-writes.ts';
import { decisionsCommand, only } from './decisions-command.ts';
import { talkReason, wordId } from './talk-fields.ts';

export const hideWord = decisionsCommand({
  name: 'decisions.hide_word',
  scope: 'organization',
  grounds: ['statutes'],
  matter: 'moderate',
  input: z.object({ word: wordId, reason: talkReason }),
  refusals: ['word_unknown', 'word_taken_back', 'word_hidden'],
  personal: ['reason'],
  async load(tx, asks, { org }) {
    return { word: await loadWord(tx, org, only(asks).input.word) };
  },
  about: ({ word }) => (word === null ? {} : { subject: word.author }),
  decide({ word }, input, act) {
    if (!word) return refuse('word_unknown');
    if (word.takenBackAt !== null) return refuse('word_taken_back');
    if (word.hiddenAt !== null) return refuse('word_hidden');
    const by = act.authority.by === 'decision' ? null : act.askedBy;
    return accept({ word: word.id, reason: input.reason, by });
  },
  async record(tx, facts) {
    for (const { act, fact } of facts) {
      await changeWordRow(tx, act.org, fact.word, {
        hidden_at: act.at,
        hidden_by: fact.by,
        hidden_reason: fact.reason,
        hidden_act_id: act.id,
        adopted_at: null,
        adopted_by: null,
      });
    }
  },
});
