/**
 * One more thing to choose from: a member proposes themself or another for a post, or puts a project beside the
 * others, while it is talked over. What is in a draft its authors write.
 */
import { z } from 'zod';
import { assert } from '#kernel/assert';
import { accept, refuse } from '#kernel/outcome';
import { loadMembers } from '#agents/server';
import { decideOptions, DRAFT_RULES } from '../core/draft.ts';
import { kindNamed, MOST_OPTIONS } from '../core/kinds.ts';
import { wrongInTalk } from '../core/steps.ts';
import { insertOptions } from '../store/writes.ts';
import { decisionsCommand, only } from './decisions-command.ts';
import { optionFields, PERSONAL, recorded, rowOf } from './draft-input.ts';
import { proposalId } from './fields.ts';
import { lookUpUnder } from './known-acts.ts';
import { loadWritten } from './loading.ts';

const RULES = DRAFT_RULES.filter(
  (rule) =>
    rule.startsWith('candidate_') ||
    rule.startsWith('member_') ||
    rule.startsWith('cost_') ||
    rule.startsWith('act_') ||
    rule === 'title_missing',
);

export const addOption = decisionsCommand({
  name: 'decisions.add_option',
  scope: 'organization',
  grounds: ['member'],
  matter: 'propose',
  input: z.object({ proposal: proposalId, ...optionFields }),
  refusals: [
    'proposal_unknown',
    'vote_has_begun',
    'proposal_over',
    'not_published',
    'one_thing_only',
    'options_too_many',
    ...RULES,
  ],
  personal: PERSONAL,
  async load(tx, asks, { org, now }) {
    const { input } = only(asks);
    const written = await loadWritten(tx, org, input.proposal, now);
    return { ...written, members: await loadMembers(tx, org, [input.member]) };
  },
  about: (_state, { input }) => ({ subject: input.member ?? input.proposal }),
  decide(state, input, act) {
    assert(act.member, 'only members add options');
    const wrong = wrongInTalk(state, act.member, act.at);
    if (wrong) return wrong;
    const proposal = state.proposal!;
    if (!kindNamed(proposal.kind).open) return refuse('one_thing_only');
    const standing = state.options.filter((one) => one.withdrawnAt === null);
    if (standing.length >= MOST_OPTIONS) return refuse('options_too_many', { most: MOST_OPTIONS });
    const around = {
      kind: proposal.kind,
      post: proposal.post,
      potMinor: proposal.potMinor === null ? null : String(proposal.potMinor),
      there: standing.flatMap((one) => one.member ?? []),
    };
    const { articles } = state.group;
    const ground = { articles, members: state.members, today: act.today, lookUp: lookUpUnder(articles) };
    const decided = decideOptions([input], around, ground);
    if (!decided.ok) return decided;
    const [option] = recorded(decided.value, act);
    return accept({
      proposal: proposal.id,
      title: proposal.title,
      // What is said of a candidate is theirs to have forgotten.
      ...(input.member === undefined ? {} : { member: input.member }),
      addedBy: act.member,
      after: state.options.length,
      option: option!,
    });
  },
  async record(tx, facts) {
    for (const { act, fact } of facts) {
      await insertOptions(tx, act, fact.proposal, fact.addedBy, fact.after, [rowOf(fact.option)]);
    }
  },
  answer: ({ option }) => ({ option: option.option }),
});
