/** The group says yes to someone who has asked to join, once enough members vouch for them. */
import { z } from 'zod';
import { accept, refuse } from '#kernel/outcome';
import { standingKind, standsFully, trialFrom } from '../core/standing.ts';
import { loadMembers, loadVouchers } from '../store/reads.ts';
import { loadGroup } from '../store/standing-reads.ts';
import { changeMember } from '../store/writes.ts';
import { agentsCommand, only } from './agents-command.ts';
import { memberId } from './fields.ts';

export const admit = agentsCommand({
  name: 'agents.admit',
  scope: 'organization',
  grounds: ['statutes'],
  matter: 'admit',
  input: z.object({ member: memberId }),
  refusals: ['member_unknown', 'not_an_applicant', 'vouchers_missing'],
  personal: [],
  async load(tx, asks, { org, now }) {
    const { input } = only(asks);
    const vouchers = await loadVouchers(tx, org, input.member);
    return {
      admission: (await loadGroup(tx, org, now))!.articles.admission,
      vouchers,
      members: await loadMembers(tx, org, [input.member, ...vouchers]),
    };
  },
  about: (_state, { input }) => ({ subject: input.member, beneficiaries: [input.member] }),
  decide(state, input, act) {
    const applicant = state.members.get(input.member);
    if (!applicant) return refuse('member_unknown');
    if (standingKind(applicant, act.today) !== 'applicant') return refuse('not_an_applicant');
    const { vouchers: needed, trialDays } = state.admission;
    const have = state.vouchers.filter((id) => {
      const voucher = state.members.get(id);
      return voucher && standsFully(standingKind(voucher, act.today), false);
    }).length;
    if (have < needed) return refuse('vouchers_missing', { needed, have });
    return accept({
      member: input.member,
      admittedOn: act.today,
      trialUntil: trialFrom(act.today, trialDays),
    });
  },
  async record(tx, facts) {
    for (const { act, fact } of facts) {
      await changeMember(tx, act, fact.member, {
        admitted_on: fact.admittedOn,
        trial_until: fact.trialUntil,
      });
    }
  },
});
