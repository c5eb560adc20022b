/**
 * A member gives their word that it is really this member who wants to come back on another device. Two such
 * words open the ways in of a person, everywhere on this instance; so they count only from people who have
 * belonged together for a while, and not from a group that somebody merely asked to join.
 */
import { z } from 'zod';
import { addDays, civilDateAt, type CivilDate } from '#kernel/calendar';
import { assert } from '#kernel/assert';
import { accept, refuse } from '#kernel/outcome';
import { standingKind, standsFully, type Membership } from '../core/standing.ts';
import { loadReturnVouchers } from '../store/person-reads.ts';
import { insertReturnVouch } from '../store/person-writes.ts';
import { loadClassesInUse, loadMembers } from '../store/reads.ts';
import { loadGroup } from '../store/standing-reads.ts';
import { agentsCommand, only } from './agents-command.ts';
import { memberId, returnId } from './fields.ts';

/** How long before the request those who vouch, and whoever returns, were members; founders always were. */
const DAYS_TOGETHER = 7;
/** Whoever returns, and the two who give their word. */
const MEMBERS_AT_LEAST = 3;

export const vouchReturn = agentsCommand({
  name: 'agents.vouch_return',
  scope: 'organization',
  grounds: ['member'],
  matter: 'vouch',
  // The host has seen the code, and counts the word where the ways in are kept.
  internal: true,
  input: z.object({
    /** The request that was made on the other device; its code was shown to whoever vouches. */
    request: returnId,
    requestedAt: z.iso.datetime(),
    member: memberId,
  }),
  refusals: [
    'cannot_vouch_for_oneself',
    'member_unknown',
    'member_on_paper',
    'not_founded_yet',
    'member_not_in_standing',
    'too_few_to_vouch',
    'returning_too_new',
    'voucher_too_new',
    'already_vouched',
  ],
  personal: [],
  async load(tx, asks, { org, now, today }) {
    const { input, member } = only(asks);
    const group = (await loadGroup(tx, org, now))!;
    const classes = await loadClassesInUse(tx, org, today, group.state === 'draft');
    return {
      draft: group.state === 'draft',
      full: classes.reduce((sum, one) => sum + one.full, 0),
      requestedOn: civilDateAt(input.requestedAt, group.timeZone),
      members: await loadMembers(tx, org, [input.member, member]),
      vouchers: await loadReturnVouchers(tx, org, input.request),
    };
  },
  about: (_state, { input }) => ({ subject: input.member }),
  decide({ draft, full, requestedOn, members, vouchers }, input, act) {
    assert(act.member, 'only members vouch');
    const returning = members.get(input.member);
    const voucher = members.get(act.member)!;
    const same = input.member === act.member || (act.person !== null && returning?.person === act.person);
    if (same) return refuse('cannot_vouch_for_oneself');
    if (returning?.endedOn !== null) return refuse('member_unknown');
    if (returning.person === null) return refuse('member_on_paper');
    if (draft) return refuse('not_founded_yet');
    const kind = standingKind(returning, act.today);
    if (!standsFully(kind, draft)) return refuse('member_not_in_standing', { standing: kind });
    if (full < MEMBERS_AT_LEAST)
      return refuse('too_few_to_vouch', { least: MEMBERS_AT_LEAST, members: full });
    if (!isOfOld(returning, requestedOn)) return refuse('returning_too_new', { days: DAYS_TOGETHER });
    if (!isOfOld(voucher, requestedOn)) return refuse('voucher_too_new', { days: DAYS_TOGETHER });
    if (vouchers.includes(act.member)) return refuse('already_vouched');
    return accept({ request: input.request, member: input.member, voucher: act.member });
  },
  async record(tx, facts) {
    for (const { act, fact } of facts) await insertReturnVouch(tx, act, fact);
  },
});

/** Whether this member was one well before the day of the request. */
function isOfOld({ founder, admittedOn }: Membership, requestedOn: string): boolean {
  return founder || (admittedOn !== null && addDays(admittedOn as CivilDate, DAYS_TOGETHER) <= requestedOn);
}
