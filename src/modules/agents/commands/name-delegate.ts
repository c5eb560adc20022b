/** The group names who speaks for it in a network, or names somebody else. */
import { z } from 'zod';
import { accept, refuse } from '#kernel/outcome';
import { standingKind, standsFully } from '../core/standing.ts';
import { loadDelegation, loadMembers, loadOrganization } from '../store/reads.ts';
import { loadGroup } from '../store/standing-reads.ts';
import { putDelegate } from '../store/writes.ts';
import { agentsCommand, only } from './agents-command.ts';
import { memberId, orgId } from './fields.ts';

export const nameDelegate = agentsCommand({
  name: 'agents.name_delegate',
  scope: 'organization',
  grounds: ['statutes'],
  matter: 'join_network',
  input: z.object({ network: orgId, member: memberId }),
  refusals: [
    'not_founded_yet',
    'network_unknown',
    'member_unknown',
    'member_not_in_standing',
    'member_on_paper',
    'nothing_changes',
  ],
  personal: ['person'],
  async load(tx, asks, { org, now }) {
    const { input } = only(asks);
    return {
      draft: (await loadGroup(tx, org, now))!.state === 'draft',
      network: input.network === org ? null : await loadOrganization(tx, input.network),
      members: await loadMembers(tx, org, [input.member]),
      present: await loadDelegation(tx, org, input.network),
    };
  },
  about: (_state, { input }) => ({ subject: input.member, beneficiaries: [input.member] }),
  decide({ draft, network, members, present }, input, act) {
    if (draft) return refuse('not_founded_yet');
    if (!network) return refuse('network_unknown');
    const member = members.get(input.member);
    if (member?.endedOn !== null) return refuse('member_unknown');
    const kind = standingKind(member, act.today);
    if (!standsFully(kind, draft)) return refuse('member_not_in_standing', { standing: kind });
    if (member.person === null) return refuse('member_on_paper');
    if (present?.member === member.id) return refuse('nothing_changes');
    return accept({ network: input.network, member: member.id, person: member.person });
  },
  async record(tx, facts) {
    for (const { act, fact } of facts) await putDelegate(tx, act, fact);
  },
});
