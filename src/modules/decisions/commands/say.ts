/** A member says something: about a proposal, before a meeting, to the group, or in answer to another. */
import { z } from 'zod';
import { assert } from '#kernel/assert';
import type { MemberId } from '#kernel/command';
import { isId } from '#kernel/id';
import { accept, refuse } from '#kernel/outcome';
import { loadMembers } from '#agents/server';
import { DEEPEST, GROUP_THREAD, SAID_KINDS } from '../core/talk.ts';
import { loadProposals } from '../store/reads.ts';
import { knownMeetings, loadWords } from '../store/talk-reads.ts';
import { insertWords } from '../store/talk-writes.ts';
import { decisionsCommand } from './decisions-command.ts';
import { mentions, subject, wordId, wordText } from './talk-fields.ts';
import { subjectProblem } from './talk-subject.ts';

export const say = decisionsCommand({
  name: 'decisions.say',
  scope: 'organization',
  grounds: ['member'],
  matter: 'say',
  grouped: true,
  input: z.object({
    subject: subject.default(GROUP_THREAD),
    kind: z.enum(SAID_KINDS).default('comment'),
    text: wordText,
    replyTo: wordId.optional(),
    /** Members who are told that they are spoken of. */
    mentions,
  }),
  refusals: [
    'subject_unknown',
    'talk_is_elsewhere',
    'word_unknown',
    'word_taken_back',
    'thread_too_deep',
    'not_a_question',
    'member_unknown',
  ],
  personal: ['text'],
  async load(tx, asks, { org }) {
    const subjects = asks.map((ask) => ask.input.subject);
    const named = asks.flatMap((ask) => ask.input.mentions);
    return {
      proposals: await loadProposals(
        tx,
        org,
        subjects.filter((one) => isId('pro', one)),
      ),
      meetings: await knownMeetings(
        tx,
        org,
        subjects.filter((one) => isId('mee', one)),
      ),
      words: await loadWords(
        tx,
        org,
        asks.flatMap((ask) => ask.input.replyTo ?? []),
      ),
      members: await loadMembers(tx, org, named),
    };
  },
  about: (_state, { input }) => ({ subject: input.subject }),
  decide(state, input, act) {
    assert(act.member, 'only members talk');
    const wrong = subjectProblem(state, input.subject);
    if (wrong !== null) return wrong;
    const answered = input.replyTo === undefined ? null : state.words.get(input.replyTo);
    if (answered === undefined || (answered && answered.subject !== input.subject))
      return refuse('word_unknown');
    if (answered && answered.takenBackAt !== null) return refuse('word_taken_back');
    if (answered && answered.depth >= DEEPEST) return refuse('thread_too_deep');
    if (input.kind === 'answer' && answered?.kind !== 'question') return refuse('not_a_question');
    const named = [...new Set(input.mentions)];
    const isHere = (one: MemberId) => state.members.get(one)?.endedOn === null;
    if (!named.every(isHere)) return refuse('member_unknown');
    return accept({
      word: act.newId('wor'),
      subject: input.subject,
      kind: input.kind,
      author: act.member,
      text: input.text,
      replyTo: answered?.id ?? null,
      depth: answered ? answered.depth + 1 : 0,
      mentions: named,
    });
  },
  // What is said next may answer only what is there already: nobody knows the id of what is said now.
  apply: (state) => state,
  async record(tx, facts) {
    await insertWords(tx, facts);
  },
  answer: (fact) => ({ word: fact.word }),
});
