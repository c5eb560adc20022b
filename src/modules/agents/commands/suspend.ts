/**
 * Someone's membership rests: a reason, until when (or until it is lifted), and until when they may appeal.
 */
import { z } from 'zod';
import { addDays, type CivilDate } from '#kernel/calendar';
import { accept, refuse } from '#kernel/outcome';
import { isSuspended, standingKind, standsFully } from '../core/standing.ts';
import { tooManyAway } from '../core/sent-away.ts';
import { countSentAway, loadMembers } from '../store/reads.ts';
import { loadGroup } from '../store/standing-reads.ts';
import { changeMember, endDelegations } from '../store/writes.ts';
import { agentsCommand, decidedAlone, only } from './agents-command.ts';
import { civilDate, memberId, reason } from './fields.ts';

export const suspend = agentsCommand({
  name: 'agents.suspend',
  scope: 'organization',
  grounds: ['statutes'],
  matter: 'suspend',
  input: z.object({
    member: memberId,
    reason,
    /** The first day on which they are back; without it, until it is lifted. */
    until: civilDate.optional(),
  }),
  refusals: [
    'not_on_oneself',
    'member_unknown',
    'suspended_already',
    'member_not_in_standing',
    'dates_wrong',
    'too_many_sent_away',
  ],
  personal: ['reason'],
  async load(tx, asks, { org, now, today }) {
    const group = (await loadGroup(tx, org, now))!;
    const members = await loadMembers(tx, org, [only(asks).input.member]);
    return { exit: group.articles.exit, members, group, away: await countSentAway(tx, org, today) };
  },
  about: (_state, { input }) => ({ subject: input.member }),
  decide(state, input, act) {
    if (input.member === act.member && decidedAlone(act)) return refuse('not_on_oneself');
    const member = state.members.get(input.member);
    if (member?.endedOn !== null) return refuse('member_unknown');
    if (isSuspended(member, act.today)) return refuse('suspended_already', { until: member.suspendedUntil });
    const kind = standingKind(member, act.today);
    if (!standsFully(kind, false)) return refuse('member_not_in_standing', { standing: kind });
    const today = act.today as CivilDate;
    const until = input.until ?? null;
    if (until !== null && until <= today)
      return refuse('dates_wrong', { earliest: addDays(today, 1), latest: null });
    if (tooManyAway(state.group, 'suspend', state.away))
      return refuse('too_many_sent_away', { away: state.away });
    return accept({
      member: member.id,
      reason: input.reason,
      suspendedOn: act.today,
      suspendedUntil: until,
      appealUntil: addDays(today, state.exit.appealDays),
    });
  },
  async record(tx, facts) {
    for (const { act, fact } of facts) {
      await changeMember(tx, act, fact.member, {
        suspended_on: fact.suspendedOn,
        suspended_until: fact.suspendedUntil,
        appeal_until: fact.appealUntil,
      });
      await endDelegations(tx, act, fact.member);
    }
  },
  answer: (fact) => ({ appealUntil: fact.appealUntil }),
});
