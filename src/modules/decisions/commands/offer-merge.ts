/** An author offers that their proposal become part of another that wants the same. */
import { z } from 'zod';
import { assert } from '#kernel/assert';
import { accept, refuse } from '#kernel/outcome';
import { stateOf } from '../core/proposal.ts';
import { isAuthor } from '../core/steps.ts';
import { loadAuthors, loadProposals } from '../store/reads.ts';
import { listMerges } from '../store/talk-reads.ts';
import { insertMerge } from '../store/talk-writes.ts';
import { decisionsCommand, only } from './decisions-command.ts';
import { proposalId } from './fields.ts';

export const offerMerge = decisionsCommand({
  name: 'decisions.offer_merge',
  scope: 'organization',
  grounds: ['member'],
  matter: 'say',
  input: z.object({ from: proposalId, into: proposalId }),
  refusals: ['proposal_unknown', 'not_an_author', 'not_into_itself', 'not_in_talk', 'merge_offered_already'],
  personal: [],
  async load(tx, asks, { org }) {
    const { from, into } = only(asks).input;
    return {
      proposals: await loadProposals(tx, org, [from, into]),
      authors: await loadAuthors(tx, org, from),
      merges: await listMerges(tx, org, [from]),
    };
  },
  about: (_state, { input }) => ({ subject: input.into }),
  decide({ proposals, authors, merges }, { from, into }, act) {
    assert(act.member, 'only members write');
    const [source, target] = [proposals.get(from), proposals.get(into)];
    if (!source || typeof target?.publishedAt !== 'string') return refuse('proposal_unknown');
    if (!isAuthor({ authors }, act.member)) return refuse('not_an_author');
    if (from === into) return refuse('not_into_itself');
    for (const one of [source, target]) {
      if (stateOf(one, act.at) !== 'talk') return refuse('not_in_talk');
    }
    const open = merges.some(
      (one) =>
        one.source === from && one.target === into && one.acceptedAt === null && one.declinedAt === null,
    );
    if (open) return refuse('merge_offered_already');
    return accept({ merge: act.newId('mer'), source: from, target: into, by: act.member });
  },
  async record(tx, facts) {
    for (const { act, fact } of facts) await insertMerge(tx, act, fact);
  },
  answer: (fact) => ({ merge: fact.merge }),
});
