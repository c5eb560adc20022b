/** A member gives their word that it is really this member who wants to come back on another device. */
import { z } from 'zod';
import { assert } from '#kernel/assert';
import { accept, refuse } from '#kernel/outcome';
import { loadReturnVouchers } from '../store/person-reads.ts';
import { insertReturnVouch } from '../store/person-writes.ts';
import { loadMembers } from '../store/reads.ts';
import { agentsCommand, only } from './agents-command.ts';
import { memberId, returnId } from './fields.ts';

export const vouchReturn = agentsCommand({
  name: 'agents.vouch_return',
  scope: 'organization',
  grounds: ['member'],
  matter: 'vouch',
  input: z.object({
    /** The request that was made on the other device; its code was shown to whoever vouches. */
    request: returnId,
    member: memberId,
  }),
  refusals: ['cannot_vouch_for_oneself', 'member_unknown', 'member_on_paper', 'already_vouched'],
  personal: [],
  async load(tx, asks, { org }) {
    const { input, member } = only(asks);
    return {
      members: await loadMembers(tx, org, [input.member, member]),
      vouchers: await loadReturnVouchers(tx, org, input.request),
    };
  },
  about: (_state, { input }) => ({ subject: input.member }),
  decide({ members, vouchers }, input, act) {
    assert(act.member, 'only members vouch');
    const returning = members.get(input.member);
    const same = input.member === act.member || (act.person !== null && returning?.person === act.person);
    if (same) return refuse('cannot_vouch_for_oneself');
    if (returning?.endedOn !== null) return refuse('member_unknown');
    if (returning.person === null) return refuse('member_on_paper');
    if (vouchers.includes(act.member)) return refuse('already_vouched');
    return accept({ request: input.request, member: input.member, voucher: act.member });
  },
  async record(tx, facts) {
    for (const { act, fact } of facts) await insertReturnVouch(tx, act, fact);
  },
});
