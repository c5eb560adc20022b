/** Whoever said something says it otherwise: for a while, and for as long as nobody has answered. */
import { z } from 'zod';
import type { MemberId } from '#kernel/command';
import { accept, refuse } from '#kernel/outcome';
import { loadMembers } from '#agents/server';
import { canChange } from '../core/talk.ts';
import { hasReplies, loadWord } from '../store/talk-reads.ts';
import { rewriteWord } from '../store/talk-writes.ts';
import { decisionsCommand, only } from './decisions-command.ts';
import { mentions, wordId, wordText } from './talk-fields.ts';

export const changeWord = decisionsCommand({
  name: 'decisions.change_word',
  scope: 'organization',
  grounds: ['member'],
  matter: 'say',
  input: z.object({ word: wordId, text: wordText, mentions }),
  refusals: [
    'word_unknown',
    'not_yours',
    'word_taken_back',
    'word_hidden',
    'word_answered',
    'word_adopted',
    'member_unknown',
  ],
  personal: ['text'],
  async load(tx, asks, { org }) {
    const { input } = only(asks);
    const word = await loadWord(tx, org, input.word);
    return {
      word,
      replies: word !== null && (await hasReplies(tx, org, word)),
      members: await loadMembers(tx, org, input.mentions),
    };
  },
  about: ({ word }) => (word === null ? {} : { subject: word.subject }),
  decide({ word, replies, members }, input, act) {
    if (!word) return refuse('word_unknown');
    if (word.author !== act.member) return refuse('not_yours');
    if (word.takenBackAt !== null) return refuse('word_taken_back');
    if (word.hiddenAt !== null) return refuse('word_hidden');
    if (word.adoptedAt !== null) return refuse('word_adopted');
    if (!canChange(word, replies, act.at)) return refuse('word_answered');
    const named = [...new Set(input.mentions)];
    const isHere = (one: MemberId) => members.get(one)?.endedOn === null;
    if (!named.every(isHere)) return refuse('member_unknown');
    return accept({ word: word.id, text: input.text, mentions: named });
  },
  async record(tx, facts) {
    for (const { act, fact } of facts) await rewriteWord(tx, act, fact);
  },
});
