/** A member writes down what the group could decide. Nobody else reads it until it is published. */
import { z } from 'zod';
import { assert } from '#kernel/assert';
import { accept, refuse } from '#kernel/outcome';
import { loadGroup, loadMembers } from '#agents/server';
import { decideDraft, DRAFT_RULES } from '../core/draft.ts';
import { KINDS } from '../core/kinds.ts';
import { insertAuthor, insertOptions, insertProposal } from '../store/writes.ts';
import { decisionsCommand, only } from './decisions-command.ts';
import { draftFields, PERSONAL, recorded, rowOf } from './draft-input.ts';
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
  }),
  refusals: ['not_founded_yet', ...DRAFT_RULES],
  personal: PERSONAL,
  async load(tx, asks, { org, now }) {
    return {
      group: (await loadGroup(tx, org, now))!,
      members: await loadMembers(tx, org, named(only(asks).input.options)),
    };
  },
  about: () => ({}),
  decide({ group, members }, input, act) {
    assert(act.member, 'only members propose');
    if (group.state === 'draft') return refuse('not_founded_yet');
    const { articles } = group;
    const ground = { articles, members, today: act.today, lookUp: lookUpUnder(articles) };
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
