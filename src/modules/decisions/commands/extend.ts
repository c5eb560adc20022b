/** The authors give a vote more time: once, and by no more than the rules allow. Everybody is told why. */
import { z } from 'zod';
import { accept, refuse } from '#kernel/outcome';
import { voiceOf } from '#agents';
import { wrongWithVote } from '../core/casting.ts';
import { after } from '../core/dates.ts';
import { isAuthor } from '../core/steps.ts';
import { changeProposal } from '../store/writes.ts';
import { decisionsCommand, only } from './decisions-command.ts';
import { instant, line, proposalId } from './fields.ts';
import { loadWritten } from './loading.ts';

export const extend = decisionsCommand({
  name: 'decisions.extend',
  scope: 'organization',
  grounds: ['member'],
  matter: 'propose',
  input: z.object({ proposal: proposalId, closesAt: instant, reason: line(3, 500) }),
  refusals: [
    'proposal_unknown',
    'vote_not_open',
    'vote_closed',
    'not_an_author',
    'no_extension',
    'extended_already',
    'not_later',
    'extended_too_far',
  ],
  personal: ['reason'],
  load: (tx, asks, { org, now }) => loadWritten(tx, org, only(asks).input.proposal, now),
  about: (_state, { input }) => ({ subject: input.proposal }),
  decide(state, input, act) {
    const { proposal, group } = state;
    const wrong = wrongWithVote(proposal, act.at);
    if (wrong) return wrong;
    if (!isAuthor(state, act.member)) return refuse('not_an_author');
    const { extendDays } = voiceOf(group.articles);
    const closesAt = proposal!.closesAt!;
    if (extendDays === 0) return refuse('no_extension');
    if (proposal!.extendedAt !== null)
      return refuse('extended_already', { extendedAt: proposal!.extendedAt });
    if (input.closesAt <= closesAt) return refuse('not_later', { closesAt });
    const latest = after(closesAt, extendDays);
    if (input.closesAt > latest) return refuse('extended_too_far', { latest, days: extendDays });
    return accept({
      proposal: proposal!.id,
      title: proposal!.title,
      closesAt: input.closesAt,
      reason: input.reason,
    });
  },
  async record(tx, facts) {
    for (const { act, fact } of facts) {
      await changeProposal(tx, act.org, fact.proposal, {
        closes_at: fact.closesAt,
        extended_at: act.at,
      });
    }
  },
  answer: ({ proposal, closesAt }) => ({ proposal, closesAt }),
});
