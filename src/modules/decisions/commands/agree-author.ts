/** Whoever was asked to write with the others says yes. Saying nothing is saying no. */
import { z } from 'zod';
import { assert } from '#kernel/assert';
import { accept, refuse } from '#kernel/outcome';
import { wrongBeforeVote } from '../core/steps.ts';
import { agreeAuthor as writeAgreement } from '../store/writes.ts';
import { decisionsCommand, only } from './decisions-command.ts';
import { proposalId } from './fields.ts';
import { loadWritten } from './loading.ts';

export const agreeAuthor = decisionsCommand({
  name: 'decisions.agree_author',
  scope: 'organization',
  grounds: ['member'],
  matter: 'propose',
  input: z.object({ proposal: proposalId }),
  refusals: ['proposal_unknown', 'vote_has_begun', 'proposal_over', 'not_asked', 'author_already'],
  personal: [],
  load: (tx, asks, { org, now }) => loadWritten(tx, org, only(asks).input.proposal, now),
  about: (_state, { input }) => ({ subject: input.proposal }),
  decide(state, input, act) {
    assert(act.member, 'only members write proposals');
    const wrong = wrongBeforeVote(state, act.member, act.at);
    if (wrong) return wrong;
    const own = state.authors.find((one) => one.member === act.member);
    if (!own) return refuse('not_asked');
    if (own.agreedAt !== null) return refuse('author_already');
    return accept({ proposal: input.proposal, author: act.member, title: state.proposal!.title });
  },
  async record(tx, facts) {
    for (const { act, fact } of facts) await writeAgreement(tx, act, fact.proposal, fact.author);
  },
});
