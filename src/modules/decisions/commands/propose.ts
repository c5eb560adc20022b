/** A member writes down what the group could decide. Nobody else reads it until it is published. */
import { z } from 'zod';
import { assert } from '#kernel/assert';
import type { MemberId } from '#kernel/command';
import { accept, refuse } from '#kernel/outcome';
import { loadGroup, loadMembers } from '#agents/server';
import { decideDraft, DRAFT_RULES } from '../core/draft.ts';
import { KINDS } from '../core/kinds.ts';
import { RENEWAL_RULES, wrongToRenew } from '../core/renewal.ts';
import { loadAuthors, loadProposal } from '../store/reads.ts';
import { insertAuthor, insertOptions, insertProposal } from '../store/writes.ts';
import { decisionsCommand, only } from './decisions-command.ts';
import { draftFields, PERSONAL, recorded, rowOf } from './draft-input.ts';
import { proposalId } from './fields.ts';
import { lookUpUnder } from './known-acts.ts';
import { named } from './loading.ts';

export const propose = decisionsCommand({
  name: 'decisions.propose',
  scope: 'organization',
  grounds: ['member'],
  matter: 'propose',
  input: z.object({
    ...draftFields,
    kind: z.enum(KINDS),
    body: draftFields.body.default(''),
    acts: draftFields.acts.default([]),
    options: draftFields.options.default([]),
    seats: draftFields.seats.default(1),
    /** One that was turned down, of which this is a new version. */
    renews: proposalId.optional(),
  }),
  refusals: ['not_founded_yet', ...RENEWAL_RULES, ...DRAFT_RULES],
  personal: PERSONAL,
  async load(tx, asks, { org, now }) {
    const { options, renews } = only(asks).input;
    return {
      group: (await loadGroup(tx, org, now))!,
      members: await loadMembers(tx, org, named(options)),
      earlier: renews === undefined ? null : await loadProposal(tx, org, renews),
      authors: renews === undefined ? [] : await loadAuthors(tx, org, renews),
    };
  },
  about: () => ({}),
  decide({ group, members, earlier, authors }, input, act) {
    assert(act.member, 'only members propose');
    if (group.state === 'draft') return refuse('not_founded_yet');
    const wrong = input.renews === undefined ? null : wrongToRenew(earlier, authors, act.member, act.at);
    if (wrong) return wrong;
    const { articles } = group;
    const ground = {
      articles,
      members,
      today: act.today,
      lookUp: lookUpUnder(articles),
      agrees: (member: MemberId) => member === act.member,
    };
    const decided = decideDraft(input, ground);
    if (!decided.ok) return decided;
    const { options, ...draft } = decided.value;
    return accept({
      proposal: act.newId('pro'),
      kind: input.kind,
      title: input.title,
      body: input.body,
      ...draft,
      proposedBy: act.member,
      renews: input.renews ?? null,
      options: recorded(options, act),
    });
  },
  async record(tx, facts) {
    for (const { act, fact } of facts) {
      // Everybody with a vote has one: whoever asks does not choose who answers.
      await insertProposal(tx, act, { ...fact, classes: [] });
      await insertAuthor(tx, act, fact.proposal, fact.proposedBy, true);
      await insertOptions(tx, act, fact.proposal, fact.proposedBy, 0, fact.options.map(rowOf));
    }
  },
  answer: ({ proposal, options }) => ({ proposal, options: options.map((one) => one.option) }),
});
