/** Whoever gave their voice takes it back; whoever carries it can give it back. */
import { z } from 'zod';
import { accept, refuse } from '#kernel/outcome';
import { loadGivenAway } from '../store/talk-reads.ts';
import { endGivenAway } from '../store/talk-writes.ts';
import { decisionsCommand, only } from './decisions-command.ts';
import { delegationId } from './talk-fields.ts';

export const endDelegation = decisionsCommand({
  name: 'decisions.end_delegation',
  scope: 'organization',
  grounds: ['member'],
  matter: 'delegate',
  input: z.object({ delegation: delegationId }),
  refusals: ['delegation_unknown', 'not_yours', 'delegation_over'],
  personal: [],
  async load(tx, asks, { org }) {
    return { delegation: await loadGivenAway(tx, org, only(asks).input.delegation) };
  },
  about: ({ delegation }) => (delegation === null ? {} : { subject: delegation.to }),
  decide({ delegation }, _input, act) {
    if (!delegation) return refuse('delegation_unknown');
    if (delegation.from !== act.member && delegation.to !== act.member) return refuse('not_yours');
    if (delegation.endedAt !== null) return refuse('delegation_over');
    return accept({ delegation: delegation.id });
  },
  async record(tx, facts) {
    for (const { act, fact } of facts) await endGivenAway(tx, act, fact.delegation);
  },
});
