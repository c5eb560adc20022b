/**
 * Someone who was named as a founder and has not come is taken off the list, so that the others are not kept
 * waiting for ever. Whoever has come in decides for themself.
 */
import { z } from 'zod';
import { accept, refuse } from '#kernel/outcome';
import { loadMembers, loadSignatureRows } from '../store/reads.ts';
import { loadGroup } from '../store/standing-reads.ts';
import { endMembership } from '../store/writes.ts';
import { agentsCommand, only } from './agents-command.ts';
import { memberId } from './fields.ts';

export const unnameFounder = agentsCommand({
  name: 'agents.unname_founder',
  scope: 'organization',
  grounds: ['founder'],
  matter: 'found',
  input: z.object({ member: memberId }),
  refusals: ['member_unknown', 'place_is_taken', 'signed_already'],
  personal: [],
  async load(tx, asks, { org, now }) {
    return {
      group: (await loadGroup(tx, org, now))!,
      members: await loadMembers(tx, org, [only(asks).input.member]),
      signed: await loadSignatureRows(tx, org, 'founding'),
    };
  },
  about: (_state, { input }) => ({ subject: input.member }),
  decide(state, input, act) {
    const named = state.members.get(input.member);
    if (!named?.founder || named.endedOn !== null) return refuse('member_unknown');
    if (named.person !== null) return refuse('place_is_taken');
    const version = state.group.statutesVersion;
    const hasSigned = state.signed.some(
      (one) => one.member_id === named.id && one.statutes_version === version,
    );
    if (hasSigned) return refuse('signed_already');
    return accept({ member: named.id, on: act.today });
  },
  async record(tx, facts) {
    for (const { act, fact } of facts)
      await endMembership(tx, act, fact.member, { on: fact.on, kind: 'struck' });
  },
});
