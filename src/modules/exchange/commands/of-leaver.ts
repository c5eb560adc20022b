/**
 * Somebody has left: what was under way with them comes to nothing, by the clock, and the others are told.
 * What was done already and not settled is over here as well; what is owed for it is asked for in the
 * accounts.
 */
import { z } from 'zod';
import type { MemberId, OrgId } from '#kernel/command';
import { accept, refuse } from '#kernel/outcome';
import type { Tx } from '#kernel/tx';
import { loadMembers } from '#agents/server';
import { agreementState } from '../core/agreement.ts';
import { ringState } from '../core/ring.ts';
import { loadAgreement } from '../store/agreement-reads.ts';
import { changeAgreement } from '../store/agreement-writes.ts';
import { loadRing } from '../store/ring-reads.ts';
import { endRing } from '../store/ring-writes.ts';
import { exchangeCommand, only } from './exchange-command.ts';
import { agreementId, ringId } from './fields.ts';

const byClock = {
  scope: 'organization',
  grounds: ['clock'],
  matter: 'exchange',
  article: 'exchange',
  internal: true,
  personal: [],
} as const;

/** Whoever of these is not one of us any more; the first of them. */
async function goneOf(tx: Tx, org: OrgId, members: readonly MemberId[]): Promise<MemberId | null> {
  const known = await loadMembers(tx, org, members);
  return members.find((one) => known.get(one)?.endedOn != null) ?? null;
}

export const endAgreement = exchangeCommand({
  ...byClock,
  name: 'exchange.end_agreement',
  input: z.object({ agreement: agreementId }),
  refusals: ['agreement_unknown', 'agreement_not_there', 'nobody_left'],
  async load(tx, asks, { org }) {
    const agreement = await loadAgreement(tx, org, only(asks).input.agreement);
    const parties = agreement === null ? [] : [agreement.provider, agreement.receiver];
    return { agreement, gone: await goneOf(tx, org, parties) };
  },
  about: (_state, { input }) => ({ subject: input.agreement }),
  decide({ agreement, gone }) {
    if (agreement === null) return refuse('agreement_unknown');
    const state = agreementState(agreement);
    if (state === 'settled' || state === 'called_off') return refuse('agreement_not_there', { state });
    if (gone === null) return refuse('nobody_left');
    const { id, provider, receiver } = agreement;
    return accept({ agreement: id, provider, receiver, gone });
  },
  async record(tx, facts) {
    for (const { act, fact } of facts) {
      const change = { called_off_at: act.at, called_off_by: fact.gone };
      await changeAgreement(tx, act.org, fact.agreement, change);
    }
  },
});

export const endRingOf = exchangeCommand({
  ...byClock,
  name: 'exchange.end_ring',
  input: z.object({ ring: ringId }),
  refusals: ['ring_unknown', 'ring_not_there', 'nobody_left'],
  async load(tx, asks, { org }) {
    const ring = await loadRing(tx, org, only(asks).input.ring);
    const members = ring?.links.map((one) => one.giver) ?? [];
    return { ring, members, gone: await goneOf(tx, org, members) };
  },
  about: (_state, { input }) => ({ subject: input.ring }),
  decide({ ring, members, gone }) {
    if (ring === null) return refuse('ring_unknown');
    const state = ringState(ring);
    if (state === 'settled' || state === 'ended') return refuse('ring_not_there', { state });
    if (gone === null) return refuse('nobody_left');
    return accept({ ring: ring.id, members, gone });
  },
  async record(tx, facts) {
    for (const { act, fact } of facts) await endRing(tx, act, fact.ring, fact.gone);
  },
});
