/** A member proposes a summary of what was said so far. */
import { z } from 'zod';
import { assert } from '#kernel/assert';
import { isId } from '#kernel/id';
import { accept } from '#kernel/outcome';
import { GROUP_THREAD } from '../core/talk.ts';
import { loadProposals } from '../store/reads.ts';
import { knownMeetings } from '../store/talk-reads.ts';
import { insertWords } from '../store/talk-writes.ts';
import { decisionsCommand, only } from './decisions-command.ts';
import { subject, wordText } from './talk-fields.ts';
import { subjectProblem } from './talk-subject.ts';

export const summarise = decisionsCommand({
  name: 'decisions.summarise',
  scope: 'organization',
  grounds: ['member'],
  matter: 'say',
  input: z.object({ subject: subject.default(GROUP_THREAD), text: wordText }),
  refusals: ['subject_unknown', 'talk_is_elsewhere'],
  personal: ['text'],
  async load(tx, asks, { org }) {
    const about = only(asks).input.subject;
    return {
      proposals: await loadProposals(tx, org, isId('pro', about) ? [about] : []),
      meetings: await knownMeetings(tx, org, isId('mee', about) ? [about] : []),
    };
  },
  about: (_state, { input }) => ({ subject: input.subject }),
  decide(state, input, act) {
    assert(act.member, 'only members talk');
    const wrong = subjectProblem(state, input.subject);
    if (wrong !== null) return wrong;
    return accept({ word: act.newId('wor'), subject: input.subject, author: act.member, text: input.text });
  },
  async record(tx, facts) {
    await insertWords(
      tx,
      facts.map(({ act, fact }) => ({
        act,
        fact: { ...fact, kind: 'summary', replyTo: null, depth: 0, mentions: [] },
      })),
    );
  },
  answer: (fact) => ({ word: fact.word }),
});
