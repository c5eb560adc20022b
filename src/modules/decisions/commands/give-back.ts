/**
 * What was decided and cannot be carried out goes back to the group, to be proposed in another shape. Its
 * authors may say so at once; any other member who decides, once there was a week to mend it.
 */
import { z } from 'zod';
import { accept, refuse } from '#kernel/outcome';
import { decidesTogether, loadMembers, standingKind, votes } from '#agents/server';
import { after } from '../core/dates.ts';
import { stateOf } from '../core/proposal.ts';
import { isAuthor } from '../core/steps.ts';
import { changeProposal } from '../store/writes.ts';
import { decisionsCommand, only } from './decisions-command.ts';
import { proposalId } from './fields.ts';
import { loadWritten } from './loading.ts';

/** How long the authors alone may give up on it. */
export const MEND_DAYS = 7;

export const giveBack = decisionsCommand({
  name: 'decisions.give_back',
  scope: 'organization',
  grounds: ['member'],
  matter: 'propose',
  input: z.object({ proposal: proposalId }),
  refusals: ['proposal_unknown', 'not_stuck', 'does_not_decide', 'time_to_mend'],
  personal: [],
  async load(tx, asks, { org, now }) {
    const { input, member } = only(asks);
    const written = await loadWritten(tx, org, input.proposal, now);
    return { ...written, members: await loadMembers(tx, org, [member]) };
  },
  about: (_state, { input }) => ({ subject: input.proposal }),
  decide(state, _input, act) {
    const { proposal, group } = state;
    if (typeof proposal?.publishedAt !== 'string') return refuse('proposal_unknown');
    if (stateOf(proposal, act.at) !== 'stuck' || proposal.stuckAt === null) return refuse('not_stuck');
    const own = act.member && state.members.get(act.member);
    const decides =
      own && decidesTogether(standingKind(own, act.today), false) && votes(group.articles, own.class);
    if (!decides) return refuse('does_not_decide');
    const earliest = after(proposal.stuckAt, MEND_DAYS);
    if (!isAuthor(state, act.member) && act.at < earliest) return refuse('time_to_mend', { earliest });
    return accept({ proposal: proposal.id, title: proposal.title });
  },
  async record(tx, facts) {
    for (const { act, fact } of facts) {
      await changeProposal(tx, act.org, fact.proposal, { returned_at: act.at });
    }
  },
});
