/** A member lets another vote for them, in one matter or in all, where the rules allow it. */
import { z } from 'zod';
import { assert } from '#kernel/assert';
import { accept, refuse } from '#kernel/outcome';
import { decidesTogether, standingKind, voiceOf, votes } from '#agents';
import { loadGroup, loadMembers } from '#agents/server';
import { carriedBy, EVERY_MATTER } from '../core/delegation.ts';
import { listDelegations } from '../store/talk-reads.ts';
import { insertDelegation } from '../store/talk-writes.ts';
import { decisionsCommand, only } from './decisions-command.ts';
import { civilDate, key, memberId } from './fields.ts';

export const delegate = decisionsCommand({
  name: 'decisions.delegate',
  scope: 'organization',
  grounds: ['member'],
  matter: 'delegate',
  input: z.object({
    to: memberId,
    scope: key.default(EVERY_MATTER),
    /** The last day on which it holds. */
    until: civilDate.optional(),
  }),
  refusals: [
    'no_delegations_here',
    'not_to_oneself',
    'member_unknown',
    'matter_has_no_power',
    'day_is_past',
    'delegated_already',
    'carries_enough',
  ],
  personal: [],
  async load(tx, asks, { org, now }) {
    return {
      group: (await loadGroup(tx, org, now))!,
      members: await loadMembers(tx, org, [only(asks).input.to]),
      delegations: await listDelegations(tx, org),
    };
  },
  about: (_state, { input }) => ({ subject: input.to }),
  decide({ group, members, delegations }, { to, scope, until }, act) {
    assert(act.member, 'only members give their voice');
    const most = voiceOf(group.articles).delegations;
    if (most === 0) return refuse('no_delegations_here');
    if (to === act.member) return refuse('not_to_oneself');
    const member = members.get(to);
    const decides = member && decidesTogether(standingKind(member, act.today), false);
    if (!decides || !votes(group.articles, member.class)) return refuse('member_unknown');
    if (scope !== EVERY_MATTER && !group.articles.powers[scope]) {
      return refuse('matter_has_no_power', { matter: scope });
    }
    if (until !== undefined && until < act.today) return refuse('day_is_past');
    const own = delegations.find((one) => one.from === act.member && one.scope === scope);
    if (own?.to === to && own.until === (until ?? null)) return refuse('delegated_already');
    const others = [...carriedBy(delegations, to, act.today)].filter((one) => one !== act.member);
    if (others.length >= most) return refuse('carries_enough', { most });
    return accept({
      delegation: act.newId('dlg'),
      from: act.member,
      to,
      scope,
      until: until ?? null,
      /** The one before it, of the same scope. */
      ends: own?.id ?? null,
    });
  },
  async record(tx, facts) {
    for (const { act, fact } of facts) await insertDelegation(tx, act, fact);
  },
  answer: (fact) => ({ delegation: fact.delegation }),
});
