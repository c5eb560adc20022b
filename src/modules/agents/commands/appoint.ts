/** A post is given, for a term; in a draft only to rehearse. */
import { z } from 'zod';
import { accept, refuse } from '#kernel/outcome';
import { decideTerm, heldAtOnce } from '../core/posts.ts';
import { isOver, standingKind, standsFully } from '../core/standing.ts';
import { loadMandatesOfRole, loadMembers } from '../store/reads.ts';
import { loadGroup } from '../store/standing-reads.ts';
import { insertMandate } from '../store/writes.ts';
import { agentsCommand, only } from './agents-command.ts';
import { civilDate, key, memberId } from './fields.ts';

export const appoint = agentsCommand({
  name: 'agents.appoint',
  scope: 'organization',
  grounds: ['statutes'],
  matter: 'appoint',
  input: z.object({
    role: key,
    member: memberId,
    startsOn: civilDate.optional(),
    /** The first day on which the post is no longer held; without it, the whole term. */
    endsOn: civilDate.optional(),
  }),
  refusals: [
    'role_unknown',
    'member_unknown',
    'member_not_in_standing',
    'dates_wrong',
    'term_too_long',
    'post_held_already',
    'post_is_filled',
  ],
  personal: [],
  async load(tx, asks, { org, now }) {
    const { input } = only(asks);
    return {
      group: (await loadGroup(tx, org, now))!,
      members: await loadMembers(tx, org, [input.member]),
      mandates: await loadMandatesOfRole(tx, org, input.role),
    };
  },
  about: (_state, { input }) => ({ subject: input.member, beneficiaries: [input.member] }),
  decide(state, input, act) {
    const draft = state.group.state === 'draft';
    const role = state.group.articles.roles.find((one) => one.role === input.role);
    if (!role) return refuse('role_unknown', { role: input.role });
    const member = state.members.get(input.member);
    if (member?.endedOn !== null) return refuse('member_unknown');
    const kind = standingKind(member, act.today);
    if (!standsFully(kind, draft)) return refuse('member_not_in_standing', { standing: kind });
    const decided = decideTerm(input, role.termMonths, act.today);
    if (!decided.ok) return decided;
    const term = decided.value;
    const held = state.mandates.filter((one) => !isOver(one, act.today, draft));
    const own = held.filter((one) => one.member === member.id);
    if (heldAtOnce(own, term) > 0) return refuse('post_held_already', { role: role.role });
    if (heldAtOnce(held, term) >= role.holders) {
      return refuse('post_is_filled', { role: role.role, holders: role.holders });
    }
    return accept({
      mandate: act.newId('man'),
      role: role.role,
      member: member.id,
      ...term,
      rehearsal: draft,
    });
  },
  async record(tx, facts) {
    for (const { act, fact } of facts) await insertMandate(tx, act, fact);
  },
  answer: (fact) => ({ mandate: fact.mandate, endsOn: fact.endsOn }),
});
