/**
 * The authors take back what they have proposed, before the vote opens. From then on it is everybody's
 * question, and whoever sees it going wrong does not call it off; it stays readable either way.
 */
import { z } from 'zod';
import { accept } from '#kernel/outcome';
import { wrongForAuthor } from '../core/steps.ts';
import { changeProposal } from '../store/writes.ts';
import { decisionsCommand, only } from './decisions-command.ts';
import { proposalId } from './fields.ts';
import { loadWritten } from './loading.ts';

export const withdrawProposal = decisionsCommand({
  name: 'decisions.withdraw_proposal',
  scope: 'organization',
  grounds: ['member'],
  matter: 'propose',
  input: z.object({ proposal: proposalId }),
  refusals: ['proposal_unknown', 'vote_has_begun', 'proposal_over', 'not_an_author'],
  personal: [],
  load: (tx, asks, { org, now }) => loadWritten(tx, org, only(asks).input.proposal, now),
  about: (_state, { input }) => ({ subject: input.proposal }),
  decide(state, input, act) {
    const wrong = wrongForAuthor(state, act.member, act.at);
    if (wrong) return wrong;
    // What nobody else has read is not named for others to read now.
    const title = state.proposal!.publishedAt === null ? '' : state.proposal!.title;
    return accept({ proposal: input.proposal, title });
  },
  async record(tx, facts) {
    for (const { act, fact } of facts) {
      await changeProposal(tx, act.org, fact.proposal, { withdrawn_at: act.at });
    }
  },
});
