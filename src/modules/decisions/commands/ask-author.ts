/**
 * An author asks another member to write with them; whoever is asked reads the draft, and writes once they
 * agree.
 */
import { z } from 'zod';
import { accept, refuse } from '#kernel/outcome';
import { loadMembers, standingKind, standsFully } from '#agents/server';
import { wrongForAuthor } from '../core/steps.ts';
import { isAmong } from '../core/visible.ts';
import { insertAuthor } from '../store/writes.ts';
import { decisionsCommand, only } from './decisions-command.ts';
import { memberId, proposalId } from './fields.ts';
import { loadWritten } from './loading.ts';

/** More than these do not write one text together. */
const MOST_AUTHORS = 20;

export const askAuthor = decisionsCommand({
  name: 'decisions.ask_author',
  scope: 'organization',
  grounds: ['member'],
  matter: 'propose',
  input: z.object({ proposal: proposalId, member: memberId }),
  refusals: [
    'proposal_unknown',
    'vote_has_begun',
    'proposal_over',
    'not_an_author',
    'member_unknown',
    'member_not_in_standing',
    'author_already',
    'authors_too_many',
  ],
  personal: [],
  async load(tx, asks, { org, now }) {
    const { input } = only(asks);
    const written = await loadWritten(tx, org, input.proposal, now);
    return { ...written, members: await loadMembers(tx, org, [input.member]) };
  },
  about: (_state, { input }) => ({ subject: input.member }),
  decide(state, input, act) {
    const wrong = wrongForAuthor(state, act.member, act.at);
    if (wrong) return wrong;
    const member = state.members.get(input.member);
    if (member?.endedOn !== null) return refuse('member_unknown');
    const standing = standingKind(member, act.today);
    if (!standsFully(standing, false)) return refuse('member_not_in_standing', { standing });
    if (isAmong(input.member, state.authors)) return refuse('author_already');
    if (state.authors.length >= MOST_AUTHORS) return refuse('authors_too_many', { most: MOST_AUTHORS });
    return accept({ proposal: input.proposal, member: input.member, title: state.proposal!.title });
  },
  async record(tx, facts) {
    for (const { act, fact } of facts) await insertAuthor(tx, act, fact.proposal, fact.member, false);
  },
});
