/** A member gives their word for someone who has asked to join or was invited. */
import { z } from 'zod';
import { assert } from '#kernel/assert';
import { accept, refuse } from '#kernel/outcome';
import { standingKind } from '../core/standing.ts';
import { loadMembers, loadVouches, vouchMark } from '../store/reads.ts';
import { insertVouches } from '../store/writes.ts';
import { agentsCommand } from './agents-command.ts';
import { memberId } from './fields.ts';

export const vouch = agentsCommand({
  name: 'agents.vouch',
  scope: 'organization',
  grounds: ['member'],
  matter: 'vouch',
  grouped: true,
  input: z.object({ member: memberId }),
  refusals: ['cannot_vouch_for_oneself', 'member_unknown', 'not_an_applicant', 'vouched_already'],
  personal: [],
  async load(tx, asks, { org }) {
    const members = asks.map((ask) => ask.input.member);
    return { members: await loadMembers(tx, org, members), vouches: await loadVouches(tx, org, members) };
  },
  about: (_state, { input }) => ({ subject: input.member }),
  decide(state, input, act) {
    assert(act.member, 'only members vouch');
    if (input.member === act.member) return refuse('cannot_vouch_for_oneself');
    const place = state.members.get(input.member);
    if (!place) return refuse('member_unknown');
    const kind = standingKind(place, act.today);
    if (kind !== 'applicant' && kind !== 'invited') return refuse('not_an_applicant');
    if (state.vouches.has(vouchMark(input.member, act.member))) return refuse('vouched_already');
    return accept({ member: input.member, voucher: act.member });
  },
  apply: (state, fact) => ({
    ...state,
    vouches: new Set([...state.vouches, vouchMark(fact.member, fact.voucher)]),
  }),
  async record(tx, facts) {
    await insertVouches(
      tx,
      facts.map(({ act, fact }) => ({ act, ...fact })),
    );
  },
});
