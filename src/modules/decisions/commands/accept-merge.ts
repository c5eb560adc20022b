/** An author takes another proposal into theirs: who wrote that one writes this one too. */
import { z } from 'zod';
import { accept, refuse } from '#kernel/outcome';
import { stateOf } from '../core/proposal.ts';
import { isAuthor } from '../core/steps.ts';
import { decideMoved, movedRow } from '../core/talk-anew.ts';
import { loadAuthorsOf, loadProposals } from '../store/reads.ts';
import { loadMerge } from '../store/talk-reads.ts';
import { changeMerge } from '../store/talk-writes.ts';
import { agreeAuthor, changeProposal, insertAuthor } from '../store/writes.ts';
import { decisionsCommand, only } from './decisions-command.ts';
import { mergeId } from './talk-fields.ts';

export const acceptMerge = decisionsCommand({
  name: 'decisions.accept_merge',
  scope: 'organization',
  grounds: ['member'],
  matter: 'say',
  input: z.object({ merge: mergeId }),
  refusals: ['merge_unknown', 'not_an_author', 'merge_over', 'not_in_talk'],
  personal: [],
  async load(tx, asks, { org }) {
    const merge = await loadMerge(tx, org, only(asks).input.merge);
    const both = merge ? [merge.source, merge.target] : [];
    return {
      merge,
      proposals: await loadProposals(tx, org, both),
      authors: await loadAuthorsOf(tx, org, both),
    };
  },
  about: ({ merge }) => (merge === null ? {} : { subject: merge.target }),
  decide({ merge, proposals, authors }, _input, act) {
    if (!merge) return refuse('merge_unknown');
    const there = authors.get(merge.target) ?? [];
    if (!isAuthor({ authors: there }, act.member)) return refuse('not_an_author');
    if (merge.acceptedAt !== null || merge.declinedAt !== null) return refuse('merge_over');
    for (const id of [merge.source, merge.target]) {
      if (stateOf(proposals.get(id)!, act.at) !== 'talk') return refuse('not_in_talk');
    }
    const coming = (authors.get(merge.source) ?? []).filter((one) => one.agreedAt !== null);
    const asked = there.filter((one) => one.agreedAt === null).map((one) => one.member);
    const known = there.map((one) => one.member);
    return accept({
      merge: merge.id,
      source: merge.source,
      target: merge.target,
      // What would be done stays as it was; who had read the other one has a day for this one.
      moved: decideMoved(proposals.get(merge.target)!, 'words', act.at),
      joins: coming.map((one) => one.member).filter((one) => !known.includes(one)),
      agrees: coming.map((one) => one.member).filter((one) => asked.includes(one)),
    });
  },
  async record(tx, facts) {
    for (const { act, fact } of facts) {
      await changeMerge(tx, act.org, fact.merge, { accepted_at: act.at });
      await changeProposal(tx, act.org, fact.source, { merged_into: fact.target });
      await changeProposal(tx, act.org, fact.target, movedRow(fact.moved));
      for (const one of fact.joins) await insertAuthor(tx, act, fact.target, one, true);
      for (const one of fact.agrees) await agreeAuthor(tx, act, fact.target, one);
    }
  },
  answer: ({ target, moved }) => ({ proposal: target, opensAt: moved.opensAt }),
});
