/** An author keeps their proposal as it is; or whoever offered to merge thinks better of it. */
import { z } from 'zod';
import { accept, refuse } from '#kernel/outcome';
import { isAuthor } from '../core/steps.ts';
import { loadAuthors } from '../store/reads.ts';
import { loadMerge } from '../store/talk-reads.ts';
import { changeMerge } from '../store/talk-writes.ts';
import { decisionsCommand, only } from './decisions-command.ts';
import { mergeId } from './talk-fields.ts';

export const declineMerge = decisionsCommand({
  name: 'decisions.decline_merge',
  scope: 'organization',
  grounds: ['member'],
  matter: 'say',
  input: z.object({ merge: mergeId }),
  refusals: ['merge_unknown', 'not_an_author', 'merge_over'],
  personal: [],
  async load(tx, asks, { org }) {
    const merge = await loadMerge(tx, org, only(asks).input.merge);
    return { merge, authors: merge ? await loadAuthors(tx, org, merge.target) : [] };
  },
  about: ({ merge }) => (merge === null ? {} : { subject: merge.target }),
  decide({ merge, authors }, _input, act) {
    if (!merge) return refuse('merge_unknown');
    const may = isAuthor({ authors }, act.member) || merge.offeredBy === act.member;
    if (!may) return refuse('not_an_author');
    if (merge.acceptedAt !== null || merge.declinedAt !== null) return refuse('merge_over');
    return accept({ merge: merge.id });
  },
  async record(tx, facts) {
    for (const { act, fact } of facts) await changeMerge(tx, act.org, fact.merge, { declined_at: act.at });
  },
});
