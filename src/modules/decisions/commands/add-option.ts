/**
 * One more thing to choose from: a member proposes themself or another for a post, or puts a project beside
 * the others, while it is talked over. What is in a draft its authors write.
 */
import { z } from 'zod';
import { assert } from '#kernel/assert';
import type { MemberId } from '#kernel/command';
import { accept, refuse } from '#kernel/outcome';
import { loadMembers } from '#agents/server';
import { onBallot } from '../core/candidacy.ts';
import { decideOptions, DRAFT_RULES } from '../core/draft.ts';
import { kindNamed, MOST_OPTIONS } from '../core/kinds.ts';
import { groupsAmong } from '../core/parity.ts';
import { isAuthor, wrongInTalk } from '../core/steps.ts';
import { decideMoved, isTooLateForOthers, movedRow, optionChange } from '../core/talk-anew.ts';
import { changeProposal, insertOptions } from '../store/writes.ts';
import { decisionsCommand, only } from './decisions-command.ts';
import { groupsField, optionFields, PERSONAL, recorded, rowOf } from './draft-input.ts';
import { proposalId } from './fields.ts';
import { lookUpUnder } from './known-acts.ts';
import { loadWritten, named } from './loading.ts';

const RULES = DRAFT_RULES.filter(
  (rule) =>
    rule.startsWith('candidate_') ||
    rule.startsWith('member_') ||
    rule.startsWith('cost_') ||
    rule.startsWith('act_') ||
    rule === 'title_missing' ||
    rule === 'posts_unfilled',
);

export const addOption = decisionsCommand({
  name: 'decisions.add_option',
  scope: 'organization',
  grounds: ['member'],
  matter: 'propose',
  input: z.object({
    proposal: proposalId,
    ...optionFields,
    /** Of which of the groups that the election speaks of whoever puts themself forward is. */
    groups: groupsField.default([]),
  }),
  refusals: [
    'proposal_unknown',
    'vote_has_begun',
    'proposal_over',
    'not_published',
    'one_thing_only',
    'options_too_many',
    'options_are_in',
    'has_said_no',
    'groups_of_another',
    'group_unknown',
    ...RULES,
  ],
  personal: PERSONAL,
  async load(tx, asks, { org, now }) {
    const { input } = only(asks);
    const written = await loadWritten(tx, org, input.proposal, now);
    return { ...written, members: await loadMembers(tx, org, named([input])) };
  },
  about: (_state, { input }) => ({ subject: input.member ?? input.proposal }),
  decide(state, input, act) {
    assert(act.member, 'only members add options');
    const wrong = wrongInTalk(state, act.member, act.at);
    if (wrong) return wrong;
    const proposal = state.proposal!;
    if (!kindNamed(proposal.kind).open) return refuse('one_thing_only');
    const change = optionChange(proposal.kind, 'added');
    const ready = onBallot(state.options, proposal.parity).length;
    if (!isAuthor(state, act.member) && isTooLateForOthers(proposal, change, act.at, ready)) {
      return refuse('options_are_in', { opensAt: proposal.opensAt });
    }
    const standing = state.options.filter((one) => one.withdrawnAt === null);
    if (standing.length >= MOST_OPTIONS) return refuse('options_too_many', { most: MOST_OPTIONS });
    const isOwn = named([input]).includes(act.member);
    const declined = state.options.flatMap((one) => one.people).filter((one) => one.declinedAt !== null);
    const asked = named([input]).find(
      (one) => one !== act.member && declined.some((own) => own.member === one),
    );
    if (asked !== undefined) return refuse('has_said_no', { member: asked });
    if (input.groups.length > 0 && !isOwn) return refuse('groups_of_another');
    const groups = groupsAmong(proposal.parity, input.groups);
    if (!groups.ok) return groups;
    const around = {
      kind: proposal.kind,
      post: proposal.post,
      potMinor: proposal.potMinor === null ? null : String(proposal.potMinor),
      unit: proposal.unit,
      there: standing.flatMap((one) => one.member ?? []),
    };
    const { articles } = state.group;
    const ground = {
      articles,
      members: state.members,
      today: act.today,
      lookUp: lookUpUnder(articles),
      agrees: (member: MemberId) => member === act.member,
    };
    const decided = decideOptions([input], around, ground);
    if (!decided.ok) return decided;
    const own = decided.value.map((one) => ({
      ...one,
      people: one.people.map((person) => ({
        ...person,
        groups: person.who === act.member ? groups.value : [],
      })),
    }));
    const [option] = recorded(own, act);
    return accept({
      proposal: proposal.id,
      title: proposal.title,
      // What is said of a candidate is theirs to have forgotten.
      ...(input.member === undefined ? {} : { member: input.member }),
      addedBy: act.member,
      after: state.options.length,
      option: option!,
      moved: decideMoved(proposal, change, act.at),
    });
  },
  async record(tx, facts) {
    for (const { act, fact } of facts) {
      await insertOptions(tx, act, fact.proposal, fact.addedBy, fact.after, [rowOf(fact.option)]);
      await changeProposal(tx, act.org, fact.proposal, movedRow(fact.moved));
    }
  },
  answer: ({ option, moved }) => ({ option: option.option, opensAt: moved.opensAt }),
});
