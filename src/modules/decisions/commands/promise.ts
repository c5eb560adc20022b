/** Somebody does what was decided, by a day: a member promises it, or an author asks a member to. */
import { z } from 'zod';
import { assert } from '#kernel/assert';
import { accept, refuse } from '#kernel/outcome';
import { standingKind, standsFully } from '#agents';
import { loadMembers } from '#agents/server';
import { stateOf, type ProposalState } from '../core/proposal.ts';
import { isAuthor } from '../core/steps.ts';
import { loadAuthors, loadProposal } from '../store/reads.ts';
import { insertPromise } from '../store/talk-writes.ts';
import { decisionsCommand, only } from './decisions-command.ts';
import { civilDate, memberId, proposalId } from './fields.ts';
import { task } from './talk-fields.ts';

/** There is something to do about it. */
const DECIDED: readonly ProposalState[] = ['passed', 'in_effect', 'stuck'];

export const promise = decisionsCommand({
  name: 'decisions.promise',
  scope: 'organization',
  grounds: ['member'],
  matter: 'promise',
  input: z.object({ proposal: proposalId, what: task, who: memberId.optional(), by: civilDate }),
  refusals: ['proposal_unknown', 'nothing_decided_yet', 'not_an_author', 'member_unknown', 'day_is_past'],
  personal: [],
  async load(tx, asks, { org }) {
    const { input } = only(asks);
    return {
      proposal: await loadProposal(tx, org, input.proposal),
      authors: await loadAuthors(tx, org, input.proposal),
      members: await loadMembers(tx, org, [input.who]),
    };
  },
  about: (_state, { input }) => ({ subject: input.proposal }),
  decide({ proposal, authors, members }, input, act) {
    assert(act.member, 'only members promise');
    if (typeof proposal?.publishedAt !== 'string') return refuse('proposal_unknown');
    if (!DECIDED.includes(stateOf(proposal, act.at))) return refuse('nothing_decided_yet');
    const who = input.who ?? act.member;
    if (who !== act.member) {
      if (!isAuthor({ authors }, act.member)) return refuse('not_an_author');
      const member = members.get(who);
      if (!member || !standsFully(standingKind(member, act.today), false)) return refuse('member_unknown');
    }
    if (input.by < act.today) return refuse('day_is_past');
    return accept({
      promise: act.newId('prm'),
      proposal: proposal.id,
      what: input.what,
      who,
      by: input.by,
      askedBy: act.member,
    });
  },
  async record(tx, facts) {
    for (const { act, fact } of facts) await insertPromise(tx, act, fact);
  },
  answer: (fact) => ({ promise: fact.promise }),
});
