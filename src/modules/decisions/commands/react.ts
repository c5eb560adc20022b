/** A member shows what they think of a word, without one; the same sign once more takes it away. */
import { z } from 'zod';
import { assert } from '#kernel/assert';
import { accept, refuse } from '#kernel/outcome';
import { SIGNS } from '../core/talk.ts';
import { loadReactions, loadWord } from '../store/talk-reads.ts';
import { putReaction } from '../store/talk-writes.ts';
import { decisionsCommand, only } from './decisions-command.ts';
import { wordId } from './talk-fields.ts';

export const react = decisionsCommand({
  name: 'decisions.react',
  scope: 'organization',
  grounds: ['member'],
  matter: 'say',
  input: z.object({ word: wordId, sign: z.enum(SIGNS) }),
  refusals: ['word_unknown', 'word_taken_back', 'word_hidden'],
  personal: [],
  async load(tx, asks, { org }) {
    const { word } = only(asks).input;
    return { word: await loadWord(tx, org, word), reactions: await loadReactions(tx, org, [word]) };
  },
  about: ({ word }) => (word === null ? {} : { subject: word.subject }),
  decide({ word, reactions }, { sign }, act) {
    assert(act.member, 'only members talk');
    if (!word) return refuse('word_unknown');
    if (word.takenBackAt !== null) return refuse('word_taken_back');
    if (word.hiddenAt !== null) return refuse('word_hidden');
    const has = reactions.some((one) => one.member === act.member && one.sign === sign);
    return accept({ word: word.id, from: act.member, sign, on: !has });
  },
  async record(tx, facts) {
    for (const { act, fact } of facts) await putReaction(tx, act, fact);
  },
});
