/** A member offers other words for a proposal that is talked over. */
import { z } from 'zod';
import { assert } from '#kernel/assert';
import { accept, refuse } from '#kernel/outcome';
import { LENGTHS } from '../core/kinds.ts';
import { stateOf } from '../core/proposal.ts';
import { loadProposal, loadVersions } from '../store/reads.ts';
import { insertOffer } from '../store/talk-writes.ts';
import { decisionsCommand, only } from './decisions-command.ts';
import { line, proposalId, prose } from './fields.ts';
import { note } from './talk-fields.ts';

export const offerChange = decisionsCommand({
  name: 'decisions.offer_change',
  scope: 'organization',
  grounds: ['member'],
  matter: 'say',
  input: z.object({
    proposal: proposalId,
    /** The version of the proposal on which it is written. */
    base: z.int().min(1),
    title: line(3, LENGTHS.title),
    body: prose(0, LENGTHS.body),
    why: note,
  }),
  refusals: ['proposal_unknown', 'not_in_talk', 'version_unknown', 'offer_changes_nothing'],
  personal: ['why'],
  async load(tx, asks, { org }) {
    const { input } = only(asks);
    return {
      proposal: await loadProposal(tx, org, input.proposal),
      versions: await loadVersions(tx, org, input.proposal),
    };
  },
  about: (_state, { input }) => ({ subject: input.proposal }),
  decide({ proposal, versions }, input, act) {
    assert(act.member, 'only members offer a change');
    if (typeof proposal?.publishedAt !== 'string') return refuse('proposal_unknown');
    if (stateOf(proposal, act.at) !== 'talk') return refuse('not_in_talk');
    const base = versions.find((one) => one.version === input.base);
    const now = input.base === proposal.version ? proposal : base;
    if (!now) return refuse('version_unknown');
    if (now.title === input.title && now.body === input.body) return refuse('offer_changes_nothing');
    const { title, body, why } = input;
    const offer = act.newId('off');
    return accept({
      offer,
      proposal: proposal.id,
      base: input.base,
      title,
      body,
      why: why || null,
      by: act.member,
    });
  },
  async record(tx, facts) {
    for (const { act, fact } of facts) await insertOffer(tx, act, fact);
  },
  answer: (fact) => ({ offer: fact.offer }),
});
